"""What a claim counts: places, children of a list that is not kept, or a number drawn on a cohort."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.form_fields import file_field, words_field
from apps.initiatives.forms.child_list import MOST_BYTES, NOT_ARRIVED, ChildList, read_children
from apps.initiatives.forms.claim_steps.base import StepForm, radios
from apps.initiatives.forms.fields import WholeNumberField
from apps.initiatives.forms.figures import ValueField
from apps.initiatives.forms.ranges import RangesField, example, pairs_of, written
from apps.initiatives.selectors.claim_options import cohort_named, cohorts_of, delivered_tranches, holds_children

NEW = "new"
MOST_DRAWN = 100_000


class PlacesForm(StepForm):
    """For each delivered tranche of the initiative, which of its places the claim logs."""

    def build(self) -> None:
        self.tranches = delivered_tranches(self.claim.initiative)
        for t in self.tranches:
            self.fields[f"places_{t.id}"] = RangesField(
                label=f"Which of the {t.places} places that opened in {t.financial_year}",
                help_text=f"Enter all, or numbers such as {example(t.places)}. Leave it empty to count none.",
                most=t.places,
            )

    def as_it_stands(self) -> dict[str, Any]:
        logged: dict[int, set[int]] = {}
        for unit in self.claim.units.all():
            if unit.tranche_id and unit.number:
                logged.setdefault(unit.tranche_id, set()).add(unit.number)
        return {f"places_{t.id}": written(pairs_of(logged.get(t.id, ())), t.places) for t in self.tranches}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        names = [f"places_{t.id}" for t in self.tranches]
        if names and not self.errors and not any(given.get(name) for name in names):
            self.add_error(names[0], "Choose at least one place. Enter all, or numbers.")
        return given

    def answers(self) -> dict[str, Any]:
        return {"places": {t.id: r for t in self.tranches if (r := self.cleaned_data[f"places_{t.id}"])}}


class ChildrenForm(StepForm):
    """The list may be left out where the claim holds one already; then nothing is saved."""

    children = file_field(
        "The list of children",
        "A CSV or text file, 512 KB at most: one unique pupil number on each line and, in a second column, why a child "
        "is not counted. It is read and not kept: the claim keeps a keyed hash of each number.",
        endings=".csv,.txt",
        needed="Choose the file that lists the children.",
        lost=NOT_ARRIVED,
    )

    def build(self) -> None:
        self.fields["children"].required = not self.claim.units.all()

    def clean_children(self) -> ChildList | None:
        sent = self.cleaned_data["children"]
        if not sent:
            return None
        return read_children(sent.read(MOST_BYTES + 1))

    def answers(self) -> dict[str, Any]:
        found = self.cleaned_data["children"]
        return {"numbers": found.numbers, "excluded": found.excluded} if found else {}

    def says_the_same_as(self, other: StepForm) -> bool:
        asked = self.answers()
        return bool(asked) and holds_children(other.claim, asked["excluded"], asked["numbers"])


class CohortForm(StepForm):
    """A cohort that is there or a new one, and how many of it the claim logs."""

    units = ValueField(
        label="How many the claim logs",
        help_text="Up to three decimals, such as 2.42: a share of a percentage is not a whole child.",
        highest=MOST_DRAWN,
        example="12 or 2.42",
        error_messages={"required": "Enter how many the claim logs, such as 12 or 2.42."},
    )
    new_name = words_field(
        "Name of the new cohort", "Such as “Children who left Portage for school, 2024/25”.", most=120
    )
    new_size = WholeNumberField(
        label="How many children it holds", lowest=1, highest=MOST_DRAWN, example=121, required=False
    )
    new_source = words_field("Where that number comes from", "A document or a return, with its date.", most=200)
    field_order = ["cohort", "new_name", "new_size", "new_source", "units", "version"]

    def build(self) -> None:
        self.cohorts = cohorts_of(self.claim)
        known = [
            (str(c.pk), f"{c.name}: {c.size} {'child' if c.size == 1 else 'children'} ({c.source_reference})")
            for c in self.cohorts
        ]
        self.fields["cohort"] = radios(
            "Cohort", [*known, (NEW, "A new one, named below")], needed="Choose a cohort, or name a new one.",
            hint="All approved claims together never draw more than its size in any period.",
        )  # fmt: skip
        self.order_fields(self.field_order)

    def as_it_stands(self) -> dict[str, Any]:
        draw = getattr(self.claim, "draw", None)
        if draw is None:
            return {"cohort": "" if self.cohorts else NEW}
        return {"cohort": str(draw.cohort_id), "units": draw.units}

    def clean_units(self) -> Decimal:
        units: Decimal = self.cleaned_data["units"]
        if not units:
            raise ValidationError("Draw more than nought. Enter how many the claim logs, such as 12 or 2.42.")
        return units

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        size = next((c.size for c in self.cohorts if str(c.pk) == given.get("cohort")), None)
        if given.get("cohort") == NEW:
            self._check_new(given)
            size = given.get("new_size")
        elif given.get("cohort") and given.get("new_name"):
            self.add_error("new_name", "A cohort of the list is chosen. Choose “A new one”, or clear the name.")
        units = given.get("units")
        if units is not None and size is not None and units > size:
            self.add_error("units", f"{units.normalize():f} is more than the {size} of the cohort. Enter fewer.")
        return given

    def _check_new(self, given: dict[str, Any]) -> None:
        for name, needed in (
            ("new_name", "Name the new cohort."),
            ("new_size", "Enter how many children the new cohort holds, such as 121."),
            ("new_source", "Say where the size of the new cohort comes from."),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, needed)
        if given.get("new_name") and (other := cohort_named(given["new_name"])):
            same = (other.size, other.source_reference) == (given.get("new_size"), given.get("new_source"))
            if not same or other.initiative_id != self.claim.initiative_id:
                self.add_error("new_name", f"“{other.name}” is there already. Choose it, or use another name.")

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given["cohort"] != NEW:
            return {"cohort": int(given["cohort"]), "units": given["units"]}
        return {
            "name": given["new_name"],
            "size": given["new_size"],
            "source_reference": given["new_source"],
            "units": given["units"],
        }

    def says_the_same_as(self, other: StepForm) -> bool:
        draw, asked = getattr(other.claim, "draw", None), self.answers()
        wanted = asked.get("cohort") or asked.get("name")
        return draw is not None and wanted in (draw.cohort_id, draw.cohort.name) and asked["units"] == draw.units
