"""Entering a scheme of places, and changing one. Forms validate; services save.

The fields are functions, so that the cells of a spreadsheet are judged by the same rules (``scheme_rows``).
"""

from collections.abc import Callable
from typing import Any

from django import forms

from apps.core.form_fields import DayField, FormKeyField, offer, reason_field, version_field, words_field
from apps.initiatives.forms.amounts import AmountField
from apps.initiatives.forms.fields import WholeNumberField
from apps.initiatives.forms.places import MOST_PLACES
from apps.initiatives.selectors.schemes import SchemeContent
from apps.initiatives.vocabulary import (
    Counting,
    FundKind,
    PrimaryNeed,
    ProvisionType,
    SchemePhase,
    SchemeStatus,
)

NAME_MOST, SOURCE_MOST = 120, 200
LOST = "The page has lost track of this form. Open it again and enter the scheme."
COST_AND_SOURCE = "Give the capital cost and who pays it, or neither. Enter the missing one."


def name_field() -> forms.CharField:
    return words_field(
        "Name of the scheme", "Such as “Resourced provision, phase 1”.", most=NAME_MOST, needed="Name the scheme."
    )


def setting_field() -> forms.CharField:
    return words_field(
        "School or site", "The setting alone: never a child or another person, and no postcode.", most=NAME_MOST,
        needed="Name the school or site.",
    )  # fmt: skip


def choice(
    label: str, choices: Any, hint: str = "", *, radios: bool = False, empty: str = "", what: str = ""
) -> forms.ChoiceField:
    """``empty`` is what no choice reads as, where none is needed; ``what`` is chosen where the label does not say."""
    what = what or label.lower()
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=not empty,
        choices=choices if radios else [("", empty or "Choose one"), *choices],
        widget=forms.RadioSelect if radios else forms.Select,
        error_messages={
            "required": f"Choose a {what}.",
            "invalid_choice": f"“%(value)s” is not a {what} of the list. Choose one from it.",
        },
    )


def places_field() -> WholeNumberField:
    return WholeNumberField(
        label="Places", help_text="All places of this scheme.", lowest=1, highest=MOST_PLACES, example=12,
        error_messages={"required": "Enter the number of places, such as 12."},
    )  # fmt: skip


def day_field(label: str, hint: str, needed: str = "") -> DayField:
    return DayField(
        label=label, help_text=f"{hint} For example, 1 September 2026.", example="1 September 2026",
        required=bool(needed), error_messages={"required": needed},
    )  # fmt: skip


CONTENT: dict[str, Callable[[], forms.Field]] = {
    "provision": lambda: choice("Type of provision", ProvisionType.choices, radios=True),
    "phase": lambda: choice("Phase", SchemePhase.choices, "Table 2 counts early years as primary.", radios=True),
    "need": lambda: choice("Primary need", PrimaryNeed.choices, "The DfE’s primary needs, or mixed."),
    "places": places_field,
    "status": lambda: choice("Status", SchemeStatus.choices, radios=True),
    "commissioned_date": lambda: day_field("Commissioned to open on", "The day that was agreed."),
    "opening_date": lambda: day_field(
        "Opens on", "The actual day once it is open, else the expected one.",
        "Enter the day on which it opens or opened, such as 1 September 2026.",
    ),
    "closing_date": lambda: day_field("Closes on", "Only where a day is known."),
    "capital_cost": lambda: AmountField(
        label="Capital cost, £", help_text="In full. Leave it empty where it is not known.", required=False
    ),
    "capital_source": lambda: choice("Who pays the capital", FundKind.choices, empty="Not known"),
    "commissioning_round": lambda: words_field(
        "Commissioning round", "Such as “Round 2, autumn 2025”.", most=NAME_MOST
    ),
    "source_reference": lambda: words_field(
        "Source", "The paper or record that says so.", most=SOURCE_MOST, needed="Say which paper or record says so."
    ),
}  # fmt: skip
KINDS: dict[str, type] = {
    "provision": ProvisionType, "phase": SchemePhase, "need": PrimaryNeed, "status": SchemeStatus,
    "capital_source": FundKind,
}  # fmt: skip


def as_content(given: dict[str, Any]) -> SchemeContent:
    """Of cleaned values by name."""
    made: dict[str, Any] = {name: given[name] for name in CONTENT}
    for name, kind in KINDS.items():
        made[name] = kind(made[name]) if made[name] else None
    return SchemeContent(**made)


class ContentForm(forms.Form):
    """What a version says of a scheme."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        own = list(self.fields)
        self.fields |= {name: make() for name, make in CONTENT.items()}
        self.order_fields([*self.first, *CONTENT, *(name for name in own if name not in self.first)])

    first: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        cost, source = given.get("capital_cost"), given.get("capital_source")
        if {"capital_cost", "capital_source"} <= set(given) and (cost is None) != (not source):
            self.add_error("capital_source" if cost is not None else "capital_cost", COST_AND_SOURCE)
        return given

    @property
    def said(self) -> SchemeContent:
        return as_content(self.cleaned_data)

    @property
    def counted(self) -> Counting:
        return Counting(self.cleaned_data["counting"])


class SchemeForm(ContentForm):
    """A new scheme; ``programmes`` are slugs and names."""

    first = ("initiative", "name", "setting")
    initiative = choice("Programme", ())
    name = name_field()
    setting = setting_field()
    counting = choice(
        "How its places count", Counting.choices,
        "Of the places of its status and the financial year in which it opens (Table 2).",
        what="way to count", radios=True,
    )  # fmt: skip
    key = FormKeyField(LOST)

    def __init__(self, programmes: list[tuple[str, str]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        offer(self, "initiative", [("", "Choose one"), *programmes])


class SchemeChangeForm(ContentForm):
    first = ("name", "setting")
    name = name_field()
    setting = setting_field()
    counting = choice(
        "How more or fewer places count", Counting.choices,
        "Only where the number changes. A scheme that opens, or slips to another year, takes its places with it.",
        what="way to count",
        radios=True,
    )  # fmt: skip
    reason = reason_field("Why it changes", "Kept with the change, with your name and the time.")
    version = version_field(least=1)
