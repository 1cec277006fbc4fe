"""Entering a target, or a measure of fewer, with its guardrail. Forms validate; services save."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.board.forms.entered import SHORT_WORDS, chosen_field, select_field, sent_once
from apps.board.models.guardrails import BASES
from apps.board.services.guardrails import AskedRail
from apps.board.vocabulary import Benchmark, Sense, TargetScope
from apps.core.form_fields import offer, reason_field, short, words_field
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis
from apps.initiatives.vocabulary import MeasureUnit

MOST = Decimal(1_000_000_000)


class AmountField(forms.CharField):
    """A number of at most two decimals, pounds signs and commas allowed."""

    def __init__(self, *, example: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.example = example
        self.widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off", "inputmode": "decimal"})

    def clean(self, value: Any) -> Decimal:
        text = str(super().clean(value)).strip().replace(",", "").removeprefix("£")
        said = f"“{short(value)}” is not a number from 0 to a thousand million. Enter one such as {self.example}."
        if not text.replace(".", "", 1).isdecimal() or not text.isascii() or len(text) > 16:
            raise ValidationError(said, code="number")
        amount = Decimal(text)
        if amount > MOST or amount != round(amount, 2):
            raise ValidationError(f"{said} Two decimals at most.", code="number")
        return amount


class RailForm(forms.Form):
    """The guardrail: what is watched, and on which side of what it holds."""

    watched = select_field(
        "Guardrail", needed="Choose what must not get worse.",
        hint="The duty or outcome that must not get worse meanwhile.",
    )  # fmt: skip
    sense = chosen_field("It holds while the newest reading is", Sense.choices, "Choose at least or at most.")
    threshold = AmountField(
        label="Threshold", help_text="In the measure’s own unit, such as 60 for 60%.", example="60",
        error_messages={"required": "Enter the threshold, such as 60."},
    )  # fmt: skip
    threshold_source = words_field(
        "Where the threshold comes from", "A duty, a paper or a decision.", most=SHORT_WORDS,
        needed="Say where the threshold comes from.",
    )  # fmt: skip
    reason = reason_field("Why this guardrail", "Kept with it, with your name and the time.")

    def offer_watched(self, measures: Iterable[tuple[int, str]]) -> None:
        outcome = [(f"measure:{pk}", label) for pk, label in measures]
        benchmarks = [(f"benchmark:{value}", label) for value, label in Benchmark.choices]
        offer(self, "watched", [("", "Choose"), *benchmarks, *outcome])

    @property
    def rail(self) -> AskedRail:
        given = self.cleaned_data
        kind, _, key = given["watched"].partition(":")
        return AskedRail(
            int(key) if kind == "measure" else None, key if kind == "benchmark" else "", given["sense"],
            given["threshold"], given["threshold_source"], given["reason"],
        )  # fmt: skip


class TargetForm(RailForm):
    scope = chosen_field("Target of", TargetScope.choices, "Choose what the target is of.")
    initiative = select_field("Initiative", hint="Only for a target of one initiative.")
    amount = AmountField(
        label="Amount, £",
        help_text="Approved benefits of at least this, or an accumulated deficit of at most this.",
        example="1,000,000",
        error_messages={"required": "Enter the amount in pounds, such as 1,000,000."},
    )
    basis = select_field(
        "Basis", [("", "None: of the deficit"), *((b, Basis(b).label) for b in BASES)],
        hint="Of benefits: run-rate, one-off or in-year. Amounts of different bases are never added.",
    )  # fmt: skip
    financial_year = forms.CharField(
        label="By the end of financial year",
        help_text="For example, 2027/28.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter a financial year, such as 2027/28."},
    )
    set_by = words_field("Set by", "The body or role that set it, and when.", most=160, needed="Say who set it.")
    source_reference = words_field("Source", "The paper that states it.", most=SHORT_WORDS, needed="Name its source.")
    form_key = sent_once()

    def __init__(
        self, initiatives: Iterable[tuple[int, str]], measures: Iterable[tuple[int, str]], key: Any, data: Any = None
    ) -> None:
        super().__init__(data, initial={"form_key": key})
        offer(self, "initiative", [("", "None"), *((str(pk), name) for pk, name in initiatives)])
        self.offer_watched(measures)
        rail = ("watched", "sense", "threshold", "threshold_source", "reason")
        self.order_fields([*(name for name in self.fields if name not in rail), *rail])

    def clean_financial_year(self) -> FinancialYear:
        text = self.cleaned_data["financial_year"]
        try:
            year = FinancialYear.parse(text)
        except ValueError:
            year = None
        if year is None or not 2015 <= year.start <= 2100:
            raise ValidationError(f"“{short(text)}” is not a financial year from 2015/16 on. Write it as 2027/28.")
        return year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        scope = given.get("scope")
        if scope is None:
            return given
        if (scope == TargetScope.INITIATIVE) != bool(given.get("initiative")) and "initiative" not in self.errors:
            alone = scope == TargetScope.INITIATIVE
            self.add_error(
                "initiative",
                "Choose the initiative."
                if alone
                else "Leave it empty: it is for “One initiative’s approved benefits”.",
            )
        if (scope == TargetScope.DEFICIT) == bool(given.get("basis")) and "basis" not in self.errors:
            self.add_error(
                "basis", "A deficit has no basis: leave it empty." if given["basis"] else "Choose the basis."
            )
        if scope != TargetScope.DEFICIT and given.get("amount") == 0:
            self.add_error("amount", "“0” is no target of benefits. Enter more than £0.")
        return given

    @property
    def given(self) -> dict[str, Any]:
        names = ("scope", "amount", "basis", "financial_year", "set_by", "source_reference")
        chosen = self.cleaned_data["initiative"]
        return {n: self.cleaned_data[n] for n in names} | {"initiative_id": int(chosen) if chosen else None}


class MeasureOfFewerForm(RailForm):
    initiative = select_field("Initiative", needed="Choose the initiative that it measures.")
    name = words_field(
        "What is counted", "Such as “New EHC plans issued”. Fewer of it is meant to be better.", most=160,
        needed="Say what is counted.",
    )  # fmt: skip
    unit = chosen_field("Unit", MeasureUnit.choices, "Choose what it is counted in.")

    def __init__(
        self, initiatives: Iterable[tuple[int, str]], measures: Iterable[tuple[int, str]], data: Any = None
    ) -> None:
        super().__init__(data)
        offer(self, "initiative", [("", "Choose"), *((str(pk), name) for pk, name in initiatives)])
        self.offer_watched(measures)
        self.order_fields(["initiative", "name", "unit"])

    @property
    def given(self) -> dict[str, Any]:
        return {
            "initiative_id": int(self.cleaned_data["initiative"]),
            "name": self.cleaned_data["name"],
            "unit": MeasureUnit(self.cleaned_data["unit"]),
        }
