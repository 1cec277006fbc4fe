"""A database from before bodies were rows: its meetings keep their body, and the report's file finds them again."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.board.services.load_report import load_report

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("board", "0002_links")], [("board", "0003_board_at_work")]
COMMITTEE = "Children's Services Overview and Scrutiny Committee"


def migrate(to):
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


def test_a_meeting_from_before_keeps_its_body():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE board_meeting CASCADE")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrate(BEFORE)
        paper = old.get_model("core", "Document").objects.create(slug="p", title="P", body="B", date="2026-01-27")
        for body, day in ((COMMITTEE, "2026-01-27"), ("Schools Forum", "2026-02-03")):
            old.get_model("board", "Meeting").objects.create(
                body=body, date=day, source=paper, source_reference="page 1"
            )
        new = migrate(AFTER).get_model("board", "Meeting")
        found = set(new.objects.values_list("slug", "body__name", "body__kind", "status"))
    finally:
        migrate(latest)
    assert found == {
        ("2026-01-27-overview-and-scrutiny", COMMITTEE, "scrutiny", "planned"),
        ("2026-02-03-schools-forum", "Schools Forum", "other", "planned"),
    }


def test_the_report_is_loaded_over_a_meeting_from_before(report_before_the_board):
    counts = load_report()
    assert (counts["meetings"].new, counts["meetings"].changed) == (1, 1)
    committee = apps.get_model("board", "Meeting").objects.get(slug="2026-01-27-overview-and-scrutiny")
    assert (committee.status, committee.items.count()) == ("held", 3)


@pytest.fixture
def report_before_the_board():
    from apps.board.models import Body, Meeting
    from apps.core.models import Document

    paper = Document.objects.create(slug="p", title="P", body="B", date="2025-01-27")
    cites = {"source": paper, "source_reference": "x"}
    body = Body.objects.create(slug="overview-and-scrutiny", name=COMMITTEE, kind="scrutiny", **cites)
    Meeting.objects.create(body=body, slug="2026-01-27-overview-and-scrutiny", date="2026-01-27", **cites)
