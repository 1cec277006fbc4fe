"""A worker that is killed while it makes a paper's files loses at most the one in hand; two never make one twice.

Each worker is a process of its own, killed without warning.
"""

import base64
import os
import random
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.board.calculations.paper.stored import hash_of, plain
from apps.board.models import PaperDrawing, PaperFile, PaperMaking, PaperVersion
from apps.board.renderers.formats import FORMATS, not_offered, render
from apps.board.renderers.pictures import Drawn
from apps.board.runs import papers
from apps.board.selectors.frozen_faults import frozen_faults
from tests.board.packs.made import small_pack, small_paper
from tests.board.paper.made import with_texts
from tests.fixtures import person

pytestmark = pytest.mark.usefixtures("reloaded_report")
LEASE = timedelta(seconds=1)
KILLS, SEED = 10, 20260127


@pytest.fixture(autouse=True)
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "LEASE", LEASE)


def queued(number: int, drawings: dict[str, object] | None = None) -> list[PaperVersion]:
    """Versions whose files wait to be made."""
    paper, document = small_paper(small_pack()), with_texts("Words")
    pack = PaperVersion.objects.filter(paper=paper)[0].pack
    found = []
    for n in range(3, 3 + number):
        version = PaperVersion.objects.create(
            paper=paper, number=n, pack=pack, content=plain(document), content_hash=hash_of(document),
            drawings=drawings or {}, notice="x", finished_by=person("finance"), finished_at=timezone.now(),
        )  # fmt: skip
        PaperMaking.objects.create(version=version, asked_at=timezone.now())
        found.append(version)
    return found


def worker(do: Callable[[], object] = papers.work) -> int:
    """A process that works, with a connection of its own."""
    connection.close()
    child = os.fork()
    if child:
        return child
    try:
        do()
    finally:
        os._exit(0)


def undisturbed() -> dict[str, bytes]:
    return {slug: render(with_texts("Words"), slug) for slug in FORMATS if slug not in not_offered()}


def made(version: PaperVersion) -> dict[str, bytes]:
    files = PaperFile.objects.filter(version=version).order_by("pk")
    assert len({f.format for f in files}) == len(files)
    return {f.format: bytes(f.content) for f in files}


def test_what_a_killed_worker_left_is_taken_up_and_nothing_is_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_ATTEMPTS", KILLS + 1)  # the oldest may be in hand at each kill
    wanted, chance = undisturbed(), random.Random(SEED)  # noqa: S311 - the same moments every time
    started = time.perf_counter()
    render(with_texts("Words"), "pdf")
    whole = 4 * (time.perf_counter() - started)
    left: list[int] = []
    versions = queued(KILLS)
    for _ in versions:
        child = worker()
        time.sleep(chance.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left.append(PaperFile.objects.filter(version__in=versions).count())
    making = PaperMaking.objects.filter(version__in=versions)
    killed_at = timezone.now()
    assert making.filter(state="running").exists()
    while making.exclude(state="done").exists():
        assert timezone.now() - killed_at < LEASE + timedelta(seconds=90)
        papers.work()
        time.sleep(0.1)
    print(f"files when killed: {left}; attempts: {sorted(making.values_list('attempts', flat=True))}")
    assert [made(version) for version in versions] == [wanted] * KILLS
    assert [set(m.done) for m in making] == [set(wanted)] * KILLS
    assert max(making.values_list("attempts", flat=True)) > 1
    assert [f for f in frozen_faults() if f.table == "board_paperfile"] == []


def test_two_workers_at_once_make_each_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "LEASE", timedelta(seconds=60))  # no slow moment is taken for a lost worker
    versions = queued(4)
    children = [worker() for _ in range(2)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert [made(version) for version in versions] == [undisturbed()] * 4
    assert set(PaperMaking.objects.values_list("state", "message")) == {("done", "")}
    assert set(PaperMaking.objects.filter(version__in=versions).values_list("attempts", flat=True)) == {1}


def test_a_slow_worker_whose_work_was_taken_up_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    (version,) = queued(1)
    slow = papers.claim(timezone.now())
    assert slow is not None
    time.sleep(LEASE.total_seconds() + 0.1)
    papers.work()
    before = list(PaperFile.objects.filter(version=version).values_list("pk", flat=True))
    papers._make(slow)
    assert list(PaperFile.objects.filter(version=version).values_list("pk", flat=True)) == before
    making = PaperMaking.objects.get(version=version)
    assert (making.state, making.attempts, making.message) == ("done", 2, "")


def test_a_drawing_that_two_workers_draw_is_stored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format holds the same one, and neither worker fails over it."""

    def drawn(figure: object, width: int, height: int) -> Drawn:
        time.sleep(LEASE.total_seconds() / 2)
        bytes_ = base64.b64encode(os.urandom(9)).decode()
        return Drawn(bytes_, bytes_, width, height)

    monkeypatch.setattr(papers, "svg_and_png", drawn)
    (version,) = queued(1, {"a": {}})
    slow = papers.claim(timezone.now())
    time.sleep(LEASE.total_seconds() + 0.1)
    child = worker()
    assert slow is not None
    papers._make(slow)
    os.waitpid(child, 0)
    assert PaperDrawing.objects.filter(version=version).count() == 1
    making = PaperMaking.objects.get(version=version)
    assert (making.state, making.attempts) == ("done", 2)
    assert set(made(version)) == set(undisturbed())


def test_a_paper_that_kills_every_worker_is_given_up_and_says_so() -> None:
    (version,) = queued(1)
    for _ in range(papers.MOST_ATTEMPTS):
        assert papers.claim(timezone.now()) is not None
        PaperMaking.objects.filter(version=version).update(lease_expires_at=timezone.now() - LEASE)
    papers.work()
    making = PaperMaking.objects.get(version=version)
    assert making.state == "failed"
    assert making.message.endswith("Finish the paper again.")
