"""What an earlier PostgreSQL left behind: processes that lost their parent, and files that name processes long gone."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from config.embedded.folders import DATABASE_SOCKET
from config.embedded.processes import is_alive, processes_in, wait_until


def end_what_is_left(data: Path) -> None:
    """A server that lost its parent is asked to stop; one that was killed leaves children that soon follow it.

    Only processes that work in this very folder are touched, and only under this copy's lock.
    """
    for sent in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        left = processes_in(data, "postgres") or left_by_number(data)
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sent)
        if not left or wait_until(lambda pids=tuple(left): not any(map(is_alive, pids)), 5):  # type: ignore[misc]
            break


def left_by_number(data: Path) -> list[int]:
    """Where the system shows no working folders (macOS), the number in the server's own file, if it is PostgreSQL's."""
    if Path("/proc/self/cwd").exists():
        return []
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        command = ["/bin/ps", "-o", "comm=", "-p", str(pid)]
        shown = subprocess.run(command, capture_output=True, text=True, check=False)
        if "postgres" in shown.stdout:
            return [pid]
    return []


def forget_what_is_stale(data: Path, sockets: Path) -> None:
    """Nothing runs here now, whatever number the files name: another program may bear it since."""
    for stale in (data / "postmaster.pid", sockets / DATABASE_SOCKET, sockets / f"{DATABASE_SOCKET}.lock"):
        stale.unlink(missing_ok=True)
