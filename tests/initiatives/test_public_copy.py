"""The copy for outside the service: what it shows, hides and says; and what finance marks as already public."""

import io
from decimal import Decimal
from fractions import Fraction
from zipfile import ZipFile

import pytest
from django.test import Client

from apps.core.disclosure import Reason
from apps.core.models import AuditEntry
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.calculations.public_copy import AMOUNT, UNITS, Line, cell_key, public_copy_of
from apps.initiatives.models import AlreadyPublic, Initiative
from apps.initiatives.selectors.public_copy import approved_lines, hidden_figures, known_unit_values, public_copy
from apps.initiatives.selectors.public_copy import table_1 as printed_table_1
from apps.initiatives.vocabulary import EvidenceGrade
from tests.browser import WIDTHS, faults_of, html_faults, wait_for_charts
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.pages import signed_in, text_of
from tests.journeys.checks import CHECKS
from tests.markup import read

URL, MARK, COPY = "/claims/public/", "/claims/public/mark/", "approved-claims-public-copy"
RATES = [Decimal(38_000), Decimal(47_000)]
WHY = "The Cabinet published it in January."


def line(
    number: int, units: str, amount: str, grade: str = EvidenceGrade.SUFFICIENT, basis: str = Basis.RUN_RATE
) -> Line:
    return Line(
        number, f"Initiative {number}", basis, BenefitClass.AVOIDANCE, Block.HIGH_NEEDS, grade,
        Fraction(units), Decimal(amount),
    )  # fmt: skip


def table_1(public: set[tuple[int, Decimal]] | None = None):
    lines = [line(1, "264", "10032000"), line(2, "12", "564000"), line(3, "2", "94000")]
    return public_copy_of(lines, RATES, public or set(), 5)


def reason_of(copy, of, what):
    return copy.protected[cell_key(of, what)].reason


def test_94_thousand_and_its_two_children_are_hidden_and_so_is_a_part_beside_them():
    copy = table_1()
    sufficiency, dingleys, portage = copy.lines
    assert reason_of(copy, portage, UNITS) == reason_of(copy, portage, AMOUNT) == Reason.SMALL
    assert reason_of(copy, dingleys, UNITS) == reason_of(copy, dingleys, AMOUNT) == Reason.SECONDARY
    assert copy.protected[cell_key(sufficiency, AMOUNT)].value == 10_032_000
    assert copy.protected[cell_key(copy.totals[0], AMOUNT)].value == 10_690_000


def test_what_is_already_public_is_shown_and_its_neighbours_with_it():
    copy = table_1({(3, Decimal("94000")), (3, Decimal(2))})
    assert copy.protected.hidden == ()


def test_a_mark_holds_for_the_initiative_and_the_value_that_was_published():
    assert table_1({(2, Decimal("94000"))}).protected.hidden == table_1().protected.hidden
    assert table_1({(3, Decimal("94001"))}).protected.hidden == table_1().protected.hidden


def test_table_1_is_hidden_until_finance_marks_it_and_then_shown(report: None):
    client = finance()
    assert "£94k ÷ £47k is 2 children, so it is hidden" in text_of(client.get(URL))
    file = {"_export": "csv", "_of": "table-1-public-copy"}
    assert "94" not in client.get(URL, file).content.decode()
    figure = next(f.value for f in hidden_figures(public_copy(), printed_table_1()) if f.amount == 94_000)
    answer = client.post(MARK, {"figure": figure, "source_reference": "Report, Table 1", "reason": WHY})
    assert answer.status_code == 302
    page = text_of(client.get(URL))
    assert "It is shown, because finance has marked it as already public." in page
    assert {"94", "564", "10,032", "10,690"} <= set(page.split())
    assert "94" in client.get(URL, file).content.decode()


def test_amounts_of_another_grade_or_basis_are_never_added():
    parts = [
        line(1, "9", "423000"),
        line(2, "9", "423000", EvidenceGrade.PARTIAL),
        line(3, "9", "1", basis=Basis.ONE_OFF),
    ]
    assert public_copy_of(parts, RATES, set(), 5).totals == []


@pytest.fixture
def plans(report: None) -> None:
    agree_all()


@pytest.fixture
def approved(plans: None) -> None:
    for initiative in ("send-sufficiency", "dingleys-promise", "portage"):
        decide(submitted(initiative))


def finance() -> Client:
    return signed_in(Client(), person("finance"))


def test_lines_are_what_approved_claims_count(approved: None):
    found = {row.name.split()[0]: (row.units, row.amount) for row in approved_lines()}
    assert {units for units, _ in found.values()} == {Fraction(264), Fraction(12), Fraction("2.42")}
    assert {amount for _, amount in found.values()} == {Decimal("5517600"), Decimal("282000"), Decimal("113740")}


