"""The copy of approved claims for outside the service, and what finance says is published already."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import actor
from apps.core.disclosure import NotProtected, note
from apps.core.errors import CONFLICT, INVALID
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.forms.public_copy import AlreadyPublicForm
from apps.initiatives.presenters import public_copy as page
from apps.initiatives.selectors import public_copy as reading
from apps.initiatives.services.public_copy import mark_already_public

SLUG, TABLE_1 = "approved-claims-public-copy", "table-1-public-copy"


@require_safe
@permission_required("initiatives.export_publiccopy", raise_exception=True)
def public_copy(request: HttpRequest) -> HttpResponse:
    try:
        copy = reading.public_copy()
    except NotProtected:
        return render(request, "initiatives/public_copy.html", {"message": page.REFUSED}, status=CONFLICT)
    printed = reading.table_1()
    tables = [(SLUG, page.copy_file(copy)), *([(TABLE_1, page.table_1_file(printed))] if printed else [])]
    if response := export_if_asked(request, *tables):
        return response
    context = {
        "message": page.copy_message(copy),
        "note": note(copy.protected),
        "table": page.copy_table(copy) if copy.lines else None,
        "downloads": downloads(request, SLUG),
        "why_hidden": page.why_hidden(copy),
        "may_mark": bool(reading.hidden_figures(copy, printed)),
        "public": page.public_table(reading.already_public()),
        "example": page.example(printed) if printed else None,
        "example_downloads": downloads(request, TABLE_1),
    }
    return render(request, "initiatives/public_copy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.export_publiccopy", raise_exception=True)
def already_public(request: HttpRequest) -> HttpResponse:
    try:
        figures = reading.hidden_figures(reading.public_copy(), reading.table_1())
    except NotProtected:
        return render(request, "initiatives/public_copy.html", {"message": page.REFUSED}, status=CONFLICT)
    form = AlreadyPublicForm(page.figure_choices(figures), request.POST if request.method == "POST" else None)
    if form.is_bound and (before := reading.marked_by(actor(request), request.POST.get("figure", ""))):
        messages.success(request, page.marked_text(before))
        return redirect("initiatives:public_copy")
    if not form.is_valid():
        status = INVALID if form.is_bound else 200
        return render(request, "initiatives/already_public.html", {"form": form, "figures": figures}, status=status)
    given = form.cleaned_data
    figure = next(figure for figure in figures if figure.value == given["figure"])
    row = mark_already_public(
        figure=figure,
        what=page.figure_words(figure),
        source_reference=given["source_reference"],
        reason=given["reason"],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, page.marked_text(row))
    return redirect("initiatives:public_copy")
