"""Sending for approval, approving, returning, publishing, withdrawing: one form each, on the position's own page."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale
from apps.deficit.forms.position_decisions import PositionDecisionForm
from apps.deficit.models import Position
from apps.deficit.position_words import said_of
from apps.deficit.selectors.position_checks import untied
from apps.deficit.selectors.position_content import decided_already
from apps.deficit.services.position_decisions import decide_position
from apps.deficit.views.position_form import reread
from apps.deficit.views.position_seen import seen_or_404
from apps.deficit.views.positions import show_position
from apps.deficit.vocabulary import PositionDecisionKind

SAID = {
    PositionDecisionKind.READY: "waits for another finance officer’s approval",
    PositionDecisionKind.APPROVE: "is approved",
    PositionDecisionKind.RETURN: "is a draft again",
    PositionDecisionKind.PUBLISH: "is published: the dashboards show it now, and a recompute was asked for",
    PositionDecisionKind.WITHDRAW: "is withdrawn",
}


@require_POST
@permission_required("deficit.add_position", raise_exception=True)
def position_decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    if decision not in PositionDecisionKind.values:
        raise Http404(f"There is no decision “{decision}”.")
    position, kind = seen_or_404(pk, actor(request)), PositionDecisionKind(decision)
    form = PositionDecisionForm(kind, request.POST, untied=bool(untied(position)))
    if decided_already(position, kind, actor(request)):
        return redirect("deficit:position_page", pk)
    if not form.is_valid():
        return show_position(request, position, form, INVALID)
    return _decide(request, position, form)


def _decide(request: HttpRequest, position: Position, form: PositionDecisionForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        decided = decide_position(
            position_id=position.pk, kind=form.kind, read_edits=given["version"], reason=given.get("reason", ""),
            differences_seen=given.get("differences_seen", ""), by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except NotAllowed as error:
        form.add_error(None, f"You cannot do this. {error}")
        return show_position(request, position, form, FORBIDDEN)
    except Stale as error:
        reread(form, position.edits)
        return show_position(request, position, form, CONFLICT, stale=error)
    except Refused as error:
        form.add_error(None, str(error))
        return show_position(request, position, form, INVALID)
    messages.success(request, said_of(decided, SAID[form.kind]))
    return redirect("deficit:position_page", decided.pk)
