"""Any two positions side by side; the address is the permalink."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.deficit import position_words as words
from apps.deficit.forms.position_compare import CompareForm
from apps.deficit.selectors.position_content import content_of, side_by_side
from apps.deficit.selectors.position_list import choices_for

LINES, BLOCKS = "compared-lines", "compared-blocks"
TEMPLATE = "deficit/positions/compare.html"


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def position_compare(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    known = choices_for(person)
    asked = {"first", "second"} & set(request.GET)
    first_two = dict(zip(("second", "first"), (p.pk for p in known), strict=False))
    form = CompareForm(known, request.GET if asked else None, initial=first_two)
    if not form.is_valid():
        return render(request, TEMPLATE, {"form": form, "message": "Choose two positions to set side by side."})
    first, second = side_by_side(form.cleaned_data["first"], form.cleaned_data["second"], person)
    a, b = content_of(first), content_of(second)
    tables = [(LINES, words.compared(first, second, a, b)), (BLOCKS, words.compared_blocks(first, second, a, b))]
    if response := export_if_asked(request, *tables):
        return response
    context = {
        "form": form,
        "message": words.compare_sentence(first, second),
        "tables": [(rows, downloads(request, slug)) for slug, rows in tables],
        "pair": (first, second),
    }
    return render(request, TEMPLATE, context)
