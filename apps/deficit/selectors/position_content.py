"""Reads one position whole, what it says, and the position before it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core.models import AuditEntry, User
from apps.core.periods import FinancialYear
from apps.deficit.calculations.positions import BlockContent, LineContent, PositionContent, TransferContent
from apps.deficit.models import Position
from apps.deficit.permissions import can_see_drafts
from apps.deficit.selectors.positions import PositionView, newest_of_years, published_positions
from apps.deficit.vocabulary import DSG_BLOCKS, PositionDecisionKind, PositionStatus, ReportingPoint
from apps.deficit.workflow.positions import MOVES, OPEN

PEOPLE = ("prepared_by", "edited_by", "approved_by", "published_by", "source")
BUDGETED = tuple(point for point in ReportingPoint if point != ReportingPoint.OUTLOOK)


@dataclass(frozen=True, slots=True)
class Before:
    """The balance that a position's opening should be, and which position says so."""

    amount: Decimal
    position: PositionView
    closing: bool

    @property
    def words(self) -> str:
        view, what = self.position, "closing" if self.closing else "opening"
        return f"the {what} of {view.financial_year} {view.reporting_point.label}, version {view.version}"


def positions_seen_by(person: User) -> QuerySet[Position]:
    """Whoever neither enters nor decides positions sees the published ones."""
    rows = Position.objects.all()
    return rows if can_see_drafts(person) else rows.filter(status=PositionStatus.PUBLISHED)


def position_seen(pk: int, person: User) -> Position | None:
    """With its parts; None where it is not there, or not for this person."""
    if pk > 2**63 - 1:
        return None
    parts = ("lines", "blocks", "transfers", "decisions__by", "contributors__person")
    return positions_seen_by(person).filter(pk=pk).select_related(*PEOPLE).prefetch_related(*parts).first()


def side_by_side(first: int, second: int, person: User) -> tuple[Position, Position]:
    """Two positions that the person may see, with what they say. Raises ``KeyError`` where one is not there."""
    rows = positions_seen_by(person).filter(pk__in=(first, second)).prefetch_related("lines", "blocks", "transfers")
    found = {p.pk: p for p in rows}
    return found[first], found[second]


def content_of(p: Position) -> PositionContent:
    order = [block.value for block in DSG_BLOCKS]
    return PositionContent(
        opening=p.opening,
        opening_label=p.opening_label,
        closing=p.closing,
        closing_label=p.closing_label,
        source_reference=p.source_reference,
        lines=tuple(LineContent(x.label, x.short_label, x.block, x.kind, x.amount) for x in p.lines.all()),
        blocks=tuple(
            sorted(
                (BlockContent(b.block, b.allocation, b.spend, b.balance) for b in p.blocks.all()),
                key=lambda b: order.index(b.block),
            )
        ),
        transfers=tuple(
            TransferContent(t.from_block, t.to_block, t.amount, t.agreed_by, t.reference) for t in p.transfers.all()
        ),
        stated_on=p.stated_on,
    )


def before(year: FinancialYear, apart_from: int | None = None) -> Before | None:
    """The newest published closing of the year before, or else the newest published opening of the year itself."""
    published = [p for p in published_positions() if p.id != apart_from]
    newest = newest_of_years(published)
    if last := newest.get(year + -1):
        return Before(last.closing, last, closing=True)
    own = newest.get(year)
    return Before(own.opening, own, closing=False) if own else None


def newest_published(year: FinancialYear, point: str) -> Position | None:
    """What a correction of that year and reporting point starts from."""
    rows = Position.objects.filter(financial_year=year.start, reporting_point=point, status=PositionStatus.PUBLISHED)
    return rows.order_by("-version").prefetch_related("lines", "blocks", "transfers").first()


def replaced_by(position: Position) -> Position | None:
    """The published version that stands in the place of this published one."""
    if position.status != PositionStatus.PUBLISHED:
        return None
    newest = newest_published(position.financial_year, position.reporting_point)
    return newest if newest and newest.version > position.version else None


def open_version(year: FinancialYear, point: str) -> Position | None:
    """The unpublished version that somebody has begun: there is one at most."""
    return Position.objects.filter(financial_year=year.start, reporting_point=point, status__in=OPEN).first()


def begun_with(start_key: UUID) -> Position | None:
    return Position.objects.filter(start_key=start_key).first()


def is_budgeted(year: FinancialYear) -> bool:
    """Whether a position of that year stands that is more than an outlook."""
    live = ~Q(status=PositionStatus.WITHDRAWN)
    return Position.objects.filter(live, financial_year=year.start, reporting_point__in=BUDGETED).exists()


def changes_since(position: Position, read_edits: int) -> list[str]:
    """What each save and decision after that edit did, in words, oldest first."""
    entries = AuditEntry.objects.filter(
        subject_type="deficit.position", subject_id=str(position.pk), after__edits__gte=read_edits
    ).select_related("by")
    said = []
    for entry in entries.order_by("pk"):
        if entry.after.get("edits", 0) > read_edits or entry.after.get("status"):
            changed = entry.after.get("changed") or [f"{entry.action}."]
            said += [f"{sentence} ({entry.by})" for sentence in changed]
    return said


def decided_already(position: Position, kind: PositionDecisionKind, person: User) -> bool:
    """Whether the newest decision is this one, by this person: their form was sent twice."""
    last = position.decisions.order_by("-pk").first()
    return bool(last and last.decision == kind and last.by_id == person.pk and position.status == MOVES[kind].to)
