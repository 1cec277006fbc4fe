"""Reads what a claim's value rests on, from the rows that the claim pins. Constant queries, however many claims."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from apps.core.errors import Refused
from apps.core.vocabulary import Block
from apps.initiatives.calculations.claim_lines import Line, lines_of
from apps.initiatives.calculations.claim_terms import ClaimInputs, Cost, Group, LeftOut, Placement, Range, Share
from apps.initiatives.calculations.claim_value import ClaimValue, value_of
from apps.initiatives.calculations.intake import months_between
from apps.initiatives.models import BenefitClaim, ClaimUnit, PlaceFunding, Rate, RateCard
from apps.initiatives.selectors.claim_openings import Openings, openings_of
from apps.initiatives.selectors.claim_printed import printed_of
from apps.initiatives.selectors.claim_rates import quote_misfit
from apps.initiatives.selectors.claim_sources import sources_of
from apps.initiatives.vocabulary import CounterfactualPlacement, FundKind, PlacementType, Recurrence, UnitKind

WHOLE = Range(Decimal(100), Decimal(100), Decimal(100))
BLOCK_OF_FUND = {
    FundKind.HIGH_NEEDS_BLOCK: Block.HIGH_NEEDS,
    FundKind.COUNCIL_REVENUE: Block.GENERAL_FUND,
    FundKind.SCHOOLS_BLOCK_TRANSFER: Block.SCHOOLS,
}
SPECIALIST = "specialist"
FAMILY = {
    CounterfactualPlacement.INMSS: SPECIALIST,
    CounterfactualPlacement.SPECIALIST_ANY: SPECIALIST,
    CounterfactualPlacement.LOCAL_SPECIALIST: SPECIALIST,
    CounterfactualPlacement.MAINSTREAM_SUPPORT: "mainstream",
}


class Sheet:
    """The rates of every card that some claims pin, and the report's own."""

    def __init__(self, claims: Iterable[BenefitClaim]) -> None:
        wanted = {c.rate_card_id for c in claims if c.rate_card_id}
        reported = RateCard.objects.filter(as_reported=True).values_list("pk", flat=True).first()
        rates = Rate.objects.filter(card_id__in={*wanted, reported}).values_list("card_id", "placement_type", "amount")
        self.amounts = {(card, kind): amount for card, kind, amount in rates}
        self.reported = reported

    def rate(self, card: int | None, placement: str) -> Decimal:
        """£ a full year. Raises ``Refused`` where the card has none."""
        if placement == CounterfactualPlacement.NO_COST:
            return Decimal(0)
        try:
            return self.amounts[card, placement]  # type: ignore[index]  # two kinds of placement share their values
        except KeyError:
            name = CounterfactualPlacement(placement).label
            raise Refused(f"Rates: the rate card has no unit cost for {name}. Choose the quoted difference.") from None

    def reported_difference(self, dearest: str, actual: str) -> Decimal:
        return self.rate(self.reported, dearest) - self.rate(self.reported, actual)


def with_parts(claims: Sequence[int]) -> list[BenefitClaim]:
    """These claims with everything that a calculation reads, in the order asked for."""
    found = {
        c.pk: c
        for c in BenefitClaim.objects.filter(pk__in=claims)
        .select_related(
            "initiative", "plan", "rate_card", "quoted_difference", "measure", "made_by", "edited_by", "submitted_by",
            "decided_by", "supersedes", "draw__cohort", "noting",
        )
        .prefetch_related(
            "mix", "plan__mix", "exclusions", "shares__initiative", "costs__fund",
            Prefetch("units", ClaimUnit.objects.select_related("tranche")),
        )
    }  # fmt: skip
    return [found[pk] for pk in claims if pk in found]


def inputs_of(claims: Sequence[BenefitClaim]) -> dict[int, ClaimInputs | str]:
    """By claim: its inputs, or the sentence that says what is missing."""
    sheet, openings = Sheet(claims), openings_of(claims)
    empty = PlaceFunding.objects.order_by("-financial_year").values_list("empty_amount", flat=True).first()
    answers: dict[int, ClaimInputs | str] = {}
    for claim in claims:
        try:
            inputs = _inputs(claim, sheet, openings, empty)
            value_of(inputs)
            answers[claim.pk] = inputs
        except (Refused, ValueError) as error:
            answers[claim.pk] = str(error)
    return answers


def inputs_or_refuse(claim: BenefitClaim) -> ClaimInputs:
    """Raises ``Refused`` with what is missing."""
    found = inputs_of([claim])[claim.pk]
    if isinstance(found, str):
        raise Refused(found)
    return found


def lines(claim: BenefitClaim, inputs: ClaimInputs, value: ClaimValue) -> list[Line]:
    return lines_of(inputs, value, sources_of(claim), printed_of(claim))


def input_texts(inputs: ClaimInputs) -> dict[str, object]:
    """What is hashed: every number as its text."""
    return asdict(inputs)


def dearest(claim: BenefitClaim, sheet: Sheet) -> str:
    return max((m.placement for m in claim.mix.all()), key=lambda p: sheet.rate(claim.rate_card_id, p))


