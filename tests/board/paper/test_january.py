"""The January paper: what stands in it, and that every number is the pack's."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from apps.board.calculations.paper.document import Table
from apps.board.calculations.paper.stored import hash_of, paper_of
from apps.board.models import Publication
from apps.board.selectors.frozen_faults import frozen_faults
from apps.core.trail.faults import faults
from tests.board.paper.january import january_published
from tests.fixtures import standing


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


def test_every_format_is_made(january: Publication, db: None) -> None:
    assert january.version.making.state == "done"
    assert set(january.version.making.done) == {"html", "docx", "pdf", "ods", "xlsx", "csv"}
