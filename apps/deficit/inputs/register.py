"""Benefits that no approved claim counts: places of the register, and children that the report states."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.calculations.avoidance import DELIVERED, opening_day
from apps.deficit.calculations.projection.inputs import Benefit, Standing
from apps.deficit.inputs.assumed import Assumed
from apps.deficit.inputs.avoidance import tranche_of
from apps.deficit.inputs.stretches import Claimed, left
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.calculations.place_parts import Part
from apps.initiatives.models import ReportedBenefit
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import PlacementType

NOUGHT = Decimal(0)


def place_benefits(
    tranche: TrancheView,
    part: Part,
    claimed: Iterable[Claimed],
    sheet: RateSheet,
    assumed: Assumed,
    empty: Decimal,
    stated: date,
) -> Iterator[Benefit]:
    """The counted places of a part of a tranche, in each month those that no claim counts, until they close. A claim
    that counts excluded places, too, leaves none and brings back no more than the register counts."""
    key = f"places/{tranche.initiative}/{tranche.financial_year.slug}/{tranche.status.value}"
    key += f"/scheme-{part.held.scheme}" if part.held else ""
    last = part.held.closes if part.held else None
    ramp = tuple(assumed.central(f"ramp:{year}") for year in (1, 2, 3))
    whole = replace(_places(tranche, part, sheet, assumed, empty, stated), ramp=ramp)
    for one in left(Decimal(part.counted), claimed):
        if last is None or one.starts is None or one.starts < last:
            closes = sooner(one.closes, last)
            yield replace(whole, key=one.key(key), units=one.units, starts=one.starts, closes=closes)


def _places(
    tranche: TrancheView, part: Part, sheet: RateSheet, assumed: Assumed, empty: Decimal, stated: date
) -> Benefit:
    """One place. The forecast reflects it from its opening on, whoever counts it later."""
    opens = opens_on(tranche, part)
    return Benefit(
        key="",
        initiative=tranche.initiative,
        block=Block.HIGH_NEEDS,
        placement="inmss",
        standing=Standing.PIPELINE,
        in_forecast=opens <= stated,
        units=Decimal(1),
        opens=opens,
        dear=sheet.rates[PlacementType.INMSS],
        other=assumed.central("other_cost"),
        actual=sheet.rates[PlacementType.LOCAL_SPECIALIST],
        price_base=sheet.price_base,
        empty_cost=empty,
        occupancy="occupancy",
        displacement="displacement",
        otherwise="other_cost",
        deadweight="",  # displacement says already which places replace nothing
        slippage="slippage" if opens > stated else "",
        inflation="inflation:placements",
    )


def child_benefits(
    benefit: ReportedBenefit, claimed: Iterable[Claimed], sheet: RateSheet, assumed: Assumed, stated: date
) -> Iterator[Benefit]:
    """Children of the report's headline, in each month those that no claim counts."""
    key = f"children:{benefit.initiative.slug}"
    units = assumed.central(key) if assumed.has(key) else (benefit.units or NOUGHT)
    whole = _children(benefit, sheet, assumed, stated)
    for part in left(units, claimed):
        yield replace(whole, key=part.key(whole.key), units=part.units, starts=part.starts, closes=part.closes)


def children_open_on(benefit: ReportedBenefit, stated: date) -> date:
    """The first day of the year that the report names: it dates no placement."""
    return (benefit.financial_year or FinancialYear.containing(stated)).first_day


def _children(benefit: ReportedBenefit, sheet: RateSheet, assumed: Assumed, stated: date) -> Benefit:
    """One child."""
    opens, initiative = children_open_on(benefit, stated), benefit.initiative.slug
    deadweight = f"deadweight:{initiative}"
    return Benefit(
        key=f"children/{benefit.slug}",
        initiative=initiative,
        block=benefit.block,
        placement="specialist",
        standing=Standing.PIPELINE,
        in_forecast=opens <= stated,
        units=Decimal(1),
        opens=opens,
        dear=sheet.difference(PlacementType(benefit.dearer), PlacementType(benefit.cheaper)),
        other=NOUGHT,
        actual=NOUGHT,
        price_base=sheet.price_base,
        deadweight=deadweight if assumed.has(deadweight) else "deadweight",
        inflation="inflation:placements",
    )


def opens_on(tranche: TrancheView, part: Part) -> date:
    """A place still in the pipeline on a day has not opened before it: its month moves a year on where it passed."""
    return opening_day(tranche_of(tranche, part, NOUGHT))


def sooner(one: date | None, other: date | None) -> date | None:
    """Of two ends, where nothing is no end."""
    return min((day for day in (one, other) if day), default=None)


def kind_of(tranche: TrancheView) -> BenefitKind:
    delivered = tranche.status.value == DELIVERED
    return BenefitKind.DELIVERED_PLACES if delivered else BenefitKind.PIPELINE_PLACES
