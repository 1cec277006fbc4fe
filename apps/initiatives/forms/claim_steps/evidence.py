"""What a claim rests on, how good that is, and what its maker declares."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from apps.core.form_fields import words_field
from apps.initiatives.forms.claim_steps.base import StepForm, radios
from apps.initiatives.models import BenefitClaim, EvidenceItem
from apps.initiatives.selectors.claim_evidence import GRADE_NEEDS
from apps.initiatives.selectors.claim_options import evidence_for, is_stale, measures_for
from apps.initiatives.vocabulary import EvidenceGrade

NO_MEASURE = "none"
DECLARATION = (
    "I have read the claim. To the best of my knowledge what it says is right, nothing in it is counted elsewhere, and "
    "nothing in it can identify a child."
)


class EvidenceForm(StepForm):
    """What a grade still lacks does not keep the step from being saved: the list of steps says it."""

    grade_because = words_field(
        "Why this grade", "Needed for Partial and Insufficient. Finance reads it.", most=500, rows=3
    )

    def build(self) -> None:
        today = localdate()
        self.items, self.measures = evidence_for(self.claim), measures_for(self.claim)
        if self.items:
            self.fields["items"] = forms.MultipleChoiceField(
                label="Evidence",
                choices=[(str(i.pk), _item_words(i, self.claim, is_stale(i, today))) for i in self.items],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": "“%(value)s” is not evidence of the list. Choose from it."},
            )
        if self.measures:
            self.fields["measure"] = radios(
                "Measured outcome that it rests on",
                [*((str(m.pk), m.name) for m in self.measures), (NO_MEASURE, "None: it rests on no measure")],
                needed="Choose the measure, or none.",
            )
        self.fields["grade"] = radios(
            "Grade of the evidence",
            [(g.value, f"{g.label}: needs {GRADE_NEEDS[g]}.") for g in EvidenceGrade],
            needed="Choose a grade. Finance may grade it otherwise.",
            hint="Only Sufficient enters the headline; the others are shown beside it.",
        )
        self.order_fields(["items", "measure", "grade", "grade_because", "version"])

    def as_it_stands(self) -> dict[str, Any]:
        claim = self.claim
        graded = str(claim.measure_id) if claim.measure_id else (NO_MEASURE if claim.grade else "")
        return {
            "items": [str(e.item_id) for e in claim.claim_evidence.all()],
            "measure": graded,
            "grade": claim.grade,
            "grade_because": claim.grade_because,
        }

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        measure = given.get("measure", NO_MEASURE)
        return {
            "items": sorted(int(pk) for pk in given.get("items", [])),
            "measure": None if measure == NO_MEASURE else int(measure),
            "grade": given["grade"],
            "grade_because": given["grade_because"],
        }


class DeclarationForm(StepForm):
    declared = forms.BooleanField(
        label=DECLARATION,
        help_text="Changing anything afterwards takes the declaration back.",
        error_messages={"required": "Tick it to declare the claim. It cannot be submitted without."},
    )

    def as_it_stands(self) -> dict[str, Any]:
        return {"declared": self.claim.declared}


def _item_words(item: EvidenceItem, claim: BenefitClaim, stale: bool) -> str:
    of = "" if item.initiative_id == claim.initiative_id else f" of {item.initiative}"
    n = f", n = {item.n}" if item.n is not None else ""
    day = f"{item.expires_on.day} {item.expires_on:%B %Y}"
    expiry = f"stale since {day}: it must be renewed" if stale else f"good until {day}"
    return f"{item.title}{of}: {item.source}{n}, {expiry}"
