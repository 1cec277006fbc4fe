"""Genuine files of every kind with cells, rows, columns and bytes changed by chance, the same ones every time.

Each row is saved exactly, as a second reading finds it, or refused by row, column and value with a remedy; no other
error comes.
"""

import random
import re
import unicodedata
from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from apps.benchmarking.services.importing.run import Outcome
from apps.benchmarking.vocabulary import ImportKind
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.kinds import GENUINE, Genuine
from tests.benchmarking.importing.written import csv_of, imported, tables
from tests.initiatives.strange import value
from tests.initiatives.test_generated_imports import spoilt
from tests.often import often

pytestmark = pytest.mark.usefixtures("national")
SEED, ROUNDS, ROWS, FILES = 20260128, often(10), 180, 60
REMEDY = re.compile(
    r"\b(Write|Check|Use|Keep|Put|Import|Save|Choose|Close|Leave|Say|Split|Change|Take|Fill|Enter|save|not opened)\b"
)
WHOLE = ("", "all ehc plans", "all requests for ehc needs assessments", "all ehc plans issued")
KEPT = re.compile(r"1\.2\.[35](?![.0-9])")
IDS = [genuine.kind.value for genuine in GENUINE]


def asked(kind: ImportKind, content: bytes) -> Outcome:
    return imported(kind, content, year=FinancialYear(2026) if kind is ImportKind.S251_PER_HEAD else None)


def changed(chance: random.Random, rows: list[list[str]]) -> list[str]:
    """One of the rows: as it is, a cell or some of them of another value or of another row, or a cell too many."""
    row = list(chance.choice(rows))
    for at in chance.sample(range(len(row)), chance.choice((0, 0, 1, 1, 2, 4)) % len(row)):
        other = value(chance, row[at]) if chance.random() < 0.7 else chance.choice(rows)[at]
        row[at] = "".join(c for c in other if unicodedata.category(c) not in ("Cc", "Cs"))[:500]
    if chance.random() < 0.02:
        row.append("1")
    return row


def check_refusals(outcome: Outcome, header: list[str], rows: list[list[str]]) -> None:
    """Each names its row, and the cell that is wrong as it stands there."""
    names = [name.strip() for name in header]
    for found in outcome.problems.listed:
        assert 2 <= found.row <= len(rows) + 1, found
        assert REMEDY.search(found.reason), found
        if found.column in names:
            cell = rows[found.row - 2][names.index(found.column)]
            assert found.value.strip() == cell[:80].strip() or found.value == cell.strip()[:80], found


@pytest.mark.parametrize("genuine", GENUINE, ids=IDS)
def test_rows_are_saved_exactly_or_refused(genuine: Genuine) -> None:
    chance, counts = random.Random(f"{SEED} {genuine.kind}"), Counter[str]()  # noqa: S311 - the same rows every time
    header, whole = genuine.read()
    for _ in range(ROUNDS):
        rows = [changed(chance, whole) for _ in range(ROWS)]
        with transaction.atomic():
            first = asked(genuine.kind, csv_of(header, rows))
            check_refusals(first, header, rows)
            refused = {line - 2 for line in first.problems.rows}
            kept = [row for at, row in enumerate(rows) if at not in refused]
            second = asked(genuine.kind, csv_of(header, kept)) if refused and kept else first
            assert second.sound or not kept, second.problems.listed[:2]
            stored = genuine.stored()
            for row in kept:
                wanted = wanted_of(genuine, header, row)
                assert {key: stored.get(key) for key in wanted} == wanted, row
            counts["rows"] += len(rows)
            counts["saved"] += len(kept)
            transaction.set_rollback(True)
    print(f"{genuine.kind.value}: {dict(counts)}")
    assert counts["rows"] == ROUNDS * ROWS
    assert 0.05 < counts["saved"] / counts["rows"] < 0.9


def wanted_of(genuine: Genuine, header: list[str], row: list[str]) -> dict[Any, Any]:
    """Nothing of a row that is left out: another line, another breakdown, an abolished authority."""
    given = dict(zip((name.strip() for name in header), row, strict=True))
    breakdown = given.get("breakdown", "").strip().casefold()
    if breakdown not in WHOLE:
        return {}
    if genuine.kind is ImportKind.HIGH_NEEDS_BENCHMARKING and not given["outturn_place_funding"].strip():
        return {}
    if genuine.kind in (ImportKind.S251_BUDGET, ImportKind.S251_OUTTURN) and not KEPT.match(given[header[11]].strip()):
        return {}
    return genuine.expected(given)


@pytest.mark.parametrize("genuine", GENUINE, ids=IDS)
def test_spoilt_bytes_and_headers_are_read_or_refused(genuine: Genuine) -> None:
    chance, counts = random.Random(f"{SEED} {genuine.kind}"), Counter[str]()  # noqa: S311 - the same files every time
    header, rows = genuine.read()
    before = tables()
    for number in range(FILES):
        names, some = list(header), [list(row) for row in chance.sample(rows, min(12, len(rows)))]
        at = chance.randrange(len(names))
        match number % 4:
            case 0:
                names[at] = value(chance, names[at]).translate({0: None, 13: None, 10: None})
            case 1:
                names[at] = chance.choice(names)
            case 2:
                names, some = names[:at] + names[at + 1 :], [row[:at] + row[at + 1 :] for row in some]
        content = csv_of(names, some, "utf-8")
        content = spoilt(chance, content) if number % 4 == 3 else content
        with transaction.atomic():
            outcome = asked(genuine.kind, content)
            counts["read" if outcome.sound else "refused"] += 1
            assert all(REMEDY.search(found.reason) for found in outcome.problems.listed), outcome.problems.listed
            assert outcome.sound or outcome.import_id is None
            transaction.set_rollback(True)
    print(f"{genuine.kind.value}: {dict(counts)} of {FILES} spoilt files")
    assert counts["refused"] > 5
    assert tables() == before


def test_twenty_thousand_rows_are_tried() -> None:
    assert len(GENUINE) == len(ImportKind)
    assert len(GENUINE) * ROUNDS * ROWS >= often(20_000)
