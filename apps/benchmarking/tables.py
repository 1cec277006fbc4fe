"""The lists of benchmarking."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.benchmarking.calculations.measures import PRINTED
from apps.core.tables import BaseTable, FigureColumn

AUTHORITIES = "authorities"


class SpenderTable(BaseTable):
    """Rows of ``presenters.trend.spender_rows``; growth is blank where an authority did not stand in both years."""

    sheet = AUTHORITIES
    empty_title = "No authority"
    empty_advice = "Change the words that you search for."
    name = tables.Column(verbose_name="Authority")
    region = tables.Column(verbose_name="Region")
    first = FigureColumn(kind="money_m")
    last = FigureColumn(kind="money_m")
    growth = FigureColumn(verbose_name="Growth between them", kind="percent")
    a_head = FigureColumn(kind="money", places=2)
    why = tables.Column(verbose_name="What to know", orderable=False, default="")

    class Meta(BaseTable.Meta):
        order_by = "-growth"

    def __init__(self, rows: list[dict[str, Any]], *, years: tuple[str, str], a_head: str) -> None:
        columns = {"first": f"Outturn {years[0]}", "last": f"Outturn {years[1]}", "a_head": a_head}
        self.caption = f"High-needs outturn of every authority, {years[0]} and {years[1]}, net"
        super().__init__(rows, exclude=() if a_head else ("a_head",))
        for name, label in columns.items():
            if name in self.columns.names():
                self.columns[name].column.verbose_name = label

    def row_kind(self, record: Any) -> str:
        return "ours" if record["ours"] else ""

    def render_a_head(self, value: Any) -> str:
        return PRINTED.show(value).replace("£", "")


class SetTable(BaseTable):
    """Rows of ``presenters.sets.set_rows``."""

    caption = "Chosen sets"
    empty_title = "No chosen set"
    empty_advice = "SEND managers and finance officers choose sets; they stand here for everybody."
    name = tables.Column(verbose_name="Set")
    councils = FigureColumn(verbose_name="Authorities", kind="number")
    reason = tables.Column(verbose_name="Why these", orderable=False)
    made_by = tables.Column(verbose_name="Made by")
    made = tables.Column(verbose_name="Made on", accessor="made_at", orderable=False)

    class Meta(BaseTable.Meta):
        order_by = "name"

    def render_name(self, value: str, record: dict[str, Any]) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>', reverse("benchmarking:set", args=[record["pk"]]), value
        )

    def render_made(self, value: Any) -> str:
        return f"{value.day} {value:%B %Y}"


class ImportTable(BaseTable):
    """Rows are ``NationalImport``, the newest first."""

    caption = "Imports of national files"
    sheet = "imports"
    empty_title = "No import"
    empty_advice = "A finance officer imports a file, or somebody runs manage.py import_data."
    number = tables.Column(verbose_name="Import", accessor="pk")
    kind = tables.Column(verbose_name="What the file is")
    file_name = tables.Column(verbose_name="File", orderable=False)
    imported_at = tables.Column(verbose_name="Imported")
    imported_by = tables.Column(verbose_name="By", default="A command", orderable=False)
    new = FigureColumn(accessor="counts__new", verbose_name="New", orderable=False)
    changed = FigureColumn(accessor="counts__changed", verbose_name="Changed", orderable=False)
    same = FigureColumn(accessor="counts__same", verbose_name="The same", orderable=False)
    state = tables.Column(verbose_name="State")

    def render_number(self, value: int) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">Import {}</a>', reverse("benchmarking:import", args=[value]), value
        )

    def render_imported_at(self, value: Any) -> str:
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y, %H:%M}"
