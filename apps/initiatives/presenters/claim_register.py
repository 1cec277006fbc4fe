"""The register of claims in words: its sentence, its totals, and its file. Money is pounds, exact."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from apps.core.charts import Column, Rows
from apps.core.money import pounds
from apps.core.vocabulary import Basis
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.words import NOT_GRADED, count
from apps.initiatives.selectors.claim_totals import ClaimStanding, ClaimTotal, is_noting_due
from apps.initiatives.vocabulary import EvidenceGrade, ValuesState
from apps.initiatives.workflow.claims import ClaimStatus

UNTITLED = "No title yet"
TAGS = {
    ClaimStatus.DRAFT: "plain",
    ClaimStatus.SUBMITTED: "waiting",
    ClaimStatus.RETURNED: "alert",
    ClaimStatus.APPROVED: "good",
    ClaimStatus.REJECTED: "alert",
    ClaimStatus.SUPERSEDED: "plain",
    ClaimStatus.WITHDRAWN: "plain",
}
TURN = {
    ClaimStatus.DRAFT: "SEND manager",
    ClaimStatus.SUBMITTED: "Finance",
    ClaimStatus.RETURNED: "SEND manager",
}
EXPORTED = (
    "pk", "initiative__name", "title", "status", "recurrence", "claimed_as_reported", "claimed", "approved",
    "submitted_at", "decided_at", "benefit_class", "block", "noting__meeting_date", "plan__values_state",
)  # fmt: skip


def whose_turn(status: str, *, noting_due: bool = False) -> str:
    """Short, for a list."""
    return "Board, to note it" if noting_due else TURN.get(ClaimStatus(status), "Nobody")


def basis_words(recurrence: str, values_state: str = ValuesState.AGREED) -> str:
    """The basis of what is claimed, and whether it rests on values that finance has not agreed."""
    basis = {"recurring": "A year (run-rate)", "one_off": "Once (one-off)"}.get(recurrence, "")
    return f"{basis}, illustrative" if basis and values_state == ValuesState.ILLUSTRATIVE else basis


def grade_words(grade: str | None) -> str:
    return EvidenceGrade(grade).label if grade else NOT_GRADED


def register_sentence(shown: int, totals: Iterable[ClaimTotal]) -> str:
    """How many, and the headline on each basis; nothing across bases, classes or blocks."""
    headline = [t for t in totals if t.standing == ClaimStanding.HEADLINE]
    claims = count(shown, "claim")
    if not headline:
        return (
            f"{claims}; nothing of it is in the headline yet: that takes Sufficient evidence, finance’s approval and, "
            "above the threshold, the Board’s noting."
        )
    parts = "; ".join(
        f"{pounds(t.amount)}{' a year' if t.kind.basis == Basis.RUN_RATE else ' once'} "
        f"({t.kind.benefit_class.label.lower()}, {t.kind.block.label})"
        for t in headline
    )
    return f"{claims}; approved and in the headline: {parts}."


def totals_table(totals: list[ClaimTotal]) -> Rows:
    """One row for each standing, basis, class and block. Never added across them."""
    rows: list[dict[str, Any]] = []
    for standing in ClaimStanding:
        members = [t for t in totals if t.standing == standing]
        rows += [{"basis": standing.label, "_kind": "group"}] if members else []
        rows += [
            {"basis": t.kind.basis.label, "class": t.kind.benefit_class.label, "block": t.kind.block.label,
             "claims": t.claims, "amount": t.amount}
            for t in members
        ]  # fmt: skip
    columns = (
        Column("basis", "Basis"),
        Column("class", "Class"),
        Column("block", "Falls to"),
        Column("claims", "Claims", kind="number"),
        Column("amount", "Approved", kind="money"),
    )
    return Rows("Approved, £, by standing and basis", columns, rows)


def years_table(totals: list[ClaimTotal]) -> Rows:
    """In-year amounts by financial year: a column for each standing that occurs."""
    standings = [s for s in ClaimStanding if any(t.standing == s for t in totals)]
    kinds = sorted({t.kind for t in totals}, key=lambda k: k.rank)
    sums = {(t.kind, t.standing): t.amount for t in totals}
    rows = [
        {
            "year": str(kind.year), "class": kind.benefit_class.label, "block": kind.block.label,
            **{s.value: sums.get((kind, s)) for s in standings},
        }
        for kind in kinds
    ]  # fmt: skip
    columns = [Column("year", "Financial year"), Column("class", "Class"), Column("block", "Falls to")]
    columns += [Column(s.value, s.label.split(":")[0] if s == ClaimStanding.HEADLINE else s.label, kind="money")
                for s in standings]  # fmt: skip
    return Rows("Approved in-year, £, by financial year", columns, rows)


def register_file(claims: QuerySet[BenefitClaim]) -> Rows:
    """The whole filtered list in its order, one row a claim."""
    columns = (
        Column("reference", "Claim"), Column("initiative", "Initiative"), Column("title", "Title"),
        Column("status", "Status"), Column("turn", "Whose turn"), Column("basis", "Basis"),
        Column("class", "Class"), Column("block", "Falls to"),
        Column("reported", "As reported", kind="money", places=2), Column("claimed", "Claimed", kind="money", places=2),
        Column("approved", "Approved", kind="money", places=2), Column("grade", "Evidence"),
        Column("submitted", "Submitted"), Column("decided", "Decided"), Column("noted", "Noted by the Board"),
    )  # fmt: skip
    found = claims.prefetch_related(None).values(*EXPORTED, grade_now=F("graded"))
    return Rows("Benefit claims", columns, [_file_row(row) for row in found])


def _file_row(row: dict[str, Any]) -> dict[str, Any]:
    claim = BenefitClaim(benefit_class=row["benefit_class"], block=row["block"])
    noted = row["noting__meeting_date"]
    noting_due = is_noting_due(row["status"], row["approved"], noted)
    return {
        "reference": f"C-{row['pk']:04d}",
        "initiative": row["initiative__name"],
        "title": row["title"] or UNTITLED,
        "status": ClaimStatus(row["status"]).label,
        "turn": whose_turn(row["status"], noting_due=noting_due),
        "basis": basis_words(row["recurrence"], row["plan__values_state"]),
        "class": claim.get_benefit_class_display(),
        "block": claim.get_block_display(),
        "reported": row["claimed_as_reported"],
        "claimed": row["claimed"],
        "approved": row["approved"],
        "grade": grade_words(row["grade_now"]),
        "submitted": localdate(row["submitted_at"]) if row["submitted_at"] else None,
        "decided": localdate(row["decided_at"]) if row["decided_at"] else None,
        "noted": noted,
    }
