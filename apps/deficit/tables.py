"""The deficit's lists."""

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.tables import BaseTable, FigureColumn
from apps.deficit.models import Position, ProjectionRun
from apps.deficit.vocabulary import PositionStatus


class RunTable(BaseTable):
    """``finished_at`` in local time; ``cause`` says what asked for the run."""

    caption = "Runs of the projection, newest first"
    id = tables.Column(verbose_name="Run")
    state = tables.Column(verbose_name="State")
    cause = tables.Column(verbose_name="Why", orderable=False)
    scenario = tables.Column(
        accessor="scenario_name", verbose_name="Scenario", default="The named scenarios", orderable=False
    )
    requested_by = tables.Column(verbose_name="Asked for by", default="The system")
    finished_at = tables.Column(verbose_name="Finished")

    class Meta(BaseTable.Meta):
        model = ProjectionRun
        fields = ("id", "state", "cause", "scenario", "requested_by", "finished_at")

    def render_id(self, value: int) -> SafeString:
        return format_html('<a class="govuk-link" href="{}">Run {}</a>', reverse("deficit:run", args=[value]), value)

    def render_finished_at(self, value: datetime) -> str:
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y, %H:%M}"


class PositionTable(BaseTable):
    """``gap`` is the high needs in-year gap after transfers; figures in £m."""

    caption = "DSG positions, newest year first; a deficit is positive"
    empty_title = "No position"
    financial_year = tables.Column(verbose_name="Year")
    reporting_point = tables.Column(verbose_name="Reporting point", orderable=False)
    version = tables.Column(verbose_name="Version")
    status = tables.Column(verbose_name="Status")
    opening = FigureColumn(verbose_name="Opening deficit", kind="money_m")
    gap = FigureColumn(verbose_name="In-year gap", kind="money_m")
    closing = FigureColumn(verbose_name="Closing deficit", kind="money_m")
    who = tables.Column(verbose_name="Who", orderable=False, empty_values=())
    when = tables.Column(verbose_name="When", orderable=False, empty_values=())

    class Meta(BaseTable.Meta):
        model = Position
        fields = ("financial_year", "reporting_point", "version", "status", "opening", "gap", "closing", "who", "when")

    def render_financial_year(self, value: Any, record: Position) -> SafeString:
        address = reverse("deficit:position_page", args=[record.pk])
        said = f"{record.get_reporting_point_display()}, version {record.version}"
        hidden = '<span class="govuk-visually-hidden"> {}</span>'
        return format_html(f'<a class="govuk-link" href="{{}}">{{}}{hidden}</a>', address, value, said)

    def render_status(self, value: str, record: Position) -> str:
        newest = getattr(record, "newest", None)
        if record.status == PositionStatus.PUBLISHED and newest and newest > record.version:
            return f"Replaced by version {newest}"
        return value

    def render_who(self, record: Position) -> str:
        last = record.published_by or record.approved_by or record.prepared_by
        return str(last) if last else "The council’s own paper"

    def render_when(self, record: Position) -> str:
        day = record.published_date or (
            timezone.localtime(at).date() if (at := record.approved_at or record.prepared_at) else None
        )
        return f"{day.day} {day:%B %Y}" if day else ""


class WhatIfTable(BaseTable):
    """Rows of ``presenters.what_ifs.listed_rows``: accumulated deficits at 31 March, central values, £m."""

    caption = "Saved what-ifs; accumulated deficit at 31 March, central values"
    empty_title = "No what-if"
    empty_advice = "Copy a named scenario above, change an assumption, see what that does, and save it."
    name = tables.Column(verbose_name="What-if")
    who = tables.Column(verbose_name="Saved by")
    based_on = tables.Column(verbose_name="Based on")
    changes = tables.Column(verbose_name="What it changes", orderable=False)
    effect = FigureColumn(verbose_name="March 2028", kind="money_m")
    base_effect = FigureColumn(verbose_name="Base, March 2028", kind="money_m")
    horizon = tables.Column(verbose_name="Last year", default="–")
    last = FigureColumn(verbose_name="At its end", kind="money_m")
    base_last = FigureColumn(verbose_name="Base at that end", kind="money_m")
    apart = tables.Column(verbose_name="Same inputs as its base", orderable=False)
    run = tables.Column(verbose_name="Its run")

    class Meta(BaseTable.Meta):
        order_by = "name"

    def render_name(self, value: str, record: dict[str, Any]) -> SafeString:
        address = reverse("deficit:what_if", args=[record["slug"]])
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, value)

    def render_run(self, value: str, record: dict[str, Any]) -> SafeString | str:
        if record["run_id"] is None:
            return value
        address = reverse("deficit:run", args=[record["run_id"]])
        return format_html('<a class="govuk-link" href="{}">Run {}</a>: {}', address, record["run_id"], value.lower())
