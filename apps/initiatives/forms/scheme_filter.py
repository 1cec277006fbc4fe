"""What the register of schemes can be narrowed to. The address is the permalink."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.core.form_fields import offer
from apps.initiatives.forms.schemes import choice
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import PrimaryNeed, ProvisionType, SchemePhase, SchemeStatus

CHOSEN = ("status", "phase", "need", "provision")


class SchemeFilterForm(forms.Form):
    """``schemes`` are all of the register; a field that is refused narrows nothing, and says why."""

    search = forms.CharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"}),
    )
    status = choice("Status", SchemeStatus.choices, empty="All")
    phase = choice("Phase", SchemePhase.choices, empty="All")
    need = choice("Primary need", PrimaryNeed.choices, empty="All")
    provision = choice("Type of provision", ProvisionType.choices, empty="All")
    year = choice("Financial year", (), empty="All")

    def __init__(self, schemes: Iterable[SchemeView], data: Any) -> None:
        super().__init__(data)
        self.schemes = list(schemes)
        known = sorted({s.financial_year for s in self.schemes if s.financial_year}, reverse=True)
        offer(self, "year", [("", "All"), *((y.slug, str(y)) for y in known)])

    def narrowed(self) -> list[SchemeView]:
        """Every word of the search, anywhere in name, setting, programme, round or source."""
        self.is_valid()
        asked = self.cleaned_data
        words = str(asked.get("search") or "").casefold().split()
        return [s for s in self.schemes if self._fits(s, asked) and all(word in _text(s) for word in words)]

    def _fits(self, scheme: SchemeView, asked: dict[str, Any]) -> bool:
        year = asked.get("year")
        return all(not asked.get(name) or getattr(scheme, name) == asked[name] for name in CHOSEN) and (
            not year or (scheme.financial_year is not None and scheme.financial_year.slug == year)
        )


def _text(s: SchemeView) -> str:
    parts = (s.name, s.setting, s.initiative_name, s.commissioning_round, s.source_reference)
    return " ".join(parts).casefold()
