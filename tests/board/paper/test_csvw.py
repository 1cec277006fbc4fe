"""The metadata describe the CSVs beside them, by the rules of W3C's Metadata Vocabulary for Tabular Data."""

import csv
import io
import json
import zipfile
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from apps.board.calculations.paper.document import Paper
from apps.board.renderers.csvw import csv_files, csv_zip
from tests.board.paper.made import papers
from tests.board.paper.sample import report

PAPER = report()
FILES = csv_files(PAPER)
ABOUT: dict[str, Any] = json.loads(FILES["metadata.json"])


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def faults_of(files: dict[str, bytes]) -> list[str]:
    """What a validator of CSV on the Web would find."""
    about = json.loads(files["metadata.json"])
    found = [] if about["@context"][0] == "http://www.w3.org/ns/csvw" else ["context"]
    if sorted(each["url"] for each in about["tables"]) != sorted(set(files) - {"metadata.json"}):
        return [*found, "files"]
    for table in about["tables"]:
        heads, *rows = rows_of(files[table["url"]])
        columns = table["tableSchema"]["columns"]
        if heads != [column["titles"] for column in columns]:
            found.append(f"{table['url']}: headings")
        names = [column["name"] for column in columns]
        if len(set(names)) != len(names) or not set(table["tableSchema"]["rowTitles"]) <= set(names):
            found.append(f"{table['url']}: names")
        for row in rows:
            found += [f"{table['url']}: {row}" for each in zip(row, columns, strict=True) if not fits(*each)]
    return found


def fits(text: str, column: dict[str, Any]) -> bool:
    if text in column["null"]:
        return not column["required"]
    if column["datatype"] == "string":
        return True
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def test_metadata_describe_the_files() -> None:
    assert faults_of(FILES) == []
    tables = ("table-1", "table-2", "table-3", "table-4", "appendix-2-table", "appendix-3-table")
    assert list(FILES) == ["metadata.json", *(f"{name}.csv" for name in tables)]


@given(papers())
@settings(suppress_health_check=list(HealthCheck), max_examples=40)
def test_metadata_describe_the_files_of_any_paper(paper: Paper) -> None:
    assert faults_of(csv_files(paper)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("metadata.json", b'"titles": "Initiative"', b'"titles": "Scheme"'),
        ("metadata.json", b'"url": "table-1.csv"', b'"url": "table-9.csv"'),
        ("metadata.json", b"http://www.w3.org/ns/csvw", b"http://www.w3.org/ns/other"),
        ("metadata.json", b'"name": "column_2"', b'"name": "column_1"'),
        ("table-4.csv", b"113.3", b"about 113"),
        ("table-2.csv", b"[z]", b""),
    ],
)
def test_the_check_finds_a_seeded_fault(name: str, old: bytes, new: bytes) -> None:
    assert old in FILES[name]
    files = FILES | {name: FILES[name].replace(old, new)}
    assert faults_of(files)


def test_it_says_title_publisher_licence_version_and_hash() -> None:
    assert ABOUT["dc:title"] == PAPER.title
    assert ABOUT["dc:publisher"] == PAPER.council
    assert ABOUT["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence/")
    assert ABOUT["dc:hasVersion"] == "1"
    assert ABOUT["dc:identifier"] == f"sha256:{PAPER.pack_hash}"
    assert ABOUT["@context"][1] == {"@language": "en-GB"}
    assert ABOUT["dialect"]["encoding"] == "utf-8"


def test_columns_carry_their_unit_and_tables_their_notes() -> None:
    table = next(each for each in ABOUT["tables"] if each["url"] == "table-4.csv")
    assert table["tableSchema"]["columns"][1] == {
        "name": "column_2", "titles": "Amount (£m)", "datatype": "decimal", "null": ["[c]", "[x]", "[z]"],
        "required": False, "dc:extent": "£m",
    }  # fmt: skip
    assert table["notes"] == [{"dc:description": "Amounts in brackets reduce the deficit."}]


def test_numbers_are_written_as_printed_and_lines_end_as_rfc_4180_says() -> None:
    body = FILES["table-4.csv"]
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == body.count(b"\n") == 10
    assert rows_of(body)[2] == ["Prior year additional funding – early years", "-1.9"]


def test_the_zip_holds_the_same_files() -> None:
    with zipfile.ZipFile(io.BytesIO(csv_zip(PAPER))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
