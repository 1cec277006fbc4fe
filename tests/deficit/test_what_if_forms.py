"""What may be entered for an assumption: nothing else passes, and what passes comes back as it was written."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from apps.deficit.calculations.projection.worth import worth_in
from apps.deficit.forms.assumed import UNITS, AssumedField
from apps.deficit.inputs import read_projection
from apps.deficit.presenters.what_if_changes import figure, three
from apps.deficit.runs import benefits_held
from apps.deficit.vocabulary import AssumptionUnit

FIGURED = sorted(UNITS)
SHARE, RATE = AssumptionUnit.SHARE, AssumptionUnit.RATE


@given(st.sampled_from(FIGURED), st.decimals(-1000, 1000, places=4))
def test_what_is_written_comes_back(unit, figure):
    of = UNITS[unit]
    field, exact = AssumedField(unit), figure / of.per
    shown = field.prepare_value(exact)
    if of.lowest <= figure <= of.highest:
        assert field.clean(shown) == exact
    else:
        with pytest.raises(ValidationError, match="is not between"):
            field.clean(shown)


@given(st.sampled_from(FIGURED), st.text(max_size=12))
def test_any_text_is_a_figure_in_bounds_or_refused_with_a_remedy(unit, text):
    of = UNITS[unit]
    exact, said = cleaned(unit, text)
    assert "Enter" in said if exact is None else of.lowest <= exact * of.per <= of.highest


def cleaned(unit, text):
    """The value, or nothing and what was said."""
    try:
        return AssumedField(unit).clean(text), ""
    except ValidationError as error:
        return None, error.messages[0]


@pytest.mark.parametrize(
    ("unit", "text", "exact"),
    [(SHARE, "95", "0.95"), (SHARE, "95.5 %", "0.955"), (SHARE, "0.5%", "0.005"), (RATE, "−2", "-0.02"),
     (RATE, "+3", "0.03"), (AssumptionUnit.MONTHS, "2.5", "2.5"), (AssumptionUnit.COUNT, "2.42", "2.42")],
)  # fmt: skip
def test_per_cents_become_fractions_exactly(unit, text, exact):
    assert AssumedField(unit).clean(text) == Decimal(exact)


@pytest.mark.parametrize(("unit", "text"), [(SHARE, "1e2"), (SHARE, "NaN"), (AssumptionUnit.MONTHS, "5%"), (SHARE, "")])
def test_what_is_no_figure_is_refused(unit, text):
    with pytest.raises(ValidationError):
        AssumedField(unit).clean(text)


def test_values_in_words():
    assert three(SHARE, ("0.85", "0.95", "1")) == "85% to 100%, central 95%"
    assert three("months", ("2", "2", "2")) == "2 months"
    assert [figure("pounds", "17000"), figure("year", "2026"), figure("rate", "0.125689")] == [
        "£17,000",
        "2026/27",
        "12.57%",
    ]


@pytest.mark.django_db
def test_worth_of_the_kinds_is_worth_of_all(report):
    held, inputs = benefits_held(), read_projection().inputs
    whole = worth_in(inputs, inputs.benefits, held[0].year)
    assert sum(one.worth for one in held) == pytest.approx(whole, abs=Decimal("0.05"))
    assert {one.slug: one.in_forecast for one in held}["send-sufficiency/pipeline_places"] is False
    assert worth_in(inputs, (), held[0].year) == 0
