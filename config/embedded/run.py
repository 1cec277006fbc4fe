"""``make run``: the whole product on this machine, from the first step shown to the last part stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from types import FrameType

from config.embedded import web
from config.embedded.failures import StartError
from config.embedded.folders import Folders
from config.embedded.processes import Program, last_line
from config.embedded.services import Services, addresses, take_lock_or_refuse
from config.embedded.steps import STARTED_AT, say, step
from config.embedded.supervisor import Supervisor

STOP_ORDER = ("web", "worker", "beat", "broker", "database")
START_SECONDS = 60
SPACE_NEEDED = 200_000_000
ACCOUNTS = {
    "board": "board member",
    "manager": "SEND manager",
    "finance": "finance officer",
    "admin": "administrator",
    "adviser": "DfE adviser",
}


class Stopped(BaseException):
    """Raised by the first signal that asks us to stop, wherever we are."""


def run() -> int:
    folders = Folders.from_environment()
    port = web.port_from(os.environ.get("PORT") or "8000")
    lock = take_lock_or_refuse(folders)
    check_space(folders)
    if os.environ.get("DATABASE_URL"):
        say("  DATABASE_URL is set but not used: make run brings its own database (docs/deploy.md: how to use yours).")
    listener = web.open_port(port)
    stop_once = StopOnce()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_once)
    supervisor = Supervisor(say)
    try:
        with contextlib.suppress(Stopped):
            serve(supervisor, folders, port, listener.fileno(), lock)
    finally:
        stop_once.asked = True
        folders.ready.unlink(missing_ok=True)
        if supervisor.watched:
            say("Stopping …")
            supervisor.stop(STOP_ORDER, lambda name: say(f"  {name}"))
            folders.tidy()
            say(f"Stopped. Everything is kept in {folders.data}.")
    return 0


class StopOnce:
    """The first signal counts; make and the terminal may each send their own, and stopping is not to be cut short."""

    asked = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        if not self.asked:
            self.asked = True
            raise Stopped


def serve(supervisor: Supervisor, folders: Folders, port: int, listener: int, lock: int) -> None:
    environment = settings(folders, port)
    services = Services(folders, lock, lambda text: say(f"\n    {text}"))
    with step("Starting PostgreSQL and Valkey"):
        services.start()
    supervisor.adopt([services.broker, services.database])
    prepare(folders, environment)
    with step("Starting web, worker and beat"):
        for program in web.programs(folders, environment, listener, lock):
            supervisor.start(program)
        wait_for_the_web(supervisor, port)
    say(welcome(folders, port))
    while True:
        supervisor.look()
        time.sleep(0.2)


def settings(folders: Folders, port: int) -> dict[str, str]:
    """Cookies carry the port in their names: browsers do not tell two ports of one host apart."""
    return {
        **addresses(folders),
        "DEMONSTRATION": "1",
        "SECRET_KEY": folders.secret_key(),
        "SESSION_COOKIE_NAME": f"deficit_session_{port}",
        "CSRF_COOKIE_NAME": f"deficit_csrf_{port}",
    }


def prepare(folders: Folders, environment: Mapping[str, str]) -> None:
    """In a process of its own, which shows its steps itself; its errors go to a log, the last line to the terminal."""
    log = folders.logs / "preparation.log"
    with log.open("wb") as errors:
        done = subprocess.run(
            [sys.executable, "-m", "config.embedded", "prepare"],
            env={**os.environ, **environment, "DATABASE_URL": environment["DATABASE_OWNER_URL"]},
            stdin=subprocess.DEVNULL,
            stderr=errors,
            check=False,
        )
    if done.returncode != 0:
        raise StartError(f"The database could not be prepared; {log} says why: {last_line(log)}")


def check_space(folders: Folders) -> None:
    free = shutil.disk_usage(folders.data).free
    if free < SPACE_NEEDED:
        raise StartError(
            f"Only {free // 1_000_000} MB are free where {folders.data} lies, and {SPACE_NEEDED // 1_000_000} MB "
            "are needed: make room, or name a roomier folder with DATA_DIR=…"
        )


def wait_for_the_web(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not web.responds(port):
        for watched in supervisor.watched:
            if watched.part.ended() is not None and isinstance(watched.part, Program):
                log = watched.part.log
                raise StartError(f"The {watched.part.name} ended as it started; {log} says why: {last_line(log)}")
        if time.monotonic() > deadline:
            raise StartError(f"No page was served within {START_SECONDS} seconds: see the logs in DATA_DIR.")
        time.sleep(0.05)


def welcome(folders: Folders, port: int) -> str:
    password = os.environ.get("DEMO_PASSWORD") or "demonstration"
    signs = "\n".join(f"    {name:8}  {password}  ({role})" for name, role in ACCOUNTS.items())
    seconds = time.monotonic() - float(os.environ.get("MAKE_STARTED_AT") or STARTED_AT)
    return (
        f"\n  Ready in {seconds:.1f} s:  http://localhost:{port}/\n\n  Sign in with name and password:\n{signs}\n\n"
        f"  Data and logs: {folders.data}\n  Ctrl-C stops everything and keeps the data.\n"
    )
