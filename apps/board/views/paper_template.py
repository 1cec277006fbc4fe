"""The council's own template for papers in Word."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.board.forms.papers import TemplateForm
from apps.board.presenters.papers import of_template, template_rows
from apps.board.renderers.docx_template import Refused as Unsound
from apps.board.renderers.docx_template import opened
from apps.board.selectors.papers import newest_template, templates
from apps.board.services.templates import use_template
from apps.core.actor import actor
from apps.core.errors import INVALID, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("board.finish_paper", raise_exception=True)
def paper_template(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    context = {"form": form, "table": template_rows(templates()), "in_use": _in_use()}
    if request.method != "POST":
        return render(request, "board/paper_template.html", context)
    if not form.is_valid():
        return render(request, "board/paper_template.html", context, status=INVALID)
    file = form.cleaned_data["word"]
    try:
        made = use_template(
            name=file.name,
            content=file.read(),
            reason=form.cleaned_data["reason"],
            by=actor(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("word", str(refusal))
        return render(request, "board/paper_template.html", context, status=INVALID)
    taken_out = ", ".join(["its words", *opened(bytes(made.content)).taken_out])
    messages.success(
        request,
        f"{made.name} is the template of papers that are finished from now on (template {made.pk}). A trial paper was "
        f"written in it. Taken out of papers: {taken_out}. What they show of it stands below: read it.",
    )
    return redirect("board:paper_template")


def _in_use() -> list[dict[str, str]]:
    newest = newest_template()
    if newest is None:
        return []
    try:
        return of_template(opened(bytes(newest.content)))
    except Unsound as refusal:
        return [{"key": "It cannot be used any more", "value": str(refusal)}]
