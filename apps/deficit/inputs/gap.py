"""The gap from which a projection starts: positions as published, the caseload, unit costs, funding and policy."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.conf import settings

from apps.benchmarking.selectors.caseload import Census, caseload
from apps.core.errors import Refused
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.calculations.projection.inputs import Gap, Grant, Placement
from apps.deficit.inputs.assumed import Assumed
from apps.deficit.selectors.positions import PositionView, newest_of_years, policy, published_positions
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import PlacementType

NO_INCREASE, CENTRAL_SUPPORT = "high-needs-formula-2026-27", "further-deficits-need-not-accrue"
OVERRIDE_END = "statutory-override-end"
Positions = dict[FinancialYear, PositionView]


def newest_positions(as_at: date | None = None) -> Positions:
    """The newest published position of each year. Raises ``Refused`` where there is none."""
    published = [p for p in published_positions() if as_at is None or (p.published_date and p.published_date <= as_at)]
    if not published:
        raise Refused("No position is published. Publish one, or load the report (manage.py load_report).")
    return newest_of_years(published)


def stated_on(positions: Positions, base: FinancialYear) -> date:
    """When the position was stated whose forecast is carried on, the last of the chain from ``base``: a benefit that
    had begun by then is in it already. Positions of other years say nothing of it. Raises ``Refused``."""
    return positions[_without_a_hole(base, positions)[-1]].source_date


def newest_census() -> Census:
    """Raises ``Refused`` where no caseload is loaded."""
    censuses = caseload(settings.COUNCIL_DFE_CODE)
    if not censuses:
        raise Refused("No caseload is loaded. Load the report (manage.py load_report).")
    return censuses[-1]


def gap_of(
    positions: Positions,
    census: Census,
    sheet: RateSheet,
    assumed: Assumed,
    *,
    support: bool,
    grants: tuple[Grant, ...],
) -> Gap:
    """Chained from the year of the newest count on. Raises ``Refused`` with what is missing."""
    base = FinancialYear(census.january - 1)
    chain = [positions[year] for year in _without_a_hole(base, positions)]
    known = chain[-1].source_date
    return Gap(
        base_year=base,
        opening=chain[0].opening,
        published={p.financial_year: p.in_year_gap for p in chain},
        other_blocks={p.financial_year: p.closing - p.opening - p.in_year_gap for p in chain},
        transfers={p.financial_year: given for p in chain if (given := p.given_to(Block.HIGH_NEEDS))},
        placements=_placements(census, sheet, assumed),
        funding=assumed.central(f"funding:{base.slug}"),
        funding_growth="funding_growth",
        other_growth="growth:other",
        other_inflation="inflation:other",
        long_growth="growth:long_run",
        fades_from=assumed.year("fades_from"),
        fades_to=assumed.year("fades_to"),
        fixed_funding_growth=_fixed_growth(known),
        support_from=_support_from(known) if support else None,
        support="support" if support else "",
        grants=grants,
    )


def effect_year(base: FinancialYear) -> FinancialYear:
    """The year at whose end the statutory override ends; once that is over, the projection's first, ``base``. Raises
    ``Refused`` where no policy parameter says when."""
    row = policy(OVERRIDE_END, date.max)
    if row is None or row.effective_date is None:
        raise Refused("It is not known when the statutory override ends. Load the report (manage.py load_report).")
    return max(FinancialYear.containing(row.effective_date), base)


def _without_a_hole(base: FinancialYear, years: Iterable[FinancialYear]) -> list[FinancialYear]:
    known, chain, year = set(years), [], base
    while year in known:
        chain.append(year)
        year = year + 1
    if not chain:
        raise Refused(f"No position of {base} is published: the year of the newest caseload count.")
    return chain


def _placements(census: Census, sheet: RateSheet, assumed: Assumed) -> tuple[Placement, ...]:
    costs = {
        "inmss": sheet.rates[PlacementType.INMSS],
        "local_specialist": sheet.rates[PlacementType.LOCAL_SPECIALIST],
        "mainstream": sheet.rates.get(PlacementType.MAINSTREAM_SUPPORT) or assumed.central("unit_cost:mainstream"),
    }
    return tuple(
        Placement(slug, Decimal(census.plans[slug]), cost, f"growth:{slug}", "inflation:placements")
        for slug, cost in costs.items()
    )


def per_cent_of(value: str, what: str) -> Decimal:
    """“90%” as a fraction of one. Raises ``Refused``."""
    try:
        return Decimal(value.strip().rstrip("%")) / 100
    except InvalidOperation:
        raise Refused(f"{what}: the policy parameter says “{value}”. Write a per cent, such as 90%.") from None


def _fixed_growth(known: date) -> dict[FinancialYear, Decimal]:
    row = policy(NO_INCREASE, known)
    if row is None or row.effective_date is None:
        return {}
    return {FinancialYear.containing(row.effective_date): per_cent_of(row.value, row.label)}


def _support_from(known: date) -> FinancialYear:
    row = policy(CENTRAL_SUPPORT, known)
    if row is None or row.effective_date is None:
        raise Refused(f"Central support was not announced by {known.day} {known:%B %Y}.")
    return FinancialYear.containing(row.effective_date)
