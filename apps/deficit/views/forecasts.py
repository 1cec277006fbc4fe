"""How good past forecasts were."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.exports import downloads, export_if_asked
from apps.deficit.charts import forecasts as charts
from apps.deficit.presenters import forecasts as page
from apps.deficit.selectors import forecast_errors as selector
from apps.deficit.vocabulary import RecordMeasure


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def forecasts(request: HttpRequest) -> HttpResponse:
    record = selector.record()
    if not record:
        return render(request, "deficit/forecasts_empty.html")
    gap, deficit = (selector.by_year(m) for m in selector.JUDGED)
    plans, ahead = selector.plans(), selector.newest_outlook()
    chart = charts.forecasts_chart(gap, downloads(request, "forecasts"))
    tables = {
        "gap": charts.year_table(RecordMeasure.IN_YEAR_GAP, gap),
        "deficit": charts.year_table(RecordMeasure.CUMULATIVE_DEFICIT, deficit),
        "gap_errors": charts.errors_table(RecordMeasure.IN_YEAR_GAP, selector.errors(RecordMeasure.IN_YEAR_GAP)),
        "deficit_errors": charts.errors_table(
            RecordMeasure.CUMULATIVE_DEFICIT, selector.errors(RecordMeasure.CUMULATIVE_DEFICIT)
        ),
        "plans": charts.plans_table(plans, ahead),
        "record": charts.record_table(record),
    }
    if response := export_if_asked(request, chart, *((slug(name), rows) for name, rows in tables.items())):
        return response
    context = {
        "chart": chart,
        "message": page.forecasts_message(gap),
        "tables": tables | {"record": charts.shown_record(tables["record"])},
        "addresses": [{"key": name, "value": url} for url, name in charts.address_names(record).items()],
        "downloads": {name: downloads(request, slug(name)) for name in tables},
        "ranges": [
            sentence
            for measure in selector.JUDGED
            for sentence in page.range_sentences(measure, selector.errors(measure), selector.ranges(measure))
        ],
        "plans_sentence": page.plans_sentence(plans, ahead),
        "checks": page.record_checks(gap, deficit, record),
        "conflicts": page.conflict_rows(selector.conflicts()),
        "count": len(record),
    }
    return render(request, "deficit/forecasts.html", context)


def slug(name: str) -> str:
    """The name of a table's file."""
    return f"record-{name.replace('_', '-')}"
