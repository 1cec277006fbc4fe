"""Changing an assumption, and deciding a change. Forms validate; services save."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import reason_field, version_field, words_field
from apps.core.money import number
from apps.deficit.assumption_words import PER_CENTS, as_asked, as_stored, asked_in, one_value
from apps.deficit.forms.assumed import FIRST_YEAR, LAST_YEAR, UNITS
from apps.deficit.models import Assumption
from apps.deficit.vocabulary import AssumptionUnit

NUMBER = re.compile(
    r"(?P<pound>£?) ?(?P<sign>-?)(?P<figure>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,6})?) ?(?P<mark>%?)"
)
SHOWN, MOST_REFERENCE = 40, 400
MOST = Decimal(9_999_999_999)
ENTER = {
    AssumptionUnit.SHARE: "a per cent",
    AssumptionUnit.RATE: "a per cent a year",
    AssumptionUnit.MONTHS: "months",
    AssumptionUnit.COUNT: "a number",
}
NAMES = ("low", "central", "high")


class ValueField(forms.CharField):
    """A number in the assumption's own unit, stored as a fraction of one where it is a per cent."""

    def __init__(self, unit: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit
        self.widget.attrs.update({"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal:
        found, shown = NUMBER.fullmatch(str(super().clean(value)).strip()), str(value).strip()[:SHOWN]
        money, per_cent = self.unit == AssumptionUnit.POUNDS, self.unit in PER_CENTS
        if not found or (found["pound"] and not money) or (found["mark"] and not per_cent):
            raise ValidationError(f"“{shown}” is not a number. Enter {asked_in(self.unit)}, in digits.")
        text = found["sign"] + found["figure"].replace(",", "")
        if per_cent and 0 < abs(Decimal(text)) < 1 and not found["mark"]:
            meant = f"{(abs(Decimal(text)) * 100).normalize():f}"
            raise ValidationError(
                f"“{shown}” reads as a fraction of one. Enter {meant} for {meant}%, or {text}% where less than one per "
                "cent is meant."
            )
        stored = as_stored(self.unit, Decimal(text))
        lowest, highest, decimals = self._bounds()
        if self.unit == AssumptionUnit.YEAR and not (stored == int(stored) and lowest <= stored <= highest):
            raise ValidationError(f"“{shown}” is not a year from {lowest} to {highest}. Enter {asked_in(self.unit)}.")
        if not lowest <= Decimal(text) <= highest:
            between = f"{number(lowest)} and {number(highest)}"
            remedy = ENTER.get(AssumptionUnit(self.unit), "pounds")
            raise ValidationError(f"“{shown}” is not between {between}. Enter {remedy}.")
        if stored != round(stored, decimals):
            most = decimals - 2 if self.unit in PER_CENTS else decimals
            raise ValidationError(f"“{shown}” has too many decimals. Enter {most} at most.")
        return stored

    def _bounds(self) -> tuple[Decimal, Decimal, int]:
        """As entered: what a what-if takes, too (``forms.assumed``). And decimals of what is stored."""
        if self.unit == AssumptionUnit.YEAR:
            return Decimal(FIRST_YEAR.start), Decimal(LAST_YEAR.start), 0
        if self.unit == AssumptionUnit.POUNDS:
            return Decimal(0), MOST, 2
        of = UNITS[AssumptionUnit(self.unit)]
        return of.lowest, of.highest, 6


def _written(unit: str, value: Decimal) -> str:
    """As it is entered: a per cent below one with its mark."""
    return f"{value:f}%" if unit in PER_CENTS and 0 < abs(value) < 1 else f"{value:f}"


class AssumptionForm(forms.Form):
    low = central = high = forms.CharField()  # each replaced by a field of the assumption's unit
    source_reference = words_field(
        "Where the values come from",
        "A document and the place in it.",
        most=MOST_REFERENCE,
        needed="Name the document that the values come from.",
    )
    reason = reason_field("Why it changes", "The finance officer who agrees it reads it.")
    version = version_field(most=None)

    def __init__(self, row: Assumption, data: Any = None) -> None:
        kept = {name: _written(row.unit, as_asked(row.unit, getattr(row, name))) for name in NAMES}
        super().__init__(data, initial={**kept, "version": row.version})
        self.row = row
        for name in NAMES:
            self.fields[name] = ValueField(
                row.unit,
                label=f"{name.capitalize()}, {asked_in(row.unit)}",
                help_text=f"In force: {kept[name]}.",
                error_messages={"required": f"Enter {asked_in(row.unit)}."},
            )

    @property
    def values(self) -> dict[str, Decimal]:
        return {name: self.cleaned_data[name] for name in NAMES}

    @property
    def changes(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.values.items()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if all(name in given for name in NAMES) and not given["low"] <= given["central"] <= given["high"]:
            self.add_error("central", "Low is at most central, and central at most high. Put the three in order.")
        elif one_value(self.row) and len({given[name] for name in NAMES if name in given}) > 1:
            text = "The projection takes one value of it and draws none. Enter the same as low, central and high."
            self.add_error("central", text)
        return given


class DecisionForm(forms.Form):
    """Why a draft is agreed or withdrawn. Both stand on one page, so each has ids of its own."""

    reason = reason_field("Why", "Kept with the decision, with your name and the time.")

    def __init__(self, action: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{action}_%s")
        self.fields["reason"].label = {"agree": "Why you agree it", "withdraw": "Why it is withdrawn"}[action]
