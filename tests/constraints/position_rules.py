"""Rules of positions by name, with a row that breaks each: both, neither, half."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from tests.constraints.rules import DAY, NOW, Case, like, year

PENNY = Decimal("-0.01")
DRAFT, READY, FREE = 2030, 2031, 2032  # financial years


def position(**changes: Any) -> Callable[[], models.Model]:
    """A later version, in draft, of a year in which nothing else is."""
    sound = {
        "version": 9, "status": "draft", "as_reported": False, "prepared_by": "@manager", "published_date": None,
        "reason": "x", "financial_year": year(FREE),
    }  # fmt: skip
    return like("deficit.Position", **{**sound, **changes})


def approved(**changes: Any) -> Callable[[], models.Model]:
    return position(**{"status": "approved", "approved_by": "@finance", "approved_at": NOW, **changes})


def published(**changes: Any) -> Callable[[], models.Model]:
    return approved(**{"status": "published", "published_by": "@finance", "published_date": DAY, **changes})


def position_cases() -> Iterator[Case]:
    yield Case("position_version", "twice", position(version=1, financial_year=year(2025)))
    yield Case("position_one_open", "a second draft", position(financial_year=year(DRAFT), version=10))
    ready = position(financial_year=year(DRAFT), version=10, status="ready")
    yield Case("position_one_open", "one ready beside a draft", ready)
    yield Case("position_later_version_says_why", "no reason", position(reason=""))
    yield Case("position_edited_by_somebody", "edited by nobody", position(edits=1))
    yield Case("position_four_eyes", "one person", approved(approved_by="@manager"))
    yield Case("position_four_eyes", "approved, but nobody prepared it", approved(prepared_by=None))
    yield Case("position_published_dated", "published, nobody knows when", published(published_date=None))
    yield Case("position_published_dated", "a draft with a date", position(published_date=DAY))
    after = published(stated_on=DAY + timedelta(days=1))
    yield Case("position_stated_by_publication", "stated a day after it was published", after)
    somebody = "position_approved_by_somebody"
    yield Case(somebody, "approved by nobody", approved(approved_by=None, approved_at=None))
    yield Case(somebody, "approved, nobody knows when", approved(approved_at=None))
    yield Case(somebody, "approved at a time, by nobody", approved(approved_by=None))
    yield Case(somebody, "published by nobody", published(approved_by=None, approved_at=None))
    yield Case(somebody, "a draft that was approved", position(approved_by="@finance", approved_at=NOW))
    publisher = "position_published_by_somebody"
    yield Case(publisher, "published by nobody", published(published_by=None))
    yield Case(publisher, "a draft that somebody published", position(published_by="@finance"))
    yield Case("position_reported_by_nobody", "a later version", position(as_reported=True, prepared_by=None))
    yield Case("position_reported_by_nobody", "a later version that names somebody", position(as_reported=True))
    open_line = {"position__status": "draft"}
    yield Case("position_line_order", "twice", like("deficit.PositionLine", where=open_line))
    of_schools = {"block": "schools", "kind": "in_year_gap", "order": 99}
    other_gap = like("deficit.PositionLine", where=open_line, **of_schools)
    yield Case("position_line_gap_is_high_needs", "of schools", other_gap)
    yield from block_cases()
    decision = "position_decision_says_why"
    for kind in ("return", "withdraw"):
        yield Case(decision, kind, like("deficit.PositionDecision", decision=kind, reason=""))
    once = "position_contributor_once"
    yield Case(once, "twice", like("deficit.PositionContributor"), database_only=True)


def block_cases() -> Iterator[Case]:
    block, transfer = "deficit.PositionBlock", "deficit.BlockTransfer"
    yield Case("position_block_once", "twice", like(block))
    yield Case("position_block_of_the_grant", "all blocks", like(block, block="all"))
    nothing = {"block": "central", "allocation": None, "spend": None, "balance": None}
    yield Case("position_block_says_something", "nothing", like(block, **nothing))
    for figure in ("allocation", "spend"):
        yield Case("position_block_not_negative", figure, like(block, block="central", **{figure: PENNY}))
    yield Case("block_transfer_order", "twice", like(transfer))
    two = "block_transfer_between_two"
    yield Case(two, "to itself", like(transfer, order=2, to_block="schools"))
    yield Case(two, "out of the grant", like(transfer, order=2, to_block="general_fund"))
    for amount in (Decimal(0), PENNY):
        yield Case("block_transfer_positive", f"{amount}", like(transfer, order=2, amount=amount))
    yield Case("block_transfer_agreed", "written nowhere", like(transfer, order=2, reference=""))
    yield Case("block_transfer_agreed", "by somebody else", like(transfer, order=2, agreed_by="board"))


@transaction.atomic
def prepare_positions() -> None:
    """A draft whose line does not reach its closing, and one that is ready; each with every part and a decision."""
    from apps.deficit.models import BlockTransfer, Position, PositionBlock, PositionDecision
    from tests.fixtures import person

    for start, status in ((DRAFT, "draft"), (READY, "ready")):
        made = position(financial_year=year(start))()
        made.save()
        line = like("deficit.PositionLine")()
        line.position = made  # type: ignore[attr-defined]
        line.save()
        of = {"position": made}
        PositionBlock.objects.create(**of, block="schools", allocation=300_000_000)
        BlockTransfer.objects.create(
            **of, order=1, from_block="schools", to_block="high_needs", amount=1, agreed_by="schools_forum",
            reference="Minutes",
        )  # fmt: skip
        PositionDecision.objects.create(**of, decision="ready", edits=0, by=person("manager"), at=NOW)
        Position.objects.filter(pk=made.pk).update(status=status)
