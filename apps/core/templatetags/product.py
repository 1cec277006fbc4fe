"""Figures in words and the components of every page; each component's template says what it takes."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import slugify

from apps.core import money
from apps.core.charts import Chart, Rows
from apps.core.world import frozen_world

register = template.Library()
NOT_IN_PACK = "The pack does not hold it, and nothing is added to a pack once it is frozen."
SIGNED = re.compile(f"([+{money.MINUS}])£")


# Figures. A value that is missing is written as nothing.
def _figure(name: str, write: Callable[..., str]) -> None:
    def show(value: Decimal | int | None, places: int | None = None) -> str:
        if value is None or value == "":
            return ""
        return write(value) if places is None else write(value, places)

    register.filter(name, show)
    register.filter(f"signed_{name}", lambda value, places=None: money.signed(show(value, places)))


def percent(value: Decimal | int, places: int = 1) -> str:
    """41.4 → ``41.4%``."""
    return f"{money.number(value, places)}%"


_figure("millions", money.millions)
_figure("thousands", money.thousands)
_figure("pounds", money.pounds)
_figure("in_words", money.in_words)
_figure("number", money.number)
_figure("percent", percent)


@register.filter(is_safe=True)
@stringfilter
def unbroken(text: str) -> str:
    """Keeps a sign with its amount where a line breaks: a word joiner stands between them."""
    return SIGNED.sub("\\1\u2060£", text)


def _component(name: str, *arguments: str, **defaults: Any) -> None:
    """A tag that shows ``components/<name>.html`` with these arguments, by place or by name, and refuses others."""

    def show(*given: Any, **named: Any) -> dict[str, Any]:
        values = {**defaults, **dict(zip(arguments, given, strict=False)), **named}
        unknown = set(values) - {*arguments, *defaults}
        missing = set(arguments) - set(values)
        if unknown or missing or len(given) > len(arguments):
            raise TypeError(f"{{% {name} %}} takes {', '.join([*arguments, *defaults])}; {unknown or missing}")
        return values

    register.inclusion_tag(f"components/{name}.html", name=name)(show)


_component("figure_card", "label", "value", unit="", basis="", change="", how_url="")
_component(
    "provenance",
    version="", status="", decided="", date=None, source="", source_url="", how_url="", how_label="",
)  # fmt: skip
_component("message", "text")
_component("tag", "text", "kind", kind="plain")
_component("breadcrumbs", "items")
_component("back_link", "url", text="Back")
_component("summary_list", "rows")
_component("timeline", "items")
_component("task_list", "items")
_component("progress", "text", url="", page_url="", done=None, total=None)
_component("banner", "title", "text", kind="plain")
_component("demonstration_mark", "person")


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str, action_url: str = "", action_label: str = "", unloaded: bool = False
) -> dict[str, str]:
    """``unloaded``: a whole part of the product is not there. In the past nobody can load it any more."""
    if unloaded and frozen_world():
        return {"title": title, "text": NOT_IN_PACK}
    return {"title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    return {"chart": chart}


@register.inclusion_tag("components/data_table.html")
def data_table(table: Rows, matrix: bool = False, caption_hidden: bool = False) -> dict[str, Any]:
    return {
        "table": table,
        "id": f"table-{slugify(table.caption)}",
        "matrix": matrix,
        "caption_hidden": caption_hidden,
        "width": len(table.columns),
    }


@register.inclusion_tag("core/table.html")
def list_table(table: Any) -> dict[str, Any]:
    """A list of ``apps.core.tables.BaseTable`` after ``RequestConfig(request).configure(table)``."""
    return {"table": table, "request": table.request}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | str | None = None) -> dict[str, Any]:
    return {"errors": list(_errors(form)) if isinstance(form, BaseForm) and form.is_bound else []}


def _errors(form: BaseForm) -> Iterable[tuple[str, str]]:
    for error in form.non_field_errors():
        yield "", str(error)
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"
        yield from ((f"#{target}", f"{field.label}: {error}") for error in field.errors)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: Mapping[str, Any], page: Any, parameter: str = "page", label: str = "the list"
) -> dict[str, Any]:
    """Links to the pages of a list; the other parts of the address are kept."""
    query = context["request"].GET.copy()

    def to(number: int) -> str:
        query[parameter] = number
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(number, to(number) if isinstance(number, int) else "") for number in shown]
    before = to(page.previous_page_number()) if page.has_previous() else ""
    after = to(page.next_page_number()) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after, "label": label}


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """``{% details "What this means" %}…{% enddetails %}``"""
    return render_to_string("components/details.html", {"summary": summary, "content": content})


@register.filter
def options(groups: Iterable[tuple[str | None, Iterable[Mapping[str, Any]], int]]) -> SafeString:
    """Of a select, written at once: a list of five hundred is no place for a template each."""
    return SafeString("\n  ".join(_option_group(name, choices) for name, choices, _ in groups))


def _option_group(name: str | None, choices: Iterable[Mapping[str, Any]]) -> str:
    written = "\n  ".join(
        f'<option value="{conditional_escape(c["value"])}"{flatatt(c["attrs"]) if c["attrs"] else ""}>'
        f"{conditional_escape(c['label'])}</option>"
        for c in choices
    )
    return f'<optgroup label="{conditional_escape(name)}">{written}</optgroup>' if name else written
