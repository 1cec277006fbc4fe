"""Server time of the pages of claims over a large data set, beside the floor of the same minutes.

The data set is what ``manage.py make_claims`` builds: 20,000 claims in every state on 500 initiatives.
"""

import os
import re
import subprocess
import time
from pathlib import Path

from bench.pages import WARM_UP, floor, milliseconds
from bench.reader import Reader
from bench.start import NOT_INHERITED

CLAIMS = 20_000
GOALS = {"median_ms": 150}
WITHOUT_GOAL = ("Start a claim", "Initiative", "Quarter", "Public copy", "Register as CSV")
# The database counts new rows once a minute, and plans by what it counted.
SECONDS_TO_SETTLE = 90
# What takes seconds is asked less often.
SLOW_MS, TIMES_IF_SLOW, WARM_UP_IF_SLOW = 500, 20, 2
SHOWN = re.compile(r"([0-9,]+) results?")
CLAIM = re.compile(r'href="/claims/([0-9]+)/"')
QUARTER = re.compile(r'href="(/quarters/[0-9][^"]+)"')
INITIATIVE = re.compile(r'value="(made-up-[0-9]+)"')
Measured = dict[str, dict[str, float]]


def make_claims(clone: Path) -> float:
    """Seconds that the command takes beside the running product; then the data set is left to settle."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    started = time.monotonic()
    command = [clone / ".venv/bin/python", clone / "manage.py", "make_claims"]
    subprocess.run(command, cwd=clone, env=kept, check=True, stdout=subprocess.DEVNULL)
    taken = time.monotonic() - started
    time.sleep(SECONDS_TO_SETTLE)
    return taken


def claims(address: str, times: int, password: str) -> Measured:
    finance = signed_in(address, "finance", password)
    register = answer(finance, "/claims/")
    found = SHOWN.search(register)
    if found is None or int(found[1].replace(",", "")) < CLAIMS:
        raise SystemExit(f"There are fewer than {CLAIMS:,} claims at {address}: run manage.py make_claims there first.")
    measured = floor(times)
    for name, path in paths(finance, register).items():
        measured[name] = timed(signed_in(address, "finance", password), path, times)
    manager = {"Register, as manager": "/claims/", "Start a claim": "/claims/start/"}
    for name, path in manager.items():
        measured[name] = timed(signed_in(address, "manager", password), path, times)
    return measured


def paths(finance: Reader, register: str) -> dict[str, str]:
    submitted = first(CLAIM, answer(finance, "/claims/?status=submitted"))
    approved = first(CLAIM, answer(finance, "/claims/?status=approved"))
    initiative = first(INITIATIVE, register)
    return {
        "Register": "/claims/",
        "Register, filtered, sorted": "/claims/?status=approved&sort=-claimed",
        "Register, by evidence": "/claims/?grade=partial",
        "Register, one initiative": f"/claims/?initiative={initiative}",
        "Register, page 700": "/claims/?page=700",
        "Register, search": "/claims/?search=made-up+12&sort=status",
        "Queue": "/claims/queue/",
        "Queue, later pages": "/claims/queue/?page=100&noting=2",
        "Claim, submitted": f"/claims/{submitted}/",
        "Claim, approved": f"/claims/{approved}/",
        "Decision": f"/claims/{submitted}/decide/",
        "Initiative": f"/initiatives/{initiative}/",
        "Quarter": first(QUARTER, answer(finance, "/quarters/")),
        "Public copy": "/claims/public/",
        "Register as CSV": "/claims/?_export=csv&_of=claims",
    }


def timed(reader: Reader, path: str, times: int) -> dict[str, float]:
    started = time.perf_counter()
    answer(reader, path)
    slow = (time.perf_counter() - started) * 1000 > SLOW_MS
    often, first_ones = (TIMES_IF_SLOW, WARM_UP_IF_SLOW) if slow else (times, WARM_UP)
    return milliseconds(lambda: answer(reader, path), often, first_ones)


def signed_in(address: str, name: str, password: str) -> Reader:
    reader = Reader(address)
    reader.sign_in(name, password)
    return reader


def answer(reader: Reader, path: str) -> str:
    status, text = reader.ask("GET", path)
    if status != 200:
        raise SystemExit(f"{path} answered {status}.")
    return text


def first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise SystemExit("The data set is not what make_claims builds: start from a fresh copy.")
    return found[1]
