"""The register of claims: where each one is, and what is approved on which basis."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.filters import ClaimFilter
from apps.initiatives.permissions import can_make_claims
from apps.initiatives.presenters.claim_register import register_file, register_sentence, totals_table, years_table
from apps.initiatives.selectors.claim_totals import ClaimTotal, all_claim_totals, claim_totals
from apps.initiatives.selectors.claims import claims_seen_by, listed
from apps.initiatives.tables import CLAIMS_SHEET, ClaimTable

TOTALS, YEARS = "claim-totals", "claim-totals-by-year"


@require_safe
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claims(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    filters = ClaimFilter(request.GET, queryset=listed(claims_seen_by(person)), person=person)
    shown = filters.qs
    table = ClaimTable(shown)
    RequestConfig(request).configure(table)
    totals, yearly = (_totals(filters, by_year) for by_year in (False, True))
    tables = {TOTALS: totals_table(totals), YEARS: years_table(yearly)}
    if "_export" in request.GET:  # the whole list is read for its file alone
        whole = (CLAIMS_SHEET, register_file(table.data.data))
        if response := export_if_asked(request, whole, *tables.items()):
            return response
    context = {
        "message": register_sentence(table.count, totals),
        "form": filters.form,
        "table": table,
        "totals": [(rows, downloads(request, slug)) for slug, rows in tables.items() if rows.rows],
        "may_start": can_make_claims(person),
    }
    return render(request, "initiatives/claims.html", context)


def _totals(filters: ClaimFilter, by_year: bool) -> list[ClaimTotal]:
    if not any(value for name, value in filters.data.items() if name in filters.form.fields):
        return all_claim_totals(by_year)
    return claim_totals(filters.qs, filters.chosen_initiative, by_year=by_year)
