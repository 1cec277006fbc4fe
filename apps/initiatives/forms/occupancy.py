"""Recording how many places were filled on a census day, and where the children would otherwise be."""

from typing import Any

from django import forms

from apps.core.form_fields import reason_field, version_field
from apps.initiatives.forms.fields import WholeNumberField
from apps.initiatives.forms.places import MOST_PLACES
from apps.initiatives.forms.schemes import day_field
from apps.initiatives.selectors.occupancy_census import Census
from apps.initiatives.selectors.occupancy_checks import origins_refusal
from apps.initiatives.vocabulary import OriginPlacement

ORIGIN = "origin_{}"


def census_field() -> forms.Field:
    return day_field(
        "Census day", "The day on which places were counted.", "Enter the census day, such as 2 October 2025."
    )


def number_field(label: str, hint: str, *, needed: str = "", lowest: int = 0) -> WholeNumberField:
    return WholeNumberField(
        label=label, help_text=hint, lowest=lowest, highest=MOST_PLACES, example=9, required=bool(needed),
        error_messages={"required": needed},
    )  # fmt: skip


def open_field() -> WholeNumberField:
    return number_field(
        "Places open on that day", "As commissioned for that day.", needed="Enter the places, such as 12.", lowest=1
    )


def filled_field() -> WholeNumberField:
    return number_field("Filled", "Children on roll in these places.", needed="Enter how many are filled, such as 9.")


def origin_field(placement: OriginPlacement) -> WholeNumberField:
    return number_field(placement.label, "")


class OccupancyForm(forms.Form):
    """Origins are numbers of children by placement; together at most as many as are filled."""

    census_date = census_field()
    places = open_field()
    filled = filled_field()

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for placement in OriginPlacement:
            made = origin_field(placement)
            made.label = f"Would otherwise be: {placement.label[:1].lower()}{placement.label[1:]}"
            made.help_text = "How many of the children. Leave it empty for none."
            self.fields[ORIGIN.format(placement.value)] = made
        self.order_fields(["census_date", "places", "filled", *self.fields])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        filled, places = given.get("filled"), given.get("places")
        if filled is not None and places is not None and filled > places:
            self.add_error("filled", f"{filled} is more than the {places} places of that day. Enter {places} or fewer.")
        elif filled is not None and (said := origins_refusal(filled, self._origins(given).values(), 0)):
            self.add_error("filled", said)
        return given

    @property
    def census(self) -> Census:
        given = self.cleaned_data
        return Census(given["census_date"], given["places"], given["filled"], self._origins(given))

    def _origins(self, given: dict[str, Any]) -> dict[OriginPlacement, int]:
        return {p: number for p in OriginPlacement if (number := given.get(ORIGIN.format(p.value)))}


class CorrectionForm(OccupancyForm):
    """Of the same day: the reading's own."""

    reason = reason_field("Why it is corrected", "Kept with the correction, with your name and the time.")
    version = version_field(least=1)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["census_date"].disabled = True
