"""Every component with sample values, for whoever builds pages and for the tests of accessibility."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core import charts
from apps.core.charts import Chart, Column, Download, Line, Mark, Rows, Series
from apps.core.tables import BaseTable, FigureColumn

MILLION = Decimal(1_000_000)
DOWNLOADS = tuple(Download(name, f"?sample={name.lower()}") for name in ("CSV", "ODS", "XLSX"))


class SampleForm(forms.Form):
    title = forms.CharField(label="Title", help_text="As the Board will read it.", max_length=20)
    places = forms.IntegerField(
        label="Places", min_value=0, widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"})
    )
    opens = forms.DateField(label="Opens on", help_text="For example, 1 September 2026", input_formats=["%d %B %Y"])
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), ("send", "Special"), ("ap", "Alternative")])
    phase = forms.ChoiceField(label="Phase", choices=[("p", "Primary"), ("s", "Secondary")], widget=forms.RadioSelect)
    sources = forms.MultipleChoiceField(
        label="Paid from", choices=[("hnb", "High needs block"), ("cap", "Capital")],
        widget=forms.CheckboxSelectMultiple, help_text="Choose all that apply.",
    )  # fmt: skip
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 4}))
    agreed = forms.BooleanField(label="Finance has agreed the rate")


class SampleTable(BaseTable):
    caption = "Sample initiatives"
    name = tables.Column(verbose_name="Initiative")
    stage = tables.Column(verbose_name="Stage")
    invested = FigureColumn(kind="money_k", verbose_name="Invested")
    avoided = FigureColumn(kind="money_k", verbose_name="Avoided a year")

    class Meta(BaseTable.Meta):
        pass


@require_safe
@permission_required("core.view_user", raise_exception=True)
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "core/gallery.html", context(request))


def context(request: HttpRequest) -> dict[str, Any]:
    listed = SampleTable([
        {"name": f"Sample initiative {n}", "stage": "Delivering", "invested": n * 12500, "avoided": n * 9000}
        for n in range(1, 61)
    ])  # fmt: skip
    tables.RequestConfig(request).configure(listed)
    form = SampleForm({"title": "A title longer than twenty letters", "places": "-5"})
    return {
        "form": form,
        "charts": [_waterfall(), _line(), _bars(), _stacked()],
        "matrix": _matrix(),
        "list": listed,
        "empty": SampleTable([], request=request),
        "pages": Paginator(range(400), 25).page(4),
        "crumbs": [("Overview", "/"), ("Components", "")],
        "read_for": date(2026, 1, 27),
        "version": "3",
        "facts": [
            {"key": "Owner", "value": "Director of Education", "action_url": "#owner", "action_text": "Change"},
            {"key": "Price base", "value": "2025/26, cash"},
        ],
        "events": [
            {"title": "Approved", "date": date(2026, 1, 27), "by": "The Board", "tag": "Approved", "tag_kind": "good"},
            {"title": "Submitted", "date": date(2026, 1, 9), "by": "SEND manager", "text": "With two letters."},
        ],
        "tasks": [
            {"title": "Places claimed", "url": "#places", "status": "Complete", "kind": "good"},
            {"title": "Evidence", "url": "#evidence", "status": "Not started", "hint": "One document at least"},
            {"title": "Check your answers", "status": "Cannot start yet", "kind": "waiting"},
        ],
        "tags": [("Reported", "plain"), ("Approved", "good"), ("Waits for finance", "waiting"),
                 ("Overdue", "alert"), ("This council", "ours")],
    }  # fmt: skip


def _chart(slug: str, title: str, subtitle: str, sentences: str, figure: Any, table: Rows, *notes: str) -> Chart:
    return Chart(slug, title, subtitle, sentences, figure, table, notes, DOWNLOADS)


def _waterfall() -> Chart:
    steps = [
        ("Deficit at 31 March 2025", "113.3", "total"), ("Grant for high needs", "-64.2", ""),
        ("Places in independent and non-maintained special schools", "71.5", ""),
        ("Top-up funding in mainstream schools", "63.0", ""), ("Deficit at 31 March 2026", "183.6", "total"),
    ]  # fmt: skip
    table = Rows(
        "Sample walk of the deficit, £m",
        (Column("line", "Line"), Column("amount", "Amount", kind="money_m", signed=True)),
        [{"line": line, "amount": Decimal(amount) * MILLION, "_kind": kind} for line, amount, kind in steps],
    )
    return _chart(
        "walk", "Placements outweigh the grant", "Sample: deficit, £m, 31 March 2025 to 31 March 2026. Source: none",
        "Sample values: the deficit rises from £113.3 million to £183.6 million.",
        charts.waterfall(table, name="line", value="amount"), table, "Sample values, to show the component.",
    )  # fmt: skip


def _line() -> Chart:
    points = [(2025, "113.3", "113.3", "113.3"), (2026, "183.6", "183.6", "183.6"), (2027, "279.3", "262.1", "301.0"),
              (2028, "390.2", "345.5", "441.7"), (2029, "498.4", "418.0", "593.3")]  # fmt: skip
    table = Rows(
        "Sample forecast of the deficit with bounds, £m",
        (Column("at", "At"), Column("central", "Central", kind="money_m"),
         Column("low", "Low", kind="money_m"), Column("high", "High", kind="money_m")),
        [{"at": date(year, 3, 31), "central": Decimal(c) * MILLION, "low": Decimal(low) * MILLION,
          "high": Decimal(high) * MILLION} for year, c, low, high in points],
    )  # fmt: skip
    lines = (Line("central", "Central"), Line("low", "Low", "dashed", 0), Line("high", "High", "dashed", 0))
    return _chart(
        "forecast", "The deficit keeps growing", "Sample: deficit at 31 March, £m, 2025 to 2029. Source: none",
        "Sample values: £498.4 million at 31 March 2029 on the central line.",
        charts.line(table, x="at", lines=lines, marks=[Mark(date(2028, 3, 31), "Statutory override ends")]), table,
    )  # fmt: skip


def _bars() -> Chart:
    spends = [("Sampleshire", 525, "ours"), ("Bath and North East Somerset", 402, ""), ("Poole & Purbeck", 310, ""),
              ("Southend-on-Sea", 227, ""), ("Thurrock", 186, ""), ("York", 0, "")]  # fmt: skip
    table = Rows(
        "Sample spending per head aged 0 to 18, £",
        (Column("name", "Authority"), Column("spend", "Per head", kind="money")),
        [{"name": name, "spend": Decimal(spend), "_kind": kind} for name, spend, kind in spends],
    )
    return _chart(
        "heads", "We spend the most per head", "Sample: independent placements, £ per head, 2025/26. Source: none",
        "Sample values: £525 a head, first of six; the median is £269.",
        charts.horizontal_bars(table, name="name", value="spend", median=Decimal("268.5")), table,
    )  # fmt: skip


def _stacked() -> Chart:
    table = Rows(
        "Sample places by year and status",
        (Column("year", "Opening in"), Column("delivered", "Delivered", kind="number"),
         Column("pipeline", "Pipeline", kind="number")),
        [{"year": f"{2021 + n}/{22 + n}", "delivered": 20 + 9 * n if n < 5 else 0,
          "pipeline": 60 + 11 * n if n > 3 else 0} for n in range(14)],
    )  # fmt: skip
    series = (Series("delivered"), Series("pipeline", hatched=True))
    return _chart(
        "places", "Most places are still to come", "Sample: places by opening year and status. Source: none",
        "Sample values over fourteen years, so the table is folded.",
        charts.bars(table, name="year", series=series), table,
    )  # fmt: skip


def _matrix() -> Rows:
    lines = [f"Line {n}" for n in range(1, 13)]
    columns = (Column("name", "Authority"), *(Column(line, line, kind="money") for line in lines))
    names = [("South West", "group"), ("Sampleshire", "ours"), ("Somerset", ""), ("Devon", ""), ("Median", "total")]
    rows = [
        {"name": name, "_kind": kind, **{line: None if i == 5 else (i + 3) * 41 for i, line in enumerate(lines)}}
        for name, kind in names
    ]
    return Rows("Sample matrix, £ per head", columns, rows)
