"""What the list of audit entries can be narrowed to. The address is the permalink."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.models import AuditEntry
from apps.core.selectors.trail import people
from apps.core.trail.kinds import kinds

SERVICE = "~"  # no user name holds it
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)
Entries = QuerySet[AuditEntry]


def _choice(label: str, choices: Any, method: str) -> filters.ChoiceFilter:
    refusal = f"“%(value)s” is not a {label.lower()} of this list. Choose one from it."
    return filters.ChoiceFilter(
        label=label, choices=choices, empty_label="All", method=method, error_messages={"invalid_choice": refusal}
    )


def _day(label: str, method: str) -> filters.DateFilter:
    outside = f"Enter a day from {FIRST.year} to {LAST.year}."
    return filters.DateFilter(
        label=label,
        method=method,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"}),
        validators=[MinValueValidator(FIRST, outside), MaxValueValidator(LAST, outside)],
        error_messages={"invalid": "That is not a day. Enter it as year-month-day, such as 2026-01-27."},
    )


def _people() -> list[tuple[str, str]]:
    return [*people(), (SERVICE, "The service itself")]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((kind.model, kind.word) for kind in kinds()), key=lambda one: one[1])


class AuditFilter(filters.FilterSet):
    search = filters.CharFilter(
        label="Action, name or reason",
        method="by_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"}),
    )
    person = _choice("Person", _people, "by_person")
    kind = _choice("Kind", _kinds, "by_kind")
    first_day = _day("From", "since")
    last_day = _day("To", "until")

    class Meta:
        model = AuditEntry
        fields = ("search", "person", "kind", "first_day", "last_day")

    def by_words(self, entries: Entries, name: str, value: str) -> Entries:
        """Every word, anywhere in the action, the subject's name or the reason."""
        for word in value.split():
            entries = entries.filter(
                Q(action__icontains=word) | Q(subject_label__icontains=word) | Q(reason__icontains=word)
            )
        return entries

    def by_person(self, entries: Entries, name: str, value: str) -> Entries:
        return entries.filter(by__isnull=True) if value == SERVICE else entries.filter(by__username=value)

    def by_kind(self, entries: Entries, name: str, value: str) -> Entries:
        return entries.filter(subject_type=value)

    def since(self, entries: Entries, name: str, value: date) -> Entries:
        return entries.filter(at__gte=_midnight(value))

    def until(self, entries: Entries, name: str, value: date) -> Entries:
        return entries.filter(at__lt=_midnight(value + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
