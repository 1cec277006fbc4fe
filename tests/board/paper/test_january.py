"""The January paper: what stands in it, and that every number is the pack's."""

import csv
import hashlib
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from apps.board.calculations.paper.document import Table
from apps.board.calculations.paper.stored import hash_of, paper_of
from apps.board.content.drawings import finished_paper
from apps.board.models import PaperFile, Publication
from apps.board.renderers.formats import FORMATS
from apps.board.selectors.frozen_faults import frozen_faults
from apps.core.trail.faults import faults
from tests.board.paper.january import january_published
from tests.board.paper.reading import READERS, numbers
from tests.fixtures import standing

BASIS = re.compile(r"run-rate|basis|within its year|a year|per head|an amount in each year", re.IGNORECASE)


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, january_published) as made:
        yield made


def tables(january: Publication) -> dict[str, Table]:
    return {t.slug: t for t in paper_of(january.version.content).tables()}


def column(table: Table, heading: str) -> list[Decimal | None]:
    place = [h.text for h in table.headings].index(heading)
    return [row.cells[place].value for row in table.rows]


def test_the_paper_is_what_its_hash_says(january: Publication, db: None) -> None:
    assert hash_of(paper_of(january.version.content)) == january.version.content_hash


def test_nothing_was_edited_behind_the_databases_back(january: Publication, db: None, capsys: Any) -> None:
    """A real pack, its rows, figures, files and drawings hash as they are recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
    started = time.perf_counter()
    assert list(frozen_faults()) == []
    with capsys.disabled():
        print(f"\nfrozen rows, figures and files of two packs and a paper: {time.perf_counter() - started:.2f} s")
    assert [f for f in faults() if f.row and f.table.startswith("board_")] == []


def test_table_1_stands_as_in_the_source(january: Publication, db: None) -> None:
    table = tables(january)["table-1"]
    assert column(table, "Cost avoided") == [10_032, 564, 94, 10_690]
    text = "\n".join(cell.text for row in table.rows for cell in row.cells)
    for printed in ("182", "113", "295", "39.8%", "41.4%", "11.3%", "10.8%", "135", "33", "86", "12", "7", "64%", "66%",
                    "24%", "22%", "121", "564pa", "94pa"):  # fmt: skip
        assert printed in text, printed
    assert "Children remaining on SEN Support: 2 (para 4.8: 8)" in text


def test_table_2_stands_as_in_the_source(january: Publication, db: None) -> None:
    table = tables(january)["table-2"]
    years = ("2022/23", "2023/24", "2024/25", "2025/26", "2026/27", "Total")
    found = [[column(table, year)[row] for year in years] for row in range(3)]
    assert found == [[46, 49, 140, 60, 0, 295], [0, 0, 0, 96, 128, 224], [46, 49, 140, 156, 128, 519]]
    phases = [[row.cells[-2].value, row.cells[-1].value] for row in table.rows]
    assert phases == [[182, 113], [224, 0], [406, 113]]


def test_table_3_stands_as_in_the_source(january: Publication, db: None) -> None:
    table = tables(january)["table-3"]
    assert [[c.value for c in row.cells[1:]] for row in table.rows] == [
        [1_748, 684, 5_320, 2_280, None, 10_032],
        [None, None, None, 3_648, 4_864, 8_512],
        [None, None, None, None, None, 18_544],
    ]
    assert any("A sum, not a range" in note for note in table.notes)


def test_table_4_stands_as_in_the_source(january: Publication, db: None) -> None:
    table = tables(january)["table-4"]
    amounts = ("113.3", "-1.9", "57.5", "0.5", "15.5", "-1.3", "183.6", "95.7", "279.3")
    assert column(table, "Amount") == [Decimal(amount) for amount in amounts]
    assert table.rows[1].cells[0].text == "Prior year additional funding – early years"


def test_every_amount_of_money_says_its_basis(january: Publication, db: None) -> None:
    """In a table's title, its headings, a column of bases, or its notes; a unit stands in each heading of money."""
    with_money = [t for t in tables(january).values() if any("£" in f"{t.caption} {h.unit}" for h in t.headings)]
    silent = [
        t.slug for t in with_money
        if not BASIS.search(" ".join([t.title, *(f"{h.text} {h.unit}" for h in t.headings), *t.notes]))
    ]  # fmt: skip
    assert len(with_money) >= 5
    assert silent == []


def test_appendix_3_stands_as_in_the_source(january: Publication, db: None) -> None:
    """All 176 rates of the eleven councils, England's rows, and the neighbours' statistics as printed."""
    table = tables(january)["appendix-3"]
    rows = {row.cells[0].text: [c.value for c in row.cells[2:]] for row in table.rows}
    with (settings.BASE_DIR / "data" / "report-2026-01-27" / "appendix3.csv").open(encoding="utf-8") as file:
        printed = list(csv.DictReader(file))
    wanted = [[Decimal(value) for value in list(row.values())[3:]] for row in printed]
    assert (len(wanted), sum(map(len, wanted))) == (11, 176)
    assert all(row in rows.values() for row in wanted)
    medians = {how: row for name, row in rows.items() if name.startswith("Median") for how in [name.split(", ")[-1]]}
    assert 227 in medians["BCP counted in"]
    assert Decimal("185.50") in medians["BCP left out"]
    assert sum(name.startswith("England") for name in rows) == 4


@pytest.mark.parametrize("kind", FORMATS)
def test_numbers_read_back_from_the_stored_file(kind: str, january: Publication, db: None, capsys: Any) -> None:
    paper = finished_paper(january.version)
    stored = PaperFile.objects.get(version=january.version, format=kind)
    content = bytes(stored.content)
    assert hashlib.sha256(content).hexdigest() == stored.content_hash
    found = {slug: numbers(rows) for slug, rows in READERS[kind](content, paper).items()}
    asked = {
        t.slug: [row for row in ([c.value for c in r.cells if c.value is not None] for r in t.rows) if row]
        for t in paper.tables()
    }
    assert found == asked
    count = sum(len(row) for rows in found.values() for row in rows)
    with capsys.disabled():
        print(f"\n{kind}: {count} numbers in {len(found)} tables of the January paper read back")
    assert count > 350


def test_every_format_is_made(january: Publication, db: None) -> None:
    assert january.version.making.state == "done"
    assert set(january.version.making.done) == {"html", "docx", "pdf", "ods", "xlsx", "csv"}
