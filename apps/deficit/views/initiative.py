"""One initiative's own projection: what it avoids and when, how sure that is, and where it stops paying."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.exports import downloads, export_if_asked
from apps.deficit.charts.initiative import initiative_charts
from apps.deficit.inputs.projected import EFFECT_YEAR
from apps.deficit.presenters import initiative as words
from apps.deficit.presenters import switching as switching_words
from apps.deficit.presenters.projection_page import labels, provenance
from apps.deficit.selectors.initiative_projection import InitiativeProjection, initiative_projection
from apps.deficit.selectors.projection_page import page_facts
from apps.initiatives.models import Initiative


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def initiative(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = initiative_projection(slug)
    except Initiative.DoesNotExist as error:
        raise Http404(str(error)) from error
    if found.projected is None:
        return render(request, "deficit/no_projection.html", {"question": f"What does {found.initiative} avoid?"})
    year = EFFECT_YEAR if EFFECT_YEAR in found.projected.years else found.projected.years[-1]
    charts = initiative_charts(found.projected, slug, year, lambda of: downloads(request, of))
    facts = page_facts()
    parts, switching = words.part_rows(found), switching_words.switching_rows(found, labels(facts))
    sheets: list[Any] = [*charts, ("parts", parts), ("switching", switching)]
    if response := export_if_asked(request, *sheets):
        return response
    context = {
        **provenance(found.projected, facts),
        **_words(found),
        "message": words.initiative_message(found, year),
        "charts": charts,
        "parts": parts,
        "parts_downloads": downloads(request, "parts"),
        "switching": switching,
        "switching_downloads": downloads(request, "switching"),
    }
    return render(request, "deficit/initiative.html", context)


def _words(found: InitiativeProjection) -> dict[str, Any]:
    return {
        "initiative": found.initiative,
        "no_benefit": [] if found.parts else words.no_benefit(found),
        "rule": words.rule_sentence(found),
        "break_even": switching_words.break_even_sentences(found),
        "stops_paying": switching_words.switching_sentences(found),
    }
