"""Finance's decision on a claim, the Board's noting of one, and starting the one that supersedes it. Services save."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from apps.core.form_fields import DayField, FormKeyField, reason_field, short, version_field, words_field
from apps.core.money import number, pounds
from apps.initiatives.models import BenefitClaim
from apps.initiatives.selectors.claim_evidence import GRADE_NEEDS, GRADE_REMEDY, evidence_of, grade_lacks
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind

AMOUNT = re.compile(r"(?P<whole>[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.(?P<pence>[0-9]{1,2}))?")
REFERENCE_MOST = 120


class LowerAmountField(forms.CharField):
    """Pounds, with or without pence; nothing where it is left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value)).strip().removeprefix("£").strip()
        if not text:
            return None
        found = AMOUNT.fullmatch(text)
        if not found:
            raise ValidationError(
                f"“{short(value)}” is not an amount in pounds. Enter one such as 250,000 or 250,000.50."
            )
        return Decimal(f"{found['whole'].replace(',', '')}.{found['pence'] or 0}")


class ClaimDecisionForm(forms.Form):
    """``amount`` goes with a lower approval alone, ``grade`` with either approval."""

    decision = forms.ChoiceField(
        label="Your decision",
        choices=ClaimDecisionKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one of the four decisions.",
            "invalid_choice": "“%(value)s” is not a decision of the list. Choose one from it.",
        },
    )
    amount = LowerAmountField(label="Lower amount, £", required=False)
    grade = forms.ChoiceField(
        label="How good is the evidence?",
        help_text="Only Sufficient evidence enters the headline; the other two stand beside it.",
        choices=EvidenceGrade.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is not a grade of the list. Choose one from it."},
    )
    reason = reason_field("Why", "The SEND manager reads it. If you return the claim, it is your question.")
    version = version_field()

    def __init__(self, claim: BenefitClaim, data: Any = None) -> None:
        super().__init__(data, initial={"grade": claim.grade, "version": claim.version})
        self.claim = claim
        self.fields["grade"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (g.value, f"{g.label}: needs {GRADE_NEEDS[g]}.") for g in EvidenceGrade
        ]
        self.claimed = claim.claimed or Decimal(0)
        basis = "once" if claim.recurrence == "one_off" else "a year"
        self.fields[
            "amount"
        ].help_text = (
            f"Only to approve a lower amount: £0 or more, and less than the {self._claimed_words} {basis} claimed."
        )

    @property
    def _claimed_words(self) -> str:
        """Pence only where there are some."""
        return pounds(self.claimed, 0 if self.claimed == int(self.claimed) else 2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        decision, amount = given.get("decision"), given.get("amount")
        approves = decision in (ClaimDecisionKind.APPROVE, ClaimDecisionKind.APPROVE_LESS)
        if approves and not given.get("grade") and "grade" not in self.errors:
            self.add_error("grade", "Grade the evidence: Sufficient, Partial or Insufficient.")
        elif approves and given.get("grade"):
            self._check_grade(EvidenceGrade(given["grade"]))
        if "amount" in self.errors or not decision:
            return given
        if decision == ClaimDecisionKind.APPROVE_LESS:
            self._check_lower(amount)
        elif amount is not None:
            self.add_error(
                "amount",
                f"“{number(amount, 2)}” is entered, and the decision is “{ClaimDecisionKind(decision).label}”. Clear "
                "the amount, or choose “Approve a lower amount”.",
            )
        return given

    def _check_grade(self, grade: EvidenceGrade) -> None:
        """A decision always has a reason: where it lacks, the reason's own field says so."""
        if said := grade_lacks(grade, evidence_of([self.claim])[self.claim.pk], "The decision’s own", localdate()):
            self.add_error("grade", f"{said} {GRADE_REMEDY}")

    def _check_lower(self, amount: Decimal | None) -> None:
        if amount is None:
            self.add_error("amount", f"Enter how much you approve: less than the {self._claimed_words} claimed.")
        elif amount >= self.claimed:
            self.add_error(
                "amount",
                f"“{number(amount, 2)}” is not less than the {self._claimed_words} claimed. Enter less, or choose "
                "“Approve”.",
            )

    @property
    def answers(self) -> dict[str, Any]:
        """What ``decide_claim`` takes, of a valid form."""
        given = self.cleaned_data
        return {
            "decision": ClaimDecisionKind(given["decision"]),
            "amount": given["amount"],
            "grade": EvidenceGrade(given["grade"]) if given["grade"] else None,
            "reason": given["reason"],
            "read_version": given["version"],
        }


class NotingForm(forms.Form):
    """``decided`` is the day of the approval: the Board notes it then or later, and not in time to come."""

    meeting_date = DayField(
        label="Date of the meeting",
        help_text="For example, 9 March 2026.",
        example="9 March 2026",
        error_messages={"required": "Enter the day of the meeting, such as 9 March 2026."},
    )
    reference = words_field(
        "Where the minutes say so",
        "Such as “Minutes of 9 March 2026, item 7”.",
        most=REFERENCE_MOST,
        needed="Name the minutes and the item, such as “Minutes of 9 March 2026, item 7”.",
    )

    def __init__(self, decided: date, today: date, data: Any = None) -> None:
        super().__init__(data)
        self.decided, self.today = decided, today

    def clean_meeting_date(self) -> date:
        met: date = self.cleaned_data["meeting_date"]
        if not self.decided <= met <= self.today:
            raise ValidationError(
                f"“{_day(met)}” is not between the approval on {_day(self.decided)} and today. Enter the meeting that "
                "noted it."
            )
        return met


class SupersedeForm(forms.Form):
    """``key`` names this rendering of the form, so that sending it twice starts one claim."""

    key = FormKeyField("The page has lost track of this form. Open it again and start from there.")

    def __init__(self, restates: bool, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4()})
        if restates:
            self.fields["restatement_reason"] = reason_field(
                "Why the figure of a closed quarter changes", "It is shown wherever the restated figure stands."
            )
            self.order_fields(["restatement_reason"])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
