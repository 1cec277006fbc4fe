"""“Your e-mail”: what is e-mailed to the reader and when, and what they were told last."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core import notification_words as words
from apps.core.actor import actor
from apps.core.errors import INVALID
from apps.core.forms import MailForm
from apps.core.selectors.notifications import mailing_choices, newest_notifications
from apps.core.services.preferences import choose_mail


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    if request.method != "POST":
        return _page(request, MailForm(initial=dict(mailing_choices(person))))
    form = MailForm(request.POST)
    if not form.is_valid():
        return _page(request, form, INVALID)
    changed = choose_mail(choices=form.choices(), by=person, at=timezone.now())
    messages.success(request, words.KEPT if changed else words.UNCHANGED)
    return redirect("core:preferences")


def _page(request: HttpRequest, form: MailForm, status: int = 200) -> HttpResponse:
    person = actor(request)
    context = {
        "form": form,
        "message": words.message(person, mailing_choices(person)),
        "address": words.address(person),
        "told": words.rows(newest_notifications(person)),
    }
    return render(request, "core/preferences.html", context, status=status)
