"""Outcomes from a spreadsheet: the template goes round, every row is shown, all or nothing, twice adds nothing."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.charts import Rows
from apps.initiatives.forms.outcome_rows import COLUMNS
from apps.initiatives.models import OutcomeReading
from apps.initiatives.presenters.outcomes_log import template
from apps.initiatives.selectors.outcome_readings import measures
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report")
URL, CONFIRM = "/outcomes/upload/", "/outcomes/upload/confirm/"
GOOD = ("portage-specialist", "Portage", "", "%", "35.5", "", "66", "2025-09-01", "30 September 2025", "Tracker", "")


@pytest.fixture
def manager() -> Client:
    return signed_in(Client(), person("manager"))


def csv_of(*rows: tuple[str, ...]) -> bytes:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (COLUMNS, *rows))
    return "\r\n".join(quoted).encode()


def row(**changes: str) -> tuple[str, ...]:
    cells = dict(zip(COLUMNS, GOOD, strict=True))
    return tuple({**cells, **{name.replace("_", " "): value for name, value in changes.items()}}.values())


def upload(client: Client, content: bytes, name: str = "outcomes.csv"):
    return client.post(URL, {"sheet": SimpleUploadedFile(name, content)})


def confirm(client: Client, preview):
    found = re.search(r'name="checked" value="([^"]*)"', preview.content.decode())
    return client.post(CONFIRM, {"checked": found[1] if found else ""})


def logged() -> int:
    return OutcomeReading.objects.filter(recorded_by__isnull=False).count()


def test_rows_are_shown_then_saved_and_twice_adds_nothing(manager: Client) -> None:
    content = csv_of(row(), row(From="2025-08-01", To="31/8/2025", At_least="yes"))
    preview = upload(manager, content)
    assert "2 rows read: 2 new, 0 there already, 0 refused. Nothing is saved yet." in text_of(preview)
    assert logged() == 0
    answer = confirm(manager, preview)
    assert answer.status_code == 302
    assert "2 readings logged" in text_of(manager.get(URL))
    assert logged() == 2
    confirm(manager, preview)
    assert logged() == 2
    again = upload(manager, content)
    assert "2 rows read: 0 new, 2 there already, 0 refused. There is nothing to save." in text_of(again)
    assert 'name="checked"' not in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Measure_code": "portage"}, "Row 3 Measure code portage It is no measure’s code. Take the code from"),
        ({"Measure_code": ""}, "Row 3 Measure code (empty) It is no measure’s code."),
        ({"Initiative": "Sufficiency"}, "Row 3 Initiative Sufficiency This code is of “Portage”."),
        ({"Unit": "children"}, "Row 3 Unit children This code is of “%”."),
        ({"Value": "about 5"}, "Row 3 Value about 5 “about 5” is not a number."),
        ({"Value": ""}, "Row 3 Value (empty) Enter the value that was read"),
        ({"Value": "101"}, "Row 3 Value 101 101 is above 100%."),
        ({"At_least": "maybe"}, "Row 3 At least maybe “maybe” is neither yes nor no."),
        ({"n": "-4"}, "Row 3 n -4 “-4” is not a whole number."),
        ({"From": "2025-02-30"}, "Row 3 From 2025-02-30 “2025-02-30” is not a day."),
        ({"To": "2025-01-01"}, "Row 3 To 2025-01-01 1 January 2025 is before 1 September 2025."),
        ({"To": "2090-01-01"}, "Row 3 To 2090-01-01 1 January 2090 is still to come."),
        ({"Source": ""}, "Row 3 Source (empty) Say which system or document"),
        ({"Note": "Child at BH1 1AA"}, "looks like a postcode"),
        ({}, "Row 3 Period (empty) this measure, period and source stand twice here."),
    ],
)
def test_a_bad_row_names_row_column_value_and_remedy_and_nothing_is_saved(
    manager: Client, changes: dict[str, str], said: str
) -> None:
    answer = upload(manager, csv_of(row(), row(**changes)))
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page
    assert "1 refused. Nothing is saved until every row is right" in page
    assert 'name="checked"' not in answer.content.decode()
    assert logged() == 0


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_the_template_goes_round(manager: Client, kind: str) -> None:
    got = manager.get(URL, {"_export": kind, "_of": "outcomes-template", "initiative": "portage"})
    untouched = upload(manager, got.content, f"outcomes.{kind}")
    assert "0 rows read" in text_of(untouched)
    assert "2 of the template’s rows were left empty" in text_of(untouched)


def test_a_workbook_with_days_and_shares_is_read_as_it_is_shown(manager: Client) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    days = date(2025, 9, 1), date(2025, 9, 30)
    sheet.append(["portage-specialist", None, None, None, 0.355, True, 66, *days, "T 1", None])
    sheet["E2"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    preview = upload(manager, out.getvalue(), "outcomes.xlsx")
    assert "1 row read: 1 new" in text_of(preview), text_of(preview)
    confirm(manager, preview)
    one = OutcomeReading.objects.get(recorded_by__isnull=False)
    assert (str(one.value.normalize()), one.at_least, one.n) == ("35.5", True, 66)


def test_what_changed_meanwhile_is_shown_again(manager: Client) -> None:
    preview = upload(manager, csv_of(row()))
    other = signed_in(Client(), person("finance"))
    confirm(other, upload(other, csv_of(row(Value="40"))))
    answer = confirm(manager, preview)
    assert answer.status_code == 422
    assert "It changed while you were reading" in text_of(answer)
    assert "a reading of this period from this source stands at 40" in text_of(answer)
    assert logged() == 1


@pytest.mark.parametrize("checked", ["", "x", "eyJ9:1abc:def"])
def test_a_forged_confirmation_saves_nothing(manager: Client, checked: str) -> None:
    answer = manager.post(CONFIRM, {"checked": checked})
    assert answer.status_code == 422
    assert "Upload the file again." in text_of(answer)


def test_another_persons_rows_are_not_confirmed(manager: Client) -> None:
    preview = upload(manager, csv_of(row()))
    assert confirm(signed_in(Client(), person("finance")), preview).status_code == 422
    assert logged() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty. Choose the file again."),
        (b"Measure code,Value\r\nportage-specialist,1", "there is no column “Initiative”. Start from the template."),
        (csv_of(), "has no row below its headings"),
        (csv_of(row()) + b"\x00", "control character"),
        (csv_of(row(Note="=1+1")), "“=1+1” is a formula. Enter the value itself."),
        (b"x" * (2 * 1024 * 1024 + 1), "is larger than 2 MB"),
    ],
)
def test_a_file_that_is_not_read_says_why(manager: Client, content: bytes, said: str) -> None:
    answer = upload(manager, content)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_without_a_file(manager: Client) -> None:
    assert "Choose the spreadsheet that you filled in." in text_of(manager.post(URL, {}))


def test_five_thousand_rows_are_read_in_time(manager: Client) -> None:
    rows = [row(Source=f"Tracker {number}") for number in range(5_000)]
    preview = upload(manager, csv_of(*rows))
    assert "5,000 rows read: 5,000 new" in text_of(preview)
    assert confirm(manager, preview).status_code == 302
    assert logged() == 5_000


def test_an_upload_is_checked_in_a_fixed_number_of_queries(manager: Client) -> None:
    def asked(rows: int) -> int:
        content = csv_of(*(row(Source=f"Tracker {rows} {number}") for number in range(rows)))
        with CaptureQueriesContext(connection) as found:
            assert f"{rows} rows read: {rows} new" in text_of(upload(manager, content))
        return len(found)

    asked(2)
    assert asked(2) == asked(200)


def test_the_template_has_a_row_for_each_measure() -> None:
    made = template(measures())
    assert isinstance(made, Rows)
    assert len(made.rows) == len(measures())
