"""Places: how many, which phase, which year, where is the gap, and what they avoid."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.benchmarking.selectors.caseload import caseload
from apps.benchmarking.selectors.placements import plans_by_placement
from apps.board.charts import place_breakdown
from apps.board.charts import places as charts
from apps.board.charts.place_claims import claims_table
from apps.board.facts import Facts
from apps.board.forms.places import PlacesForm
from apps.board.presenters import dsg_plan, scap
from apps.board.presenters.place_pages import onward
from apps.board.presenters.places import (
    assumption_sentence,
    avoidance_sentences,
    changed_sentence,
    gap_sentence,
    itemised_sentence,
    message,
    tranche_rows,
)
from apps.board.presenters.runs import recompute_block
from apps.board.selectors.plan_template import plan_template
from apps.core.actor import actor
from apps.core.charts import Rows
from apps.core.exports import downloads, export_if_asked
from apps.core.world import today
from apps.deficit.selectors.avoidance import FULL_YEAR, projection
from apps.initiatives.permissions import can_change_places
from apps.initiatives.selectors.claims_on_places import claims_on_places
from apps.initiatives.selectors.occupancy import open_readings

RETURNS = {
    scap.SLUG: "In the shape of the School Capacity survey’s SEND part",
    dsg_plan.SLUG: "In the shape of the DSG management plan’s placement sheets",
}


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def places(request: HttpRequest) -> HttpResponse:
    facts = Facts()
    if not facts.tranches:
        return render(request, "board/no_places.html")
    if response := _return(request, facts):
        return response
    form = PlacesForm(request.GET or None)
    convention, month = form.chosen()
    results = projection(months={FULL_YEAR, month})
    chart = charts.places_chart(facts, downloads(request, "places"))
    tables: dict[str, Rows] = {
        "table_2": charts.table_2(facts),
        "phase_by_year": place_breakdown.phase_by_year(facts),
        "breakdown": place_breakdown.breakdown(facts),
        "exclusions": charts.exclusions(facts),
        "table_3": charts.table_3(results, facts, convention, month),
        "pipeline": charts.pipeline_table(results, facts, convention, month),
        "claims": claims_table(facts, claims_on_places()),
    }
    if response := export_if_asked(request, chart, *((_slug(k), t) for k, t in tables.items())):
        return response
    context = {
        **tables,
        "downloads": {name: downloads(request, _slug(name)) for name in tables},
        "returns": [(title, downloads(request, slug)) for slug, title in RETURNS.items()],
        "onward": onward(facts, open_readings(today())),
        "facts": facts,
        "form": form,
        "message": message(facts),
        "chart": chart,
        "checks": charts.table_2_checks(tables["table_2"]),
        "gap_sentence": gap_sentence(facts),
        "itemised_sentence": itemised_sentence(facts),
        "changed_sentence": changed_sentence(results),
        "assumption_sentence": assumption_sentence(facts),
        "figures": avoidance_sentences(results, facts, convention, month),
        "tranche_rows": tranche_rows(facts, can_change_places(actor(request))),
        **recompute_block(results.status),
    }
    return render(request, "board/places.html", context)


def _return(request: HttpRequest, facts: Facts) -> HttpResponse | None:
    """The files in the shape of a return: worked out only where one is asked for."""
    match request.GET.get("_of"):
        case scap.SLUG:
            newest = {r.scheme: r for r in open_readings(today())}
            return export_if_asked(request, (scap.SLUG, scap.scap_table(facts, newest)))
        case dsg_plan.SLUG:
            code = settings.COUNCIL_DFE_CODE
            plan = dsg_plan.dsg_plan(facts, caseload(code), plans_by_placement(code), plan_template())
            return export_if_asked(request, plan)
    return None


def _slug(name: str) -> str:
    return name.replace("_", "-")
