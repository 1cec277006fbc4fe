"""Deficit: what moves it, line by line, from the published positions."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.actor import actor
from apps.core.charts import Chart
from apps.core.exports import downloads, export_if_asked
from apps.deficit import charts
from apps.deficit.permissions import can_enter_positions
from apps.deficit.presenters import (
    gap_links,
    gap_sentence,
    known_on,
    policy_rows,
    position_checks,
    position_message,
    sources,
    unsplit_years,
)
from apps.deficit.presenters.run_behind import behind
from apps.deficit.presenters.trajectory import where_it_goes
from apps.deficit.selectors import positions
from apps.deficit.selectors.projection_page import override_ends, page_facts
from apps.deficit.selectors.projections import published_projection


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def position(request: HttpRequest) -> HttpResponse:
    outlook = positions.outlook()
    if outlook is None:
        return render(request, "deficit/no_position.html", {"may_enter": can_enter_positions(actor(request))})
    published, facts = published_projection(), page_facts()
    chart: Chart = charts.waterfall_chart(outlook, downloads(request, "table-4"))
    blocks = charts.by_block(outlook)
    if response := export_if_asked(request, chart, ("by-block", blocks)):
        return response
    return render(
        request,
        "deficit/position.html",
        {
            "outlook": outlook,
            "current": outlook.current,
            "sources": sources(outlook),
            "unsplit": unsplit_years(outlook),
            "message": position_message(outlook),
            "gap_sentence": gap_sentence(outlook),
            "gap_links": gap_links(outlook),
            "checks": position_checks(outlook),
            "chart": chart,
            "blocks": blocks,
            "blocks_downloads": downloads(request, "by-block"),
            "where_it_goes": where_it_goes(published, override_ends()),
            "behind": behind(published, facts.positions, facts.newest, facts.failed) if published else None,
            "known_on": known_on(outlook),
            "policies": policy_rows(positions.policies(known_on(outlook))),
            "may_enter": can_enter_positions(actor(request)),
            "others": charts.other_positions(positions.published_positions(), outlook),
        },
    )
