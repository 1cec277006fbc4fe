"""Children that do not outlive their parent, and a sober look at processes that an earlier one left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 5_000_000
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    """The user that a program runs as when we are root and it refuses to be."""

    name: str
    uid: int
    gid: int


@dataclass
class Program:
    """One child: how to start it, where it writes, and how to ask it to stop."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    account: Account | None = None
    descriptors: Sequence[int] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM
    patience: float = 10
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        shorten(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(self.environment),
                cwd=self.folder,
                pass_fds=self.descriptors,
                # Ctrl-C reaches the parent alone, which then stops its children in order.
                start_new_session=True,
                preexec_fn=die_with_parent(os.getpid(), self.orphan_signal),
                **as_user(self.account),
            )

    def ended(self) -> int | None:
        """The exit code of a child that is gone (negative for a signal), None while it runs."""
        return self.process.poll() if self.process else None

    def stop(self) -> None:
        """Ask, wait, insist; then clear whatever the child itself had started."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(3)
        self.clear()

    def clear(self) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def as_user(account: Account | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def die_with_parent(parent: int, sent: signal.Signals) -> Callable[[], None]:
    """Run in the child before its program: the kernel then sends it a signal when the parent is gone.

    On Linux no orphan is left even by SIGKILL; elsewhere the lock's inherited descriptor tells the next start.
    """

    def set_up() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return set_up


def shorten(log: Path) -> None:
    """Keep one earlier log and no more."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".earlier.log"))


def is_alive(pid: int) -> bool:
    """A zombie is not: it holds nothing and only waits to be counted."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def processes_in(folder: Path, name: str) -> list[int]:
    """The processes of this name that work in this folder (Linux; elsewhere none are seen)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").samefile(folder) and (entry / "comm").read_text().strip() == name:
                found.append(int(entry.name))
    return [pid for pid in found if is_alive(pid)]


def wait_until(check: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Whether the check came true in time."""
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def last_line(log: Path) -> str:
    """The last complaint near the log's end, or else its last line."""
    lines = [line for line in log.read_text(errors="replace").splitlines()[-30:] if line.strip()]
    complaints = [line for line in lines if any(mark in line for mark in ("FATAL", "PANIC", "rror:"))]
    return (complaints or lines or ["nothing was written"])[-1][:200]
