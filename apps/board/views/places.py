"""Places: how many, which phase, which year, where is the gap, and what they avoid."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.board.charts import places as charts
from apps.board.facts import Facts
from apps.board.forms import PlacesForm
from apps.board.presenters.places import (
    assumption_sentence,
    avoidance_sentences,
    changed_sentence,
    gap_sentence,
    message,
    tranche_rows,
)
from apps.board.presenters.runs import recompute_block
from apps.core.actor import actor
from apps.core.charts import Rows
from apps.core.exports import downloads, export_if_asked
from apps.deficit.selectors.avoidance import FULL_YEAR, projection
from apps.initiatives.permissions import can_change_places


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def places(request: HttpRequest) -> HttpResponse:
    facts = Facts()
    if not facts.tranches:
        return render(request, "board/no_places.html")
    form = PlacesForm(request.GET or None)
    convention, month = form.chosen()
    results = projection(months={FULL_YEAR, month})
    chart = charts.places_chart(facts, downloads(request, "places"))
    tables: dict[str, Rows] = {
        "table_2": charts.table_2(facts),
        "exclusions": charts.exclusions(facts),
        "table_3": charts.table_3(results, facts, convention, month),
        "pipeline": charts.pipeline_table(results, facts, convention, month),
    }
    if response := export_if_asked(request, chart, *((_slug(k), t) for k, t in tables.items())):
        return response
    context = {
        **tables,
        "downloads": {name: downloads(request, _slug(name)) for name in tables},
        "facts": facts,
        "form": form,
        "message": message(facts),
        "chart": chart,
        "checks": charts.table_2_checks(tables["table_2"]),
        "gap_sentence": gap_sentence(facts),
        "changed_sentence": changed_sentence(results),
        "assumption_sentence": assumption_sentence(facts),
        "figures": avoidance_sentences(results, facts, convention, month),
        "tranche_rows": tranche_rows(facts, can_change_places(actor(request))),
        **recompute_block(results.status),
    }
    return render(request, "board/places.html", context)


def _slug(name: str) -> str:
    return name.replace("_", "-")
