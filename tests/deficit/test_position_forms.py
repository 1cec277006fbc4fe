"""Amounts as finance writes them, and generated forms: none fails, none takes what its field may not hold."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.deficit.forms.money import MOST, SignedPoundsField
from apps.deficit.forms.positions import BeginForm, BlocksForm, ChoosePositionForm, LineForm, TransferForm
from apps.deficit.models import Position
from tests.deficit.position_pages import ROOT, as_person
from tests.deficit.positions_made import draft_with_parts
from tests.initiatives.strange import IDENTIFYING


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("113.3m", "113300000.00"), ("113,300,000", "113300000.00"), ("£57.50", "57.50"), ("-1.9m", "-1900000.00"),
        ("−1.9m", "-1900000.00"), ("–£1,900,000.00", "-1900000.00"), ("(1,900,000)", "-1900000.00"),
        ("(£1.3m)", "-1300000.00"), ("+0.5 m", "500000.00"), ("0", "0.00"), ("183600000", "183600000.00"),
        ("0.000001m", "1.00"), ("1,000", "1000.00"), ("19m", "19000000.00"),
    ],
)  # fmt: skip
def test_pounds_are_read_as_finance_writes_them(written: str, amount: str):
    assert str(SignedPoundsField().clean(written)) == amount


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("57.5", "57.5m for £ million, or £57.5 for pounds"), ("-1.9", "1.9m for £ million"),
        ("1,90", "Enter pounds, such as"), ("lots", "Enter pounds, such as"), ("=1+1", "Enter pounds, such as"),
        ("(-5m)", "Enter pounds, such as"), ("1e9", "Enter pounds, such as"), ("£1,000.005", "two decimals at most"),
        ("999,999,999,999", "is not between"), ("١٢٣٤", "Enter pounds, such as"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_value_and_remedy(written: str, remedy: str):
    with pytest.raises(ValidationError) as refused:
        SignedPoundsField().clean(written)
    (said,) = refused.value.messages
    assert remedy in said
    assert written in said


@given(st.decimals(-MOST, MOST, places=2))
def test_what_the_form_shows_is_what_it_reads(amount: Decimal):
    field = SignedPoundsField()
    assert field.clean(field.prepare_value(amount)) == amount


WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", " ", "57.5m", "-1.9m", "57.5", "1", "0", "high_needs", "schools", "in_year_gap", "x" * 200,
                     "schools_forum", "q3", "2025-26", "none", *IDENTIFYING[:3]]),
)  # fmt: skip
FORMS: dict[str, Any] = {
    "choose": lambda data: ChoosePositionForm(data),
    "begin": lambda data: BeginForm(data, copies=[("7", "A")], corrects=True),
    "line": lambda data: LineForm(3, data),
    "blocks": lambda data: BlocksForm(data),
    "transfer": lambda data: TransferForm(data),
}


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(max_examples=200)
def test_generated_forms_are_taken_whole_or_refused_in_words(name: str, data: st.DataObject):
    fields = FORMS[name]({}).fields
    form = FORMS[name]({field: data.draw(WORDS) for field in fields})
    if form.is_valid():
        judge(form.cleaned_data)
    else:
        for sentences in form.errors.values():
            assert all(re.search(r"[a-z].*[.]$", sentence) for sentence in sentences), form.errors


def judge(given: dict[str, Any]) -> None:
    """Another way than the forms': what the database's columns hold."""
    for name, value in given.items():
        if isinstance(value, Decimal):
            assert value == round(value, 2)
            assert abs(value) < 10**12
        if name in ("label", "opening_label", "closing_label", "reference"):
            assert 1 <= len(value) <= 160
        if name == "source_reference":
            assert 1 <= len(value) <= 120
    assert given.get("from_block") is None or given["from_block"] != given["to_block"]
    assert given.get("from_block") is None or given["amount"] > 0


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(["label", "short_label", "block", "kind", "amount", "place"]), WORDS))
def test_a_generated_line_posted_is_saved_whole_or_not_at_all(report: None, fields: dict[str, str]):
    draft = Position.objects.filter(status="draft").first() or draft_with_parts()
    finance = as_person("finance")
    before = (draft.lines.count(), draft.edits)
    answer = finance.post(f"{ROOT}{draft.pk}/lines/add/", {"version": str(draft.edits), **fields})
    draft.refresh_from_db()
    added = answer.status_code == 302
    assert answer.status_code in (302, 422)
    assert (draft.lines.count(), draft.edits) == (before[0] + added, before[1] + added)
    assert [x.order for x in draft.lines.all()] == list(range(1, draft.lines.count() + 1))
