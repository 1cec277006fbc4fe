"""Reads published positions. What does not tie is shown with its size, never absorbed."""

from collections.abc import Iterable
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
IN_YEAR = (ReportingPoint.Q1, ReportingPoint.Q2, ReportingPoint.Q3, ReportingPoint.OUTTURN)
BY_HAND = "Entered by finance"
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
class Transfer:
    """Pounds from one block's allocation to another's."""

    from_block: Block
    to_block: Block
    amount: Decimal


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
    transfers: tuple[Transfer, ...] = ()
    as_reported: bool = False
    differences_seen: str = ""

    @property
    def name(self) -> str:
        """``2025/26 Quarter 3, version 1``."""
        return f"{self.financial_year} {self.reporting_point.label}, version {self.version}"

    @property
    def cited(self) -> str:
        """The document and the place in it."""
        return f"{self.source_title}, {self.source_reference}"

    @property
    def change(self) -> Decimal:
        return self.closing - self.opening

    @property
    def unexplained(self) -> Decimal:
        """Closing as stated less opening and lines: nought where the position ties."""
        return self.closing - self.opening - sum((s.amount for s in self.steps), NOUGHT)

    @property
    def in_year_gap(self) -> Decimal:
        """High-needs spend less funding in the year, and less what other blocks gave by transfer."""
        return sum((s.amount for s in self.gap_steps), NOUGHT) - self.given_to(Block.HIGH_NEEDS)

    def given_to(self, block: Block) -> Decimal:
        """What transfers brought to a block, less what they took from it."""
        came = sum((t.amount for t in self.transfers if t.to_block == block), NOUGHT)
        return came - sum((t.amount for t in self.transfers if t.from_block == block), NOUGHT)

    @property
    def net_transfers(self) -> Decimal:
        """Over all blocks: nought, since what one gives another receives."""
        return sum((self.given_to(block) for block in Block), NOUGHT)

    @property
    def gap_steps(self) -> list[Step]:
        return [s for s in self.steps if s.kind == LineKind.IN_YEAR_GAP]

    def by_block(self) -> dict[Block, Decimal]:
        """What each block's lines and transfers add to the deficit; transfers sum to nought."""
        totals: dict[Block, Decimal] = {}
        for step in self.steps:
            totals[step.block] = totals.get(step.block, NOUGHT) + step.amount
        for block in dict.fromkeys(b for t in self.transfers for b in (t.from_block, t.to_block)):
            totals[block] = totals.get(block, NOUGHT) - self.given_to(block)
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


def newest_of_years(positions: Iterable[PositionView]) -> dict[FinancialYear, PositionView]:
    """The position of each year that counts: the latest reporting point, and of that the highest version, whenever they
    were published. An Outturn beats Quarter 3, an Outlook yields to a Budget."""
    ordered = sorted(positions, key=lambda p: (p.financial_year, POINTS.index(p.reporting_point), p.version))
    return {p.financial_year: p for p in ordered}


@remembered
def outlook(as_at: date | None = None) -> Outlook | None:
    """The newest published position of each year, from the last year that has begun on; None without any.

    A year has begun once a quarter or the outturn of it is reported; where none has, from the first year on. ``as_at``
    leaves out what was published later.
    """
    newest = newest_of_years(
        p
        for p in published_positions()
        if as_at is None or (p.published_date is not None and p.published_date <= as_at)
    )
    if not newest:
        return None
    begun = [year for year, p in newest.items() if p.reporting_point in IN_YEAR]
    first = max(begun, default=min(newest))
    return Outlook(tuple(newest[y] for y in sorted(newest) if y >= first))


@remembered
def reported_outlook() -> Outlook | None:
    """The report's own positions, whatever was published since; None where none is loaded."""
    rows = newest_of_years(p for p in published_positions() if p.as_reported)
    return Outlook(tuple(rows[year] for year in sorted(rows))) if rows else None


def replaced(reported: Outlook, now: Outlook | None) -> dict[str, PositionView]:
    """What is published now in the place of the report's positions, by year, where its gap is another."""
    gaps = {p.financial_year: p.in_year_gap for p in reported.years}
    newer = [p for p in now.years if p.in_year_gap != gaps.get(p.financial_year, p.in_year_gap)] if now else []
    return {str(p.financial_year): p for p in newer}


@remembered
def policy(slug: str, as_at: date) -> PolicyParameter | None:
    """A policy parameter as known on a day: None before it was announced."""
    return PolicyParameter.objects.filter(slug=slug, announced_date__lte=as_at).select_related("source").first()


@remembered
def policies(as_at: date) -> list[PolicyParameter]:
    return list(PolicyParameter.objects.filter(announced_date__lte=as_at).select_related("source"))


def _views(rows: QuerySet[Position]) -> list[PositionView]:
    lines = Prefetch("lines", queryset=PositionLine.objects.order_by("order"))
    return [view_of(p) for p in rows.select_related("source", "approved_by").prefetch_related(lines, "transfers")]


def view_of(p: Position) -> PositionView:
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
        source_title=p.source.title if p.source else BY_HAND,
        source_reference=p.source_reference,
        source_date=p.stated_on or (p.source.date if p.source else (p.published_date or date.max)),
        opening=p.opening,
        opening_label=p.opening_label,
        closing=p.closing,
        closing_label=p.closing_label,
        steps=tuple(steps),
        transfers=tuple(Transfer(Block(t.from_block), Block(t.to_block), t.amount) for t in p.transfers.all()),
        as_reported=p.as_reported,
        differences_seen=p.differences_seen,
    )
