// htmx under the strict policy: no style element of its own, no evaluated text.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
