"""The maturity self-assessment of para 5.4."""

from uuid import uuid4

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.board.forms.maturity import AreaForm, AssessmentForm
from apps.board.permissions import MATURITY, VIEW
from apps.board.presenters import maturity as page
from apps.board.presenters.within import within
from apps.board.selectors import maturity as read
from apps.board.selectors.meetings import evidence_choices
from apps.board.services import maturity as services
from apps.board.views.entered import FormPage, form_view, found_or_404, require
from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@permission_required(VIEW, raise_exception=True)
def maturity(request: HttpRequest) -> HttpResponse:
    found, may = read.areas(), actor(request).has_perm(MATURITY)
    table, versions = page.area_rows(found, may), page.version_rows(found)
    if response := export_if_asked(request, ("areas", table), ("versions", versions)):
        return response
    context = {
        "within": within("maturity"),
        "message": page.message(found),
        "table": table,
        "versions": versions,
        "files": {slug: downloads(request, slug) for slug in ("areas", "versions")},
        "add_url": reverse("board:area_add") if may else "",
    }
    return render(request, "board/maturity.html", context)


@require_http_methods(BOTH)
def area_add(request: HttpRequest) -> HttpResponse:
    require(request, MATURITY)
    back = reverse("board:maturity")
    form_page = FormPage(
        "Which area does the tool name?", "The DfE’s tool is not in this product: enter its areas as it names them.",
        "Save the area", (back, "Self-assessment"),
    )  # fmt: skip

    def save(form: AreaForm) -> tuple[str, str]:
        row = services.add_area(by=actor(request), at=timezone.now(), **form.cleaned_data)
        return back, f"“{row.name}” is entered. Assess it next."

    return form_view(request, form_page, AreaForm(request.POST if request.method == "POST" else None), save)


@require_http_methods(BOTH)
def assess(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, MATURITY)
    found = found_or_404(lambda: read.area_called(slug), f"No area is called {slug}.")
    back = reverse("board:maturity")
    form_page = FormPage(
        f"{found.named.name}: how mature is practice?", "Each assessment is a new version, with its evidence.",
        "Save the assessment", (back, "Self-assessment"), reread=lambda: {"version": read.area_called(slug).version},
    )  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    form = AssessmentForm(found, evidence_choices(), uuid4(), sent)

    def save(form: AssessmentForm) -> tuple[str, str]:
        row = services.assess_area(slug=slug, by=actor(request), at=timezone.now(), **form.given)
        return back, f"Version {row.version} of “{found.named.name}” is saved: level {row.level}."

    return form_view(request, form_page, form, save)
