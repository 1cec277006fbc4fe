"""Server time of the pages, one request after another, beside a floor measured in the same minute.

The floor is the same web server, in the same shape, answering a fixed text, and one ``SELECT 1`` on the same kind of
database: what no page can fall below on this machine.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench.reader import Reader
from config.embedded.folders import Folders
from config.embedded.services import Services, addresses, take_lock_or_refuse

JANUARY = "2026-01-27-overview-and-scrutiny"
PAGES = {
    "Overview": "/", "Places": "/places/", "Benchmarking": "/benchmarking/",
    "Overview as at January": f"/as-at/{JANUARY}/", "Published paper": f"/published/{JANUARY}/",
}  # fmt: skip
WARM_UP = 30


def pages(address: str, times: int, password: str) -> dict[str, dict[str, float]]:
    reader = Reader(address)
    reader.sign_in("board", password)

    def read(path: str) -> None:
        status, _ = reader.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")

    floors = floor(times)
    return {name: milliseconds(lambda path=path: read(path), times) for name, path in PAGES.items()} | floors  # type: ignore[misc]


def milliseconds(ask: Callable[[], object], times: int, warm_up: int = WARM_UP) -> dict[str, float]:
    for _ in range(warm_up):
        ask()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return {
        "median_ms": round(statistics.median(taken), 2),
        "p95_ms": round(statistics.quantiles(taken, n=20)[18], 2),
    }


def floor(times: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="deficit-bench-") as folder:
        Path(folder).chmod(0o755)
        folders = Folders.named(Path(folder) / "data")
        services = Services(folders, take_lock_or_refuse(folders), lambda _: None)
        services.start()
        try:
            with psycopg.connect(addresses(folders)["DATABASE_OWNER_URL"], autocommit=True) as connection:
                query = milliseconds(lambda: connection.execute("SELECT 1").fetchone(), times)
        finally:
            services.stop()
    return {"Floor: one query": query, "Floor: bare web answer": bare_answer(times)}


def bare_answer(times: int) -> dict[str, float]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"]
        server = subprocess.Popen(
            [*command, "--bind", f"fd://{listener.fileno()}", "bench.pages:bare"],
            pass_fds=[listener.fileno()],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DEMONSTRATION": "1"},
        )
        try:
            reader = Reader(f"http://127.0.0.1:{port}")
            for _ in range(100):
                try:
                    reader.ask("GET", "/")
                    break
                except OSError:
                    reader.client.close()
                    time.sleep(0.1)
            return milliseconds(lambda: reader.ask("GET", "/"), times)
        finally:
            server.terminate()
            server.wait()


def bare(_environment: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
    body = b"A page of ordinary length. " * 1000
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]
