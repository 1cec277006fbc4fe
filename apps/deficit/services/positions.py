"""Begins and saves drafts of positions. A published position never changes: a correction is a new version."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.core.services.audit import record_change
from apps.core.turns import take_turn
from apps.deficit.calculations.position_differences import position_differences
from apps.deficit.calculations.positions import LineContent, PositionContent, TransferContent
from apps.deficit.models import BlockTransfer, Position, PositionBlock, PositionLine
from apps.deficit.permissions import check_can_change_position, check_can_enter_positions
from apps.deficit.selectors.position_content import (
    begun_with,
    changes_since,
    content_of,
    is_budgeted,
    newest_published,
    open_version,
)
from apps.deficit.vocabulary import ReportingPoint

MOST_PARTS = 200
TURN = "deficit.positions"  # under which positions begin, one after the other


@dataclass(frozen=True, slots=True)
class Beginning:
    """Which position a form begins; ``key`` is the form's own, so that a form posted twice begins one."""

    year: FinancialYear
    point: ReportingPoint
    key: UUID


@transaction.atomic
def begin_position(
    *, beginning: Beginning, content: PositionContent, copy: Position | None, reason: str, by: User, at: datetime
) -> Position:
    """A draft: version 1, or after a published version the next one, with a reason. ``copy`` gives lines, blocks and
    transfers. Raises ``NotAllowed``, ``Refused``, or ``Stale`` where the same form began another one."""
    take_turn(TURN)
    check_can_enter_positions(by)
    start_hash = _hash_of(beginning, content, copy, reason, by)
    if done := begun_with(beginning.key):
        return _same(done, start_hash)
    year, point = beginning.year, beginning.point
    if waiting := open_version(year, point):
        raise Refused(f"{waiting} is {waiting.get_status_display().lower()} already. Change that one.")
    if point == ReportingPoint.OUTLOOK and is_budgeted(year):
        raise Refused(f"{year} has a budget, so it takes no more outlooks. Choose Budget, a quarter or the outturn.")
    published = newest_published(year, point)
    if published and not reason:
        raise Refused(f"{published} is published: say why it is corrected.")
    versions = Position.objects.filter(financial_year=year.start, reporting_point=point).order_by("-version")
    version = (versions.values_list("version", flat=True).first() or 0) + 1
    position = Position(
        financial_year=year, reporting_point=point, version=version, start_key=beginning.key, start_hash=start_hash,
        reason=reason or ("" if version == 1 else "An earlier draft was withdrawn."), prepared_by=by, prepared_at=at,
    )  # fmt: skip
    whole = _with_parts_of(copy, content) if copy else content
    _write(position, whole, by)
    action = "Began a correction of a position" if published else "Began a position"
    after = {"edits": position.edits, "changed": [f"{action}."], **_figures(whole)}
    record_change(by=by, at=at, action=action, subject=position, after=after, reason=reason)
    return position


@transaction.atomic
def save_position(*, position_id: int, content: PositionContent, read_edits: int, by: User, at: datetime) -> Position:
    """Puts ``content`` in the place of what the draft says. Raises ``NotAllowed``, ``Stale`` with what changed
    meanwhile, or ``Refused`` where nothing would change."""
    position = Position.objects.select_for_update(of=("self",)).get(pk=position_id)
    check_can_change_position(by, position)
    old = content_of(position)
    differences = position_differences(old, content)
    if position.edits != read_edits:
        check_read(position, read_edits, differences)
    if not differences:
        raise Refused("Nothing was changed: the position says this already.")
    _write(position, content, by)
    after = {"edits": position.edits, "changed": differences, **_figures(content)}
    record_change(
        by=by, at=at, action="Changed a draft of a position", subject=position, before=_figures(old), after=after
    )
    return position


def check_read(position: Position, read_edits: int, yours: list[str] | None = None) -> None:
    """Raises ``Stale`` where the position was saved since it was read. ``yours`` is what the reader's save would do."""
    if position.edits == read_edits:
        return
    said = changes_since(position, read_edits) or ["Read it again: it shows what it says now."]
    mine = [f"Yours would change: {sentence}" for sentence in yours or ()]
    raise Stale(f"{position} was changed while you were reading it. Nothing was saved.", said + mine)


def _hash_of(beginning: Beginning, content: PositionContent, copy: Position | None, reason: str, by: User) -> str:
    """Of everything that the form said."""
    said = (str(beginning.year), str(beginning.point), repr(content), copy.pk if copy else None, reason, by.pk)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _same(begun: Position, start_hash: str) -> Position:
    if begun.start_hash == start_hash:
        return begun
    raise Stale(
        "This form was sent before, with other answers. Nothing was saved now.",
        [
            f"Saved before: {begun}, by {begun.prepared_by}, from £{begun.opening:,.2f} to £{begun.closing:,.2f}.",
            "Change that draft on its own page, or save yours below as another position.",
        ],
    )


def _with_parts_of(copy: Position, content: PositionContent) -> PositionContent:
    given = content_of(copy)
    return replace(content, lines=given.lines, blocks=given.blocks, transfers=given.transfers)


def _figures(content: PositionContent) -> dict[str, object]:
    """For the trail."""
    return {"opening": f"{content.opening:.2f}", "closing": f"{content.closing:.2f}", "lines": len(content.lines)}


def _write(position: Position, content: PositionContent, by: User) -> None:
    """The row, then those of its parts that differ: a part in its place keeps its row, and with it its history."""
    if max(len(content.lines), len(content.transfers)) > MOST_PARTS:
        raise Refused(f"A position holds at most {MOST_PARTS} lines and as many transfers. Sum up the smaller ones.")
    for name in ("opening", "opening_label", "closing", "closing_label", "source_reference", "stated_on"):
        setattr(position, name, getattr(content, name))
    position.edits += 1
    position.edited_by = by
    position.full_clean()
    position.save()
    _write_in_turn(PositionLine, position, content.lines)
    _write_blocks(position, content)
    _write_in_turn(BlockTransfer, position, content.transfers)


def _write_blocks(position: Position, content: PositionContent) -> None:
    stand = {row.block: row for row in PositionBlock.objects.filter(position=position)}
    kept = {b.block for b in content.blocks}
    PositionBlock.objects.filter(position=position).exclude(block__in=kept).delete()
    for b in content.blocks:
        row = stand.get(b.block) or PositionBlock(position=position, block=b.block)
        if row.pk is None or (row.allocation, row.spend, row.balance) != (b.allocation, b.spend, b.balance):
            row.allocation, row.spend, row.balance = b.allocation, b.spend, b.balance
            row.full_clean()
            row.save()


def _write_in_turn(
    model: type[PositionLine | BlockTransfer], position: Position, wanted: Sequence[LineContent | TransferContent]
) -> None:
    """Rows that stand in this order and no other; one that says this already is not written again."""
    stand = list(model.objects.filter(position=position))
    model.objects.filter(pk__in=[row.pk for row in stand[len(wanted) :]]).delete()
    for order, part in enumerate(wanted, 1):
        row = stand[order - 1] if order <= len(stand) else model(position=position)
        said = {"order": order, **asdict(part)}
        if {name: getattr(row, name) for name in said} != said:
            for name, value in said.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()
