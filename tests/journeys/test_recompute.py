"""A rate changed in the browser moves the run-rate through a real worker; a worker that is killed is replaced.

The product runs as it does for a council: web, worker and beat are processes of their own with the application's
rights, on this worker's test database and a broker database of its own.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator

from apps.deficit.inputs import load_inputs
from apps.deficit.models import AvoidanceResult, ProjectionRun
from apps.deficit.runs import calculate, hash_of_results
from tests.fixtures import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 60


@dataclass
class Copy:
    """The product's processes on one test database."""

    environment: dict[str, str]
    folder: Path
    address: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{arguments[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments], cwd=settings.BASE_DIR, env={**self.environment, **more},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process

    def web(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.start("gunicorn", "--config", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}", "config.wsgi")
        wait_until(lambda: answers(f"{self.address}/sign-in/"))

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        """With beat inside, which sweeps up what a lost worker left."""
        schedule = self.folder / f"beat-{len(self.started)}"
        return self.start(
            "celery", "--app", "config", "worker", "--beat", "--schedule", str(schedule), "--concurrency", "1",
            "--without-gossip", "--without-mingle", **more,
        )  # fmt: skip

    def stop(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(address: str) -> bool:
    try:
        return urlopen(address, timeout=5).status == 200
    except OSError:
        return False


def wait_until(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def copy(reloaded_report: None, application_address: str, tmp_path: Path) -> Iterator[Copy]:
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    broker = os.environ["CELERY_BROKER_URL"]
    environment = {
        **os.environ, "DATABASE_URL": application_address, "DATABASE_OWNER_URL": "",
        "CELERY_BROKER_URL": f"{broker}?virtual_host={number + 1}", "RUN_LEASE_SECONDS": "3", "REMEMBER_READS": "1",
    }  # fmt: skip
    running = Copy(environment, tmp_path)
    yield running
    running.stop()


@pytest.fixture
def application_address(application_url: str) -> str:
    """This worker's test database, as the application's role reaches it."""
    from urllib.parse import urlsplit

    from psycopg.conninfo import conninfo_to_dict

    return urlsplit(os.environ["APPLICATION_DATABASE_URL"])._replace(
        path=f"/{conninfo_to_dict(application_url)['dbname']}"
    ).geturl()  # fmt: skip


class Reader:
    """One person with a browser window of their own, signed in by the session's cookie."""

    def __init__(self, chromium, address: str, role: str) -> None:
        client = Client()
        client.force_login(person(role))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900})
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
        self.page = self.context.new_page()
        self.address = address

    def go(self, path: str) -> str:
        self.page.goto(f"{self.address}{path}")
        return self.text

    def press(self, button: Locator) -> None:
        """And wait for the page that follows: a click alone returns while the old one, or half of it, stands."""
        with self.page.expect_navigation():
            button.click()

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()


@pytest.fixture
def reader(chromium, copy: Copy) -> Iterator[Callable[[str], Reader]]:
    readers: list[Reader] = []

    def sign_in(role: str) -> Reader:
        readers.append(Reader(chromium, copy.address, role))
        return readers[-1]

    yield sign_in
    for one in readers:
        one.context.close()


def draft_inmss(manager: Reader, amount: str) -> None:
    manager.go("/rate-card/")
    manager.press(manager.page.get_by_role("link", name=re.compile("draft", re.I)).first)
    manager.page.get_by_label(re.compile("INMSS")).first.fill(amount)
    manager.page.locator("[name=source_reference]").fill("Ledger, January 2026")
    manager.page.locator("[name=reason]").fill("New placements cost more than the report's average")
    manager.press(manager.page.locator("form.app-form button[type=submit]"))


def approve(finance: Reader, version: int) -> None:
    finance.go(f"/rate-card/{version}/")
    finance.page.locator("[name=reason]").first.fill("Checked against the ledger")
    finance.press(finance.page.get_by_role("button", name=re.compile("Approve")))


def newest() -> ProjectionRun:
    return ProjectionRun.objects.order_by("-pk")[0]


def finished(count: int) -> Callable[[], bool]:
    return lambda: ProjectionRun.objects.filter(state="finished").count() == count


def test_new_rate_moves_the_run_rate_in_the_browser(copy: Copy, reader):
    copy.web()
    copy.worker(RUN_STEP_PAUSE_SECONDS="1")
    board = reader("board")
    copy_of_request()
    wait_until(finished(1))
    assert "10,032" in board.go("/places/")

    draft_inmss(reader("manager"), "65000")
    assert "10,296" not in board.go("/places/")
    finance = reader("finance")
    approve(finance, 2)
    assert "/places/" in finance.page.url
    finance.page.locator(".app-progress").wait_for()
    wait_until(lambda: "£10,690k → £10,954k" in finance.text)  # by itself: nobody asks for the page again
    finance.press(finance.page.get_by_role("link", name="Look again"))
    assert "10,296" in finance.text
    assert "£10,690k" in finance.text
    assert "10,032" in board.go("/places/?convention=as_reported")
    assert "10,296" in board.go("/places/")
    assert "10,296" in board.go("/how/sufficiency-run-rate/")
    assert "£10,954k" in board.go("/")


def copy_of_request() -> None:
    """The first recompute, asked for as loading the report asks for it; beat takes it up."""
    from django.utils import timezone

    from apps.core.models import RecomputeRequest

    RecomputeRequest.objects.create(requested_at=timezone.now(), cause="The report was loaded")


def test_killed_worker_is_replaced_and_the_run_finishes_once(copy: Copy, reloaded_report: None):
    first = copy.worker(RUN_STEP_PAUSE_SECONDS="60")
    copy_of_request()
    wait_until(lambda: ProjectionRun.objects.filter(state="running", progress__gt=0).exists())
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    run = newest()
    assert (run.state, run.attempts, AvoidanceResult.objects.count()) == ("running", 1, 0)

    copy.worker()
    wait_until(finished(1))
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("finished", 2)
    assert ProjectionRun.objects.count() == 1
    assert run.result_hash == hash_of_results(calculate(load_inputs()))
    once = AvoidanceResult.objects.count()
    copy_of_request()
    wait_until(finished(2))
    assert newest().same_as_id == run.pk
    assert AvoidanceResult.objects.count() == once
