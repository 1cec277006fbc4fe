"""What finance has approved in claims: the ledger's live entries."""

from django.utils.timezone import localdate

from apps.board.data_sets.base import FINANCIAL_YEAR, DataSet, Loaded, day, newest, one_of, pounds, text
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.selectors.claim_totals import ClaimStanding
from apps.initiatives.selectors.feed import approved_entries
from apps.initiatives.vocabulary import EvidenceGrade


def load_approved() -> Loaded:
    found = approved_entries()
    rows = [
        (
            str(e.claim), e.claim.title, e.initiative.slug, e.initiative.name, e.basis, str(e.financial_year or ""),
            e.benefit_class, e.block, e.amount, e.grade, stands, localdate(e.at),
        )
        for e, stands in found
    ]  # fmt: skip
    return Loaded(rows, newest([localdate(e.at) for e, _ in found]))


APPROVED_BENEFITS = DataSet(
    slug="approved_benefits",
    title="Benefits approved in claims",
    what="One row for each approved claim, initiative that shares in it, basis, financial year and block.",
    basis="Net of delivery cost. Run-rate, one-off and in-year amounts answer different questions and are never added "
    "together; nor are classes or blocks. Only the standing “headline” is in the headline.",
    source="Claims of SEND managers, decided by finance. A superseded claim is not here: its successor is.",
    fields=(
        text("claim", "Reference of the claim"),
        text("title", "What is claimed"),
        text("initiative", "Short name of the initiative, stable"),
        text("initiative_name", "Name of the initiative"),
        one_of("basis", "What the figure answers", Basis),
        FINANCIAL_YEAR,
        one_of("benefit_class", "Class", BenefitClass),
        one_of("block", "Block of the grant that it falls on", Block),
        pounds("amount_gbp", "Approved amount"),
        one_of("grade", "Evidence as finance graded it", EvidenceGrade),
        one_of("standing", "Whether it is in the headline", ClaimStanding),
        day("approved_date", "Day of the decision"),
    ),
    load=load_approved,
)
