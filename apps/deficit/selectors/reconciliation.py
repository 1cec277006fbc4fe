"""Reads what each source states of one position, what explains the differences, and what is at stake."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.selectors.reading import reading_date
from apps.core.vocabulary import Block
from apps.deficit.calculations.reconciliation import Difference, Doubt, cost_of_doubt, differences, doubt
from apps.deficit.models import DifferenceExplanation, PolicyParameter, SourceFigure
from apps.deficit.selectors.positions import policy
from apps.deficit.vocabulary import SourceKind, SourceMeasure

GRANT = "high-needs-stability-grant"


@dataclass(frozen=True, slots=True)
class Key:
    """Which figure: one measure of one block, in one year, by one source."""

    year: FinancialYear
    source: SourceKind
    block: Block
    measure: SourceMeasure

    def __str__(self) -> str:
        return f"{self.year.slug}|{self.source.value}|{self.block.value}|{self.measure.value}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of one block in one year. Figures are the newest versions, by source in the sources' order."""

    year: FinancialYear
    block: Block
    measure: SourceMeasure
    figures: dict[SourceKind, SourceFigure]
    explanations: tuple[DifferenceExplanation, ...]

    @property
    def amounts(self) -> dict[str, Decimal]:
        return {source.value: f.amount for source, f in self.figures.items()}

    @property
    def explained(self) -> dict[tuple[str, str], Decimal]:
        found: dict[tuple[str, str], Decimal] = {}
        for e in self.explanations:
            found[e.higher, e.lower] = found.get((e.higher, e.lower), Decimal(0)) + e.amount
        return found

    @property
    def differences(self) -> list[Difference]:
        return differences(self.amounts, self.explained)

    @property
    def doubt(self) -> Doubt | None:
        return doubt(self.amounts, self.explained)

    def between(self, higher: str, lower: str) -> Difference | None:
        return next((d for d in self.differences if (d.higher, d.lower) == (higher, lower)), None)


@dataclass(frozen=True, slots=True)
class GrantAtStake:
    """What the grant's rule would make of a closing deficit, as known on a day, in pounds.

    ``upper_bound``: the high-needs part is not given, so the whole DSG's deficit stands in for it.
    """

    policy: PolicyParameter
    closing: Comparison | None
    upper_bound: bool

    @property
    def rate(self) -> Decimal:
        return self.policy.number or Decimal(0)

    @property
    def lost(self) -> Decimal:
        return cost_of_doubt(self.rate, self.closing.doubt if self.closing else None)


def years() -> list[FinancialYear]:
    """Years of which any source states anything, newest first."""
    return sorted({c.year for c in _comparisons()}, reverse=True)


def newest_day() -> date | None:
    """The newest day that the product knows of: of a paper or of an announcement."""
    announced = PolicyParameter.objects.order_by("-announced_date").values_list("announced_date", flat=True).first()
    return max((d for d in (reading_date(), announced) if d), default=None)


def comparisons(year: FinancialYear) -> list[Comparison]:
    """Of one year: closing, spending and funding, block by block."""
    return [c for c in _comparisons() if c.year == year]


def comparison(year: FinancialYear, block: str, measure: str) -> Comparison | None:
    return next((c for c in comparisons(year) if (c.block, c.measure) == (block, measure)), None)


def current(key: Key) -> SourceFigure | None:
    found = comparison(key.year, key.block, key.measure)
    return found.figures.get(key.source) if found else None


def grant_at_stake(year: FinancialYear, as_at: date) -> GrantAtStake | None:
    """None where no such grant had been announced by that day."""
    known = policy(GRANT, as_at)
    if known is None:
        return None
    for block in (Block.HIGH_NEEDS, Block.ALL):
        found = comparison(year, block, SourceMeasure.CLOSING)
        if found:
            return GrantAtStake(known, found, upper_bound=block == Block.ALL)
    return GrantAtStake(known, None, upper_bound=False)


def explanation(pk: int) -> DifferenceExplanation:
    """Raises ``DifferenceExplanation.DoesNotExist``."""
    return DifferenceExplanation.objects.select_related("entered_by", "withdrawn_by").get(pk=pk)


@remembered
def _comparisons() -> list[Comparison]:
    found: dict[tuple[FinancialYear, Block, SourceMeasure], dict[SourceKind, SourceFigure]] = {}
    for f in SourceFigure.objects.select_related("entered_by").order_by("version"):
        key = (f.financial_year, Block(f.block), SourceMeasure(f.measure))
        found.setdefault(key, {})[SourceKind(f.source)] = f
    told = list(
        DifferenceExplanation.objects.select_related("entered_by").filter(
            withdraws__isnull=True, withdrawn_by__isnull=True
        )
    )
    measures, blocks, sources = list(SourceMeasure), list(Block), list(SourceKind)
    rows = [
        Comparison(
            year, block, measure, {s: figures[s] for s in sources if s in figures},
            tuple(e for e in told if (e.financial_year, e.block, e.measure) == (year, block, measure)),
        )
        for (year, block, measure), figures in found.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda c: (c.year, measures.index(c.measure), blocks.index(c.block)))
