"""``manage.py import_data``: prints JSON and exits 0, or 2 with nothing saved."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.benchmarking.models import NationalImport, SpendRow
from tests.benchmarking.importing.written import OUTTURN, csv_of, spend_row, tables
from tests.benchmarking.national import FOLDER
from tests.fixtures import person

pytestmark = pytest.mark.usefixtures("report")
KEYS = ["kind", "read", "new", "changed", "same", "left_out", "refused", "problems", "errors", "totals", "import"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "outturn.csv"
    path.write_bytes(csv_of(OUTTURN, [spend_row()], "cp1252"))
    return path


def run(*arguments: object) -> tuple[int, dict[str, Any]]:
    """Its exit code and what it printed."""
    out, code = StringIO(), 0
    try:
        call_command("import_data", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


def test_it_prints_what_became_of_the_file(file: Path) -> None:
    person("finance")
    code, found = run("s251-outturn", file, "--as", "finance", "--publisher", "DfE", "--released", "2025-12-11")
    assert code == 0
    assert list(found) == KEYS
    assert (found["read"], found["new"], found["refused"], found["errors"]) == (1, 1, 0, [])
    record = NationalImport.objects.get(pk=found["import"])
    assert (record.imported_by, record.encoding) == (person("finance"), "cp1252")
    assert (record.source.body, record.source.date.isoformat()) == ("DfE", "2025-12-11")
    code, again = run("s251-outturn", file)
    assert (code, again["same"], again["import"]) == (0, 1, None)


def test_a_check_saves_nothing(file: Path) -> None:
    before = tables()
    code, found = run("s251-outturn", file, "--check")
    assert (code, found["new"], found["import"]) == (0, 1, None)
    assert tables() == before


def test_a_wrong_cell_exits_with_2_and_is_named(file: Path) -> None:
    wrong = tuple("1e6" if at == 18 else cell for at, cell in enumerate(spend_row("202324")))
    file.write_bytes(csv_of(OUTTURN, [spend_row(), wrong], "cp1252"))
    code, found = run("s251-outturn", file)
    assert (code, found["refused"], found["problems"]) == (2, 1, 1)
    (error,) = found["errors"]
    assert (error["row"], error["column"], error["value"]) == (3, "gross_expenditure", "1e6")
    assert "Write digits" in error["reason"]
    assert not SpendRow.objects.exists()


@pytest.mark.parametrize(
    ("year", "said"),
    [("2025", "“2025” is no financial year."), ("1200-01", "“1200-01” is no year of a return. Enter one from 2010")],
)
def test_a_year_that_no_return_has_is_refused(file: Path, year: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("s251-per-head", file, "--year", year)


def test_the_table_per_head_wants_its_year() -> None:
    table = FOLDER / "report-2026-01-27" / "appendix3.csv"
    code, found = run("s251-per-head", table, "--year", "2025-26")
    assert (code, found["same"], found["new"]) == (0, 176, 0)
    code, found = run("s251-per-head", table)
    assert (code, "Say which it is" in found["errors"][0]["reason"]) == (2, True)


def test_what_cannot_be_asked_is_refused_in_words(file: Path, tmp_path: Path) -> None:
    person("board")
    for arguments, said in (
        (("s251-outturn", file, "--as", "nobody-here"), "nobody signs in as “nobody-here”"),
        (("s251-outturn", file, "--as", "board"), "may not import. Finance officers do."),
        (("s251-outturn", tmp_path / "gone.csv"), "Name a file that can be read."),
        (("s251-outturn", tmp_path), "Name a file that can be read."),
        (("s251-forecast", file), "invalid choice"),
        (("s251-per-head", file, "--year", "soon"), "--year"),
        (("s251-outturn", file, "--released", "soon"), "--released"),
    ):
        with pytest.raises(CommandError, match=said) as refused:
            run(*arguments)
        assert refused.value.returncode in (1, 2)
    assert not NationalImport.objects.exists()


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    code, found = run("population", tmp_path / "empty.csv")
    assert (code, found["errors"][0]["reason"]) == (2, "The file is empty. Choose the file again.")
