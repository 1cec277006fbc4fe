"""One value of an assumption as people write it: shares and rates as per cents, months, numbers, years.

Each refusal names what was entered and the remedy. Per cents become fractions of one, exactly.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short
from apps.core.money import number
from apps.core.periods import FinancialYear
from apps.deficit.forms.money import MINUS, SignedPoundsField
from apps.deficit.vocabulary import AssumptionUnit

FIGURE = re.compile(rf"(?P<sign>[{MINUS}+]?) ?(?P<figure>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?) ?(?P<mark>%?)")
HUNDRED = Decimal(100)
FIRST_YEAR, LAST_YEAR = FinancialYear(2025), FinancialYear(2050)  # that an assumption may name
FINEST = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is entered: its word, its bounds and an example. ``per``: 100 where per cents stand for fractions of one."""

    word: str
    lowest: Decimal
    highest: Decimal
    example: str
    per: Decimal = Decimal(1)


UNITS = {
    AssumptionUnit.SHARE: Unit("per cent", Decimal(0), HUNDRED, "95", HUNDRED),
    AssumptionUnit.RATE: Unit("per cent a year", Decimal(-50), HUNDRED, "3", HUNDRED),
    AssumptionUnit.MONTHS: Unit("months", Decimal(0), Decimal(60), "2"),
    AssumptionUnit.COUNT: Unit("number", Decimal(0), Decimal(100_000), "12"),
}
WORDS = {
    **{unit: of.word for unit, of in UNITS.items()},
    AssumptionUnit.POUNDS: "£",
    AssumptionUnit.YEAR: "financial year",
}


class AssumedField(forms.CharField):
    """A share, rate, number of months or count. A per cent below 1 without its mark is asked about: it was likely meant
    as a fraction of one."""

    def __init__(self, unit: AssumptionUnit, **kwargs: Any) -> None:
        needed = f"Enter a figure, such as {UNITS[unit].example}."
        errors = {"required": needed, "null_characters_not_allowed": f"It holds what is no character. {needed}"}
        super().__init__(error_messages=errors, **kwargs)
        self.unit = UNITS[unit]
        self.widget.attrs.update({"inputmode": "decimal", "class": "govuk-input--width-5", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return written(value, self.unit.per) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal:
        found = FIGURE.fullmatch(str(super().clean(value)).strip())
        if not found or (found["mark"] and self.unit.per == 1):
            raise ValidationError(
                f"“{short(value)}” is not a figure in {self.unit.word}. Enter one such as {self.unit.example}."
            )
        figure = Decimal(found["figure"])
        if self.unit.per != 1 and 0 < figure < 1 and not found["mark"]:
            meant = f"{(figure * HUNDRED).normalize():f}"
            raise ValidationError(
                f"“{short(value)}” reads as a fraction of one. Enter {meant} for {meant}%, or {figure:f}% where less "
                "than one per cent is meant."
            )
        figure = -figure if found["sign"] and found["sign"] in MINUS else figure
        if not self.unit.lowest <= figure <= self.unit.highest:
            raise ValidationError(
                f"“{short(value)}” is not between {number(self.unit.lowest)} and {number(self.unit.highest)} "
                f"{self.unit.word}. Enter a figure such as {self.unit.example}."
            )
        exact = figure / self.unit.per
        if exact != exact.quantize(FINEST):
            raise ValidationError(f"“{short(value)}” has too many decimals. Enter four at most.")
        return exact


class AssumedYearField(forms.ChoiceField):
    """A financial year by its first year, as assumptions keep it: 2026 is 2026/27."""

    def __init__(self, first: FinancialYear, last: FinancialYear, **kwargs: Any) -> None:
        choices = [(str(y.start), str(y)) for y in first.until(last)]
        error = f"“%(value)s” is not a year of the list. Choose one from {first} to {last}."
        super().__init__(choices=choices, error_messages={"required": error, "invalid_choice": error}, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(int(value)) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal:
        return Decimal(super().clean(value))


def field_of(unit: AssumptionUnit, first: FinancialYear, last: FinancialYear, **kwargs: Any) -> forms.Field:
    """The field for one value of an assumption in this unit."""
    if unit == AssumptionUnit.YEAR:
        return AssumedYearField(first, last, **kwargs)
    if unit == AssumptionUnit.POUNDS:
        needed = {"required": "Enter pounds, such as 17,000."}
        return SignedPoundsField(lowest=Decimal(0), error_messages=needed, **kwargs)
    return AssumedField(unit, **kwargs)


def written(value: Decimal, per: Decimal = Decimal(1)) -> str:
    """As it is entered: “95”, “12.6”; a per cent below 1 with its mark."""
    figure = (value * per).normalize()
    return f"{figure:f}%" if per != 1 and 0 < abs(figure) < 1 else f"{figure:f}"
