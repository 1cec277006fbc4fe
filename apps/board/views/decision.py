"""Recording what a meeting decided on an item, or correcting it."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.board.forms.meetings import DecisionForm
from apps.board.models import AgendaItem
from apps.board.permissions import DECIDE
from apps.board.presenters.meetings import asked_rows, decided_rows
from apps.board.selectors import decided_on as on
from apps.board.selectors import meetings as read
from apps.board.services.decisions import record_decision
from apps.board.views.entered import FormPage, form_view, found_or_404, require
from apps.core.actor import actor
from apps.core.errors import NotAllowed, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a decision stands, the form corrects it: what it said is there to be changed, the reason is asked anew."""
    require(request, DECIDE)
    item = found_or_404(lambda: read.item_numbered(pk), f"There is no agenda item numbered {pk}.")
    decided = read.decided_on(item)
    back = reverse("board:meeting", args=[item.meeting.slug])
    page = FormPage(
        "What is right about this decision?" if decided else "What did the meeting decide?",
        "A decision is never changed: the correction takes its place, and both are kept."
        if decided
        else f"{item.meeting}. It is kept for good; a correction later takes its place beside it.",
        "Record the correction" if decided else "Record the decision", (back, str(item.meeting)),
        [*asked_rows(item), *decided_rows(decided)], reread=lambda: {"corrects": _standing(item)},
    )  # fmt: skip
    known = on.things_of(decided.on) if decided else []
    listed = on.things()
    offered = [*[thing for thing in known if thing.value not in {t.value for t in listed}], *listed]
    initial = {} if decided is None else {
        "outcome": decided.standing.outcome, "words": decided.standing.words, "on": [t.value for t in known],
    }  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    form = DecisionForm(offered, decided.standing.pk if decided else None, uuid4(), sent, **initial)

    def save(form: DecisionForm) -> tuple[str, str]:
        given = {name: form.cleaned_data[name] for name in ("outcome", "words", "reason", "corrects", "form_key")}
        try:
            row = record_decision(item_id=pk, things=form.chosen, by=actor(request), at=timezone.now(), **given)
        except NotAllowed as error:  # what was entered stays on the page: another outcome, or another thing, may do
            raise Refused(f"Decided on: {error} Nothing was saved.") from error
        return back, f"Recorded: {row.get_outcome_display().lower()}, on “{item.title}”. Add the actions that follow."

    return form_view(request, page, form, save)


def _standing(item: AgendaItem) -> int | None:
    decided = read.decided_on(item)
    return decided.standing.pk if decided else None
