"""A draft from a spreadsheet: what is offered to fill in, each fault by its cell, and all or nothing."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from apps.deficit.forms.position_rows import COLUMNS
from tests.deficit.position_pages import ROOT, as_person
from tests.deficit.positions_made import CONTENT, begun, draft_with_parts
from tests.journeys.positioned import RIGHT, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(report: None):
    return as_person("finance")


def upload(client, position, rows: str):
    return client.post(f"{ROOT}{position.pk}/upload/", {"sheet": sheet(rows)})


def confirm(client, position, answer):
    checked = answer.context["checked"]
    return client.post(f"{ROOT}{position.pk}/upload/confirm/", {"checked": checked})


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_the_template_uploaded_as_it_is_changes_nothing(finance, kind: str):
    draft = draft_with_parts()
    file = finance.get(f"{ROOT}{draft.pk}/upload/?_export={kind}")
    given = io.BytesIO(file.content)
    given.name = f"position.{kind}"
    answer = finance.post(f"{ROOT}{draft.pk}/upload/", {"sheet": given})
    assert answer.status_code == 200, answer.content.decode()
    assert "The draft says all of it already" in answer.context["message"]


def test_rows_are_shown_then_saved_together_once(finance):
    draft = begun()
    shown = upload(finance, draft, RIGHT)
    assert (shown.status_code, draft.lines.count()) == (200, 0)
    assert [check.ties for check in shown.context["checks"]][:2] == [True, True]
    for _ in range(2):
        assert confirm(finance, draft, shown).status_code == 302
    draft.refresh_from_db()
    assert (draft.closing, draft.edits, draft.lines.count()) == (375_000_000, 2, 1)


@pytest.mark.parametrize(
    ("rows", "row", "column", "message"),
    [
        (RIGHT.replace("95700000", "lots"), 4, "Amount (£)", "“lots” is not an amount."),
        (RIGHT.replace("High Needs", "Higher Needs"), 4, "Block", "“Higher Needs” is not one of"),
        (RIGHT.replace("279300000", "279.3"), 3, "Amount (£)", "“279.3” reads as millions. Enter 279.3m"),
        (RIGHT.replace("High Needs", "Schools"), 4, "In-year gap", "Only a line of High Needs is part of the in-year"),
        (RIGHT.replace("yes", "perhaps"), 4, "In-year gap", "is neither yes nor no"),
        (RIGHT.replace("line,", "row,"), 4, "Part", "It is none of opening, line"),
        (RIGHT.replace("closing,Closing,,,,375000000", "line,More,,High Needs,yes,1000"), 0, "Part", "“closing”"),
        (f"{RIGHT}\nopening,Again,,,,1000", 6, "Part", "It stands twice."),
        (f"{RIGHT}\nblock,,,Schools,,5000,1000", 6, "Amount (£)", "has nothing here"),
        (f"{RIGHT}\nblock,,,All blocks,,,1000", 6, "Block", "It is no block of the grant."),
        (f"{RIGHT}\nblock,,,Schools,,,-1000", 6, "Allocation (£)", "Enter nought or more."),
        (f"{RIGHT}\ntransfer,,,Schools,,5000,,,,Schools,Schools Forum,Item 5", 6, "To block", "It gives already."),
        (f"{RIGHT}\ntransfer,,,Schools,,0,,,,High Needs,Schools Forum,Item 5", 6, "Amount (£)", "more than nought"),
        (f"{RIGHT}\ntransfer,,,Schools,,5000,,,,High Needs,The Board,Item 5", 6, "Agreed by", "is not one of"),
    ],
)
def test_a_fault_is_named_by_its_cell_and_nothing_is_saved(finance, rows, row, column, message):
    draft = begun()
    answer = upload(finance, draft, rows)
    assert answer.status_code == 422
    (fault,) = answer.context["faults"].rows
    assert (fault["line"], fault["column"]) == (f"Row {row}" if row else "The file", column)
    assert message in fault["message"]
    assert answer.context["checked"] == ""
    draft.refresh_from_db()
    assert (draft.edits, draft.lines.count()) == (1, 0)


def test_formulas_wrong_columns_and_other_files_are_refused(finance):
    draft = begun()
    for rows in (RIGHT.replace("Gap,Gap", "=1+1,Gap"),):
        assert "is a formula" in str(upload(finance, draft, rows).context["form"].errors)
    other = io.BytesIO(b"a,b\n1,2\n")
    other.name = "other.csv"
    said = str(finance.post(f"{ROOT}{draft.pk}/upload/", {"sheet": other}).context["form"].errors)
    assert said.count("there is no column") == len(COLUMNS)


def test_rows_of_another_person_or_draft_or_changed_ones_are_not_confirmed(finance):
    draft, other = begun(), begun(2028)
    shown = upload(finance, draft, RIGHT)
    assert confirm(as_person("admin"), draft, shown).status_code == 422
    assert confirm(finance, other, shown).status_code == 422
    forged = finance.post(f"{ROOT}{draft.pk}/upload/confirm/", {"checked": shown.context["checked"][:-2]})
    assert forged.status_code == 422
    assert draft.lines.count() == other.lines.count() == 0


def test_a_draft_that_changed_meanwhile_is_shown_again_as_a_409(finance):
    from tests.deficit.positions_made import saved

    draft = begun()
    shown = upload(finance, draft, RIGHT)
    saved(draft, CONTENT, by="admin")
    answer = confirm(finance, draft, shown)
    assert answer.status_code == 409
    assert "was changed while you were reading it" in answer.content.decode()
    assert confirm(finance, draft, answer).status_code == 302
    assert draft.lines.count() == 1


def test_the_template_is_the_pages_own_lines(finance):
    draft = draft_with_parts()
    text = finance.get(f"{ROOT}{draft.pk}/upload/?_export=csv").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text))
    assert tuple(heads) == COLUMNS
    assert [r[1] for r in rows if r[0] == "line"] == [x.label for x in CONTENT.lines]


def test_small_amounts_are_offered_as_they_are_read(finance):
    """With a pound sign: without one they would be asked about."""
    small = replace(CONTENT.lines[1], amount=Decimal("-57.50"))
    draft = draft_with_parts(content=replace(CONTENT, lines=(CONTENT.lines[0], small)))
    file = finance.get(f"{ROOT}{draft.pk}/upload/?_export=csv")
    given = io.BytesIO(file.content)
    given.name = "position.csv"
    answer = finance.post(f"{ROOT}{draft.pk}/upload/", {"sheet": given})
    assert answer.status_code == 200, answer.content.decode()
    assert "The draft says all of it already" in answer.context["message"]
