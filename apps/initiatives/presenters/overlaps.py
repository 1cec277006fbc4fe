"""The overlap register: who meets whom, on how many units, and how it was settled."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.charts import Column, Rows
from apps.initiatives.forms.overlaps import outcome_text
from apps.initiatives.models import OverlapSettlement
from apps.initiatives.presenters.quarters import claim_address
from apps.initiatives.presenters.words import count, day, plain
from apps.initiatives.selectors.overlap_register import Met, OverlapLine
from apps.initiatives.vocabulary import OverlapOutcome

NOT_SETTLED, IN_CLAIMS = "Not settled", "In the claims: one of them leaves the units out"
SHARED = {"place": ("place", "places"), "child": ("child", "children")}
COLUMNS = (
    Column("names", "Who meets", link="url"),
    Column("shared", "What claims show"),
    Column("source", "Source"),
    Column("settled", "Settled"),
    Column("by", "By and when"),
    Column("reason", "How"),
)
CLAIM_COLUMNS = (
    Column("claim", "Claim", link="url"),
    Column("status", "Status"),
    Column("other", "Meets claim", link="other_url"),
    Column("other_status", "Its status"),
    Column("units", "Both count"),
    Column("period", "In both periods"),
)


def register_table(lines: Sequence[OverlapLine]) -> Rows:
    return Rows("Overlaps, those that are not settled first", COLUMNS, [_row(line) for line in lines])


def register_message(lines: Sequence[OverlapLine]) -> str:
    """“4 overlaps are known, and 4 of them are not settled.”"""
    if not lines:
        return "No two initiatives are known to meet on the same children or places."
    unsettled = sum(line.settlement is None and not line.is_one_initiative for line in lines)
    known = f"{count(len(lines), 'overlap')} {'is' if len(lines) == 1 else 'are'} known"
    if not unsettled:
        return f"{known}; none is left to settle."
    return f"{known}, and {unsettled} of them {'is' if unsettled == 1 else 'are'} not settled."


def line_message(line: OverlapLine) -> str:
    first, second = line.names
    if line.is_one_initiative:
        return f"Two claims of {first} count the same. Leave the units out of one of them."
    if line.settlement:
        outcome = outcome_text(OverlapOutcome(line.settlement.outcome), line)
        on = day(localdate(line.settlement.at))
        return f"{outcome}, as {line.settlement.by} settled on {on}."
    return f"{first} and {second} reach the same children or places, and nobody has settled whose the effect is."


def claims_table(line: OverlapLine) -> Rows:
    rows = [
        {
            "claim": met.claim.reference,
            "url": claim_address(met.claim),
            "status": met.claim.get_status_display(),
            "other": met.other.reference,
            "other_url": claim_address(met.other),
            "other_status": met.other.get_status_display(),
            "units": _units(met.counted, met.units),
            "period": _period(met),
        }
        for met in line.met
    ]
    return Rows("Claims that count the same", CLAIM_COLUMNS, rows)


def history(line: OverlapLine) -> list[dict[str, Any]]:
    return [
        {
            "title": outcome_text(OverlapOutcome(settled.outcome), line),
            "date": localdate(settled.at),
            "by": str(settled.by),
            "text": settled.reason,
        }
        for settled in line.settlements
    ]


def settled_text(settled: OverlapSettlement) -> str:
    return f"Settled: {settled.overlap}. It stands until somebody settles it anew."


def _row(line: OverlapLine) -> dict[str, Any]:
    first, second = line.names
    settled = line.settlement
    return {
        "names": f"Two claims of {first}" if line.is_one_initiative else f"{first} and {second}",
        "url": reverse("initiatives:overlap", args=line.slugs),
        "shared": _shared(line),
        "source": line.recorded.source_reference if line.recorded else "Claims",
        "settled": _settled(line),
        "by": f"{settled.by}, {day(localdate(settled.at))}" if settled else "",
        "reason": settled.reason if settled else "",
    }


def _settled(line: OverlapLine) -> str:
    if line.is_one_initiative:
        return IN_CLAIMS
    return outcome_text(OverlapOutcome(line.settlement.outcome), line) if line.settlement else NOT_SETTLED


def _shared(line: OverlapLine) -> str:
    """“12 places, in 2 pairs of claims”."""
    if not line.met:
        return "No claims meet"
    units: dict[str, Decimal] = {}
    for met in line.met:
        units[met.counted] = units.get(met.counted, Decimal(0)) + met.units
    said = ", ".join(_units(counted, n) for counted, n in units.items())
    return f"{said}, in {count(len(line.met), 'pair')} of claims"


def _units(counted: str, n: Decimal) -> str:
    one, many = SHARED.get(counted, ("of one cohort", "of one cohort"))
    return f"{plain(n)} {one if n == 1 else many}"


def _period(met: Met) -> str:
    starts = [c.start_date for c in (met.claim, met.other) if c.start_date]
    ends = [c.end_date for c in (met.claim, met.other) if c.end_date]
    start = f"{day(max(starts))} " if starts else ""
    return f"{start}to {day(min(ends))}, not included" if ends else f"{start}on"
