"""Every dashboard reads as at a past meeting as it did on the day, whatever is changed afterwards."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.models import Body, Meeting, Pack
from apps.board.services.packs import freeze_pack
from apps.board.vocabulary import BodyKind
from tests.deficit.published import publish_a_run
from tests.fixtures import person, standing

AT = datetime(2026, 1, 20, 9, tzinfo=UTC)
PATHS = (
    "/", "/places/", "/places/occupancy/", "/places/capital/", "/places/demand/", "/places/schemes/", "/how/",
    "/how/total-run-rate/", "/differences/", "/initiatives/", "/initiatives/portage/", "/initiatives/send-sufficiency/",
    "/initiatives/portage/plan/", "/initiatives/portage/outcomes/", "/claims/", "/rate-card/", "/rate-card/1/",
    "/quarters/",
    "/quarters/restatements/", "/overlaps/", "/overlaps/portage/dingleys-promise/", "/deficit/",
    "/deficit/trajectory/", "/deficit/bridge/", "/deficit/initiatives/send-sufficiency/", "/deficit/in-the-forecast/",
    "/deficit/forecasts/", "/deficit/reconciliation/", "/deficit/displacement/", "/deficit/requests/",
    "/deficit/assumptions/", "/deficit/assumptions/occupancy/", "/deficit/positions/", "/deficit/positions/compare/",
    "/deficit/what-ifs/", "/deficit/runs/", "/benchmarking/", "/benchmarking/matrix/", "/benchmarking/appendix-3/",
    "/benchmarking/trend/", "/benchmarking/budget-and-outturn/", "/benchmarking/plans/", "/benchmarking/timeliness/",
    "/benchmarking/side-by-side/", "/benchmarking/without-a-deficit/", "/benchmarking/sets/",
    "/benchmarking/top-up-independent/",
)  # fmt: skip


def frozen() -> Pack:
    publish_a_run()
    started = time.perf_counter()
    board = Body.objects.get(kind=BodyKind.BOARD)
    meeting = Meeting.objects.create(
        body=board, slug="later", date=timezone.localdate() + timedelta(days=30),
        edited_by=person("finance"), edited_at=timezone.now(), edits=1,
    )  # fmt: skip
    pack = freeze_pack(meeting=meeting, read_packs=0, reason="", by=None, at=timezone.now())
    print("froze", time.perf_counter() - started, pack.figures.count())
    return pack


@pytest.fixture(scope="module")
def pack(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pack]:
    with standing(django_db_blocker, frozen) as made:
        yield made


def body(html: str, pack: Pack) -> str:
    """What stands in place of what is not loaded: its title alone, for in the past nobody can load it any more."""
    main = html.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'(<div class="app-empty">\s*<h2.*?</h2>).*?</div>', r"\1", main, flags=re.DOTALL)
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", main.replace(f"/as-at/{pack.slug}", ""))


@pytest.mark.parametrize("path", PATHS)
def test_a_pack_reads_as_the_page_it_was_frozen_from(path: str, pack: Pack, db: None) -> None:
    client = Client()
    client.force_login(person("board"))
    now, then = client.get(path), client.get(f"/as-at/{pack.slug}{path}")
    assert now.status_code == then.status_code == 200
    assert body(then.content.decode(), pack) == body(now.content.decode(), pack)
    assert pack.content_hash[:10] in then.content.decode()
