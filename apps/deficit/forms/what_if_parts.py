"""Parts of a what-if's form: an assumption with its fields, and a benefit."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from apps.core.money import millions
from apps.deficit.forms.assumed import WORDS
from apps.deficit.forms.money import choice_field
from apps.deficit.forms.what_if_ground import AMOUNT, BESIDE, IN, KEPT, NOT_COUNTED, UPPER_BOUND
from apps.deficit.models import Assumption
from apps.deficit.presenters.what_if_changes import kept_of
from apps.deficit.presenters.words import within
from apps.deficit.runs import Held
from apps.deficit.vocabulary import AssumptionState, AssumptionUnit

GRANT = [
    (NOT_COUNTED, "Not counted"),
    (AMOUNT, "Counted, on the eligible high-needs deficits entered below"),
    (UPPER_BOUND, "Counted, on the whole accumulated deficit: an upper bound"),
]
HELD_WORDS = {True: "in the forecast already", False: "beside the forecast", None: "partly in the forecast"}
PARTS = {"low": "Low", "central": "Central", "high": "High", "year": "Year"}
ONE_VALUE = "Value, not drawn"  # of what is no year


@dataclass(frozen=True, slots=True)
class Assumed:
    """One assumption of the page: its row, the fields (three, or one where one value is taken), and their errors."""

    row: Assumption
    fields: list[BoundField]

    @property
    def kept(self) -> str:
        return f"In force: {kept_of(self.row)}, {AssumptionState(self.row.state).label.lower()}."

    @property
    def word(self) -> str:
        return WORDS[AssumptionUnit(self.row.unit)]

    @property
    def parts(self) -> list[tuple[str, BoundField]]:
        """Each field under the short word that stands over it."""
        is_year = self.row.unit == AssumptionUnit.YEAR
        words = PARTS if is_year else {**PARTS, "year": ONE_VALUE}
        return [(words[field.name.partition("--")[0]], field) for field in self.fields]

    @property
    def errors(self) -> list[str]:
        return [str(e) for f in self.fields for e in f.errors]


def held_field(one: Held, initiatives: Mapping[str, str]) -> forms.ChoiceField:
    others = [(IN, "Count as in the forecast already")] if one.in_forecast is not True else []
    others += [(BESIDE, "Count beside the forecast, as additional")] if one.in_forecast is not False else []
    label = f"{initiatives.get(one.initiative, one.initiative)}: {within(one.kind.label)}"
    return choice_field(
        label,
        [(KEPT, f"As finance has it: {HELD_WORDS[one.in_forecast]}"), *others],
        "Choose one.",
        hint=f"Worth {millions(one.worth, 2)} within {one.year}, after what empty places cost.",
    )
