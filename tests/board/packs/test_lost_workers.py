"""A worker that is killed while it makes a paper's files loses at most the one in hand; two never make one twice.

Each worker is a process of its own, killed without warning. What comes before what is said by the test and never by the
clock: leases are long, one that is to run out is made to, and a worker stops at a step of its own until it may go on.
"""

import base64
import multiprocessing
import os
import random
import signal
import traceback
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models.signals import post_save
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
PROCESSES = multiprocessing.get_context("fork")
KILLS, SEED = 10, 20260127
PATIENCE = 120  # seconds until a worker that never comes is given up: no test waits so long unless it fails


@pytest.fixture(autouse=True)
def long_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """No slow moment is taken for a lost worker."""
    monkeypatch.setattr(papers, "LEASE", timedelta(days=1))


def run_out() -> None:
    """Every lease that is held has run out. Waits for what a killed worker's connection still locks."""
    PaperMaking.objects.filter(state="running").update(lease_expires_at=timezone.now() - timedelta(days=1))


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
    """A process that works, with a connection of its own: what it was born with is forgotten and never used.

    Where a browser's loop runs here, Django finds another connection than the child does, so closing is not enough.
    """
    connection.close()
    child = os.fork()
    if child:
        return child
    del connections[DEFAULT_DB_ALIAS]
    try:
        do()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def undisturbed() -> dict[str, bytes]:
    return {slug: render(with_texts("Words"), slug) for slug in FORMATS if slug not in not_offered()}


def made(version: PaperVersion) -> dict[str, bytes]:
    files = PaperFile.objects.filter(version=version).order_by("pk")
    assert len({f.format for f in files}) == len(files)
    return {f.format: bytes(f.content) for f in files}


def stops_at(step: int, reached: int) -> None:
    """Works, and stands still at a step: before a file is made, after, or stored and not committed."""
    steps = count(1)

    def next_step(**kwargs: object) -> None:
        if next(steps) == step:
            os.write(reached, b"x")
            signal.pause()

    def stepwise(*args: object) -> bytes:
        next_step()
        content = render(*args)  # type: ignore[arg-type]
        next_step()
        return content

    papers.render = stepwise  # type: ignore[assignment]
    post_save.connect(next_step, sender=PaperFile, weak=False)
    papers.work()


def killed_at(step: int) -> None:
    read, write = os.pipe()
    child = worker(lambda: stops_at(step, write))
    os.close(write)
    assert os.read(read, 1) == b"x"  # nothing, where the worker ended before the step
    os.close(read)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_what_a_killed_worker_left_is_taken_up_and_nothing_is_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_ATTEMPTS", KILLS + 1)  # the oldest may be in hand at each kill
    wanted, chance = undisturbed(), random.Random(SEED)  # noqa: S311 - the same steps every time
    steps = [chance.randint(1, 4 * len(wanted)) for _ in range(KILLS)]
    left: list[int] = []
    versions = queued(KILLS)
    making = PaperMaking.objects.filter(version__in=versions)
    for step in steps:
        killed_at(step)
        left.append(PaperFile.objects.filter(version__in=versions).count())
        assert making.filter(state="running").exists()
        run_out()
    papers.work()
    attempts = sorted(making.values_list("attempts", flat=True))
    print(f"killed at steps: {steps}; files then: {left}; attempts: {attempts}")
    assert [made(version) for version in versions] == [wanted] * KILLS
    assert [set(m.done) for m in making] == [set(wanted)] * KILLS
    assert set(making.values_list("state", "message")) == {("done", "")}
    assert attempts[-1] > 1
    assert [f for f in frozen_faults() if f.table == "board_paperfile"] == []


def test_two_workers_at_once_make_each_file_once() -> None:
    """Each begins its first file as the other begins: both hold a version."""
    versions, both = queued(4), PROCESSES.Barrier(2, timeout=PATIENCE)

    def together() -> None:
        waits = iter([both.wait])

        def render_together(*args: object) -> bytes:
            for wait in waits:
                wait()
            return render(*args)  # type: ignore[arg-type]

        papers.render = render_together  # type: ignore[assignment]
        papers.work()

    children = [worker(together) for _ in range(2)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert [made(version) for version in versions] == [undisturbed()] * 4
    assert set(PaperMaking.objects.values_list("state", "message")) == {("done", "")}
    assert set(PaperMaking.objects.filter(version__in=versions).values_list("attempts", flat=True)) == {1}


def test_a_slow_worker_whose_work_was_taken_up_stores_nothing() -> None:
    (version,) = queued(1)
    slow = papers.claim(timezone.now())
    assert slow is not None
    run_out()
    papers.work()
    before = list(PaperFile.objects.filter(version=version).values_list("pk", flat=True))
    papers._make(slow)
    assert list(PaperFile.objects.filter(version=version).values_list("pk", flat=True)) == before
    making = PaperMaking.objects.get(version=version)
    assert (making.state, making.attempts, making.message) == ("done", 2, "")


@pytest.mark.parametrize("late_stores", ["first", "last"])
def test_a_drawing_that_two_workers_draw_is_stored_once(late_stores: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers draw at the same moment, one of them late: every format holds the other's, whoever comes first."""
    late_process, drawn_by = os.getpid(), {True: b"late", False: b"next"}
    both, late_ended = PROCESSES.Barrier(2, timeout=PATIENCE), PROCESSES.Event()
    ends: list[int] = []

    def drawn(figure: object, width: int, height: int) -> Drawn:
        both.wait()
        late = os.getpid() == late_process
        if late and late_stores == "last":
            ends.append(os.waitpid(child, 0)[1])
        if not late and late_stores == "first":
            assert late_ended.wait(PATIENCE)
        bytes_ = base64.b64encode(drawn_by[late]).decode()
        return Drawn(bytes_, bytes_, width, height)

    monkeypatch.setattr(papers, "svg_and_png", drawn)
    (version,) = queued(1, {"a": {}})
    slow = papers.claim(timezone.now())
    assert slow is not None
    run_out()
    child = worker()
    papers._make(slow)
    late_ended.set()
    ends = ends or [os.waitpid(child, 0)[1]]
    assert [os.waitstatus_to_exitcode(end) for end in ends] == [0]
    assert [bytes(d.svg) for d in PaperDrawing.objects.filter(version=version)] == [b"next"]
    making = PaperMaking.objects.get(version=version)
    assert (making.state, making.attempts, making.message) == ("done", 2, "")
    assert set(made(version)) == set(undisturbed())


def test_a_paper_that_kills_every_worker_is_given_up_and_says_so() -> None:
    (version,) = queued(1)
    for _ in range(papers.MOST_ATTEMPTS):
        assert papers.claim(timezone.now()) is not None
        run_out()
    papers.work()
    making = PaperMaking.objects.get(version=version)
    assert making.state == "failed"
    assert making.message.endswith("Finish the paper again.")
