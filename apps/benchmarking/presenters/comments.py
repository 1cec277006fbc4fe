"""What the page of a line's comment shows."""

from typing import Any

from django.utils import timezone

from apps.benchmarking.charts.narrative import generated
from apps.benchmarking.presenters.common import above
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.selectors.comments import Version
from apps.benchmarking.sentences import line_message
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Column, Rows


def start_of(known: tuple[Version, ...]) -> dict[str, Any]:
    """What the form begins with: the newest version, also where that went back to the rule."""
    return {"version": known[0].version, "text": known[0].text} if known else {"version": 0, "text": ""}


def comment_page(b: Benchmark, line: Line, known: tuple[Version, ...]) -> dict[str, Any]:
    facts = [
        {"key": "What the rule says", "value": generated(b, line)},
        {"key": "What the report says", "value": b.narratives.get(line.slug, "Nothing of this line")},
        {"key": "The figures", "value": line_message(b, line, Own.OUT)},
    ]
    return {
        "line": line,
        "facts": facts,
        "history": _history(known),
        "crumbs": [*above(), (line.short_title, "")],
    }


def _history(known: tuple[Version, ...]) -> Rows:
    columns = (
        Column("version", "Version", kind="number"),
        Column("text", "What was said"),
        Column("rule", "The rule's sentence then"),
        Column("who", "Who"),
        Column("when", "When"),
    )
    rows = [
        {
            "version": v.version, "text": v.text or "Back to the rule's sentence", "rule": v.generated, "who": v.by,
            "when": timezone.localtime(v.at).date(),
        }
        for v in known
    ]  # fmt: skip
    return Rows("What was said of this line, newest first", columns, rows)