def displaced(claim: BenefitClaim) -> tuple[str, Decimal]:
    """The family of the placement that is avoided, and what one of it is worth at the claim's card."""
    sheet = Sheet([claim])
    if claim.quoted_difference:
        return FAMILY[CounterfactualPlacement(claim.quoted_difference.dearer)], claim.quoted_difference.amount
    kind = dearest(claim, sheet)
    worth = sheet.rate(claim.rate_card_id, kind) - sheet.rate(claim.rate_card_id, claim.actual)
    return FAMILY.get(CounterfactualPlacement(kind), kind), worth


def _inputs(claim: BenefitClaim, sheet: Sheet, openings: Openings, empty: Decimal | None) -> ClaimInputs:
    if not (claim.start_date and claim.end_date and claim.recurrence):
        raise Refused("Period: enter when the benefit starts and how long it lasts.")
    if not claim.rate_card_id:
        raise Refused("Rates: choose a version of the rate card.")
    mix, actual = _placements(claim, sheet)
    quoted = claim.quoted_difference.amount if claim.quoted_difference else None
    reported = sheet.reported_difference(dearest(claim, sheet), claim.actual) if quoted is None else quoted
    groups, left_out = _units(claim, openings)
    places = claim.kind == UnitKind.PLACES
    plan, came = claim.plan, None
    if claim.came_from and claim.came_to:
        came = months_between(claim.came_from, claim.came_to)
    return ClaimInputs(
        block=claim.block,
        recurring=claim.recurrence == Recurrence.RECURRING,
        start=claim.start_date,
        end=claim.end_date,
        groups=groups,
        left_out=left_out,
        mix=mix,
        actual=actual,
        quoted=quoted,
        reported_value=reported,
        occupancy=_range(plan.occupancy_low, claim.occupancy, plan.occupancy_high) if places else WHOLE,
        deadweight=_range(plan.deadweight_low, claim.deadweight, plan.deadweight_high),
        shares=tuple(Share(s.initiative.slug, s.initiative.name, s.share) for s in claim.shares.all()),
        costs=tuple(
            Cost(c.fund.name, BLOCK_OF_FUND.get(FundKind(c.fund.kind), ""), c.amount) for c in claim.costs.all()
        ),
        rate_card=claim.rate_card.version if claim.rate_card else 0,
        came_months=came,
        empty_place_cost=empty if places else None,
    )


def _placements(claim: BenefitClaim, sheet: Sheet) -> tuple[tuple[Placement, ...], Placement | None]:
    """Where units would have been and where they are: at the card's rates, or as the quoted difference values them."""
    parts = list(claim.mix.all())
    if not (parts and claim.actual):
        raise Refused("Counterfactual: say where the children would have been, and where they are.")
    quote = claim.quoted_difference
    if quote is None:
        card = claim.rate_card_id
        mix = tuple(Placement(m.get_placement_display(), m.share, sheet.rate(card, m.placement)) for m in parts)
        now = Placement(PlacementType(claim.actual).label, Decimal(100), sheet.rate(card, claim.actual))
        return mix, now
    if said := quote_misfit(quote, [m.placement for m in parts], claim.actual):
        raise Refused(f"Rates: {said}")
    more = {quote.dearer: quote.amount, quote.cheaper: Decimal(0)}
    return tuple(Placement(m.get_placement_display(), m.share, more[m.placement]) for m in parts), None


def _range(low: Decimal, central: Decimal | None, high: Decimal) -> Range:
    """The claim's own value may lie outside the plan's range; then the range reaches to it."""
    if central is None:
        raise Refused("Counterfactual: confirm the plan’s occupancy and deadweight.")
    return Range(min(low, central), central, max(high, central))


def _units(claim: BenefitClaim, openings: Openings) -> tuple[tuple[Group, ...], tuple[LeftOut, ...]]:
    start = claim.start_date or date.min
    if claim.kind == UnitKind.COHORT:
        draw = getattr(claim, "draw", None)
        if draw is None:
            raise Refused("Units: choose a cohort and the number drawn on it.")
        left_out = tuple(LeftOut(e.units, e.reason) for e in claim.exclusions.all())
        counted = draw.units - sum((e.units for e in left_out), Decimal(0))
        return (Group(draw.cohort.name, counted, start),), left_out
    units = list(claim.units.all())
    if not units:
        raise Refused("Units: choose the places or children that the claim counts.")
    reasons: dict[str, int] = {}
    groups: dict[tuple[str, date], int] = {}
    for unit in units:
        if unit.excluded_because:
            reasons[unit.excluded_because] = reasons.get(unit.excluded_because, 0) + 1
        else:
            key = _group(unit, openings, start)
            groups[key] = groups.get(key, 0) + 1
    return (
        tuple(Group(label, Decimal(n), opens) for (label, opens), n in sorted(groups.items(), key=lambda g: g[0][1])),
        tuple(LeftOut(Decimal(n), reason) for reason, n in sorted(reasons.items())),
    )


def _group(unit: ClaimUnit, openings: Openings, start: date) -> tuple[str, date]:
    if unit.tranche is None:
        return "children", start
    return f"places of {unit.tranche.financial_year}", openings.of(unit.tranche, unit.number or 0)
