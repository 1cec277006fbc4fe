"""What a reader of the trajectory may choose; each choice has a default, so an address without them is a whole page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from apps.core.form_fields import offer
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.outcomes import APPROVED_AND_PIPELINE, APPROVED_ONLY, UNMITIGATED

MOST = 3
DEFAULT = (APPROVED_ONLY, APPROVED_AND_PIPELINE, UNMITIGATED)
NOT_OFFERED = "“%(value)s” is not a scenario that is shown here. Choose from the list."


class TrajectoryForm(forms.Form):
    """Up to three scenarios; the range is drawn of the first."""

    scenario = forms.MultipleChoiceField(
        label="Scenarios to compare",
        help_text="Three at most. The range is drawn of the first that is chosen.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED, "required": "Choose at least one scenario."},
    )

    def __init__(self, asked: QueryDict, names: Mapping[str, str]) -> None:
        offered = [slug for slug in DEFAULT if slug in names] or list(names)[:MOST]
        chosen = [value[:80] for value in asked.getlist("scenario")] or offered
        super().__init__({"scenario": chosen})
        offer(self, "scenario", names.items())
        self.offered = offered

    def clean_scenario(self) -> list[str]:
        chosen: list[str] = list(dict.fromkeys(self.cleaned_data["scenario"]))
        if len(chosen) > MOST:
            raise forms.ValidationError(f"You chose {len(chosen)} scenarios. Choose {MOST} at most.")
        return chosen

    @property
    def scenarios(self) -> list[str]:
        """The choice, or the default where it is not one."""
        return self.cleaned_data["scenario"] if self.is_valid() else self.offered

    @property
    def status(self) -> int:
        """An address that asks for what is not offered is a bad request, answered with the default."""
        return 200 if self.is_valid() else 400


class YearForm(forms.Form):
    """One financial year of those that a page has."""

    year = forms.ChoiceField(
        label="Financial year",
        error_messages={"invalid_choice": "There is no figure of “%(value)s” here. Choose a year from the list."},
    )

    def __init__(self, asked: Mapping[str, Any], years: list[FinancialYear], default: FinancialYear) -> None:
        super().__init__({"year": str(asked.get("year") or default.slug)[:20]})
        self.default = default
        offer(self, "year", [(y.slug, str(y)) for y in years])

    @property
    def chosen(self) -> FinancialYear:
        return FinancialYear.parse(self.cleaned_data["year"]) if self.is_valid() else self.default

    @property
    def status(self) -> int:
        return 200 if self.is_valid() else 400
