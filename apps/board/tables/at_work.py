"""Lists of the Board's work: ``Rows`` with order, pages and the export of all that is shown."""

from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.html import format_html
from django_tables2 import RequestConfig

from apps.core.charts import Column, Rows
from apps.core.tables import BaseTable
from apps.core.templatetags.product import unbroken


class CellColumn(tables.Column):
    """One column of ``Rows``: text, a day or a figure as it writes them, linked where the row has the address."""

    def __init__(self, shown: Column, **kwargs: Any) -> None:
        super().__init__(verbose_name=shown.label, accessor=shown.key, **kwargs)
        self.shown = shown
        if shown.numeric:
            self.figures = shown

    def render(self, value: Any, record: Any) -> Any:
        text = unbroken(self.shown.cell(value))
        url = record.get(self.shown.link, "")
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, text) if url else text


def listed(request: HttpRequest, sheet: str, rows: Rows, empty: tuple[str, str]) -> tuple[BaseTable, Rows]:
    """The list and, in its order, all of its rows for export, as ``sheet``. ``empty``: title and advice where there
    is none."""
    columns = [(column.key, CellColumn(column)) for column in rows.columns]
    table = BaseTable(list(rows.rows), extra_columns=columns)
    table.caption, table.sheet = rows.caption, sheet
    table.empty_title, table.empty_advice = empty
    RequestConfig(request).configure(table)
    return table, Rows(rows.caption, rows.columns, [row.record for row in table.rows])
