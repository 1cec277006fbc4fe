"""From a fresh clone to the first page, and the same again with everything built."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 900
# The clone must build its own environment, whatever this one was started with.
NOT_INHERITED = ("VIRTUAL_ENV", "DATA_DIR", "DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "STATIC_ROOT")


@contextmanager
def fresh_clone() -> Iterator[tuple[Path, float]]:
    git = shutil.which("git")
    if git is None:
        raise SystemExit("git is needed to measure from a clone.")
    folder = Path(tempfile.mkdtemp(prefix="deficit-clone-"))
    folder.chmod(0o755)
    started = time.monotonic()
    try:
        subprocess.run([git, "clone", "--quiet", str(ROOT), str(folder / "clone")], check=True)
        yield folder / "clone", time.monotonic() - started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def make_run(clone: Path) -> Iterator[tuple[str, float]]:
    """``make run`` in the clone, from the command to the first page that answers 200."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    make = shutil.which("make") or "make"
    started = time.monotonic()
    running = subprocess.Popen(
        [make, "run"], cwd=clone, env={**kept, "PORT": str(port)}, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        while not answers(f"{address}sign-in/"):
            if running.poll() is not None or time.monotonic() - started > LONGEST:
                raise SystemExit("make run served no page.")
            time.sleep(0.05)
        yield address, time.monotonic() - started
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(60)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 - our own address
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False
