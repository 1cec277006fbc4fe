"""Cancelling a run, and publishing one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale
from apps.deficit.forms.runs import PublishForm
from apps.deficit.services.runs import cancel_run, publish_run
from apps.deficit.views.runs import reread, run_or_404, run_page
from apps.deficit.vocabulary import RunState


@require_POST
@permission_required("deficit.cancel_projectionrun", raise_exception=True)
def run_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_or_404(pk)
    try:
        run = cancel_run(run_id=run.pk, by=actor(request), at=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
        return redirect("deficit:run", pk)
    ended = run.state == RunState.CANCELLED
    messages.success(request, f"{run} is cancelled." if ended else f"{run} stops before its next step.")
    return redirect("deficit:run", pk)


@require_POST
@permission_required("deficit.publish_projectionrun", raise_exception=True)
def run_publish(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_or_404(pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return run_page(request, run, form, INVALID)
    try:
        given = form.cleaned_data
        shown = publish_run(
            run_id=run.pk, reason=given["reason"], read=given["read"], by=actor(request), at=timezone.now()
        )
    except Stale as error:
        return run_page(request, run, reread(form.cleaned_data["reason"]), CONFLICT, error)
    except Refused as error:
        form.add_error(None, str(error))
        return run_page(request, run, form, CONFLICT)
    messages.success(request, f"Published: the trajectory now shows the figures of run {shown.run_id}.")
    return redirect("deficit:run", pk)
