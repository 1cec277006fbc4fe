"""Lists: django-tables2 for columns, order, pages and export; headings and rows written by us, quick and accessible."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import django_tables2 as tables
from django.utils.text import slugify

from apps.core.charts.rows import Column as Figures
from apps.core.charts.rows import Kind

EXPORTS = ("csv", "ods", "xlsx")
PER_PAGE = 25


class FigureColumn(tables.Column):
    """Figures, right-aligned, with their unit in the heading. Kinds as in ``apps.core.charts.Column``."""

    def __init__(self, *args: Any, kind: Kind = "number", unit: str = "", places: int | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.figures = Figures("", "", unit=unit, kind=kind, places=places)

    def render(self, value: Any) -> str:
        return self.figures.cell(value)

    def value(self, value: Any) -> Any:
        return value


class BaseTable(tables.Table):
    """A list with caption, sort links, count, pages, export links and an empty state.

    ``sheet`` names its file where the page exports several tables. ``render_<column>`` may take ``value`` and
    ``record``. ``totals`` maps columns to texts of a last row.
    """

    caption = ""
    empty_title = "Nothing to show"
    empty_advice = "Change or clear the filters."
    exports: tuple[str, ...] = EXPORTS
    sheet = ""
    totals: Mapping[str, Any] = {}

    class Meta:
        per_page = PER_PAGE
        template_name = "core/table.html"
        order_by_field = "sort"

    @property
    def id(self) -> str:
        return f"list-{slugify(self.caption)}"

    @property
    def count(self) -> int:
        return self.paginator.count if hasattr(self, "paginator") else len(self.rows)

    def paginate(self, *args: Any, **kwargs: Any) -> None:
        """Always as many rows a page as the table says: an address does not choose."""
        super().paginate(*args, **{**kwargs, "per_page": self._meta.per_page})

    @property
    def count_words(self) -> str:
        return "1 result" if self.count == 1 else f"{self.count:,} results"

    def row_kind(self, record: Any) -> str:
        """``ours``, ``total`` or nothing."""
        return ""

    def heads(self) -> Iterator[dict[str, Any]]:
        for bound in self.columns:
            figures = getattr(bound.column, "figures", None)
            ordered = bound.orderable and bound.order_by_alias
            direction = "descending" if ordered and ordered.is_descending else "ascending"
            yield {
                "text": bound.header,
                "unit": figures.shown_unit if figures else "",
                "numeric": figures is not None,
                "url": self._address(**{self.prefixed_order_by_field: ordered.next}) if ordered else "",
                "sorted": direction if bound.is_ordered else "",
            }

    def body(self) -> Iterator[tuple[str, list[tuple[Any, bool]]]]:
        """Kind and cells (text, whether a figure) of each row of the page."""
        plan = [self._plan(bound) for bound in self.columns]
        for row in self.paginated_rows:
            record = row.record
            yield self.row_kind(record), [(write(record), numeric) for write, numeric in plan]

    def last_row(self) -> list[tuple[Any, bool]]:
        if not self.totals:
            return []
        return [(self.totals.get(b.name, ""), hasattr(b.column, "figures")) for b in self.columns]

    def export_links(self) -> list[tuple[str, str]]:
        which = {"_of": self.sheet} if self.sheet else {}
        return [(kind.upper(), self._address(_export=kind, **which)) for kind in self.exports]

    def _plan(self, bound: Any) -> tuple[Callable[[Any], Any], bool]:
        render = getattr(self, f"render_{bound.name}", None) or bound.column.render
        wanted = {"value", "record"} & set(inspect.signature(render).parameters)
        choices = f"get_{bound.accessor}_display"

        def write(record: Any) -> Any:
            value = bound.accessor.resolve(record, quiet=True)
            if value in bound.column.empty_values:
                return bound.default
            display = getattr(record, choices, None)
            given = {"value": display() if display else value, "record": record}
            content = render(**{name: given[name] for name in wanted})
            return bound.link(content, **given) if bound.link else content

        return write, hasattr(bound.column, "figures")

    def _address(self, **changes: Any) -> str:
        query = self.request.GET.copy() if getattr(self, "request", None) else None
        if query is None:
            return ""
        query.pop(self.prefixed_page_field, None)
        for name, value in changes.items():
            query[name] = str(value)
        return f"?{query.urlencode()}"
