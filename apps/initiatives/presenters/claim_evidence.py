"""What a claim's evidence said when it was submitted, beside what it says now."""

from datetime import date

from apps.core.charts import Column, Rows
from apps.initiatives.calculations.claim_evidence import Evidence, Item
from apps.initiatives.presenters.words import day
from apps.initiatives.selectors.claim_evidence import readings_words

COLUMNS = (Column("what", "Evidence"), Column("then", "As submitted"), Column("now", "Now"))
NONE = "None"


def evidence_table(then: Evidence | None, now: Evidence, submitted: date, today: date) -> Rows | None:
    """Nothing where what was submitted was not kept."""
    if then is None:
        return None
    rows = [
        _row("Measured outcome", then.measure, now.measure),
        _row("What it reads", readings_words(then), readings_words(now)),
        _row("How far its change can be told from none", then.interval, now.interval),
    ]
    standing = {item.number: item for item in now.items}
    rows += [_row(i.title, _item(i, submitted), _item(standing.get(i.number, i), today)) for i in then.items]
    return Rows("What the evidence said as the claim was submitted, and what it says now", COLUMNS, rows)


def _row(what: str, then: str, now: str) -> dict[str, str]:
    return {"what": what, "then": then or NONE, "now": now or NONE}


def _item(item: Item, on: date) -> str:
    n = f"n {item.n}, " if item.n else ""
    until = "stale since" if item.is_stale(on) else "good until"
    renewed = f"; renewed by “{item.renewed_by}”" if item.renewed_by else ""
    return f"{n}{until} {day(item.expires)}{renewed}"
