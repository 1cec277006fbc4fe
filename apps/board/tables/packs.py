"""The figures of a pack, as a list that SQL narrows, orders and pages."""

import django_filters as filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet

from apps.board.models import PackFigure
from apps.board.presenters.packs import said
from apps.core.tables import BaseTable


class PackFigureTable(BaseTable):
    caption = "Figures of the pack"
    sheet = "pack-figures"
    empty_title = "No figure matches"
    empty_advice = "Change or clear the filters."

    group = tables.Column(verbose_name="Part")
    label = tables.Column(verbose_name="Figure")
    value = tables.Column(verbose_name="As frozen", order_by=("value",), empty_values=())
    basis = tables.Column(verbose_name="Basis")
    source = tables.Column(verbose_name="Source")

    def render_value(self, record: PackFigure) -> str:
        return said(record)

    class Meta(BaseTable.Meta):
        order_by = ("order",)


class PackFigureFilter(filters.FilterSet):
    search = filters.CharFilter(
        label="Search",
        method="by_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"}),
    )
    group = filters.AllValuesFilter(
        label="Part", empty_label="All",
        error_messages={"invalid_choice": "“%(value)s” is not a part of this list. Choose one from it."},
    )  # fmt: skip

    class Meta:
        model = PackFigure
        fields = ("search", "group")

    def by_words(self, queryset: QuerySet[PackFigure], name: str, value: str) -> QuerySet[PackFigure]:
        for word in value.split():
            queryset = queryset.filter(label__icontains=word)
        return queryset
