"""Imports on their pages: checked, saved, undone; what is refused is named; only finance imports."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.benchmarking.models import Area, Authority, BenchmarkValue, Figure, NationalImport
from apps.core.models import AuditEntry
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report")
LIST, NEW, CONFIRM = "/benchmarking/imports/", "/benchmarking/imports/new/", "/benchmarking/imports/confirm/"
HEADER = "time_period,new_la_code,high_needs_1_2_net"
ROWS = ("202122,E06000058,47976413", "202223,E06000058,56550550", "202122,E06000055,x")
WHY = "It was the wrong release."


@pytest.fixture
def finance() -> Client:
    return signed_in(Client(), person("finance"))


def csv_of(*rows: str) -> bytes:
    return "\r\n".join((HEADER, *rows)).encode()


def upload(client: Client, content: bytes, kind: str = "outturn-totals", name: str = "totals.csv", **more: str):
    return client.post(NEW, {"kind": kind, "national": SimpleUploadedFile(name, content), **more})


def confirm(client: Client, checked):
    found = re.search(r'name="checked" value="([^"]*)"', checked.content.decode())
    return client.post(CONFIRM, {"checked": found[1] if found else ""})


def imported(client: Client, *rows: str) -> NationalImport:
    assert confirm(client, upload(client, csv_of(*rows))).status_code == 302
    return NationalImport.objects.order_by("-pk")[0]


def test_a_file_is_checked_then_saved_and_twice_changes_nothing(finance: Client) -> None:
    checked = upload(finance, csv_of(*ROWS))
    assert "3 new and 0 changed figures will be saved, all together; 0 stand already." in text_of(checked)
    assert not Figure.objects.exists()
    answer = confirm(finance, checked)
    record = NationalImport.objects.get()
    assert answer.url == f"{LIST}{record.pk}/"
    page = text_of(finance.get(answer.url))
    assert f"The file is imported (reference: import {record.pk})" in page
    assert "Licence Open Government Licence v3.0" in page
    assert record.counts == {"read": 3, "new": 3, "changed": 0, "same": 0, "left_out": 0}
    assert Figure.objects.get(year=2021, area__ons_code="E06000058").value == 47_976_413
    assert Figure.objects.get(area__ons_code="E06000055").mark == "x"
    again = confirm(finance, checked)
    assert again.url == LIST
    assert NationalImport.objects.count() == 1
    assert "there is nothing to save" in text_of(upload(finance, csv_of(*ROWS)))


def test_a_wrong_cell_is_named_and_nothing_is_saved(finance: Client) -> None:
    page = upload(finance, csv_of(ROWS[0], "202223,E06000058,5655O550", "2022,E99999999,1"))
    assert page.status_code == 422
    said = text_of(page)
    assert "3 problems in 2 rows: nothing is saved until the file is right." in said
    assert "Row 3 high_needs_1_2_net 5655O550 It is not a number." in said
    assert "Row 4 time_period 2022 It is no year such as 202425" in said
    assert "Row 4 new_la_code E99999999 No area has this code." in said
    assert not NationalImport.objects.exists()
    assert 'name="checked"' not in page.content.decode()


def test_problems_are_downloaded_as_a_table(finance: Client) -> None:
    page = upload(finance, csv_of("202223,E06000058,=1+1", "2022,E06000058,1"))
    found = re.search(r'name="listed" value="([^"]*)"', page.content.decode())
    assert found
    answer = finance.post(f"{LIST}problems/?_export=csv", {"listed": found[1]})
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert "Row 2,high_needs_1_2_net,'=1+1,\"It is not a number." in "\n".join(lines)
    assert any(line.startswith("Row 3,time_period,2022,") for line in lines)
    other = signed_in(Client(), person("admin"))
    assert other.post(f"{LIST}problems/?_export=csv", {"listed": found[1]}).status_code == 422
    assert finance.post(f"{LIST}problems/", {"listed": found[1]}).url == NEW


def test_an_import_is_undone_by_its_own_record(finance: Client) -> None:
    first = imported(finance, *ROWS)
    checked = upload(finance, csv_of(ROWS[0].replace("47976413", "48000000")))
    assert "What would change" in text_of(checked)
    told = "Outturn of the lines 1.2.x, net £ Bournemouth, Christchurch and Poole 2021/22 47,976,413 48,000,000"
    assert told in text_of(checked)
    assert confirm(finance, checked).status_code == 302
    second = NationalImport.objects.order_by("-pk")[0]
    assert second.counts == {"read": 1, "new": 0, "changed": 1, "same": 0, "left_out": 0}
    refused = finance.post(f"{LIST}{first.pk}/undo/", {"reason": WHY})
    assert refused.status_code == 409
    assert f"Import {second.pk} changed 1 of its rows since. Undo import {second.pk} first." in text_of(refused)
    assert finance.post(f"{LIST}{second.pk}/undo/", {"reason": "no"}).status_code == 422
    assert finance.post(f"{LIST}{second.pk}/undo/", {"reason": WHY}).status_code == 302
    assert Figure.objects.get(year=2021, area__ons_code="E06000058").value == 47_976_413
    assert "was undone on" in text_of(finance.get(f"{LIST}{second.pk}/"))
    assert finance.post(f"{LIST}{first.pk}/undo/", {"reason": WHY}).status_code == 302
    assert not Figure.objects.exists()
    entry = AuditEntry.objects.filter(action="Undid an import").order_by("-pk")[0]
    assert (entry.reason, entry.after["benchmarking_figure"]) == (WHY, {"deleted": 3, "put back": 0})
    assert finance.post(f"{LIST}{first.pk}/undo/", {"reason": WHY}).status_code == 409


def test_a_check_that_another_import_overtook_is_shown_again(finance: Client) -> None:
    old = upload(finance, csv_of(ROWS[0]))
    admin = signed_in(Client(), person("admin"))
    newer = imported(admin, ROWS[0].replace("47976413", "48000000"))
    answer = confirm(finance, old)
    assert answer.status_code == 409
    said = (
        "Another import was saved or undone since you checked the file. Now 0 new and 1 changed figures will be saved"
    )
    assert said in text_of(answer)
    assert Figure.objects.get().national_import == newer
    assert confirm(finance, answer).status_code == 302
    last = NationalImport.objects.order_by("-pk")[0]
    assert finance.post(f"{LIST}{last.pk}/undo/", {"reason": WHY}).status_code == 302
    assert confirm(finance, answer).status_code == 409
    assert Figure.objects.get().value == 48_000_000


def test_authorities_are_not_undone(finance: Client) -> None:
    rows = b"old_la_code,new_la_code,la_name,region_code,region_name\r\n201,E09000001,City of London,E12000007,London"
    assert confirm(finance, upload(finance, rows, "authorities")).status_code == 302
    record = NationalImport.objects.get()
    assert Area.objects.get(ons_code="E09000001").authority == Authority.objects.get(dfe_code="201")
    assert "Undo this import" not in finance.get(f"{LIST}{record.pk}/").content.decode()
    refused = finance.post(f"{LIST}{record.pk}/undo/", {"reason": WHY})
    assert (refused.status_code, "Authorities only grow" in text_of(refused)) == (409, True)


def test_a_table_per_head_needs_its_year(finance: Client) -> None:
    rows = b"la_code,topup_nmss_independent,total_hn\r\n839,526,1465"
    assert "Enter it, such as 2025/26." in text_of(upload(finance, rows, "s251-per-head"))
    assert "“soon” is no financial year" in text_of(upload(finance, rows, "s251-per-head", year="soon"))
    for year in ("0000/01", "1999/00", "2051/52"):
        assert "is no year of a return." in text_of(upload(finance, rows, "s251-per-head", year=year))
    page = upload(finance, rows, "s251-per-head", year="2026/27")
    assert "2 new and 0 changed figures will be saved" in text_of(page)
    assert confirm(finance, page).status_code == 302
    page = upload(finance, rows.replace(b"526", b"527"), "s251-per-head", year="2026/27")
    assert "0 new and 1 changed figures will be saved" in text_of(page)
    gone = text_of(upload(finance, rows.replace(b"526", b"c"), "s251-per-head", year="2026/27"))
    assert "A value of it stands, and a blank or a mark takes none away." in gone


def test_the_table_that_the_report_prints_is_left_as_printed(finance: Client) -> None:
    rows = b"la_code,topup_nmss_independent,total_hn\r\n839,526,1465"
    refused = upload(finance, rows, "s251-per-head", year="2025/26")
    assert refused.status_code == 422
    assert "prints the table of 2025/26, and the file says otherwise in 2 values." in text_of(refused)
    assert BenchmarkValue.objects.get(authority__dfe_code="839", line__code="1.2.3").value == 525


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "totals.csv", "The file is empty."),
        (b"PK\x03\x04" + b"0" * 40, "totals.csv", "a zip file or a workbook, not CSV"),
        (b"PK\x03\x04" + b"0" * 40, "totals.xlsx", "totals.xlsx"),
        (csv_of(), "totals.csv", "has a header and no row"),
        (csv_of(*ROWS), "totals.txt", "is not a CSV, XLSX or ODS file"),
        (b"a,b\r\n1,2", "totals.csv", "There is no column “time_period”."),
        (csv_of(*ROWS, ROWS[0]), "totals.csv", "It says again what line 2 says."),
        (csv_of(ROWS[0] + ",9"), "totals.csv", "4 cells under 3 columns"),
        (f"{HEADER},note\r\n{ROWS[0]},Child A123456789012".encode(), "totals.csv", "looks like a unique pupil number"),
        ("ﬀ".encode("utf-16"), "totals.csv", "in UTF-16"),
        (b"a\x00b", "totals.csv", "U+0000"),
        (b'a,"b\r\n1,2', "totals.csv", "quoted text does not end"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_in_words(finance: Client, content: bytes, name: str, said: str) -> None:
    page = upload(finance, content, name=name)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not NationalImport.objects.exists()


def test_what_was_checked_is_confirmed_by_the_same_person_within_an_hour(finance: Client, monkeypatch) -> None:
    checked = upload(finance, csv_of(*ROWS))
    other = confirm(signed_in(Client(), person("admin")), checked)
    assert (other.status_code, "The file that was checked is gone" in text_of(other)) == (422, True)
    monkeypatch.setattr("apps.benchmarking.services.importing.carried.VALID_SECONDS", -1)
    assert confirm(finance, checked).status_code == 422
    assert not NationalImport.objects.exists()


def test_everybody_reads_imports_and_only_finance_makes_them(finance: Client) -> None:
    record = imported(finance, *ROWS)
    board = signed_in(Client(), person("board"))
    page = board.get(LIST)
    assert f"Import {record.pk}" in text_of(page)
    assert NEW not in page.content.decode()
    assert "Undo this import" not in board.get(f"{LIST}{record.pk}/").content.decode()
    assert [board.get(NEW).status_code, upload(board, csv_of(*ROWS)).status_code] == [403, 403]
    assert board.post(f"{LIST}{record.pk}/undo/", {"reason": WHY}).status_code == 403
    assert "totals.csv" in board.get(f"{LIST}?_export=csv&_of=imports").content.decode()
    assert text_of(board.get(f"{LIST}?kind=neighbours")).count("totals.csv") == 0
    assert board.get(f"{LIST}?kind=nonsense").status_code == 400
