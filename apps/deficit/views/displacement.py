"""Displacement: what is claimed beside what the caseload shows."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.exports import downloads, export_if_asked
from apps.deficit.charts import displacement as charts
from apps.deficit.forms.displacement import DisplacementForm
from apps.deficit.presenters import displacement as page
from apps.deficit.presenters.measured import origins_sentence
from apps.deficit.selectors.displacement import counts, displacement_test
from apps.deficit.selectors.measured import measured

LEAST = 2


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def displacement(request: HttpRequest) -> HttpResponse:
    known = counts()
    if len(known) < LEAST:
        return render(request, "deficit/displacement_empty.html")
    form = DisplacementForm(request.GET, [c.january for c in known])
    status, chosen = form.status, form.chosen()
    test = displacement_test(*chosen)
    chart = charts.displacement_chart(test, downloads(request, "displacement"))
    claimed, januaries = charts.claimed_table(test), charts.every_january(known)
    sheets = (chart, ("claimed", claimed), ("januaries", januaries))
    if status == 200 and (response := export_if_asked(request, *sheets)):
        return response
    context = {
        "form": form,
        "message": page.message(test),
        "chart": chart,
        "claimed": claimed,
        "januaries": januaries,
        "claims_sentence": page.claims_sentence(test),
        "gap_sentence": page.gap_sentence(test),
        "origins_sentence": origins_sentence(measured()),
        "downloads": {"claimed": downloads(request, "claimed"), "januaries": downloads(request, "januaries")},
        "source": "; ".join(test.sources),
    }
    return render(request, "deficit/displacement.html", context, status=status)
