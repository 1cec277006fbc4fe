"""Reads published positions. What does not tie is shown with its size, never absorbed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.models import PolicyParameter, Position, PositionLine
from apps.deficit.vocabulary import LineKind, PositionStatus, ReportingPoint

POINTS = list(ReportingPoint)
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """A line with the balance after it, in pounds."""

    label: str
    short_label: str
    block: Block
    kind: LineKind
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position in pounds; deficits are positive."""

    id: int
    financial_year: FinancialYear
    reporting_point: ReportingPoint
    version: int
    status: PositionStatus
    published_date: date | None
    approved_by: str
    source_title: str
    source_reference: str
    source_date: date
    opening: Decimal
    opening_label: str
    closing: Decimal
    closing_label: str
    steps: tuple[Step, ...]

    @property
    def change(self) -> Decimal:
        return self.closing - self.opening

    @property
    def unexplained(self) -> Decimal:
        """Closing as stated less opening and lines: nought where the position ties."""
        return self.closing - self.opening - sum((s.amount for s in self.steps), NOUGHT)

    @property
    def in_year_gap(self) -> Decimal:
        """High-needs spend less funding in the year."""
        return sum((s.amount for s in self.gap_steps), NOUGHT)

    @property
    def gap_steps(self) -> list[Step]:
        return [s for s in self.steps if s.kind == LineKind.IN_YEAR_GAP]

    def by_block(self) -> dict[Block, Decimal]:
        totals: dict[Block, Decimal] = {}
        for step in self.steps:
            totals[step.block] = totals.get(step.block, NOUGHT) + step.amount
        return totals


@dataclass(frozen=True, slots=True)
class Outlook:
    """The newest position of each year, oldest first: a chain in which each opening should be the last closing."""

    years: tuple[PositionView, ...]

    @property
    def current(self) -> PositionView:
        """The first year of the chain: the one that the paper reports on."""
        return self.years[0]

    @property
    def last(self) -> PositionView:
        return self.years[-1]

    def breaks(self) -> list[tuple[PositionView, PositionView, Decimal]]:
        """Pairs of years whose opening is not the closing before, with the difference in pounds."""
        pairs = zip(self.years, self.years[1:], strict=False)
        return [(a, b, b.opening - a.closing) for a, b in pairs if b.opening != a.closing]


@remembered
def published_positions() -> list[PositionView]:
    """Every published position, by year, reporting point and version."""
    rows = Position.objects.filter(status=PositionStatus.PUBLISHED)
    return sorted(_views(rows), key=lambda p: (p.financial_year, POINTS.index(p.reporting_point), p.version))


@remembered
def outlook(as_at: date | None = None) -> Outlook | None:
    """The newest published position of each year from the newest paper's year on. None where nothing is published.

    ``as_at`` leaves out what was published later.
    """
    newest: dict[FinancialYear, PositionView] = {}
    for position in published_positions():
        if as_at is None or (position.published_date and position.published_date <= as_at):
            newest[position.financial_year] = position
    if not newest:
        return None
    latest = max(p.source_date for p in newest.values())
    first = min(p.financial_year for p in newest.values() if p.source_date == latest)
    return Outlook(tuple(newest[y] for y in sorted(newest) if y >= first))


@remembered
def policy(slug: str, as_at: date) -> PolicyParameter | None:
    """A policy parameter as known on a day: None before it was announced."""
    return PolicyParameter.objects.filter(slug=slug, announced_date__lte=as_at).select_related("source").first()


@remembered
def policies(as_at: date) -> list[PolicyParameter]:
    return list(PolicyParameter.objects.filter(announced_date__lte=as_at).select_related("source"))


def _views(rows: QuerySet[Position]) -> list[PositionView]:
    lines = Prefetch("lines", queryset=PositionLine.objects.order_by("order"))
    return [_view(p) for p in rows.select_related("source", "approved_by").prefetch_related(lines)]


def _view(p: Position) -> PositionView:
    balance = p.opening
    steps = []
    for line in p.lines.all():
        balance += line.amount
        steps.append(Step(line.label, line.short_label, Block(line.block), LineKind(line.kind), line.amount, balance))
    return PositionView(
        id=p.pk,
        financial_year=p.financial_year,
        reporting_point=ReportingPoint(p.reporting_point),
        version=p.version,
        status=PositionStatus(p.status),
        published_date=p.published_date,
        approved_by=str(p.approved_by) if p.approved_by else "",
        source_title=p.source.title,
        source_reference=p.source_reference,
        source_date=p.source.date,
        opening=p.opening,
        opening_label=p.opening_label,
        closing=p.closing,
        closing_label=p.closing_label,
        steps=tuple(steps),
    )
