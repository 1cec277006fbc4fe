"""Files that do harm are refused in words, in two seconds and 150 MB, and nothing is saved."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from apps.benchmarking.vocabulary import ImportKind
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.hostile import texts, workbooks
from tests.benchmarking.importing.kinds import GENUINE, Genuine
from tests.benchmarking.importing.test_generated_files import REMEDY
from tests.benchmarking.importing.written import imported, said, tables

pytestmark = pytest.mark.usefixtures("national")
SECONDS, MEGABYTES = 2, 150
BOOKS = workbooks()
OWN = Path("/proc/self")


@dataclass(slots=True)
class Cost:
    seconds: float = 0
    megabytes: float = 0


@contextmanager
def measured() -> Iterator[Cost]:
    """Work done, and how far this process's memory rose above where it stood."""
    (OWN / "clear_refs").write_text("5")  # the peak starts again from here
    cost, began, stood = Cost(), time.process_time(), _memory("VmRSS")
    yield cost
    cost.seconds, cost.megabytes = time.process_time() - began, _memory("VmHWM") - stood


def _memory(name: str) -> float:
    line = next(line for line in (OWN / "status").read_text().split("\n") if line.startswith(name))
    return int(line.split()[1]) / 1024


def check(kind: ImportKind, what: str, content: bytes, name: str = "file.csv") -> None:
    year = FinancialYear(2026) if kind is ImportKind.S251_PER_HEAD else None
    with measured() as cost:
        outcome = imported(kind, content, name, year=year)
    assert not outcome.sound, what
    assert outcome.import_id is None
    assert all(REMEDY.search(reason) for *_, reason in said(outcome)), (what, said(outcome)[:3])
    assert cost.seconds < SECONDS, (what, cost)
    assert cost.megabytes < MEGABYTES, (what, cost)


@pytest.mark.parametrize("genuine", GENUINE, ids=[genuine.kind.value for genuine in GENUINE])
def test_texts_that_are_no_table_are_refused_by_every_kind(genuine: Genuine) -> None:
    header, rows = genuine.read()
    before = tables()
    for what, content in texts(header, rows[0]).items():
        check(genuine.kind, what, content)
    assert tables() == before


@pytest.mark.parametrize("what", BOOKS)
def test_workbooks_that_do_harm_are_refused(what: str) -> None:
    name, content = BOOKS[what]
    before = tables()
    check(ImportKind.S251_PER_HEAD, what, content, name)
    assert tables() == before


def test_sixty_megabytes_without_a_line_are_refused_at_once() -> None:
    check(ImportKind.S251_OUTTURN, "sixty megabytes", b"a" * (60 << 20))


def test_there_are_sixty_of_them_and_more() -> None:
    header, rows = GENUINE[0].read()
    number = len(texts(header, rows[0]))
    print(f"{number} texts for each of {len(GENUINE)} kinds, {len(BOOKS)} workbooks")
    assert number + len(BOOKS) >= 60
