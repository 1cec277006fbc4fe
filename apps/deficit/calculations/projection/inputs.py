"""What a projection is worked out from: frozen values, money in £ as ``Decimal``, shares and rates as fractions of one.

Everything uncertain is an ``Assumption`` that others name by its key, so that one draw of it holds wherever it is
named. Method sections 2, 3 and 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from apps.core.periods import FinancialYear

NOUGHT, ONE = Decimal(0), Decimal(1)


class Standing(StrEnum):
    """Whether finance has approved the claim behind a benefit, or it is expected and not approved."""

    APPROVED = "approved"
    PIPELINE = "pipeline"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value nobody knows for certain: a share (0.95), a rate a year (0.126), months, or £.

    ``low`` ≤ ``central`` ≤ ``high``. It is drawn from the triangle over the three; where all are equal it is certain.
    """

    key: str
    low: Decimal
    central: Decimal
    high: Decimal

    @property
    def certain(self) -> bool:
        return self.low == self.central == self.high


@dataclass(frozen=True, slots=True)
class Placement:
    """Children with a plan in one type of placement.

    ``plans``: counted in the January of the base year. ``unit_cost``: £ a plan for a full year, at the base year's
    prices. ``growth`` and ``inflation``: keys of assumptions, each a rate a year.
    """

    slug: str
    plans: Decimal
    unit_cost: Decimal
    growth: str
    inflation: str


@dataclass(frozen=True, slots=True)
class Benefit:
    """Units that avoid a dearer placement, from a month on.

    The value of a unit for a full year is s × ``dear`` + (1 − s) × ``other`` − ``actual``, in £ of ``price_base``, with
    s the displacement: the share that really replaces a dear placement. ``otherwise`` names an assumption that stands
    for ``other`` where it is uncertain. The keys name assumptions; an empty key stands
    for 1 (occupancy, displacement), for 0 (deadweight, slippage), and for no rise of prices (inflation).

    ``opens``, ``starts`` and ``closes`` are firsts of months. Units open once, and may be counted here for some of
    their time alone: from ``starts`` (from their opening where that is nothing) to ``closes``, the first month without
    them.
    ``ramp``: the share of the units filled in each year since opening, the last for all that follow. ``slippage``:
    months by which an opening that is still to come falls later. ``delivery_cost``: £ a year, of the same block, from
    ``starts`` on whether or not units are open yet. ``empty_cost``: £ a year for each unit that is paid for and not
    filled. ``agreed``: approved ÷ claimed.
    """

    key: str
    initiative: str
    block: str
    placement: str
    standing: Standing
    in_forecast: bool
    units: Decimal
    opens: date
    dear: Decimal
    other: Decimal
    actual: Decimal
    price_base: FinancialYear
    starts: date | None = None
    closes: date | None = None
    ramp: tuple[Decimal, ...] = (ONE,)
    attribution: Decimal = ONE
    agreed: Decimal = ONE
    delivery_cost: Decimal = NOUGHT
    empty_cost: Decimal = NOUGHT
    occupancy: str = ""
    displacement: str = ""
    deadweight: str = ""
    slippage: str = ""
    inflation: str = ""
    otherwise: str = ""

    @property
    def counts_from(self) -> date:
        """Before any slippage."""
        return max(self.opens, self.starts or self.opens)


@dataclass(frozen=True, slots=True)
class Grant:
    """Income towards the accumulated deficit, shown by itself. Reduces the deficit in its year, never the gap."""

    slug: str
    financial_year: FinancialYear
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """Spend less funding of the high needs block, and what it is calibrated to.

    ``base_year``: the year of the newest caseload count; it has a published gap. ``opening``: the accumulated deficit
    on its first day. ``published``: each year's gap as finance published it, from the base year on without a hole,
    after ``transfers``: what other blocks gave in that year, income of it alone; spend is before them.
    ``other_blocks``: what else moves the deficit in a year. ``funding``: of the base year; ``funding_growth`` names an
    assumption, which ``fixed_funding_growth`` replaces in the years that it names (2026/27: nought).
    ``other_growth`` and ``other_inflation``: of the spend that no placement type holds. Growth falls in a straight line
    from its own rate, in ``fades_from``, to that of ``long_growth`` in ``fades_to``.
    ``support_from``: the first year in which central support meets the share ``support`` (a key) of the gap.
    ``other``: of the base year, the spend that no placement type holds; nothing where it is what the published spend
    leaves over. A what-if keeps that in force: less funding or a dearer plan widens its gap.
    """

    base_year: FinancialYear
    opening: Decimal
    published: Mapping[FinancialYear, Decimal]
    other_blocks: Mapping[FinancialYear, Decimal]
    placements: tuple[Placement, ...]
    funding: Decimal
    funding_growth: str
    other_growth: str
    other_inflation: str
    long_growth: str
    fades_from: FinancialYear
    fades_to: FinancialYear
    fixed_funding_growth: Mapping[FinancialYear, Decimal] = field(default_factory=dict)
    support_from: FinancialYear | None = None
    support: str = ""
    grants: tuple[Grant, ...] = ()
    transfers: Mapping[FinancialYear, Decimal] = field(default_factory=dict)
    other: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProjectionInputs:
    """All of it. ``last_year`` is the horizon; ``effect_year`` the year at whose end sensitivity is measured.

    ``calibrated`` and ``calibrated_gap``: the assumptions at whose central values, and the gap with which, the model is
    tied to what is published; its own where none are given. A what-if names those in force, so that what it changes
    moves the published years, too, as a draw does.
    """

    gap: Gap
    benefits: tuple[Benefit, ...]
    assumptions: tuple[Assumption, ...]
    last_year: FinancialYear
    effect_year: FinancialYear
    seed: int = 2026
    draws: int = 10_000
    calibrated: tuple[Assumption, ...] = ()
    calibrated_gap: Gap | None = None

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        return tuple(self.gap.base_year.until(self.last_year))
