"""Overview: how bad, getting worse, is the plan working, what must be decided."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.board.charts.overview import initiatives_by_category
from apps.board.facts import Facts, NotKnown
from apps.board.presenters.approved import approved_sentence
from apps.board.presenters.attention import attention
from apps.board.presenters.overview import change_rows, figures, milestone_rows
from apps.board.presenters.runs import of_runs, publication_block, recompute_block
from apps.board.selectors import actions
from apps.board.selectors import overview as selectors
from apps.core.exports import downloads, export_if_asked
from apps.core.selectors.reading import reading_date
from apps.deficit.charts import trend_chart
from apps.deficit.charts.outlook import outlook_chart
from apps.deficit.presenters import gap_sentence, position_message, sources
from apps.deficit.presenters.run_behind import Behind, behind
from apps.deficit.presenters.trajectory import where_it_goes
from apps.deficit.selectors.positions import policy
from apps.initiatives.presenters.claim_register import totals_table

OVERRIDE = "statutory-override-end"
APPROVED = "approved-claims"


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def overview(request: HttpRequest) -> HttpResponse:
    facts = Facts()
    try:
        outlook = facts.outlook
    except NotKnown:
        return render(request, "board/overview_empty.html")
    read_for = reading_date()
    override = policy(OVERRIDE, read_for)
    initiatives = selectors.initiatives()
    trend, ends = tuple(downloads(request, "trend")), override.effective_date if override else None
    published = facts.published
    chart = outlook_chart(outlook, published, ends, trend) if published else trend_chart(outlook, override, trend)
    table = initiatives_by_category(initiatives)
    approved = totals_table(facts.approved)
    if response := export_if_asked(request, chart, ("initiatives-by-category", table), (APPROVED, approved)):
        return response
    past, coming = selectors.milestones_around(read_for)
    return render(
        request,
        "board/overview.html",
        {
            "sources": sources(outlook),
            "message": position_message(outlook),
            "gap_sentence": gap_sentence(outlook),
            "figures": figures(facts),
            "chart": chart,
            "where_it_goes": where_it_goes(published, ends),
            "projected": published,
            "behind": _behind(facts),
            "initiatives": table,
            "initiatives_downloads": downloads(request, "initiatives-by-category"),
            "approved": approved if approved.rows else None,
            "approved_sentence": approved_sentence(facts.approved),
            "approved_downloads": downloads(request, APPROVED),
            "attention": attention(facts, initiatives, override, actions.actions(), read_for),
            "past": milestone_rows(past),
            "coming": milestone_rows(coming),
            "changes": change_rows(selectors.changes_since(read_for)),
            "read_for": read_for,
            "of_runs": of_runs(facts.projection.status, published),
            **recompute_block(facts.projection.status),
            **publication_block(),
        },
    )


def _behind(facts: Facts) -> Behind | None:
    """A recompute that failed is said above it already."""
    published = facts.published
    return behind(published, facts.newest_positions, facts.projection.status.in_force, None) if published else None
