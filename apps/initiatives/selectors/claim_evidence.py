"""Reads the evidence that claims rest on, and says what a grade asks of it: the same of the maker and of finance."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from apps.core.money import number
from apps.initiatives.calculations.claim_evidence import Evidence, Item, Reading, thawed_evidence
from apps.initiatives.models import BenefitClaim, ClaimEvidence, OutcomeReading
from apps.initiatives.selectors.outcomes import Outcome, outcomes_of
from apps.initiatives.vocabulary import Better, EvidenceGrade, MeasureUnit

# Method, section 1: the NAO's scale, each grade with required fields and an expiry date. The database keeps the same
# of every approval (migration ``0014_decision_rules``).
GRADE_NEEDS = {
    EvidenceGrade.SUFFICIENT: (
        "an attached item that names its source and n and is not past its expiry date, and a measured outcome with a "
        "reading"
    ),
    EvidenceGrade.PARTIAL: (
        "an attached item that is not past its expiry date, or a measured outcome with a reading, and why it is no more"
    ),
    EvidenceGrade.INSUFFICIENT: "why it is put forward all the same; it stays outside the headline",
}
GRADE_REMEDY = "Grade it lower, or return the claim so that the evidence is attached."


def grade_lacks(grade: EvidenceGrade, evidence: Evidence, because: str, day: date) -> str:
    """The sentence that says what the grade needs on that day, where the evidence does not hold it; else nothing."""
    current = evidence.current(day)
    holds = {
        EvidenceGrade.SUFFICIENT: evidence.is_read and any(item.is_sourced() for item in current),
        EvidenceGrade.PARTIAL: (evidence.is_read or bool(current)) and bool(because),
        EvidenceGrade.INSUFFICIENT: bool(because),
    }[grade]
    return "" if holds else f"{grade.label} evidence needs {GRADE_NEEDS[grade]}."


def evidence_of(claims: Sequence[BenefitClaim]) -> dict[int, Evidence]:
    """By claim, as it stands now. Three queries."""
    items: dict[int, list[Item]] = defaultdict(list)
    rows = ClaimEvidence.objects.filter(claim__in=[c.pk for c in claims]).select_related("item__replaced_by")
    for row in rows.order_by("pk"):
        one = row.item
        newer = getattr(one, "replaced_by", None)
        items[row.claim_id].append(
            Item(one.pk, one.title, one.source, one.n, one.expires_on, newer.title if newer else "")
        )
    outcomes = outcomes_of(c.measure_id for c in claims if c.measure_id)
    return {c.pk: _evidence(tuple(items[c.pk]), outcomes.get(c.measure_id or 0)) for c in claims}


def submitted_evidence(claim: BenefitClaim) -> Evidence | None:
    """As it was when the claim was submitted; nothing where that was not kept."""
    kept = claim.calculation.get("evidence")
    return thawed_evidence(kept) if kept else None


def readings_words(evidence: Evidence) -> str:
    """``24% (n 121, Autumn 2024) to 22% (n 121, Autumn 2025)``."""
    read = [_said(r, evidence.unit) for r in (evidence.baseline, evidence.latest) if r]
    return " to ".join(read) or "no reading"


def interval_words(outcome: Outcome) -> str:
    """``24% to 22% of 121: … from −10 to +15 children …``; nothing where it can be told from no change."""
    found, before, after = outcome.difference, outcome.baseline, outcome.latest
    if not (found and before and after) or found.distinguishable:
        return ""
    better = Better(outcome.measure.better)
    low, high = (-found.high, -found.low) if better is Better.LOWER else (found.low, found.high)
    what = "change" if better is Better.NEITHER else "improvement"
    return (
        f"{outcome.measure.name}, {_plain(before.value)}% to {_plain(after.value)}% of {after.n}: the 95% interval of "
        f"the {what} runs from {_signed(low)} to {_signed(high)} children, not distinguishable from no change."
    )


def _evidence(items: tuple[Item, ...], outcome: Outcome | None) -> Evidence:
    if outcome is None:
        return Evidence(items, "", "", None, None, "")
    return Evidence(
        items=items,
        measure=outcome.measure.name,
        unit=outcome.measure.unit,
        baseline=_reading(outcome.baseline),
        latest=_reading(outcome.latest),
        interval=interval_words(outcome),
    )


def _reading(row: OutcomeReading | None) -> Reading | None:
    return Reading(row.period_label, row.value, row.n, row.at_least) if row else None


def _said(reading: Reading, unit: str) -> str:
    value = f"{_plain(reading.value)}{'%' if unit == MeasureUnit.PERCENT else ''}"
    about = ", ".join(filter(None, [f"n {reading.n}" if reading.n else "", reading.period]))
    return f"{'at least ' if reading.at_least else ''}{value}{f' ({about})' if about else ''}"


def _signed(value: float) -> str:
    whole = number(Decimal(value))
    return whole if whole.startswith("−") or whole == "0" else f"+{whole}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
