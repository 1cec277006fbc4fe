"""What is claimed and approved of an initiative, in words and as a table. Money is pounds."""

from apps.core.charts import Column, Rows
from apps.core.money import pounds
from apps.core.vocabulary import Basis
from apps.initiatives.models import Initiative, MeasurementPlan
from apps.initiatives.presenters.claim_lines import illustrative_words
from apps.initiatives.selectors.claim_totals import ClaimedApproved


def claimed_table(subject: Initiative, found: list[ClaimedApproved]) -> Rows:
    """One row for each basis and financial year, class and block; never added across them."""
    rows = [
        {
            "basis": f"{one.kind.basis.label} {one.kind.year}" if one.kind.year else one.kind.basis.label,
            "class": one.kind.benefit_class.label, "block": one.kind.block.label, "claimed": one.claimed,
            "approved": one.approved, "headline": one.headline,
        }
        for one in found
    ]  # fmt: skip
    columns = (
        Column("basis", "Basis and financial year"), Column("class", "Class"), Column("block", "Falls to"),
        Column("claimed", "Claimed", kind="money"), Column("approved", "Approved", kind="money"),
        Column("headline", "In the headline", kind="money"),
    )  # fmt: skip
    return Rows(f"Claimed and approved for {subject.name}, £, net of delivery cost", columns, rows)


def claimed_sentences(found: list[ClaimedApproved], plan: MeasurementPlan | None) -> list[str]:
    """What is approved on the run-rate or once; whether it is in the headline; whether it is illustrative."""
    if not found:
        return ["No claim on it is submitted or approved yet."]
    said = []
    for one in found:
        if one.kind.basis == Basis.IN_YEAR or not one.claimed:
            continue
        each = "a year" if one.kind.basis == Basis.RUN_RATE else "once"
        whose = f"{one.kind.benefit_class.label.lower()}, {one.kind.block.label}"
        said.append(
            f"{pounds(one.claimed)} {each} is claimed ({whose}), {pounds(one.approved)} of it is approved and "
            f"{pounds(one.headline)} is in the headline: that takes Sufficient evidence and, above the threshold, the "
            "Board’s noting."
        )
    return [*said, *filter(None, [illustrative_words(plan) if plan else ""])]


def no_claim_yet(found: list[ClaimedApproved]) -> str:
    """What stands beneath the report's own amounts."""
    approved = any(one.approved for one in found)
    behind = "What finance approved of it stands below." if approved else "No claim behind them has been approved."
    return f"These are the report’s own amounts. {behind} Amounts on different bases are never added."
