"""What is to be requested, and what each request must avoid to pay for itself."""

from decimal import Decimal

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.exports import downloads, export_if_asked
from apps.deficit.forms.requests import ConfidenceForm
from apps.deficit.presenters import requests as page
from apps.deficit.selectors.requests import appraised
from apps.initiatives.selectors.requests import requests as read_requests


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def requests(request: HttpRequest) -> HttpResponse:
    asked = read_requests()
    if not asked:
        return render(request, "deficit/requests_empty.html")
    form = ConfidenceForm(request.GET)
    status, confidence = form.status, form.chosen()
    table, take = page.requests_table(asked), page.break_even_table(appraised(confidence), confidence)
    if status == 200 and (response := export_if_asked(request, ("requests", table), ("break-even", take))):
        return response
    context = {
        "form": form,
        "message": page.message(asked, appraised(Decimal(1))),
        "table": table,
        "take": take,
        "downloads": {"requests": downloads(request, "requests"), "take": downloads(request, "break-even")},
        "confidence_sentence": page.confidence_sentence(confidence),
    }
    return render(request, "deficit/requests.html", context, status=status)
