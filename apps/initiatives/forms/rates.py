"""Drafting a version of the rate card, and deciding one. Forms validate; services save."""

from decimal import Decimal
from typing import Any

from django import forms

from apps.core.form_fields import DayField, reason_field, version_field, words_field
from apps.core.money import number, pounds
from apps.initiatives.forms.fields import PoundsField
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import PlacementType

REFERENCE_MOST = 120
APPROVE, WITHDRAW = "approve", "withdraw"
DECISIONS = {APPROVE: "Why you approve it", WITHDRAW: "Why it is withdrawn"}


class RateDraftForm(forms.Form):
    """A field for each rate of the newest approved card: £ a placement for a full year."""

    source_reference = words_field(
        "Where the new rates come from",
        "A document and the place in it, such as “Finance, placement costs 2025/26, table 2”.",
        most=REFERENCE_MOST,
        needed="Name the document that the new rates come from.",
    )
    in_force_from = DayField(
        label="In force from",
        help_text="Leave it empty for the day of its approval. For example, 1 April 2027.",
        example="1 April 2027",
        required=False,
    )
    reason = reason_field("Why the rates change", "The finance officer who decides reads it, and so does the Board.")
    version = version_field()

    def __init__(self, sheet: RateSheet, data: Any = None) -> None:
        kept = {_name(kind): number(amount) for kind, amount in sheet.rates.items()}
        super().__init__(data, initial={**kept, "version": sheet.version})
        self.kinds = [kind for kind in PlacementType if kind in sheet.rates]
        for kind in self.kinds:
            self.fields[_name(kind)] = PoundsField(
                label=f"{kind.label}, £ a placement for a full year",
                help_text=f"Version {sheet.version}: {pounds(sheet.rates[kind])}. Whole pounds.",
                error_messages={"required": "Enter the cost in whole pounds, such as 65,000."},
            )
        self.order_fields([_name(kind) for kind in self.kinds])

    @property
    def amounts(self) -> dict[PlacementType, Decimal]:
        return {kind: self.cleaned_data[_name(kind)] for kind in self.kinds}


class DecisionForm(forms.Form):
    """Why a draft is approved or withdrawn. Both may stand on one page, so each has ids of its own."""

    reason = reason_field("Why", "Kept with the decision, with your name and the time.")

    def __init__(self, action: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{action}_%s")
        self.action = action
        self.fields["reason"].label = DECISIONS[action]


def _name(kind: PlacementType) -> str:
    return f"rate_{kind.value}"
