"""Positions made by the services, for tests of what comes after."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.core.periods import FinancialYear
from apps.deficit.calculations.positions import BlockContent, LineContent, PositionContent, TransferContent
from apps.deficit.models import Position
from apps.deficit.services.position_decisions import decide_position
from apps.deficit.services.positions import Beginning, begin_position, save_position
from apps.deficit.vocabulary import PositionDecisionKind, ReportingPoint
from tests.fixtures import person

SEEN = "The papers round it so; the ledger does not."
WHY = "The ledger was read again, line by line."
MILLION = Decimal(1_000_000)
CONTENT = PositionContent(
    opening=Decimal("279.3") * MILLION, opening_label="Accumulated deficit 1 April 2027",
    closing=Decimal(380) * MILLION,
    closing_label="Projected accumulated deficit 31 March 2028", source_reference="Ledger at period 9",
    lines=(
        LineContent("High needs funding gap", "Funding gap", "high_needs", "in_year_gap", Decimal("99.5") * MILLION),
        LineContent("Schools block variance", "Schools", "schools", "movement", Decimal("1.2") * MILLION),
    ),
    blocks=(
        BlockContent("schools", Decimal(300) * MILLION, Decimal("301.2") * MILLION, Decimal("1.2") * MILLION),
        BlockContent("high_needs", Decimal(65) * MILLION, Decimal("164.5") * MILLION, None),
    ),
    transfers=(TransferContent("schools", "high_needs", Decimal(2) * MILLION, "schools_forum", "Forum, item 5"),),
)  # fmt: skip

BUDGET = ReportingPoint.BUDGET


def begun(start: int = 2027, point: ReportingPoint = BUDGET, by: str = "finance", **more: Any) -> Position:
    """A draft with the content's balances and no part."""
    content = more.get("content", replace(CONTENT, lines=(), blocks=(), transfers=()))
    return begin_position(
        beginning=Beginning(FinancialYear(start), point, more.get("key") or uuid4()), content=content,
        copy=more.get("copy"), reason=more.get("reason", ""), by=person(by), at=timezone.now(),
    )  # fmt: skip


def saved(position: Position, content: PositionContent, by: str = "finance") -> Position:
    position.refresh_from_db()
    return save_position(
        position_id=position.pk, content=content, read_edits=position.edits, by=person(by), at=timezone.now()
    )


def decided(position: Position, kind: str, by: str, **more: str) -> Position:
    position.refresh_from_db()
    return decide_position(
        position_id=position.pk, kind=PositionDecisionKind(kind), read_edits=position.edits,
        reason=more.get("reason", ""), differences_seen=more.get("differences_seen", ""), by=person(by),
        at=timezone.now(),
    )  # fmt: skip


def draft_with_parts(start: int = 2027, point: ReportingPoint = BUDGET, content: Any = CONTENT) -> Position:
    return begun(start, point, content=content)


def approved_with_parts(start: int = 2027, point: ReportingPoint = BUDGET) -> Position:
    made = draft_with_parts(start, point)
    decided(made, "ready", "finance")
    return decided(made, "approve", "admin", differences_seen=SEEN)


def published_with_parts(start: int = 2027, point: ReportingPoint = BUDGET) -> Position:
    return decided(approved_with_parts(start, point), "publish", "finance")
