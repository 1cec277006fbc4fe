"""What the register can be narrowed to. The address is the permalink."""

import re
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from apps.core.models import User
from apps.initiatives.models import BenefitClaim, Initiative
from apps.initiatives.selectors.claims import (
    contributed_by,
    graded_as,
    initiatives_with_claims,
    of_initiative,
    worded,
)
from apps.initiatives.selectors.funding import Payer, paid_by
from apps.initiatives.vocabulary import Category, EvidenceGrade, MeasurementPlanState, Stage
from apps.initiatives.workflow.claims import ClaimStatus

REFERENCE = re.compile(r"[Cc][-\u2011]?0*([0-9]{1,9})")


def _choice(label: str, choices: Any, **more: Any) -> filters.ChoiceFilter:
    refusal = f"“%(value)s” is not a {label.lower()} of this list. Choose one from it."
    return filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label="All",
        error_messages={"invalid_choice": refusal},
        **more,
    )


class InitiativeFilter(filters.FilterSet):
    search = filters.CharFilter(
        label="Search",
        method="by_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"}),
    )
    category = _choice("Category", Category.choices)
    payer = _choice("Who pays", Payer.choices, method="by_payer")
    stage = _choice("Stage", Stage.choices)
    measurement_plan = _choice("Measurement plan", MeasurementPlanState.choices)

    class Meta:
        model = Initiative
        fields = ("search", "category", "payer", "stage", "measurement_plan")

    def by_words(self, queryset: QuerySet[Initiative], name: str, value: str) -> QuerySet[Initiative]:
        """Every word, anywhere in name, summary, printed words or owner."""
        for word in value.split():
            queryset = queryset.filter(
                Q(name__icontains=word)
                | Q(summary__icontains=word)
                | Q(category_as_printed__icontains=word)
                | Q(stage_as_printed__icontains=word)
                | Q(owner__icontains=word)
            )
        return queryset

    def by_payer(self, queryset: QuerySet[Initiative], name: str, value: str) -> QuerySet[Initiative]:
        return queryset.filter(paid_by(value))

    @property
    def chosen_category(self) -> Category | None:
        """The category asked for, so that its definition can stand beside the choice."""
        chosen = self.form.cleaned_data.get("category") if self.is_bound and self.form.is_valid() else None
        return Category(chosen) if chosen else None


class ClaimFilter(filters.FilterSet):
    """``person`` is who asks: “mine” are the claims that they made, edited or submitted."""

    search = filters.CharFilter(
        label="Reference or title",
        method="by_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"}),
    )
    initiative = _choice("Initiative", initiatives_with_claims, method="by_initiative")
    status = _choice("Status", ClaimStatus.choices)
    grade = _choice("Evidence", EvidenceGrade.choices, method="by_grade")
    mine = _choice("Whose", [("yes", "Made or edited by me")], method="by_me")

    class Meta:
        model = BenefitClaim
        fields = ("search", "initiative", "status", "grade", "mine")

    def __init__(self, *args: Any, person: User, **named: Any) -> None:
        super().__init__(*args, **named)
        self.person = person

    def by_words(self, queryset: QuerySet[BenefitClaim], name: str, value: str) -> QuerySet[BenefitClaim]:
        """``C-0012`` is one claim; else every word, anywhere in the title or the initiative's name."""
        if found := REFERENCE.fullmatch(value.strip()):
            return queryset.filter(pk=int(found[1]))
        for word in value.split():
            queryset = queryset.filter(worded(word))
        return queryset

    def by_grade(self, queryset: QuerySet[BenefitClaim], name: str, value: str) -> QuerySet[BenefitClaim]:
        """Finance's grade where it approved, else as claimed."""
        return queryset.filter(graded_as(value))

    def by_initiative(self, queryset: QuerySet[BenefitClaim], name: str, value: str) -> QuerySet[BenefitClaim]:
        return queryset.filter(of_initiative(value))

    def by_me(self, queryset: QuerySet[BenefitClaim], name: str, value: str) -> QuerySet[BenefitClaim]:
        return queryset.filter(contributed_by(self.person))

    @property
    def chosen_initiative(self) -> str:
        """The slug asked for; nothing where the filters do not hold."""
        return self.form.cleaned_data.get("initiative") or "" if self.is_bound and self.form.is_valid() else ""
