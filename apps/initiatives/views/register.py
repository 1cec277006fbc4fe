"""The register: what is done, of what kind, at what cost, and what is reported of it."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from apps.core.exports import downloads, export_if_asked
from apps.core.selectors.reading import reading_date
from apps.initiatives.filters import InitiativeFilter
from apps.initiatives.presenters.register import plans_sentence, register_message, register_rows
from apps.initiatives.presenters.register_export import register_export
from apps.initiatives.presenters.totals import (
    NOTES,
    benefit_table,
    by_category,
    by_payer,
    money_by_category,
    money_by_payer,
)
from apps.initiatives.selectors.initiatives import narrowed, register, register_counts
from apps.initiatives.selectors.register_amounts import register_amounts
from apps.initiatives.tables import SHEET, InitiativeTable
from apps.initiatives.vocabulary import Category


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def initiative_list(request: HttpRequest) -> HttpResponse:
    filters = InitiativeFilter(request.GET, queryset=register())
    subjects, read_for, counts = narrowed(filters.qs), reading_date(), register_counts()
    rows = register_rows(subjects, read_for, register_amounts())
    totals = {
        "money-by-category": money_by_category(subjects),
        "money-by-payer": money_by_payer(subjects),
        "benefits-by-category": benefit_table(by_category(subjects), "category"),
        "benefits-by-payer": benefit_table(by_payer(subjects), "who pays for the initiative"),
    }
    table = InitiativeTable(rows)
    RequestConfig(request).configure(table)
    if response := export_if_asked(request, (SHEET, register_export(table.records)), *totals.items()):
        return response
    context = {
        "message": register_message(counts),
        "plans": plans_sentence(counts),
        "filters": filters,
        "form": filters.form,
        "chosen": filters.chosen_category,
        "categories": list(Category),
        "table": table,
        "totals": [(totals[slug], downloads(request, slug), NOTES.get(slug, "")) for slug in totals]
        if subjects
        else [],
        "read_for": read_for,
    }
    return render(request, "initiatives/list.html", context)
