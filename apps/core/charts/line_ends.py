"""The names at the ends of lines: a figure and a name each, none above another, none outside the plot."""

from typing import Any

from apps.core.charts.theme import STRONG, label, note

PLOT_HEIGHT = 300
LINE_HEIGHT = 20
LETTER_WIDTH = 8
GAP = 4
BEFORE = 10  # between the end of a line and its words
# Value, time, figure in words, and the trace itself.
End = tuple[float, str, str, dict[str, Any]]


def ends_of_lines(
    times: list[str], data: list[dict[str, Any]], axis: tuple[float, float], width: int
) -> list[dict[str, Any]]:
    """A figure and a name at the end of each line, moved apart where they would meet, lowest first; then those of lines
    that end before the others, beneath their ends."""
    low, high = axis
    drawn = [trace for trace in data if any(v is not None for v in trace["y"])]
    ends = sorted((_end(times, trace) for trace in drawn), key=lambda end: end[0])
    late = [end for end in ends if end[1] == times[-1]]
    words = [_end_words(end, width) for end in late]
    wanted = [(value - low) / (high - low) * PLOT_HEIGHT for value, *_ in late]
    places = _apart(wanted, [LINE_HEIGHT * (text.count("<br>") + 1) for text in words])
    beside = [round(place - want) for place, want in zip(places, wanted, strict=True)]
    notes = [
        note(at, value, text, xanchor="left", xshift=BEFORE, yshift=shift, font=_end_font(trace))
        for (value, at, _, trace), text, shift in zip(late, words, beside, strict=True)
    ]
    for end in (end for end in ends if end not in late):
        text, font = _end_words(end, width), _end_font(end[3])
        notes.append(note(end[1], end[0], text, xanchor="left", yanchor="top", xshift=4, yshift=-8, font=font))
    return notes


def _end_words(end: End, width: int) -> str:
    return f"{end[2]}<br>{label(end[3]['name'], width)}"


def _end_font(trace: dict[str, Any]) -> dict[str, Any]:
    return {"color": trace["line"]["color"], "size": 14, **STRONG}


def _apart(wanted: list[float], tall: list[int]) -> list[float]:
    """Middles of words that do not meet, each as near as it goes to where it is wanted; none above the plot."""
    places, free = [], float("-inf")
    for want, height in zip(wanted, tall, strict=True):
        places.append(max(want, free + height / 2))
        free = places[-1] + height / 2 + GAP
    ceiling = float(PLOT_HEIGHT)
    for index in reversed(range(len(places))):
        places[index] = min(places[index], ceiling - tall[index] / 2)
        ceiling = places[index] - tall[index] / 2 - GAP
    return places


def room_for(ends: list[dict[str, Any]], last: str) -> int:
    """The width that the longest line of words needs beyond the plot, with what stands before and after it."""
    words = [end["text"] for end in ends if end["x"] == last]
    letters = max((len(part) for text in words for part in text.split("<br>")), default=0)
    return letters * LETTER_WIDTH + 2 * BEFORE


def _end(times: list[str], trace: dict[str, Any]) -> End:
    last = max(i for i, v in enumerate(trace["y"]) if v is not None)
    return trace["y"][last], times[last], trace["text"][last], trace
