"""What the register can be narrowed to. The address is the permalink."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from apps.initiatives.models import Initiative
from apps.initiatives.selectors.funding import Payer, paid_by
from apps.initiatives.vocabulary import Category, MeasurementPlanState, Stage


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
