"""Readers at a steady rate while the worker recomputes: how long they wait, and whether anybody is refused.

Requests leave at their times whether or not earlier ones were answered (an open load), so that a slow answer cannot
hide the ones behind it; each is timed from when it should have left. Goals: promise R14.
"""

import http.client
import itertools
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import LifoQueue
from typing import Any
from urllib.parse import urlencode

from bench.reader import Reader

PAGES = {"Overview": "/", "Trajectory": "/deficit/trajectory/", "Position": "/deficit/"}
RATES, SECONDS, READERS = (20, 50), 30, 40
GOALS = {"longest_s": 5, "p75_ms": 500, "p95_ms": 1_000, "p99_ms": 2_000, "errors_percent": 0.1}
OK, STOP_POLLING = 200, 286
RUN = re.compile(r"/deficit/runs/([0-9]+)/")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
ASSUMPTION = "/deficit/assumptions/slippage/"
AGREE = re.compile(rf"{ASSUMPTION}([0-9]+)/agree/")
MONTHS = (f"{2 + number / 1000:.3f}" for number in itertools.count(1))  # no two runs rest on the same inputs
SAID = "Measured by the benchmark"


def load(address: str, password: str) -> dict[str, dict[str, float]]:
    """For each rate and page, with one recompute after the other."""
    finance, admin = signed_in(address, "finance", password), signed_in(address, "admin", password)
    readers: LifoQueue[Reader] = LifoQueue()
    for name in itertools.islice(itertools.cycle(("board", "finance", "manager")), READERS):
        readers.put(signed_in(address, name, password))
    results = click_to_page(address, password)
    for rate in RATES:
        with recomputing(lambda: recompute(finance, admin)) as finished:
            answers = steady(readers, rate)
        for name in PAGES:
            results[f"{name}, {rate} a second"] = summary([a for a in answers if a[0] == name])
        results[f"Recomputes, {rate} a second"] = {"finished": float(len(finished))}
    return results


def steady(readers: LifoQueue[Reader], rate: int) -> list[tuple[str, float, bool]]:
    """Page, milliseconds and whether it was answered well, of each request."""
    names = itertools.cycle(PAGES)
    first = time.perf_counter() + 0.5
    with ThreadPoolExecutor(READERS) as pool:
        asked = []
        for number in range(rate * SECONDS):
            due = first + number / rate
            time.sleep(max(due - time.perf_counter(), 0))
            asked.append(pool.submit(one, readers, next(names), due))
        return [answer.result() for answer in asked]


def one(readers: LifoQueue[Reader], name: str, due: float) -> tuple[str, float, bool]:
    reader = readers.get()
    try:
        status = _asked(reader, PAGES[name])
    except OSError:
        reader.client.close()
        status = 0
    finally:
        readers.put(reader)
    return name, (time.perf_counter() - due) * 1000, status == OK


def _asked(reader: Reader, path: str) -> int:
    """As a browser asks: once more, where the server had closed the kept connection meanwhile."""
    try:
        return reader.ask("GET", path)[0]
    except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
        reader.client.close()
        return reader.ask("GET", path)[0]


@contextmanager
def recomputing(disturb: Callable[[], object]) -> Iterator[list[object]]:
    """One recompute after the other until the block ends; what each came to."""
    finished: list[object] = []
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            finished.append(disturb())

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield finished
    finally:
        stop.set()
        thread.join()


def summary(answers: Sequence[tuple[str, float, bool]]) -> dict[str, Any]:
    taken = [milliseconds for _, milliseconds, _ in answers]
    hundredths = statistics.quantiles(taken, n=100)
    failed = sum(not well for _, _, well in answers)
    return {
        "requests": len(taken),
        "median_ms": round(statistics.median(taken), 1),
        **{f"p{n}_ms": round(hundredths[n - 1], 1) for n in (75, 95, 99)},
        "errors_percent": round(100 * failed / len(taken), 2),
    }


def recompute(finance: Reader, admin: Reader) -> tuple[int, float]:
    """One finance officer changes an assumption, another agrees it, which asks for a recompute, and its end is waited
    for: the run's number, and when the agreement was clicked."""
    before = newest_run(finance)
    post(finance, ASSUMPTION, ASSUMPTION, low="0", central=next(MONTHS), high="6", source_reference=SAID, reason=SAID)
    _, text = admin.ask("GET", ASSUMPTION)
    draft = AGREE.search(text)
    if draft is None:
        raise SystemExit(f"There is no draft to agree on {ASSUMPTION}.")
    clicked = time.perf_counter()
    post(admin, ASSUMPTION, draft[0], reason=SAID)
    for _ in range(600):
        time.sleep(0.05)
        status, _ = finance.ask("GET", "/deficit/runs/progress/")
        if status == STOP_POLLING and (newest := newest_run(finance)) > before:
            return newest, clicked
    raise SystemExit("The recompute did not finish within thirty seconds.")


def click_to_page(address: str, password: str, times: int = 10) -> dict[str, dict[str, float]]:
    """Seconds from the click that puts an assumption in force to the trajectory that shows the published run."""
    finance, admin = signed_in(address, "finance", password), signed_in(address, "admin", password)
    taken = []
    for _ in range(times):
        run, clicked = recompute(finance, admin)
        page = f"/deficit/runs/{run}/"
        post(finance, page, f"{page}publish/", reason=SAID)
        status, text = finance.ask("GET", PAGES["Trajectory"])
        if status != OK or page not in text:
            raise SystemExit(f"The trajectory answered {status} and does not show run {run}.")
        taken.append(time.perf_counter() - clicked)
    return {
        "Click to published page": {"median_s": round(statistics.median(taken), 2), "longest_s": round(max(taken), 2)}
    }


def post(reader: Reader, page: str, path: str, **fields: str) -> None:
    _, text = reader.ask("GET", page)
    hidden = dict(HIDDEN.findall(text))
    if "csrfmiddlewaretoken" not in hidden:
        raise SystemExit(f"There is no form on {page}.")
    status, _ = reader.ask("POST", path, urlencode(hidden | fields))
    if status not in (302, 303):
        raise SystemExit(f"{path} answered {status}.")


def signed_in(address: str, name: str, password: str) -> Reader:
    reader = Reader(address)
    reader.sign_in(name, password)
    return reader


def newest_run(reader: Reader) -> int:
    _, text = reader.ask("GET", "/deficit/runs/")
    return max((int(number) for number in RUN.findall(text)), default=0)
