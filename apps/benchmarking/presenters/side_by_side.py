"""What the page of two authorities side by side shows."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from apps.benchmarking.charts.columns import each, measured
from apps.benchmarking.forms.pages import PairForm
from apps.benchmarking.notes import sources_of, warnings
from apps.benchmarking.presenters.common import Page, above, page_of
from apps.benchmarking.presenters.plans import SHORT
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Origin
from apps.benchmarking.selectors.places import Place
from apps.benchmarking.selectors.side_by_side import Pair, Services, line_pairs, services
from apps.benchmarking.sentences import lower_first, named, spend_on
from apps.core.charts import Chart, Column, Rows, Series, bars
from apps.core.exports import downloads
from apps.core.money import in_words, number

Pairs = list[tuple[Line, Pair]]
NO_SERVICES = (
    "Plans and timeliness of these two are not loaded. A finance officer imports the SEN2 caseload and timeliness."
)


def side_by_side_page(request: HttpRequest, form: PairForm, b: Benchmark) -> Page:
    one, other = form.pair
    pairs, s = line_pairs(b, one.pk, other.pk), services(one.pk, other.pk)
    chart = pair_chart(b, one, other, pairs, downloads(request, "side-by-side"))
    table = pair_table(b, one, other, pairs)
    served = services_table(s, one, other)
    context = page_of(
        "side_by_side", form, _sources(b, s), crumbs=[*above(), ("Side by side", "")], one=one, other=other,
        message=message(b, one, other, pairs), chart=chart, table=table,
        table_downloads=downloads(request, "every-line"),
        served=served, served_downloads=downloads(request, "services"),
        served_sentence=services_sentence(s, one, other),
        source=b.origin.titled, warnings=warnings(b, [line for line, _ in pairs]),
        heading=f"{b.measure.heading}, {b.basis}",
    )  # fmt: skip
    return context, (chart, ("every-line", table), ("services", served))


def message(b: Benchmark, one: Place, other: Place, pairs: Pairs) -> str:
    """The single line on which the two are furthest apart, and what that is worth at our population."""
    single = [(line, pair) for line, pair in pairs if not line.parts]
    if not single:
        return f"{one.name} and {other.name} have no line in common in this data set."
    line, pair = max(single, key=lambda found: abs(found[1].apart))
    show, way = b.measure, "more" if pair.apart > 0 else "less"
    text = (
        f"{one.name} and {other.name} are furthest apart on {spend_on(line)}: {show.amount(pair.first)} against "
        f"{show.show(pair.second)}, {show.gap(pair.apart)} {way}"
    )
    if b.multiplier is None or b.measure.kind == "pounds":
        return f"{text}."
    worth = in_words(abs(pair.apart * b.multiplier))
    return f"{text}. At {b.ours.name}'s own {_scale(b)} that difference is {worth} a year."


def _scale(b: Benchmark) -> str:
    return lower_first(b.population.name) if b.population else "population"


def pair_chart(b: Benchmark, one: Place, other: Place, pairs: Pairs, links: Any) -> Chart:
    rows = [
        {"line": named(line), "first": pair.first, "second": pair.second, "apart": pair.apart}
        for line, pair in pairs
        if not line.parts
    ]
    table = Rows(
        f"Single lines of {one.name} and {other.name}, {b.measure.heading}, {b.basis}", _columns(b, one, other), rows
    )
    return Chart(
        slug="side-by-side",
        title=f"{one.name} and {other.name}, line by line",
        subtitle=f"{b.unit}, {b.basis}; single lines. Source: {b.origin.cited}.",
        sentences=message(b, one, other, pairs).partition(". At ")[0].rstrip(".") + ".",
        figure=bars(table, name="line", series=[Series("first"), Series("second")], stacked=False),
        table=table,
        downloads=links,
    )


def _columns(b: Benchmark, one: Place, other: Place) -> tuple[Column, ...]:
    m = b.measure
    return (
        Column("line", "Line"),
        measured(m, "first", one.name),
        measured(m, "second", other.name),
        measured(m, "apart", f"{one.name} less {other.name}{each(m)}", signed=True),
    )


def pair_table(b: Benchmark, one: Place, other: Place, pairs: Pairs) -> Rows:
    """Every line, sums too; the difference is also at our own population, so that it can be read in £."""
    columns = list(_columns(b, one, other))
    if b.multiplier is not None and b.measure.kind != "pounds":
        columns.append(Column("worth", f"At {b.ours.name}'s {_scale(b)}, a year", kind="money_m", signed=True))
    rows = [
        {
            "line": named(line), "first": pair.first, "second": pair.second, "apart": pair.apart,
            "worth": None if b.multiplier is None else pair.apart * b.multiplier,
        }
        for line, pair in pairs
    ]  # fmt: skip
    return Rows(f"Every line of {one.name} and {other.name}, {b.measure.heading}, {b.basis}", columns, rows)


def services_table(s: Services, one: Place, other: Place) -> Rows:
    """Counts and shares, each column of one kind: shares in %."""
    columns = (
        Column("what", "What"),
        Column("first", f"{one.name}, number", kind="number"),
        Column("first_share", f"{one.name}, share", kind="percent", places=2),
        Column("second", f"{other.name}, number", kind="number"),
        Column("second_share", f"{other.name}, share", kind="percent", places=2),
        Column("apart", "Difference", unit="percentage points", kind="number", places=2, signed=True),
    )
    rows = [
        {
            "what": f"Plans, January {s.january}: {lower_first(SHORT[placement])}", "first": count.first,
            "first_share": share.first, "second": count.second, "second_share": share.second, "apart": share.apart,
        }
        for placement, count, share in s.counts
    ]  # fmt: skip
    if s.totals:
        rows.append({"what": f"All plans, January {s.january}", "first": s.totals.first, "second": s.totals.second})
    if s.timely:
        rows.append(
            {
                "what": f"New plans within 20 weeks, {s.year}, exceptions left out", "first_share": s.timely.first,
                "second_share": s.timely.second, "apart": s.timely.apart,
            }
        )  # fmt: skip
    return Rows(f"Plans and timeliness of {one.name} and {other.name}", columns, rows)


def services_sentence(s: Services, one: Place, other: Place) -> str:
    if s.timely is None:
        return NO_SERVICES if s.january is None else ""
    return (
        f"In {s.year} {one.name} issued {_percent(s.timely.first)} of new plans within 20 weeks, {other.name} "
        f"{_percent(s.timely.second)}: read the money above beside it."
    )


def _percent(value: Decimal) -> str:
    return f"{number(value, 1)}%"


def _sources(b: Benchmark, s: Services) -> list[tuple[str, Origin]]:
    """The comparators are nobody's here: two authorities stand beside each other."""
    return [one for one in sources_of(b) if one[1] != b.comparator_origin] + [(o.title, o) for o in s.origins]
