"""The page: findings by kind, both figures, what was read and checked; refusals with field, value and remedy."""

import csv
import io
import random

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.board.calculations.reconciler import reconcile
from apps.board.forms.reconcile import MOST_MEGABYTES, ReconcileForm
from apps.board.selectors.printed_report import PRINTED
from tests.board.reconciler.hostile import files
from tests.board.reconciler.made.money import costs
from tests.board.reconciler.written import as_docx
from tests.fixtures import person
from tests.initiatives.strange import check_refusal, value

pytestmark = pytest.mark.django_db
PAGE = reverse("board:reconcile")
SOUND = "Table 1: Costs, £000\nLine | 22/23 | 23/24 | Total\nA | 5 | 6 | 11\nB | 7 | 8 | 15\nTotal | 12 | 14 | 26"
FAULTY = SOUND.replace("| 26", "| 29")


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(person("board"))
    return client


def test_the_source_report_is_checked_by_a_link(member: Client) -> None:
    text = member.get(reverse("board:reconcile_printed")).content.decode()
    for figure in ("£6.84m", "11,210 (295 × 38)", "10,690", "18,544", "8 (Para 4.8)", "£185.5", "at most 608"):
        assert figure in text, figure
    assert "6 figures differ from what follows and 15 raise a question; 6 more differ by rounding alone" in text
    assert "19 rows × 16 columns" in text


def test_pasted_text_gives_the_same_as_the_link(member: Client) -> None:
    given = {"pasted": PRINTED.read_text(encoding="utf-8"), "council": "BCP Council", "day": "27 January 2026"}
    posted, linked = member.post(PAGE, given), member.get(reverse("board:reconcile_printed"))
    assert posted.status_code == 200
    assert posted.context["rows"] == linked.context["rows"]


def test_a_sound_table_gets_no_finding_and_says_what_was_checked(member: Client) -> None:
    answer = member.post(PAGE, {"pasted": SOUND})
    assert not answer.context["sections"]
    assert "nothing was found that does not follow" in answer.context["message"]
    sums = answer.context["checked"].rows[0]
    assert (sums["kind"], sums["times"], sums["found"]) == ("Sums", 6, 0)
    assert "Findings as CSV" not in answer.content.decode()


def test_a_file_is_checked(member: Client) -> None:
    made = costs(random.Random(3))  # noqa: S311  # figures, not secrets
    answer = member.post(PAGE, {"report": SimpleUploadedFile("report.docx", as_docx(made.given()))})
    assert answer.status_code == 200
    assert "report.docx" in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_the_findings_go_into_a_file(member: Client, kind: str) -> None:
    listed = member.post(PAGE, {"pasted": FAULTY}).context["listed"]
    answer = member.post(f"{reverse('board:reconcile_file')}?_export={kind}", {"listed": listed})
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert (row["Printed"], row["What follows"]) == ("29", "26")
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        assert [cell.value for cell in sheet[2]][2:4] == ["29", "26"]


def test_findings_that_were_changed_are_refused(member: Client) -> None:
    answer = member.post(f"{reverse('board:reconcile_file')}?_export=csv", {"listed": "no"})
    assert answer.status_code == 422
    assert "The findings are gone" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "No file was chosen and no text was pasted."),
        ({"pasted": SOUND, "report": "file"}, "Keep one of the two."),
        ({"pasted": SOUND, "day": "soon"}, "“soon” is not a day."),
        ({"pasted": "x" * 400_001}, "Paste 400000 at most."),
        ({"pasted": "x" * 250_000}, "characters outside tables"),
        ({"report": "large"}, f"is larger than {MOST_MEGABYTES} MB"),
        ({"report": "pdf"}, "is a PDF, which keeps no tables"),
    ],
)
def test_refusals_name_what_is_wrong_and_the_remedy(member: Client, given: dict[str, str], said: str) -> None:
    uploads = {
        "file": SimpleUploadedFile("r.csv", b"a,b\nc,1\n"),
        "large": SimpleUploadedFile("r.docx", b"PK" + b"0" * (MOST_MEGABYTES << 20)),
        "pdf": SimpleUploadedFile("r.pdf", b"%PDF"),
    }
    fields = {name: uploads.get(one, one) for name, one in given.items()}
    answer = member.post(PAGE, fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("what", list(files()))
def test_no_file_breaks_the_page(member: Client, what: str) -> None:
    name, content = files()[what] if what not in ("a bomb", "too many elements") else ("r.docx", b"PK\x03\x04")
    assert member.post(PAGE, {"report": SimpleUploadedFile(name, content)}).status_code == 422


def test_a_thousand_strange_texts_are_checked_or_refused_in_words() -> None:
    chance = random.Random(20260127)  # noqa: S311  # strange texts, not secrets
    marks, checked, refused = ("|", "\t", ",", ";", "  ", "\n", "\n\n", " "), 0, 0
    for number in range(1_000):
        words = [value(chance, "Total 12") for _ in range(chance.randint(1, 40))]
        asked = {"pasted": "".join(word.replace("\x00", "") + chance.choice(marks) for word in words)}
        if number % 2:
            asked |= {"council": value(chance, "BCP"), "day": value(chance, "27 January 2026")}
        form = ReconcileForm(asked)
        if form.is_valid():
            checked += reconcile(form.given()).checked.counts.total() >= 0
            continue
        refused += 1
        for field, errors in form.errors.items():
            for sentence in errors:
                check_refusal(asked.get(field, ""), str(sentence))
    assert checked > 100
    assert refused > 100
