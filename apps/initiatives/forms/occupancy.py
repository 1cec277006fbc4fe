"""Recording how many places were filled on a census day, and where the children would otherwise be."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.core.form_fields import file_field, reason_field, version_field
from apps.initiatives.forms.child_list import MOST_BYTES, NOT_ARRIVED, read_origins
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


def children_field() -> forms.FileField:
    return file_field(
        "A list of children",
        "In place of numbers, for all or some: a CSV or text file, 512 KB at most. On each line one unique pupil "
        "number and, in a second column, where the child would otherwise be, in the words above. It is read and not "
        "kept: the reading keeps a keyed hash of each number.",
        endings=".csv,.txt",
        lost=NOT_ARRIVED,
    )


class OccupancyForm(forms.Form):
    """Origins are numbers of children by placement, or a list of children; together at most as many as are filled.

    ``kept`` are the children whom an earlier version of the reading holds by hash: a new list stands in their place.
    """

    census_date = census_field()
    places = open_field()
    filled = filled_field()

    def __init__(self, *args: Any, kept: Mapping[str, OriginPlacement] | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        self.kept = dict(kept or {})
        for placement in OriginPlacement:
            made = origin_field(placement)
            made.label = f"Would otherwise be: {placement.label[:1].lower()}{placement.label[1:]}"
            made.help_text = "How many of the children. Leave it empty for none."
            self.fields[ORIGIN.format(placement.value)] = made
        self.fields["children"] = children_field()
        self.order_fields(["census_date", "places", "filled", *self.fields])

    def clean_children(self) -> dict[str, OriginPlacement]:
        sent = self.cleaned_data["children"]
        return read_origins(sent.read(MOST_BYTES + 1)) if sent else {}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        filled, places = given.get("filled"), given.get("places")
        if filled is not None and places is not None and filled > places:
            self.add_error("filled", f"{filled} is more than the {places} places of that day. Enter {places} or fewer.")
        elif filled is not None and (said := self._origins_refusal(filled, given)):
            self.add_error("filled", said)
        return given

    def _kept(self, given: dict[str, Any]) -> dict[str, OriginPlacement]:
        return {} if given.get("children") or given.get("without_children") else self.kept

    @property
    def census(self) -> Census:
        given = self.cleaned_data
        numbers, children = self._origins(given), given["children"]
        return Census(given["census_date"], given["places"], given["filled"], numbers, children, self._kept(given))

    def _origins_refusal(self, filled: int, given: dict[str, Any]) -> str:
        listed = given.get("children") or self._kept(given)
        return origins_refusal(filled, self._origins(given).values(), len(listed))

    def _origins(self, given: dict[str, Any]) -> dict[OriginPlacement, int]:
        return {p: number for p in OriginPlacement if (number := given.get(ORIGIN.format(p.value)))}


class CorrectionForm(OccupancyForm):
    """Of the same day: the reading's own."""

    reason = reason_field("Why it is corrected", "Kept with the correction, with your name and the time.")
    version = version_field(least=1)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["census_date"].disabled = True
        last = ["reason", "version"]
        if self.kept:
            self.fields["children"].help_text = (
                f"The reading holds {len(self.kept)} by hash, and keeps them where no file is sent. A new list stands "
                "in their place: one unique pupil number a line and, in a second column, where the child would "
                "otherwise be."
            )
            self.fields["without_children"] = forms.BooleanField(
                label="Take the listed children out", required=False,
                help_text="Where they are counted as numbers from now on.",
            )  # fmt: skip
        self.order_fields([*(name for name in self.fields if name not in last), *last])
