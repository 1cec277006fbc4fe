"""Benefits of approved claims, from what each claim froze at its submission."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.core.vocabulary import BenefitClass, Block
from apps.deficit.calculations.projection.inputs import Benefit, Standing
from apps.deficit.inputs.assumed import Assumed
from apps.deficit.inputs.register import kind_of, opens_on, sooner
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.calculations.claim_terms import ClaimInputs, Placement, Range
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.selectors.projected import ApprovedClaim
from apps.initiatives.vocabulary import UnitKind

HUNDRED, MONTHS = Decimal(100), Decimal(12)
NOUGHT = Decimal(0)


def moves_the_gap(claim: ApprovedClaim) -> bool:
    """Avoided or released money of the high needs block; what is valued and not spent moves nothing."""
    return claim.block == Block.HIGH_NEEDS and claim.benefit_class != BenefitClass.NON_CASHABLE


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one claim and kind that opened together: ``opened`` is when they did, whoever counted them then;
    ``closes`` is when their scheme closes, where it does."""

    key: str
    initiative: str
    kind: BenefitKind
    units: Decimal
    opens: date
    opened: date
    closes: date | None = None


def places_of(claim: ApprovedClaim, tranches: Mapping[int, TrancheView]) -> Iterator[Units]:
    """Its groups, each by the parts of the tranches of the group's year. Opening months are those that the claim froze;
    a place in the pipeline opens no earlier than the register says."""
    rest = {
        (tranche.id, at): Decimal(claim.of_part(tranche, part))
        for tranche in (tranches[pk] for pk in claim.places if pk in tranches)
        for at, part in enumerate(tranche.parts)
    }
    for number, group in enumerate(claim.inputs.groups, 1):
        wanted, part = group.units, 0
        fitting = [of for of in rest if group.label == f"places of {tranches[of[0]].financial_year}"]
        opened = {of: opens_on(tranches[of[0]], tranches[of[0]].parts[of[1]]) for of in fitting}
        for of in sorted(fitting, key=lambda of: (opened[of] != group.opens, of)):
            if taken := min(wanted, rest[of]):
                part += 1
                rest[of] -= taken
                wanted -= taken
                key = f"{claim.reference}/{number}" + (f".{part}" if part > 1 else "")
                yield _places(key, tranches[of[0]], of[1], taken, group.opens)
        if wanted:
            key = f"{claim.reference}/{number}" + (f".{part + 1}" if part else "")
            yield Units(key, claim.initiative, BenefitKind.DELIVERED_PLACES, wanted, group.opens, group.opens)


def _places(key: str, tranche: TrancheView, at: int, taken: Decimal, opens: date) -> Units:
    part, kind = tranche.parts[at], kind_of(tranche)
    if kind == BenefitKind.PIPELINE_PLACES:
        opens = max(opens, opens_on(tranche, part))
    return Units(key, tranche.initiative, kind, taken, opens, opens, part.held.closes if part.held else None)


def children_of(claim: ApprovedClaim, reported: date | None) -> Iterator[Units]:
    """``reported``: from when on the report states children of the claim's initiative, of whom they are."""
    for number, group in enumerate(claim.inputs.groups, 1):
        opened = min(day for day in (group.opens, claim.since, reported) if day)
        key = f"{claim.reference}/{number}"
        yield Units(key, claim.initiative, BenefitKind.CHILDREN, group.units, group.opens, opened)


def claim_benefits(
    claim: ApprovedClaim, parts: Iterable[Units], assumed: Assumed, stated: date
) -> Iterator[tuple[Benefit, Units]]:
    """One for each part of its units and each initiative that shares the effect. The sum of them is the claim's value.
    The forecast holds it where its units had opened, whenever the claim starts."""
    inputs, places = claim.inputs, claim.kind == UnitKind.PLACES
    dear, other, share = _mix(inputs.mix)
    own = _own_keys(claim, assumed, share, places=places)
    shares = sum((s.share for s in inputs.shares), NOUGHT)
    for part in parts:
        for shared in inputs.shares:
            benefit = Benefit(
                key=f"{part.key}/{shared.initiative}",
                initiative=shared.initiative,
                block=claim.block,
                placement="inmss" if places else "specialist",
                standing=Standing.APPROVED,
                in_forecast=part.opened <= stated,
                units=part.units,
                opens=part.opens,
                starts=inputs.start,
                closes=sooner(inputs.end, part.closes),
                dear=dear,
                other=other,
                actual=inputs.actual.rate if inputs.actual else NOUGHT,
                price_base=claim.price_base,
                attribution=shared.share / HUNDRED,
                agreed=claim.approved / claim.claimed,
                delivery_cost=_delivery_cost(inputs, part.units, shared.share),
                empty_cost=(inputs.empty_place_cost or NOUGHT) * shared.share / shares if places else NOUGHT,
                occupancy=own["occupancy"],
                displacement=own["displacement"],
                deadweight=own["deadweight"],
                slippage="slippage" if part.opened > stated else "",
                inflation="inflation:placements",
            )
            yield benefit, part


def _mix(mix: tuple[Placement, ...]) -> tuple[Decimal, Decimal, Decimal]:
    """The dearest placement's rate, the others' mean rate, and the dearest's share: s × dear + (1 − s) × other is what
    the mix costs."""
    dearest = max(mix, key=lambda p: p.rate)
    share = sum((p.share for p in mix if p.rate == dearest.rate), NOUGHT) / HUNDRED
    rest = sum((p.share * p.rate for p in mix if p.rate != dearest.rate), NOUGHT) / HUNDRED
    return dearest.rate, rest / (1 - share) if share < 1 else NOUGHT, share


def _own_keys(claim: ApprovedClaim, assumed: Assumed, share: Decimal, *, places: bool) -> dict[str, str]:
    """The claim's own agreed values, under keys of its own; the displacement ranges as the general row does."""
    keys = {
        "occupancy": _own(claim, assumed, "occupancy", claim.inputs.occupancy) if places else "",
        "deadweight": _own(claim, assumed, "deadweight", claim.inputs.deadweight),
    }
    general = assumed.of("displacement")
    if places:
        key = f"displacement:{claim.reference}"
        return {**keys, "displacement": assumed.own(key, general.low, share, general.high)}
    return {**keys, "displacement": assumed.own(f"displacement:{claim.reference}", share, share, share)}


def _own(claim: ApprovedClaim, assumed: Assumed, name: str, of: Range) -> str:
    return assumed.own(f"{name}:{claim.reference}", of.low / HUNDRED, of.central / HUNDRED, of.high / HUNDRED)


def _delivery_cost(inputs: ClaimInputs, of: Decimal, share: Decimal) -> Decimal:
    """£ a year of the high needs block: the claim's, shared out by units and by initiatives' shares."""
    yearly = sum((c.amount for c in inputs.costs if c.block == Block.HIGH_NEEDS), NOUGHT)
    if not inputs.recurring:
        yearly = yearly * MONTHS / inputs.months  # paid once, over the months that the benefit lasts
    units = sum((g.units for g in inputs.groups), NOUGHT)
    shares = sum((s.share for s in inputs.shares), NOUGHT)
    return yearly * of / units * share / shares
