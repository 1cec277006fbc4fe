"""Finance's queue: what waits for a decision, oldest first, and what waits for the Board."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.presenters.claim_queue import noting_table, queue_message, queue_rows
from apps.initiatives.selectors.claim_queue import queue

NOTING = "awaiting-noting"


@require_safe
@permission_required("initiatives.decide_benefitclaim", raise_exception=True)
def claim_queue(request: HttpRequest) -> HttpResponse:
    pages = {"page": request.GET.get("page", "1"), "noting_page": request.GET.get("noting", "1")}
    found = queue(actor(request), localdate(), **pages)
    noting = noting_table(found)
    if response := export_if_asked(request, (NOTING, noting)):
        return response
    context = {
        "message": queue_message(found),
        "rows": queue_rows(found),
        "page": found.page,
        "noting": noting,
        "noting_page": found.noting,
        "noting_downloads": downloads(request, NOTING),
    }
    return render(request, "initiatives/claim_queue.html", context)
