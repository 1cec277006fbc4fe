"""Deficit: the position, and the runs of the projection."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import actor
from apps.core.charts import Chart
from apps.core.exports import downloads, export_if_asked
from apps.deficit import charts
from apps.deficit.models import ProjectionRun
from apps.deficit.presenters import gap_links, gap_sentence, policy_rows, position_checks, position_message
from apps.deficit.run_words import progress_text, run_record, run_text, status_text
from apps.deficit.selectors import positions, runs
from apps.deficit.services.runs import ask_for_recompute
from apps.deficit.tables import RunTable
from apps.deficit.vocabulary import RunState

STOP_POLLING = 286


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def position(request: HttpRequest) -> HttpResponse:
    outlook = positions.outlook()
    if outlook is None:
        return render(request, "deficit/no_position.html")
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
            "source": f"{outlook.current.source_title}, {outlook.current.source_reference}",
            "message": position_message(outlook),
            "gap_sentence": gap_sentence(outlook),
            "gap_links": gap_links(outlook),
            "checks": position_checks(outlook),
            "chart": chart,
            "blocks": blocks,
            "blocks_downloads": downloads(request, "by-block"),
            "policies": policy_rows(positions.policies(outlook.current.source_date)),
            "others": charts.other_positions(positions.published_positions(), outlook),
        },
    )


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def run_list(request: HttpRequest) -> HttpResponse:
    status = runs.run_status()
    table = RunTable(runs.runs(), request=request)
    return render(
        request,
        "deficit/runs.html",
        {
            "status": status,
            "table": table,
            "message": status_text(status),
            "under_way_text": progress_text(status) if status.busy else "",
            "refresh_seconds": 3 if status.busy else None,
        },
    )


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run_or_404(pk)
    under_way = run.state in (RunState.QUEUED, RunState.RUNNING)
    return render(
        request,
        "deficit/run.html",
        {
            "run": run,
            "text": run_text(run),
            "record": run_record(run),
            "under_way": under_way,
            "progress_url": reverse("deficit:run_progress", args=[run.pk]),
            "refresh_seconds": 3 if under_way else None,
        },
    )


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that a page under way asks for; 286 tells htmx to stop asking."""
    run = _run_or_404(pk)
    ended = run.state not in (RunState.QUEUED, RunState.RUNNING)
    context = {"text": run_text(run), "done": run.progress, "total": 100}
    return render(request, "components/progress_text.html", context, status=STOP_POLLING if ended else 200)


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def progress(request: HttpRequest) -> HttpResponse:
    """The same for whatever is waited for: what was asked for has no run until a worker takes it up."""
    status = runs.run_status()
    done = (status.under_way.progress if status.under_way else 0) if status.busy else 100
    context = {"text": progress_text(status), "done": done, "total": 100}
    return render(request, "components/progress_text.html", context, status=200 if status.busy else STOP_POLLING)


@require_POST
@permission_required("deficit.start_projectionrun", raise_exception=True)
def run_start(request: HttpRequest) -> HttpResponse:
    ask_for_recompute(by=actor(request), at=timezone.now())
    messages.success(request, "A recompute was asked for. It starts within seconds; this page shows how far it is.")
    return redirect("deficit:runs")


def _run_or_404(pk: int) -> ProjectionRun:
    try:
        return runs.run(pk)
    except ProjectionRun.DoesNotExist as error:
        raise Http404(f"There is no run {pk}.") from error
