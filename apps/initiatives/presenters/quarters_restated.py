"""What changed after its quarter was closed, as a table and a file."""

from collections.abc import Sequence
from typing import Any

from django.utils.timezone import localdate

from apps.core.charts import Column, Rows
from apps.core.money import pounds
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.quarters import address, claim_address
from apps.initiatives.presenters.words import count, plain
from apps.initiatives.selectors.quarters_restated import Restatement
from apps.initiatives.vocabulary import Recurrence

COLUMNS = (
    Column("what", "What", link="url"),
    Column("initiative", "Initiative"),
    Column("quarter", "Quarter", link="quarter_url"),
    Column("old", "As closed"),
    Column("new", "Now"),
    Column("reason", "Why"),
    Column("by", "By"),
    Column("on", "On"),
)


def restated_table(found: Sequence[Restatement]) -> Rows:
    return Rows("Changed after closing, newest first", COLUMNS, [_row(one) for one in found])


def restated_message(found: Sequence[Restatement]) -> str:
    if not found:
        return "Nothing was changed in a quarter after it was closed."
    claims = sum(isinstance(one.subject, BenefitClaim) for one in found)
    said = [count(n, text) for n, text in ((len(found) - claims, "reading"), (claims, "claim")) if n]
    one = len(found) == 1
    verb = f"{'was' if one else 'were'} restated after closing, {'with' if one else 'each with'} a reason"
    return f"{' and '.join(said)} {verb}."


def _row(one: Restatement) -> dict[str, Any]:
    return {
        **_subject(one),
        "initiative": str(one.initiative),
        "quarter": str(one.quarter),
        "quarter_url": address("quarter", one.quarter),
        "reason": one.reason,
        "by": str(one.by or ""),
        "on": localdate(one.at),
    }


def _subject(one: Restatement) -> dict[str, str]:
    if isinstance(one.subject, BenefitClaim):
        basis = " once" if one.subject.recurrence == Recurrence.ONE_OFF else " a year"
        return {
            "what": f"{one.subject} in place of {one.subject.supersedes}",
            "url": claim_address(one.subject),
            "old": f"{pounds(one.old)}{basis}",
            "new": f"{pounds(one.new)}{basis}",
        }
    unit = one.subject.measure.get_unit_display()
    gap = "" if unit == "%" else " "
    return {
        "what": f"{one.subject.measure}, {one.subject.period_label}",
        "url": "",
        "old": f"{plain(one.old)}{gap}{unit}",
        "new": f"{plain(one.new)}{gap}{unit}",
    }
