"""Database and broker together: started, found or awaited, under one lock for each data folder."""

import contextlib
import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

from config.embedded.failures import StartError
from config.embedded.folders import Folders
from config.embedded.postgres import APPLICATION, DATABASE, OWNER, Postgres
from config.embedded.processes import is_alive
from config.embedded.valkey import Valkey

WAIT_FOR_OTHERS = 60
WAIT_FOR_THE_DYING = 30


class Services:
    """Started by the process that holds the lock, and stopped with it."""

    def __init__(self, folders: Folders, lock: int, say: Callable[[str], None], *, durable: bool = True) -> None:
        self.folders = folders
        self.database = Postgres(folders, say, durable=durable, lock=lock)
        self.broker = Valkey(folders, say, lock=lock)

    def start(self) -> None:
        self.folders.ready.unlink(missing_ok=True)
        try:
            self.database.start()
            self.broker.start()
        except BaseException:
            self.stop()
            raise
        self.folders.ready.touch()

    def stop(self) -> None:
        self.folders.ready.unlink(missing_ok=True)
        self.broker.stop()
        self.database.stop()
        self.folders.tidy()


def addresses(folders: Folders) -> dict[str, str]:
    """The settings by which any process of this copy reaches its services."""
    host = quote(str(folders.database_socket), safe="")
    return {
        "DATABASE_URL": f"postgresql://{APPLICATION}@{host}:5432/{DATABASE}",
        "DATABASE_OWNER_URL": f"postgresql://{OWNER}@{host}:5432/{DATABASE}",
        "APPLICATION_ROLE": APPLICATION,
        "CELERY_BROKER_URL": f"redis+socket://{folders.broker_socket}",
        "DATA_DIR": str(folders.data),
    }


def take_lock(folders: Folders) -> int | None:
    """The descriptor that makes this process the one of its data folder, or None when another is.

    Children inherit it, so after a parent's sudden end the lock is free only when the last of them is gone.
    """
    folders.make()
    descriptor = os.open(folders.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"process": os.getpid(), "command": sys.argv[-1]}).encode(), 0)
    return descriptor


def take_lock_or_refuse(folders: Folders) -> int:
    """For a copy that means to stay: wait for one that is dying, refuse beside one that lives."""
    deadline = time.monotonic() + WAIT_FOR_THE_DYING
    while (lock := take_lock(folders)) is None:
        holder = lock_holder(folders)
        if holder and is_alive(holder):
            raise StartError(
                f"Another copy is already running on {folders.data} (process {holder}): "
                "stop it, or give this one a folder of its own, as in DATA_DIR=.data-2 PORT=8001 make run."
            )
        if time.monotonic() > deadline:
            raise StartError(
                f"Programs of an earlier copy on {folders.data} are still running: end them, then start again."
            )
        time.sleep(0.1)
    return lock


def lock_holder(folders: Folders) -> int | None:
    with contextlib.suppress(OSError, ValueError, KeyError):
        return int(json.loads(folders.lock.read_text())["process"])
    return None


@contextlib.contextmanager
def borrowed(folders: Folders, say: Callable[[str], None]) -> Iterator[None]:
    """The services for the length of one command: those that run, or our own where none do.

    A borrower keeps ``users`` locked while it works, and a command that started the services waits for that lock
    before it stops them, so that two commands side by side do not pull the floor from under each other.
    """
    folders.make()
    with folders.users.open("a") as users:
        deadline = time.monotonic() + WAIT_FOR_OTHERS
        while True:
            if (lock := take_lock(folders)) is not None:
                break
            fcntl.flock(users, fcntl.LOCK_SH)
            if folders.ready.exists() and is_alive(lock_holder(folders) or 0):
                yield
                return
            fcntl.flock(users, fcntl.LOCK_UN)
            if time.monotonic() > deadline:
                raise StartError(f"The services on {folders.data} did not become ready: see {folders.logs}.")
            time.sleep(0.1)
        services = Services(folders, lock, say)
        services.start()
        try:
            yield
        finally:
            fcntl.flock(users, fcntl.LOCK_EX)
            services.stop()
            os.close(lock)
