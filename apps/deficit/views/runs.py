"""The runs of the projection: the list, one run, its progress, and asking for another."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import actor
from apps.core.errors import Stale
from apps.deficit.differences import published_differences
from apps.deficit.forms.runs import PublishForm
from apps.deficit.models import ProjectionRun
from apps.deficit.run_permissions import can_cancel_run, can_publish_run
from apps.deficit.run_words import progress_text, published_rows, run_record, run_text, shown_text, status_text
from apps.deficit.selectors import runs
from apps.deficit.selectors.projections import (
    publication,
    publications,
    publications_of,
    published_projection,
    stored_projection,
)
from apps.deficit.services.runs import ask_for_recompute
from apps.deficit.tables import RunTable
from apps.deficit.vocabulary import RunState

STOP_POLLING = 286
MOST_SHOWN = 20


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
            "message": status_text(status, publication()),
            "cancellable": [one for one in runs.open_runs() if can_cancel_run(actor(request), one)],
            "shown": shown_text(publication()),
            "publications": published_rows(publications()[:MOST_SHOWN]),
            "under_way_text": progress_text(status) if status.busy else "",
            "refresh_seconds": 3 if status.busy else None,
        },
    )


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return run_page(request, run_or_404(pk))


def run_page(
    request: HttpRequest, run: ProjectionRun, refused: PublishForm | None = None, status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:  # fmt: skip
    """The run's record; with what may be done with it, and the form that was refused."""
    under_way = run.state in (RunState.QUEUED, RunState.RUNNING)
    return render(
        request,
        "deficit/run.html",
        {
            "run": run,
            "text": run_text(run),
            "record": run_record(run, runs.scenario_name(run)),
            "under_way": under_way,
            "progress_url": reverse("deficit:run_progress", args=[run.pk]),
            "refresh_seconds": 3 if under_way else None,
            "may_cancel": can_cancel_run(actor(request), run),
            "form": refused,
            "publish_form": refused or (_publishing() if can_publish_run(actor(request), run) else None),
            "publishing": _publishing_moves(run) if can_publish_run(actor(request), run) else [],
            "stale": stale,
            "published": published_rows(publications_of(run)),
        },
        status=status,
    )


def _publishing_moves(run: ProjectionRun) -> list[str]:
    return published_differences(published_projection(), stored_projection(run.same_as_id or run.pk))


def _publishing() -> PublishForm:
    return PublishForm(initial={"read": shown_now()})


def reread(reason: str) -> PublishForm:
    """The reader's reason against what is shown now: publishing again is a decision."""
    return PublishForm({"reason": reason, "read": shown_now()})


def shown_now() -> int:
    shown = publication()
    return shown.pk if shown else 0


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that a page under way asks for; 286 tells htmx to stop asking."""
    run = run_or_404(pk)
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


def run_or_404(pk: int) -> ProjectionRun:
    try:
        return runs.run(pk)
    except ProjectionRun.DoesNotExist as error:
        raise Http404(f"There is no run {pk}.") from error
