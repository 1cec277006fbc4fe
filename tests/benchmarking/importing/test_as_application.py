"""The application's role, which may make no table, is enough to import and to undo; imports at once take turns."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from apps.benchmarking.models import Figure, NationalImport, SpendRow
from apps.benchmarking.services.importing.run import Outcome
from apps.benchmarking.services.importing.undo import undo_import
from apps.benchmarking.vocabulary import ImportKind
from tests.benchmarking.importing.written import AMOUNTS, AT, OUTTURN, csv_of, imported, spend_row
from tests.benchmarking.national import FILES, FOLDER
from tests.fixtures import person

ROWS = [spend_row(), spend_row("202324")]
OTHER = [spend_row(amounts=("7", *AMOUNTS[1:]))]


def outturn(rows: list[tuple[str, ...]]) -> Outcome:
    return imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))


def undo(pk: int | None) -> None:
    undo_import(import_id=pk or 0, reason="The wrong release.", by=person("finance"), at=AT)


@pytest.mark.usefixtures("as_application")
def test_every_kind_is_imported_and_undone_with_the_applications_rights() -> None:
    made = []
    for kind, name in FILES:
        outcome = imported(kind, (FOLDER / name).read_bytes(), name.split("/")[1])
        assert outcome.sound, (name, outcome.problems.listed[:2])
        made.append((kind, outcome.import_id))
    first, second = outturn(ROWS), outturn(OTHER)
    assert (second.counts.changed, second.counts.new) == (1, 0)
    for pk in (second.import_id, first.import_id):
        undo(pk)
    assert not SpendRow.objects.filter(financial_year=2024).exists()
    for kind, pk in reversed(made):
        if kind is not ImportKind.AUTHORITIES:
            undo(pk)
    assert not Figure.objects.exists()


@pytest.mark.usefixtures("as_application")
def test_without_an_import_nothing_is_written() -> None:
    outturn(ROWS)
    for statement in (
        "UPDATE benchmarking_spendrow SET net = 0",
        "DELETE FROM benchmarking_spendrow",
        "UPDATE benchmarking_nationalimport SET file_name = 'x'",
        "DELETE FROM benchmarking_nationalimport",
        "UPDATE benchmarking_replacedrow SET row_id = 0",
        "CREATE TEMPORARY TABLE x (y int)",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert SpendRow.objects.filter(net=19_597_300).count() == 2


def test_imports_at_once_take_turns(application_url: str, reloaded_report: None) -> None:
    """Eight of the same file: one record, and the others find every figure there."""
    together = Barrier(8)

    def one(_: int) -> Outcome:
        try:
            together.wait()
            return outturn(ROWS)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(one, range(8)))
    assert sorted(outcome.counts.new for outcome in outcomes) == [0] * 7 + [2]
    assert sum(outcome.import_id is not None for outcome in outcomes) == 1
    assert SpendRow.objects.count() == 2
    with psycopg.connect(application_url) as other:
        assert other.execute("SELECT count(*) FROM benchmarking_nationalimport").fetchone() == (1,)


def test_different_files_at_once_are_each_saved_whole(reloaded_report: None) -> None:
    years = [[spend_row(f"20{n:02d}{n + 1:02d}")] for n in range(10, 18)]
    together = Barrier(len(years))

    def one(rows: list[tuple[str, ...]]) -> Outcome:
        try:
            together.wait()
            return outturn(rows)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(years)) as pool:
        assert all(outcome.counts.new == 1 for outcome in pool.map(one, years))
    assert (SpendRow.objects.count(), NationalImport.objects.count()) == (8, 8)