def test_a_claim_that_is_not_approved_is_not_in_the_copy(plans: None):
    submitted("portage")
    assert approved_lines() == []
    assert "No claim is approved yet" in text_of(finance().get(URL))


def test_known_unit_values_are_rates_and_their_differences(report: None):
    assert {Decimal(38_000), Decimal(47_000), Decimal(64_000), Decimal(26_000)} <= known_unit_values()


def test_neither_page_nor_file_holds_a_small_count_or_its_money(approved: None):
    client = finance()
    page = text_of(client.get(URL))
    assert "[c]" in page
    assert "[c] means confidential" in page
    assert "Copy for outside the service" in page
    files = {kind: client.get(URL, {"_export": kind, "_of": COPY}) for kind in ("csv", "ods", "xlsx")}
    assert {f.status_code for f in files.values()} == {200}
    texts = [page, files["csv"].content.decode("utf-8-sig")]
    texts += [_unzipped(files[kind].content) for kind in ("ods", "xlsx")]
    for text in texts:
        for given in ("113740", "113,740", "2.42"):
            assert given not in text
        assert "[c]" in text
        assert "means confidential" in text
    assert "5517600" in texts[1]


def _unzipped(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as whole:
        return "".join(whole.read(n).decode() for n in whole.namelist() if n.endswith(".xml"))


def test_the_page_explains_the_94_thousand(report: None):
    page = text_of(finance().get(URL))
    assert "£94k ÷ £47k is 2 children, so it is hidden." in page
    assert "£10,690k less £10,032k less £564k gives it away again, so one more figure is hidden with it." in page


@pytest.mark.parametrize("who", ["board", "manager", "adviser"])
def test_others_neither_copy_nor_mark(who: str, report: None):
    client = signed_in(Client(), person(who))
    assert {client.get(URL).status_code, client.get(MARK).status_code, client.post(MARK).status_code} == {403}


def _choice(name: str, what: str) -> str:
    return next(f.value for f in hidden_figures(public_copy()) if f.what == what and f.initiative == _pk(name))


def _pk(name: str) -> int:
    return Initiative.objects.get(slug=name).pk


def test_finance_marks_a_figure_as_already_public_and_the_copy_shows_it(approved: None):
    client, sent = finance(), {"source_reference": "Cabinet report, Table 1", "reason": WHY}
    choice = _choice("portage", AMOUNT)
    page = text_of(client.post(MARK, {"figure": choice, **sent}, follow=True))
    assert "£113,740.00” is marked as already public" in page
    row = AlreadyPublic.objects.get()
    assert (row.initiative_id, row.amount, row.by) == (_pk("portage"), Decimal("113740"), person("finance"))
    entry = AuditEntry.objects.filter(action="Marked a figure as already public").get()
    assert (entry.reason, entry.after["source"]) == (WHY, "Cabinet report, Table 1")
    assert "113740" in client.get(URL, {"_export": "csv", "_of": COPY}).content.decode()
    assert "can be worked out from what the council has published already" in text_of(client.get(URL))
    again = client.post(MARK, {"figure": choice, **sent}, follow=True)
    assert again.status_code == 200
    assert AlreadyPublic.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose the figure that has been published."),
        ({"figure": "9:amount:1"}, "“9:amount:1” is not hidden, or has another value now."),
        ({"source_reference": "  \u200b "}, "There are no words in it."),
        ({"reason": "short"}, "at least 10 characters"),
        ({"reason": "The child A123456789012 is in it already."}, "looks like a unique pupil number"),
    ],
)
def test_a_bad_mark_is_refused_in_words_and_saves_nothing(sent: dict[str, str], words: str, approved: None):
    kept = {"reason": WHY} | sent
    answer = finance().post(MARK, kept)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert kept["reason"] in answer.content.decode()
    assert not AlreadyPublic.objects.exists()


def test_a_copy_that_cannot_be_protected_leaves_in_no_format(approved: None, monkeypatch):
    from apps.core.disclosure import NotProtected
    from apps.initiatives.selectors import public_copy as reading

    def refuse(*_: object) -> None:
        raise NotProtected("No")

    monkeypatch.setattr(reading, "public_copy_of", refuse)
    for address in (URL, f"{URL}?_export=csv", MARK):
        answer = finance().get(address)
        assert answer.status_code == 409
        assert "nothing may leave the service" in text_of(answer)


@pytest.mark.browser
def test_the_page_with_hidden_figures_is_as_sound_as_the_empty_one(approved: None, opened, tmp_path):
    answer = finance().get(URL)
    html = answer.content.decode()
    assert {check.__name__: found for check in CHECKS if (found := check(read(html)))} == {}
    assert html_faults(tmp_path, {URL: html}) == []
    page = opened(html, WIDTHS[0], True, URL, **{"content-security-policy": answer["content-security-policy"]})
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wait_for_charts(page)
        assert faults_of(page) == []
        page.screenshot(path=tmp_path / f"{width}.png", full_page=True)
