"""Entering, explaining, withdrawing and uploading what sources state: every refusal, twice, stale, by whom."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.errors import NotAllowed
from apps.core.models import AuditEntry
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.forms.source_rows import COLUMNS
from apps.deficit.forms.sources import FigureForm
from apps.deficit.models import DifferenceExplanation, SourceFigure
from apps.deficit.selectors.reconciliation import Key, grant_at_stake
from apps.deficit.services.sources import Content, Explained, enter_figure, explain_difference, withdraw_explanation
from apps.deficit.vocabulary import SourceKind, SourceMeasure
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of
from tests.journeys.reconciled import PAIR, explain_something

pytestmark = pytest.mark.usefixtures("report")
PAGE, FIGURE, UPLOAD = "/deficit/reconciliation/", "/deficit/reconciliation/figure/", "/deficit/reconciliation/upload/"
EXPLAIN = f"/deficit/reconciliation/explain/?{PAIR}&higher=outturn_report&lower=s251"
NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)
LEDGER = {"year": "2024-25", "source": "ledger", "block": "high_needs", "measure": "spend", "amount": "£110,250,000.50",
          "reference": "Ledger, period 13", "includes": "", "reason": ""}  # fmt: skip


@pytest.fixture
def finance() -> Client:
    return signed_in(Client(), person("finance"))


def own() -> list[SourceFigure]:
    return list(SourceFigure.objects.filter(entered_by__isnull=False).order_by("pk"))


def key(source: SourceKind, block: Block = Block.HIGH_NEEDS, measure: SourceMeasure = SourceMeasure.SPEND,
        start: int = 2024) -> Key:  # fmt: skip
    return Key(FinancialYear(start), source, block, measure)


def enter(source: SourceKind, amount: str, **of) -> SourceFigure:
    content = Content(key(source, **of), Decimal(amount), "Document, page 3", "", "")
    return enter_figure(content=content, read_version=0, by=person("finance"), at=NOW)


def test_a_figure_is_entered_once_however_often_it_is_sent(finance: Client):
    for _ in range(2):
        assert finance.post(FIGURE, LEDGER).status_code == 302
    (figure,) = own()
    assert (figure.amount, figure.version, str(figure.entered_by)) == (
        Decimal("110250000.50"), 1, str(person("finance")),
    )  # fmt: skip
    assert AuditEntry.objects.filter(subject_type="deficit.sourcefigure").count() == 1
    page = text_of(finance.get(f"{PAGE}?year=2024-25"))
    assert "110,250,001" in page
    assert "version 1 is entered: £110,250,000.50 (reference: figure" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": "2024"}, "“2024” is not a financial year. Enter one such as 2024-25."),
        ({"year": "1999-00"}, "“1999-00” is not between 2010 and 2060."),
        ({"source": ""}, "Choose the source."),
        ({"source": "press"}, "“press” is not one of the choices."),
        ({"block": "general_fund"}, "“general_fund” is not one of the choices."),
        ({"measure": "x"}, "“x” is not one of the choices."),
        ({"amount": "much"}, "“much” is not an amount."),
        ({"amount": "-£5,000"}, "“-£5,000” is negative. Spending and funding are not."),
        ({"amount": "110"}, "“110” reads as millions."),
        ({"reference": ""}, "Name the document that states it"),
        ({"includes": "A child of BH1 1AA"}, "looks like a postcode"),
        ({"reason": "short"}, "Say it in a sentence of at least 10 characters"),
    ],
)
def test_a_bad_field_is_named_with_value_and_remedy(finance: Client, changes: dict[str, str], said: str):
    answer = finance.post(FIGURE, LEDGER | changes)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert own() == []


def test_a_second_version_needs_a_reason_and_keeps_the_first(finance: Client):
    read = f"{key(SourceKind.S251)}|1"
    given_ = LEDGER | {"source": "s251", "amount": "98m", "read": read}
    refused = finance.post(FIGURE, given_)
    assert refused.status_code == 422
    assert "Version 1 of this figure stands already. Say why it is replaced." in text_of(refused)
    assert finance.post(FIGURE, given_ | {"reason": "Negative parts added back."}).status_code == 302
    versions = SourceFigure.objects.filter(source="s251", financial_year=2024).order_by("version")
    assert [(f.version, f.amount) for f in versions] == [(1, Decimal("97632654")), (2, Decimal("98000000"))]
    assert "Version 2" in text_of(finance.get(PAGE))


def test_the_page_of_a_figure_starts_from_what_stands_and_refuses_no_change(finance: Client):
    page = finance.get(f"{FIGURE}?{PAIR}&source=s251")
    fields = dict(re.findall(r'name="(read|amount|year)" value="([^"]*)"', page.content.decode()))
    assert fields == {"read": "2024-25|s251|high_needs|spend|1", "year": "2024-25", "amount": "97,632,654"}
    stands = SourceFigure.objects.get(source="s251", financial_year=2024)
    same = LEDGER | {"source": "s251", "read": fields["read"], "amount": "97632654", "reference": stands.reference,
                     "includes": stands.includes, "reason": "There is no reason."}  # fmt: skip
    answer = finance.post(FIGURE, same)
    assert "Nothing was changed" in text_of(answer)


@pytest.mark.parametrize("read", ["", "2024-25|ledger|high_needs|spend|1", "2024-25|s251|high_needs|spend|x", "|||9"])
def test_a_figure_that_was_not_read_is_a_conflict_with_the_readers_text_kept(finance: Client, read: str):
    stale = LEDGER | {"source": "s251", "read": read, "reason": "Corrected by the DfE."}
    answer = finance.post(FIGURE, stale)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Amount: now £97,632,654.00 (version 1); you entered £110,250,000.50." in page
    assert 'value="£110,250,000.50"' in answer.content.decode()
    assert own() == []
    again = dict(re.findall(r'name="(read)" value="([^"]*)"', answer.content.decode()))
    assert finance.post(FIGURE, stale | again).status_code == 302
    assert [f.version for f in own()] == [2]


def test_only_finance_enters_explains_and_withdraws(finance: Client):
    row = explain_something(NOW)
    content = Content(key(SourceKind.LEDGER), Decimal(1), "Ledger", "", "")
    pair = Explained(key(SourceKind.OUTTURN_REPORT), key(SourceKind.S251), Decimal(1), "Because of rounding.", "Line")
    for name in ("manager", "board", "adviser"):
        by = person(name)
        with pytest.raises(NotAllowed, match="finance officers"):
            enter_figure(content=content, read_version=0, by=by, at=NOW)
        with pytest.raises(NotAllowed, match="finance officers"):
            explain_difference(explained=pair, key=uuid4(), by=by, at=NOW)
        with pytest.raises(NotAllowed, match="finance officers"):
            withdraw_explanation(pk=row.pk, reason="It is not so.", key=uuid4(), by=by, at=NOW)


def explanation(**changes: str) -> dict[str, str]:
    start = {"key": str(uuid4()), "amount": "4m", "words": "Place funding is not in it.", "line": "Line 1.0.2"}
    return start | changes


def test_an_explanation_takes_off_once_and_withdrawn_stands_again(finance: Client):
    sent = explanation()
    for _ in range(2):
        assert finance.post(EXPLAIN, sent).status_code == 302
    assert DifferenceExplanation.objects.count() == 1
    assert "£10.3 million is unexplained in 2024/25" in text_of(finance.get(PAGE))
    row = DifferenceExplanation.objects.get()
    address = f"/deficit/reconciliation/explain/{row.pk}/withdraw/"
    taken = {"key": str(uuid4()), "reason": "The place funding is in it after all."}
    for _ in range(2):
        assert finance.post(address, taken).status_code == 302
    assert "£14.3 million is unexplained in 2024/25" in text_of(finance.get(PAGE))
    assert DifferenceExplanation.objects.count() == 2
    again = finance.post(address, taken | {"key": str(uuid4())})
    assert (again.status_code, "withdrawn already" in text_of(again)) == (422, True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "14,267,346.01"}, "is more than is unexplained, £14,267,346.00"),
        ({"amount": "0"}, "“0” is not between"),
        ({"amount": "-5m"}, "“-5m” is not between"),
        ({"words": ""}, "Say what explains the difference."),
        ({"line": ""}, "Name the line or document that shows it."),
    ],
)
def test_an_explanation_is_refused_in_words(finance: Client, changes: dict[str, str], said: str):
    answer = finance.post(EXPLAIN, explanation(**changes))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not DifferenceExplanation.objects.exists()


def test_a_pair_that_does_not_differ_in_that_order_is_refused(finance: Client):
    other = EXPLAIN.replace("higher=outturn_report&lower=s251", "higher=s251&lower=outturn_report")
    answer = finance.post(other, explanation())
    assert (answer.status_code, "do not differ in that order" in text_of(answer)) == (422, True)
    assert finance.get(EXPLAIN.replace("higher=outturn_report", "higher=press")).status_code == 404


def test_the_grants_cost_follows_from_the_policy_row_as_known_on_a_day(finance: Client):
    enter(SourceKind.LEDGER, "171000000", measure=SourceMeasure.CLOSING, start=2025)
    enter(SourceKind.DSG_NOTE, "170000000", measure=SourceMeasure.CLOSING, start=2025)
    page = text_of(finance.get(f"{PAGE}?year=2025-26&as_at=2026-02-09"))
    assert "It would cost 90% × £1,000,000 = £900,000 of grant." in page
    assert "upper bound" not in page
    before = text_of(finance.get(f"{PAGE}?year=2025-26&as_at=8+February+2026"))
    assert "As known on 8 February 2026, no grant towards high-needs deficits was announced." in before
    assert "90%" not in before
    assert grant_at_stake(FinancialYear(2025), datetime(2026, 2, 8, tzinfo=UTC).date()) is None


def test_the_whole_deficit_is_an_upper_bound_and_named_as_such(finance: Client):
    enter(SourceKind.ACCOUNTS, "112000000", block=Block.ALL, measure=SourceMeasure.CLOSING)
    page = text_of(finance.get(PAGE))
    assert "the whole DSG’s deficit stands in for it, as an upper bound" in page
    assert "It would cost 90% × £1,300,000 = £1,170,000 of grant at most." in page


def sheet(*rows: dict[str, str]) -> SimpleUploadedFile:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("sources.csv", out.getvalue().encode())


GOOD = {"Financial year": "2024-25", "Source": "Ledger", "Block": "High Needs", "Measure": "Spending in the year",
        "Amount": "110.25m", "Document": "Ledger, period 13"}  # fmt: skip


def confirm(client: Client, preview):
    found = re.search(r'name="checked" value="([^"]*)"', preview.content.decode())
    return client.post(f"{UPLOAD}confirm/", {"checked": found[1] if found else ""})


def test_a_sheet_is_shown_then_saved_and_twice_adds_nothing(finance: Client):
    empty = {k: GOOD[k] for k in list(GOOD)[:4]}
    rows = (GOOD, GOOD | {"Block": "Schools"}, GOOD | {"Source": "Section 251 outturn", "Amount": "97632654"}, empty)
    refused = finance.post(UPLOAD, {"sheet": sheet(*rows)})
    assert refused.status_code == 422
    assert "Version 1 stands already with another content. Say why it is changed." in text_of(refused)
    rows = (*rows[:2], rows[2] | {"Amount": "98m", "Why it is changed": "Negative parts added back."}, empty)
    preview = finance.post(UPLOAD, {"sheet": sheet(*rows)})
    assert "3 rows read: 2 new, 1 in a new version, 0 there already, 0 refused. Nothing is saved yet." in text_of(
        preview
    )
    assert own() == []
    assert confirm(finance, preview).status_code == 302
    assert [f.version for f in own()] == [1, 1, 2]
    assert confirm(finance, preview).status_code == 302
    assert len(own()) == 3


def test_rows_checked_against_what_no_longer_stands_are_shown_again(finance: Client):
    preview = finance.post(UPLOAD, {"sheet": sheet(GOOD)})
    enter(SourceKind.LEDGER, "1")
    answer = confirm(finance, preview)
    assert (answer.status_code, len(own())) == (422, 1)
    assert "It changed while you were reading" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Source": "Press"}, "Row 2 Source Press “Press” is not one of: Ledger, Section 251 outturn"),
        ({"Block": "x"}, "Row 2 Block x “x” is not one of: Schools"),
        ({"Measure": ""}, "Row 2 Measure (empty) “” is not one of"),
        ({"Amount": "lots"}, "Row 2 Amount lots “lots” is not an amount."),
        ({"Amount": "-5m"}, "Row 2 Amount -5m It is negative."),
        ({"Document": ""}, "Row 2 Document (empty) Name the document"),
        ({"Financial year": "24/25"}, "Row 2 Financial year 24/25 “24/25” is not a financial year."),
    ],
)
def test_a_bad_cell_names_row_column_value_and_remedy(finance: Client, changes: dict[str, str], said: str):
    answer = finance.post(UPLOAD, {"sheet": sheet(GOOD | changes, GOOD | {"Block": "Schools"})})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert own() == []


def test_a_figure_that_stands_twice_in_a_sheet_and_wrong_headings_are_refused(finance: Client):
    answer = finance.post(UPLOAD, {"sheet": sheet(GOOD, GOOD)})
    assert "The same figure stands in row 2. Keep one." in text_of(answer)
    other = SimpleUploadedFile("x.csv", b"Source,Colour\nLedger,red\n")
    page = text_of(finance.post(UPLOAD, {"sheet": other}))
    assert "Line 1: there is no column “Amount”." in page
    assert "“Colour” is no column of the template." in page


def test_what_was_not_signed_by_this_person_is_not_saved(finance: Client):
    preview = finance.post(UPLOAD, {"sheet": sheet(GOOD)})
    assert confirm(signed_in(Client(), person("admin")), preview).status_code == 422
    assert finance.post(f"{UPLOAD}confirm/", {"checked": "forged"}).status_code == 422
    assert own() == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*LEDGER, "read"]), st.text(max_size=60)))
def test_whatever_is_posted_the_form_answers(changes: dict[str, str]):
    form = FigureForm(LEDGER | changes)
    if form.is_valid():
        assert form.read_version() >= 0
        assert form.content().amount >= 0 or form.content().key.measure == SourceMeasure.CLOSING
    else:
        assert form.errors
