"""``make run`` as a person meets it: two copies side by side, a part that dies, and a clean end."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.embedded.folders import BASE_DIR
from config.embedded.processes import is_alive, wait_until

SECONDS_TO_START = 150  # two copies at once, on two cores that run other tests as well


@dataclass
class Copy:
    port: int
    data: Path
    process: subprocess.Popen[bytes]
    terminal: Path

    def shown(self) -> str:
        return self.terminal.read_text()

    def get(self, path: str) -> tuple[http.client.HTTPResponse, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as client:
            client.request("GET", path)
            answer = client.getresponse()
            return answer, answer.read()

    def health(self) -> dict[str, object]:
        return dict(json.loads(self.get("/healthz")[1]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int | str) -> Copy:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "CELERY_"))}
    data.mkdir(exist_ok=True)
    terminal = data.with_suffix(".terminal")
    with terminal.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.embedded", "run"],
            cwd=BASE_DIR,
            env={**inherited, "DATA_DIR": str(data), "PORT": str(port)},
            stdout=output,
            stderr=output,
        )
    return Copy(int(port) if str(port).isdigit() else 0, data, process, terminal)


def wait_for(copy: Copy, text: str) -> None:
    arrived = wait_until(lambda: text in copy.shown() or copy.process.poll() is not None, SECONDS_TO_START, 0.1)
    assert arrived, copy.shown()
    assert text in copy.shown(), copy.shown()


def descendants(pid: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found[1:]


@pytest.fixture(scope="module")
def two_copies() -> Iterator[tuple[Copy, Copy]]:
    with tempfile.TemporaryDirectory(prefix="deficit-run-") as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)
        copies = start(Path(folder) / "one", free_port()), start(Path(folder) / "two", free_port())
        for copy in copies:
            stack.callback(copy.process.wait, 30)
            stack.callback(copy.process.terminate)
        for copy in copies:
            wait_for(copy, "Ctrl-C stops everything")
        yield copies


def test_two_copies_run_side_by_side_with_cookies_of_their_own(two_copies: tuple[Copy, Copy]) -> None:
    for copy in two_copies:
        page, _ = copy.get("/sign-in/")
        assert page.status == 200
        assert f"deficit_csrf_{copy.port}=" in (page.headers["Set-Cookie"] or "")
    one, two = two_copies
    assert (one.data / "secret_key").read_text() != (two.data / "secret_key").read_text()
    assert (one.data / "secret_key").stat().st_mode & 0o777 == 0o600


def test_address_and_one_sign_in_for_each_role_are_shown(two_copies: tuple[Copy, Copy]) -> None:
    copy = two_copies[0]
    assert f"http://localhost:{copy.port}/" in copy.shown()
    for name in ("board", "manager", "finance", "admin", "adviser"):
        assert re.search(rf"^ +{name} +demonstration ", copy.shown(), re.MULTILINE)


@pytest.mark.parametrize("name", ["worker", "database", "broker", "web"])
def test_part_that_is_killed_is_replaced(two_copies: tuple[Copy, Copy], name: str) -> None:
    copy = two_copies[1]
    assert wait_until(lambda: copy.health()["ok"] is True, SECONDS_TO_START, 0.2), copy.health()
    marks = {"worker": "celery", "web": "gunicorn", "database": "-D", "broker": "valkey-server"}
    children = descendants(copy.process.pid)
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children}
    wanted = [
        pid
        for pid, words in commands.items()
        if any(marks[name].encode() in word for word in words) and (name != "worker" or b"worker" in words)
    ]
    os.kill(min(wanted), signal.SIGKILL)
    wait_for(copy, f"The {name} ended (signal 9)")
    time.sleep(1)

    def well() -> bool:
        try:
            return copy.health()["ok"] is True
        except OSError:
            return False

    assert wait_until(well, SECONDS_TO_START, 0.2), copy.shown()


def test_second_copy_on_one_folder_and_a_taken_port_are_refused(two_copies: tuple[Copy, Copy]) -> None:
    one = two_copies[0]
    again = start(one.data, free_port())
    again.process.wait(30)
    assert "Another copy is already running" in again.shown()
    other = start(one.data.with_name("three"), one.port)
    assert other.process.wait(30) == 1
    assert f"Port {one.port} is taken by another program" in other.shown()
    wrong = start(one.data.with_name("four"), "eighty")
    assert wrong.process.wait(30) == 1
    assert "give a number between 1 and 65535" in wrong.shown()
    for copy in (again, other, wrong):
        assert "Traceback" not in copy.shown()


def test_everything_stops_in_order_and_the_next_start_is_quick(two_copies: tuple[Copy, Copy]) -> None:
    copy = two_copies[1]
    children = descendants(copy.process.pid)
    # Twice, as make and a terminal do.
    copy.process.terminate()
    copy.process.send_signal(signal.SIGINT)
    assert copy.process.wait(30) == 0
    assert "Traceback" not in copy.shown()
    stopping = copy.shown().partition("Stopping")[2].split()
    assert [word for word in stopping if word in {"web", "worker", "beat", "broker", "database"}] == [
        "web",
        "worker",
        "beat",
        "broker",
        "database",
    ]
    assert not [pid for pid in children if is_alive(pid)]
    started = time.monotonic()
    again = start(copy.data, copy.port)
    wait_for(again, "Ctrl-C stops everything")
    assert time.monotonic() - started < 20
    again_children = descendants(again.process.pid)
    again.process.kill()
    again.process.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in again_children), 15, 0.1)
