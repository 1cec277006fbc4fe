"""Reads approved claims for the copy that leaves the service, and what of it the council has published already.

Never remembered: what may be shown is worked out afresh from what counts now.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum

from apps.core.disclosure import ProtectedPublication, Publication
from apps.core.models import User
from apps.core.vocabulary import Basis, Convention
from apps.initiatives.calculations.public_copy import (
    AMOUNT,
    TOGETHER,
    UNITS,
    Kind,
    Line,
    PublicCopy,
    Total,
    cell_key,
    example_of,
    public_copy_of,
    publication_of,
    totals_of,
    units_of,
)
from apps.initiatives.models import (
    AlreadyPublic,
    BenefitClaim,
    ClaimShare,
    LedgerEntry,
    QuotedDifference,
    Rate,
    ReportedBenefit,
)
from apps.initiatives.selectors.rates import rate_sheet
from apps.initiatives.vocabulary import LedgerEntryKind, PlacementType, RateCardStatus
from apps.initiatives.workflow.claims import ClaimStatus

# The amounts that Table 1 of the report adds up.
TABLE_1 = ("sufficiency-delivered", "dingleys-mainstream", "portage-placements")
TOTAL = 0


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A figure that the copy hides, for finance to say whether it is published already. ``amount``: units, or £."""

    initiative: int
    name: str
    what: str
    amount: Decimal

    @property
    def value(self) -> str:
        """Names the figure and its value: another value is another figure, and needs another decision."""
        return f"{self.initiative}:{self.what}:{self.amount}"


def approved_lines() -> list[Line]:
    """What approved claims count now, by initiative and kind: run-rate and one-off amounts, £ net."""
    units = _units()
    sums: dict[tuple[int, Kind], list[Any]] = {}
    for entry in _ledger():
        key = entry["initiative_id"], (entry["basis"], entry["benefit_class"], entry["block"], entry["grade"])
        found = sums.setdefault(key, [entry["initiative__name"], None, Decimal(0)])
        found[2] += entry["amount"]
        if entry["block"] == entry["claim__block"]:
            found[1] = (found[1] or 0) + units[entry["claim_id"], entry["initiative_id"]]
    return [Line(who, name, *kind, counted, amount) for (who, kind), (name, counted, amount) in sums.items()]


def public_copy() -> PublicCopy:
    """Raises ``NotProtected``."""
    return public_copy_of(approved_lines(), known_unit_values(), _already_public(), settings.DISCLOSURE_THRESHOLD)


def copy_to_publish() -> tuple[list[Line], list[Total], Publication]:
    """Lines, totals and what disclosure control is to know of them, for a paper that publishes more beside them."""
    lines = approved_lines()
    totals = totals_of(lines)
    return (
        lines,
        totals,
        publication_of(lines, totals, known_unit_values(), _already_public(), settings.DISCLOSURE_THRESHOLD),
    )


def marked_amounts() -> set[tuple[int, Decimal]]:
    """(initiative, units or £) that the council has printed already, by a finance officer's decision; 0 is a total."""
    return _already_public()


@dataclass(frozen=True, slots=True)
class Table1:
    """The report's own Table 1, and what a copy of it would show outside."""

    benefits: list[ReportedBenefit]
    protected: ProtectedPublication

    @property
    def total(self) -> Decimal:
        return sum((b.amount for b in self.benefits), Decimal(0))


