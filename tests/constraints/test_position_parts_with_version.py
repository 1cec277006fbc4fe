"""A part of a draft changes only in a save that moves its edits, and so enters who edited it."""

import psycopg
import pytest

from apps.deficit.models import BlockTransfer, Position, PositionBlock, PositionContributor, PositionLine
from tests.constraints.position_statements import ALONE, DRAFT, READY, who
from tests.constraints.rules import prepare
from tests.constraints.test_triggers import refused_by


@pytest.fixture
def application(reloaded_report: None, application_connection: psycopg.Connection) -> psycopg.Connection:
    prepare()
    return application_connection


def parts() -> list[list]:
    return [list(model.objects.order_by("pk").values()) for model in (PositionLine, PositionBlock, BlockTransfer)]


def test_a_part_alone_is_refused(application: psycopg.Connection):
    before = parts()
    asked = {statement: rule for rule, statements in ALONE.items() for statement in statements}
    assert {statement: refused_by(application.execute, statement) for statement in asked} == asked
    assert parts() == before


def test_a_part_with_its_edit_enters_who_edited_and_keeps_them_from_approving(application: psycopg.Connection):
    with application.transaction():
        application.execute(f"UPDATE deficit_positionline SET amount = 5 WHERE position_id = {DRAFT}")
        moved = f"edits = edits + 1, edited_by_id = {who('admin')}"
        application.execute(f"UPDATE deficit_position SET {moved} WHERE id = {DRAFT}")
    draft = Position.objects.filter(status="draft").order_by("pk")[0]
    assert PositionContributor.objects.filter(position=draft, person__username="admin").exists()
    application.execute("UPDATE deficit_position SET status = 'ready' WHERE id = %s", [draft.pk])
    approve = (
        f"UPDATE deficit_position SET status = 'approved', approved_by_id = {who('admin')}, approved_at = now(),"
        f" differences_seen = 'Seen.' WHERE id = {draft.pk}"
    )
    assert refused_by(application.execute, approve) == "position_approved_by_another"
    assert refused_by(application.execute, approve.replace("'admin'", "'finance'")) == ""


def test_a_return_moves_no_edit_and_lets_no_part_change(application: psycopg.Connection):
    def both(_: str) -> None:
        with application.transaction():
            ready = application.execute(f"SELECT {READY}").fetchone()
            application.execute(f"UPDATE deficit_position SET status = 'draft' WHERE id = {READY}")
            application.execute("UPDATE deficit_positionline SET amount = 5 WHERE position_id = %s", ready)

    before = parts()
    assert refused_by(both, "") == "positionline_with_version"
    assert parts() == before


def test_nobody_writes_who_contributed(application: psycopg.Connection):
    statement = f"DELETE FROM deficit_positioncontributor WHERE position_id = {READY}"
    assert refused_by(application.execute, statement) == "no right"
    assert PositionContributor.objects.filter(position__status="ready").exists()
