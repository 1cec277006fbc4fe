"""A pack may lack any part of the dashboards: each page of the past still answers, and says so in words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from apps.board import middleware
from apps.board.calculations.pack_hash import pack_hash
from apps.board.models import Pack, PackTable
from tests.board.packs.test_as_at import PATHS
from tests.board.packs.test_restated import january
from tests.fixtures import person, standing
from tests.routes import table

# What a pack lacks, by the beginnings of its tables' names; ``""`` is all of them: a pack of an empty database.
LACKS = {
    "everything": ("",),
    "rate card": ("initiatives_ratecard", "initiatives_rate", "initiatives_quoted"),
    "benchmarks": ("benchmarking_",),
    "runs": ("deficit_projection", "deficit_run", "deficit_avoidance", "deficit_calibration", "deficit_sensitivity",
             "deficit_switching"),
    "positions": ("deficit_position",),
    "policy": ("deficit_policy",),
    "assumptions": ("deficit_assumption",),
    "record": ("deficit_recorded",),
    "claims": ("initiatives_claim", "initiatives_benefitclaim", "initiatives_ledger"),
    "places": ("initiatives_place",),
    "outcomes": ("initiatives_outcome",),
    "funding": ("initiatives_fund",),
    "initiatives": ("initiatives_",),
}  # fmt: skip


def packs() -> dict[str, Pack]:
    whole = january()
    return {"nothing": whole} | {name: lacking(whole, name, starts) for name, starts in LACKS.items()}


@transaction.atomic
def lacking(whole: Pack, name: str, starts: tuple[str, ...]) -> Pack:
    """The same pack without these tables, frozen rows shared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('board_pack', 'id'))")
        key = cursor.fetchone()[0]
    kept = [t for t in whole.tables.select_related("rows") if not t.table_name.startswith(starts)]
    PackTable.objects.bulk_create(
        PackTable(pack_id=key, table_name=t.table_name, order=t.order, rows=t.rows) for t in kept
    )
    return Pack.objects.create(
        pk=key, meeting=whole.meeting, number=whole.meeting.packs.count() + 1, slug=f"without-{name.replace(' ', '-')}",
        name=whole.name, known_by=date(2026, 1, 27), frozen_at=datetime(2026, 1, 26, 9, tzinfo=UTC), reason="Again",
        renderer_version="1", content_hash=pack_hash([(t.table_name, t.order, t.rows.content_hash) for t in kept], []),
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Pack]]:
    with standing(django_db_blocker, packs) as found:
        yield found


def addresses() -> list[str]:
    """Every page that can be read in the past."""
    found = {r.path(r.sample) for r in table() if r.method == "GET" and "<" not in r.route}
    return sorted({path for path in (*found, *PATHS) if middleware.is_readable(path)})


@pytest.mark.parametrize("name", ["nothing", *LACKS])
def test_every_page_answers_whatever_the_pack_lacks(name: str, made: dict[str, Pack], db: None) -> None:
    """A page of one thing that the pack does not hold says that it is not there; no other does."""
    client = Client(raise_request_exception=False)
    client.force_login(person("finance"))
    wrong = {}
    for path in addresses():
        answer = client.get(f"/as-at/{made[name].slug}{path}")
        text = answer.content.decode()
        if answer.status_code not in ((200, 404) if resolve(path).kwargs else (200,)):
            wrong[path] = f"answers {answer.status_code}"
        elif "<h1" not in text or "manage.py" in text.partition("<main")[2]:
            wrong[path] = "says nothing, or what to load"
    assert wrong == {}
