"""Remembered reads: the same answer while the data stand still, a fresh one after every commit."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core import memory
from apps.core.models import DataStamp
from apps.core.world import World, within
from apps.initiatives.models import Initiative, PlaceCount, PlaceTranche
from apps.initiatives.selectors.places import tranches

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reading(reloaded_report, settings, rf):
    """Calls a selector as a GET request would; each call is a request of its own."""
    settings.REMEMBER_READS = True
    memory._answers.clear()
    DataStamp.objects.get_or_create(pk=1)  # a transactional test empties every table
    yield lambda select, method="get": memory.remember_while_reading(lambda _: select())(getattr(rf, method)("/"))
    memory._answers.clear()


def stamp():
    return DataStamp.objects.get(pk=1).moves


def add_a_place():
    tranche = PlaceTranche.objects.get(financial_year="2025-26", status="delivered")
    PlaceCount.objects.create(tranche=tranche, version=2, places=61, recorded_at=timezone.now())


def delivered_places():
    return sum(t.places for t in tranches() if t.status == "delivered")


def test_a_second_request_reads_the_stamp_alone(reading):
    assert reading(delivered_places) == 295
    with CaptureQueriesContext(connection) as queries:
        assert reading(delivered_places) == 295
    assert len(queries) == 1
    assert "core_datastamp" in queries[0]["sql"]


def test_a_commit_is_seen_by_the_next_request(reading):
    assert reading(delivered_places) == 295
    add_a_place()
    assert reading(delivered_places) == 296


def test_what_is_rolled_back_moves_nothing(reading):
    before = stamp()
    with transaction.atomic():
        add_a_place()
        transaction.set_rollback(True)
    assert stamp() == before
    assert reading(delivered_places) == 295


def test_a_transaction_moves_the_stamp_once(reading):
    before = stamp()
    with transaction.atomic():
        add_a_place()
        Initiative.objects.update(owner="Finance")
    assert stamp() == before + 1


def test_plain_sql_moves_the_stamp_too(reading):
    before = stamp()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_initiative SET owner = 'x' WHERE slug = 'portage'")
    assert stamp() == before + 1


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_request_that_changes_things_remembers_nothing(reading, method):
    assert reading(delivered_places) == 295
    with CaptureQueriesContext(connection) as queries:
        reading(delivered_places, method)
    assert not any("core_datastamp" in q["sql"] for q in queries)
    assert len(queries) == 3


def world(content_hash: str) -> World:
    return World("a", date(2026, 1, 27), "A", datetime(2026, 1, 27, tzinfo=UTC), content_hash, "", "")


def test_a_frozen_world_remembers_outside_a_request_too(reading):
    with within(world("1" * 64)):
        assert delivered_places() == 295
        add_a_place()
        assert delivered_places() == 295
    with within(world("2" * 64)):
        assert delivered_places() == 296


def test_a_world_that_is_being_frozen_remembers_nothing(reading):
    with within(world("")):
        assert reading(delivered_places) == 295
        add_a_place()
        assert reading(delivered_places) == 296


def test_every_table_behind_a_remembered_selector_moves_the_stamp(reading):
    """A table of these apps that moves no stamp must be one whose rows no remembered selector reads."""
    unremembered = {
        "board_datatoken", "core_auditcheck", "core_auditentry", "core_change", "core_datastamp",
        "core_seal", "core_sealhead", "core_sealing",
        "core_mailpreference", "core_notification", "core_recomputerequest", "core_user", "core_user_groups",
        "core_user_user_permissions",
        "deficit_projectionrun",
        # Comes in one transaction with its pack or with its paper's making, which move the stamp.
        "board_frozenrows", "board_packfigure", "board_packtable", "board_paperdrawing", "board_paperfile",
        # Written by an import alone, whose own row moves the stamp.
        "benchmarking_spendrow", "benchmarking_figure", "benchmarking_replacedrow",
        # What a claim holds changes only with its version, which moves the stamp; what is counted and quarters’ figures
        # are read afresh.
        "initiatives_alreadypublic", "initiatives_claimcontributor", "initiatives_claimcost",
        "initiatives_claimdecision", "initiatives_claimdraw", "initiatives_claimevidence",
        "initiatives_claimexclusion", "initiatives_claimmix", "initiatives_claimshare", "initiatives_claimunit",
        "initiatives_cohort", "initiatives_counteddraw", "initiatives_countedunit", "initiatives_quarterfigure",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_moves\\_stamp'")
        moving = {row[0] for row in cursor.fetchall()}
        tables = {
            t
            for t in connection.introspection.table_names(cursor)
            if t.split("_")[0] in ("core", "initiatives", "benchmarking", "deficit", "board")
        }
    assert tables - moving == unremembered