def table_1() -> Table1 | None:
    """None where its amounts are not loaded. Small figures are hidden until finance marks them as already public."""
    benefits = list(ReportedBenefit.objects.filter(slug__in=TABLE_1).order_by("-amount"))
    if len(benefits) < len(TABLE_1):
        return None
    # Places have no number beside their amount: it is worked out from the report's own rates.
    place = rate_sheet(Convention.AS_REPORTED).difference(PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
    amounts = [(b.slug, b.amount, b.units or b.amount / place) for b in benefits]
    marked = _already_public()
    public = {b.slug for b in benefits if (b.initiative_id, b.amount) in marked}
    if (TOTAL, sum(b.amount for b in benefits)) in marked:
        public.add(TOGETHER)
    return Table1(benefits, example_of(amounts, settings.DISCLOSURE_THRESHOLD, public))


def hidden_figures(copy: PublicCopy, printed: Table1 | None = None) -> list[HiddenFigure]:
    """Of the copy, and of the report's Table 1."""
    found = list(_hidden_of_table_1(printed)) if printed else []
    parts: list[Line | Total] = [*copy.lines, *copy.totals]
    for of in parts:
        who, name = (of.initiative, of.name) if isinstance(of, Line) else (TOTAL, "Total")
        for what, value in ((UNITS, units_of(of)), (AMOUNT, of.amount)):
            cell = copy.protected.cells.get(cell_key(of, what))
            if value is not None and cell and not cell.shown:
                found.append(HiddenFigure(who, name, what, value))
    return found


def _hidden_of_table_1(printed: Table1) -> Iterator[HiddenFigure]:
    for benefit in printed.benefits:
        if not printed.protected[benefit.slug].shown:
            yield HiddenFigure(benefit.initiative_id, f"Table 1, {benefit.label}", AMOUNT, benefit.amount)
    if not printed.protected[TOGETHER].shown:
        yield HiddenFigure(TOTAL, "Table 1, total", AMOUNT, printed.total)


def already_public() -> list[AlreadyPublic]:
    return list(AlreadyPublic.objects.select_related("initiative", "by"))


def marked_by(person: User, figure: str) -> AlreadyPublic | None:
    """The person's own decision on a figure (``HiddenFigure.value``): a form sent twice ends where it ended first."""
    who, _, rest = figure.partition(":")
    amount = rest.partition(":")[2]
    rows = AlreadyPublic.objects.filter(by=person)
    return next((r for r in rows if str(r.initiative_id or TOTAL) == who and _same(r.amount, amount)), None)


def known_unit_values() -> set[Decimal]:
    """£ a unit that anybody may know: rates of approved cards, their differences, and quoted differences."""
    cards: dict[int, list[Decimal]] = defaultdict(list)
    for card, amount in Rate.objects.filter(card__status=RateCardStatus.APPROVED).values_list("card_id", "amount"):
        cards[card].append(amount)
    quoted = QuotedDifference.objects.filter(card__status=RateCardStatus.APPROVED)
    differences = {a - b for rates in cards.values() for a in rates for b in rates if a > b}
    return {a for rates in cards.values() for a in rates} | differences | set(quoted.values_list("amount", flat=True))


def _same(amount: Decimal, text: str) -> bool:
    try:
        return amount == Decimal(text)
    except InvalidOperation:
        return False


def _already_public() -> set[tuple[int, Decimal]]:
    rows = AlreadyPublic.objects.values_list("initiative_id", "amount")
    return {(initiative or TOTAL, amount) for initiative, amount in rows}


def _ledger() -> list[Any]:
    return list(
        LedgerEntry.objects.filter(
            claim__status=ClaimStatus.APPROVED,
            entry=LedgerEntryKind.APPROVAL,
            basis__in=(Basis.RUN_RATE, Basis.ONE_OFF),
        )
        .order_by("basis", "benefit_class", "block", "grade", "initiative__name", "claim_id")
        .values(
            "claim_id", "claim__block", "initiative_id", "initiative__name", "basis", "benefit_class", "block", "grade",
            "amount",
        )
    )  # fmt: skip


def _units() -> dict[tuple[int, int], Fraction]:
    """Units that each initiative has in each approved claim: what the claim counts, by its share."""
    live = BenefitClaim.objects.filter(status=ClaimStatus.APPROVED)
    keyed = dict(live.annotate(n=Count("counted_units")).values_list("pk", "n"))
    drawn = dict(live.annotate(n=Sum("counted_draw__units")).filter(~Q(n=None)).values_list("pk", "n"))
    shares = ClaimShare.objects.filter(claim__in=live).values_list("claim_id", "initiative_id", "share")
    return {
        (claim, initiative): (keyed.get(claim, 0) + Fraction(drawn.get(claim, 0))) * Fraction(share) / 100
        for claim, initiative, share in shares
    }
