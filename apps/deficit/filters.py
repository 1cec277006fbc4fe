"""What the list of positions can be narrowed to. The address is the permalink."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.deficit.models import Position
from apps.deficit.permissions import can_see_drafts
from apps.deficit.selectors.position_list import of_year, years_of
from apps.deficit.vocabulary import PositionStatus


def _choice(label: str, choices: Any, **more: Any) -> filters.ChoiceFilter:
    refusal = f"“%(value)s” is not a {label.lower()} of this list. Choose one from it."
    errors = {"invalid_choice": refusal}
    return filters.ChoiceFilter(label=label, choices=choices, empty_label="All", error_messages=errors, **more)


class PositionFilter(filters.FilterSet):
    """``person`` is who asks: years and statuses are of what they may see."""

    year = _choice("Financial year", [], method="by_year")
    status = _choice("Status", PositionStatus.choices)

    class Meta:
        model = Position
        fields = ("year", "status")

    def __init__(self, *args: Any, person: User, **named: Any) -> None:
        super().__init__(*args, **named)
        self.filters["year"].extra["choices"] = [(y.slug, str(y)) for y in years_of(person)]
        if not can_see_drafts(person):
            del self.filters["status"]

    def by_year(self, queryset: QuerySet[Position], name: str, value: str) -> QuerySet[Position]:
        return of_year(queryset, FinancialYear.parse(value))
