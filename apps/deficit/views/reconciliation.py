"""The same position from each source, side by side."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.exports import downloads, export_if_asked
from apps.deficit.forms.sources import ReadingForm
from apps.deficit.presenters import reconciliation as page
from apps.deficit.selectors import reconciliation as selector
from apps.deficit.vocabulary import SourceMeasure


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def reconciliation(request: HttpRequest) -> HttpResponse:
    years, newest = selector.years(), selector.newest_day()
    may_enter = request.user.has_perm("deficit.add_sourcefigure")
    if not years or newest is None:
        return render(request, "deficit/reconciliation_empty.html", {"may_enter": may_enter})
    form = ReadingForm(request.GET, years, newest)
    status, (year, as_at) = form.status, form.chosen()
    found = selector.comparisons(year)
    sheets = {
        **{m.value: page.figures_table(m, found) for m in SourceMeasure},
        "differences": page.differences_table(found),
        "explanations": page.explanations_table(found),
        "documents": page.documents_table(found),
    }
    if status == 200 and (response := export_if_asked(request, *((f"sources-{k}", t) for k, t in sheets.items()))):
        return response
    shown = {
        "differences": page.differences_table(found, may_enter),
        "explanations": page.explanations_table(found, may_enter),
        "documents": page.documents_table(found, may_enter),
    }
    context = {
        "form": form,
        "year": year,
        "as_at": as_at,
        "message": page.message(year, found),
        "figures": [
            (sheets[m.value], downloads(request, f"sources-{m.value}")) for m in SourceMeasure if sheets[m.value]
        ],
        "tables": shown,
        "downloads": {name: downloads(request, f"sources-{name}") for name in sheets},
        "grant": page.grant_sentences(year, as_at, selector.grant_at_stake(year, as_at)),
        "may_enter": may_enter,
    }
    return render(request, "deficit/reconciliation.html", context, status=status)
