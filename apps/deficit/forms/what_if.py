"""Making or revising a what-if: every assumption with low, central and high, the switches, and a name.

Only what differs from what is in force is a change. ``SEE`` shows the effect and saves nothing; ``SAVE`` saves.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField

from apps.core.form_fields import FormKeyField, lost, offer, reason_field, version_field, words_field
from apps.deficit.assumption_words import one_value
from apps.deficit.forms.assumed import field_of
from apps.deficit.forms.money import SignedPoundsField, choice_field
from apps.deficit.forms.sources import day_field
from apps.deficit.forms.what_if_checks import faults
from apps.deficit.forms.what_if_ground import (
    AMOUNT,
    BESIDE,
    HELD,
    HORIZON,
    IN,
    SUPPORT,
    UPPER_BOUND,
    YEAR,
    Ground,
    Toggles,
    field_name,
    horizon_in_force,
)
from apps.deficit.forms.what_if_parts import GRANT, Assumed, held_field
from apps.deficit.models import Assumption
from apps.deficit.presenters.what_if_changes import THREE
from apps.deficit.presenters.words import within
from apps.deficit.vocabulary import AssumptionUnit, BaseScenario

SEE, SAVE = "see", "save"
NAME_LEAST, NAME_MOST = 3, 80
LOST = "The page has lost its key. Open it again and enter your changes."


class WhatIfForm(forms.Form):
    """``asked`` is SEE or SAVE, where it was sent; a name is needed to save alone."""

    name = words_field("Name", "As others will find it, such as “Every place filled”.", most=NAME_MOST,
                       needed="Name it, so that others find it.", least=NAME_LEAST)  # fmt: skip
    based_on = choice_field("Based on", BaseScenario.choices, "Choose what it starts from.", widget=forms.RadioSelect)
    horizon = forms.ChoiceField(label="Last year of the projection")
    central_support = forms.BooleanField(required=False, label="Central support meets a share of the gap from 2028/29")
    grant = choice_field("High Needs Stability Grant", GRANT, "Choose one.", widget=forms.RadioSelect)
    grant_as_at = day_field("Grant: as known on", required=False)
    grant_eligible = SignedPoundsField(
        required=False, lowest=Decimal(0), label="Grant: eligible high-needs deficits, £",
        help_text="To the end of 2025/26, such as 105,000,000 or 105m. Only where that choice is made above.",
    )  # fmt: skip
    start_key = FormKeyField(LOST)
    read = forms.CharField(widget=forms.HiddenInput, error_messages=lost(LOST))

    def __init__(
        self, ground: Ground, data: Any = None, *, initial: Any = None, names: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial={"read": ground.versions, **(initial or {})})
        self.ground, self.names = ground, names or {}
        self.asked = SAVE if data is None or SEE not in data else SEE
        self.fields["name"].required = self.asked == SAVE
        self._offer()
        self.keys = [key for key in ground.rows if key != HORIZON]
        for key in self.keys:
            self._add(key, ground.rows[key])
        for one in ground.held:
            self.fields[field_name(HELD, one.slug)] = held_field(one, ground.initiatives)

    def _offer(self) -> None:
        ground, years = self.ground, self.ground.ends_from.until(self.ground.last)
        offer(self, HORIZON, ((y.slug, str(y)) for y in years))
        self.fields[HORIZON].error_messages["invalid_choice"] = (
            f"“%(value)s” is not a year that a projection can end with: {ground.last_published} is the last published "
            f"year, and the override ends with {ground.effect_year}. Choose {ground.ends_from} to {ground.last}."
        )
        self.fields[HORIZON].error_messages["required"] = f"Choose a year from {ground.ends_from} to {ground.last}."
        announced = ground.grant.announced_date if ground.grant else None
        self.fields["grant_as_at"].help_text = (
            f"It was announced on {announced.day} {announced:%B %Y}: earlier views know nothing of it." if announced
            else "It is not among the policy rows, so it cannot be counted."
        )  # fmt: skip

    def _add(self, key: str, row: Assumption) -> None:
        unit = AssumptionUnit(row.unit)
        for part in (YEAR,) if one_value(row) else THREE:
            label = row.label if part == YEAR else f"{part.capitalize()}: {within(row.label)}"
            self.fields[field_name(part, key)] = field_of(unit, self.ground.first, self.ground.last, label=label)

    @property
    def groups(self) -> Iterator[tuple[str, list[Assumed]]]:
        """Assumptions by heading; the share of central support stands with its switch."""
        rows = self.ground.rows
        for group, keys in groupby((k for k in self.keys if k != SUPPORT), lambda k: rows[k].group):
            yield group, [self._assumed(key) for key in keys]

    @property
    def support(self) -> Assumed | None:
        return self._assumed(SUPPORT) if SUPPORT in self.keys else None

    @property
    def treatments(self) -> list[BoundField]:
        return [self[field_name(HELD, one.slug)] for one in self.ground.held]

    def _assumed(self, key: str) -> Assumed:
        parts = [field_name(part, key) for part in (YEAR, *THREE)]
        return Assumed(self.ground.rows[key], [self[name] for name in parts if name in self.fields])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for field, text in faults(self.ground, self.cleaned_data, self.data, self.changes):
            self.add_error(field, text)
        if self.asked == SAVE and not self.errors and not self.changes and not self.toggles:
            self.add_error(None, "Nothing is changed: it would say what it is based on. Change an assumption or a "
                                 "switch.")  # fmt: skip
        return given

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.asked == SAVE and (who := self.names.get(name.casefold())):
            raise forms.ValidationError(
                f"“{name}” is the name of another what-if, by {who}. Add what tells them apart."
            )
        return name

    @property
    def changes(self) -> dict[str, dict[str, str]]:
        """By key: low, central and high of what differs from what is in force, as text."""
        found = {}
        for key in self.keys:
            row = self.ground.rows[key]
            one = self.cleaned_data.get(field_name(YEAR, key))
            values = [one] * 3 if one is not None else [self.cleaned_data.get(field_name(part, key)) for part in THREE]
            if one is not None and one == row.central:
                continue  # taken at one value, and left as it is
            if None not in values and values != [row.low, row.central, row.high]:
                found[key] = {part: f"{v.normalize():f}" for part, v in zip(THREE, values, strict=True)}  # type: ignore[union-attr]  # none is None
        return found

    @property
    def toggles(self) -> Toggles:
        """As ``inputs.whatif`` reads them; only what is switched."""
        given, found = self.cleaned_data, Toggles()
        if given.get("central_support"):
            found["central_support"] = True
        if given.get("grant") in (UPPER_BOUND, AMOUNT) and given.get("grant_as_at"):
            found["stability_grant"] = _grant(given["grant"], given["grant_as_at"], given.get("grant_eligible"))
        if given.get(HORIZON) and given[HORIZON] != horizon_in_force(self.ground):
            found["horizon"] = given[HORIZON]
        held = {one.slug: given.get(field_name(HELD, one.slug)) for one in self.ground.held}
        if said := {slug: choice == IN for slug, choice in held.items() if choice in (IN, BESIDE)}:
            found["treatments"] = said
        return found

    @property
    def base(self) -> BaseScenario:
        return BaseScenario(self.cleaned_data["based_on"])


class ReviseForm(WhatIfForm):
    """The same with the version that was read, and why it changes."""

    version = version_field(least=1, said=LOST)
    reason = reason_field("Why it changes", "Kept with the version, with your name and the time.")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["reason"].required = self.asked == SAVE


def _grant(kind: str, as_at: date, eligible: Decimal | None) -> dict[str, str]:
    whole = {"as_at": as_at.isoformat()}
    return {**whole, "eligible": f"{eligible:f}"} if kind == AMOUNT and eligible is not None else whole
