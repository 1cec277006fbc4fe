"""Every number of a paper stands in all six formats, as printed, in the same row of the same table."""

from decimal import Decimal

import pytest

from apps.board.calculations.paper.document import Paper
from apps.board.renderers.formats import FORMATS, render
from tests.board.paper.reading import READERS, number_in, numbers
from tests.board.paper.sample import body, report


@pytest.fixture(scope="module")
def paper() -> Paper:
    return report()


def wanted(paper: Paper) -> dict[str, list[list[Decimal]]]:
    rows = {
        table.slug: [[cell.value for cell in row.cells if cell.value is not None] for row in table.rows]
        for table in paper.tables()
    }
    return {slug: [row for row in found if row] for slug, found in rows.items()}


@pytest.mark.parametrize("slug", FORMATS)
def test_numbers_read_back_are_those_of_the_paper(paper: Paper, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    tables = READERS[slug](body(slug), paper)
    found = {name: numbers(rows) for name, rows in tables.items()}
    assert found == wanted(paper)
    count = sum(len(row) for rows in found.values() for row in rows)
    with capsys.disabled():
        print(f"\n{slug}: {count} numbers in {len(tables)} tables read back")
    assert count == sum(1 for table in paper.tables() for _ in table.numbers()) == 317


@pytest.mark.parametrize("slug", FORMATS)
def test_headings_and_names_of_rows_stand_as_printed(paper: Paper, slug: str) -> None:
    tables = READERS[slug](body(slug), paper)
    for table in paper.tables():
        first, *rest = tables[table.slug]
        assert list(map(squashed, first)) == [squashed(heading.full) for heading in table.headings]
        assert [squashed(str(row[0])) for row in rest] == [squashed(row.cells[0].text) for row in table.rows]


def squashed(text: str) -> str:
    """Without the spaces and hyphens at which lines are broken."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "")


@pytest.mark.parametrize("slug", FORMATS)
def test_the_same_paper_gives_the_same_bytes(paper: Paper, slug: str) -> None:
    assert render(paper, slug) == body(slug)


def test_what_counts_as_a_number() -> None:
    read = {text: number_in(text) for text in ("10,032", "564pa", "(1.9)", "-2", "−2", "£1,298", "–", "[z]", "24%", "")}
    assert [*read.values()] == [
        Decimal("10032"), Decimal("564"), Decimal("-1.9"), Decimal("-2"), Decimal("-2"), Decimal("1298"),
        None, None, None, None,
    ]  # fmt: skip
