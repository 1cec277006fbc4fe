"""What kind of benefit a claim is for, and from when until when it counts."""

from datetime import date
from typing import Any

from django import forms

from apps.core.form_fields import words_field
from apps.core.vocabulary import BenefitClass
from apps.initiatives.forms.amounts import MonthField, month_after, month_before
from apps.initiatives.forms.claim_steps.base import StepForm, radios
from apps.initiatives.selectors.claim_options import delivered_tranches
from apps.initiatives.selectors.claim_steps import SHORT, is_short
from apps.initiatives.vocabulary import Recurrence, UnitKind

MEANING = {
    BenefitClass.CASHABLE: "An approved budget is reduced and the cash released.",
    BenefitClass.AVOIDANCE: "Spending that would have happened did not; no budget goes down. Never added to a saving.",
    BenefitClass.NON_CASHABLE: "A valued effect with neither a budget reduced nor spending avoided, such as time.",
}


class KindForm(StepForm):
    title = words_field(
        "What is claimed", "A few words that a board member understands.", most=160,
        needed="Say what is claimed, such as “Children placed in mainstream schools”.",
    )  # fmt: skip
    benefit_class = radios(
        "Class of the benefit",
        [(c.value, f"{c.label}. {MEANING[c]}") for c in BenefitClass],
        needed="Choose what kind of benefit it is.",
    )
    kind = radios(
        "What it counts",
        [(k.value, f"{k.label}. {k.meaning}") for k in UnitKind],
        needed="Choose what the claim counts.",
        hint="Changing this later empties what was counted and what was left out.",
    )
    field_order = ["title", "benefit_class", "kind", "version"]

    def as_it_stands(self) -> dict[str, Any]:
        return {"title": self.claim.title, "benefit_class": self.claim.benefit_class, "kind": self.claim.kind}

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind == UnitKind.PLACES and not delivered_tranches(self.claim.initiative):
            raise forms.ValidationError(
                f"{self.claim.initiative} has no delivered places in the place register. Choose children or a cohort."
            )
        return kind

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "title": given["title"],
            "kind": UnitKind(given["kind"]),
            "benefit_class": BenefitClass(given["benefit_class"]),
        }


class PeriodForm(StepForm):
    """Months as people say them, the last one included; the service takes the first day that no longer counts."""

    recurrence = radios(
        "How it recurs",
        Recurrence.choices,
        needed="Choose recurring or one-off.",
        hint="A recurring benefit lasts a year or longer and is worth a full year’s value each year. A one-off is "
        "worth the months that it lasts: one month is a twelfth of a full year’s value.",
    )
    first = MonthField(
        label="First month in which it counts",
        help_text="Such as September 2025.",
        error_messages={"required": "Enter the month in which it starts, such as September 2025."},
    )
    last = MonthField(
        label="Last month in which it counts",
        help_text="This month still counts: a benefit until the end of March 2028 ends in March 2028.",
        example="March 2028",
        error_messages={"required": "Enter the last month in which it counts, such as March 2028."},
    )
    came_first = MonthField(
        label="First month in which the children came",
        help_text="It may be left empty. With it, the claim also shows how many came in a year.",
        example="April 2024",
        required=False,
    )
    came_last = MonthField(label="Last month in which the children came", example="July 2025", required=False)

    def build(self) -> None:
        if self.claim.kind == UnitKind.PLACES:
            del self.fields["came_first"], self.fields["came_last"]

    def as_it_stands(self) -> dict[str, Any]:
        claim = self.claim
        return {
            "recurrence": claim.recurrence,
            "first": claim.start_date,
            "last": _until(claim.end_date),
            "came_first": claim.came_from,
            "came_last": _until(claim.came_to),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for first, last, what in (("first", "last", "it starts"), ("came_first", "came_last", "the first child came")):
            start, end = given.get(first), given.get(last)
            if start and end and end < start:
                said = f"{end:%B %Y} is before {start:%B %Y}, when {what}. Enter the same month or a later one."
                self.add_error(last, said)
            elif bool(start) != bool(end) and not {first, last} & set(self.errors):
                self.add_error(last if start else first, "Enter both months in which children came, or neither.")
        if not self.errors and is_short(given["recurrence"], given["first"], month_after(given["last"])):
            self.add_error("recurrence", SHORT)
        return given

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        came_last = given.get("came_last")
        return {
            "recurrence": Recurrence(given["recurrence"]),
            "start_date": given["first"],
            "end_date": month_after(given["last"]),
            "came_from": given.get("came_first"),
            "came_to": month_after(came_last) if came_last else None,
        }


def _until(end: date | None) -> date | None:
    """The last month of a half-open period."""
    return month_before(end) if end else None
