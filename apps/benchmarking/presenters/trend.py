"""What the page of the trend shows."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from apps.benchmarking.calculations.comparison import Comparison, compare
from apps.benchmarking.calculations.measures import POUNDS
from apps.benchmarking.charts.yearly import yearly_figure, yearly_rows
from apps.benchmarking.forms.pages import TrendForm
from apps.benchmarking.presenters.common import Page, above, cited, page_of
from apps.benchmarking.selectors.trend import GROWTH, Spender, Trend
from apps.benchmarking.sentences import count, ordinal, standing
from apps.benchmarking.tables import AUTHORITIES, SpenderTable
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Chart, Column, Rows
from apps.core.exports import downloads
from apps.core.money import in_words, number
from apps.core.periods import FinancialYear

DERIVED = (
    "The series was derived by a third party from the DfE's section 251 outturn; negative parts were dropped, so a "
    "year "
    "with negative lines reads a little high. Each row's source is named below."
)
ENDED = (
    "Authorities that were abolished or merged, and those that replaced them, are shown and enter no growth: their "
    "figures are never added to one another's."
)
LINES = (
    "It holds the lines 1.2.x, net; place funding (1.0.x) is left out, as the outturn leaves out recouped academies."
)


def trend_page(request: HttpRequest, form: TrendForm, t: Trend) -> Page:
    own = form.own_chosen
    chart = _chart(t, own, downloads(request, "trend"))
    rows = spender_rows(t, form.words)
    context = page_of(
        "trend", form, _sources(t), crumbs=[*above(), ("Trend", "")], message=message(t), chart=chart,
        table=SpenderTable(rows, years=years(t), a_head=_a_head(t)), source=cited(t.origin), origin=t.origin,
        notes=_notes(t), basis=f"net outturn, lines 1.2.x, {t.measure.heading}",
    )  # fmt: skip
    return context, (chart, (AUTHORITIES, sheet(t, rows)))


def growth_of(t: Trend) -> Comparison | None:
    """Our growth among the comparators that stood in both years."""
    known = {s.place.pk: s.growth for s in t.spenders if s.growth is not None}
    ours = next((s.growth for s in t.spenders if s.place.ours), None)
    others = [known[pk] for pk in t.peers.members if pk in known]
    return compare(ours, others, None) if ours is not None and others else None


def message(t: Trend) -> str:
    ours = next(s for s in t.spenders if s.place.ours)
    first, last = years(t)
    newest = max(t.pounds)
    text = (
        f"{ours.place.name} spent {in_words(t.pounds[newest])} on the high-needs lines 1.2.x in {FinancialYear(newest)}"
    )
    c = growth_of(t)
    if c is None:
        return f"{text}. No comparator has figures of both {first} and {last}."
    whom = f"{t.peers.whom.article} {count(len(c.others))} {t.peers.whom.noun}"
    return (
        f"{text}, {_growth(c.ours)} than in {first}; the median growth of {whom} that have figures of both years is "
        f"{number(c.spread(False).median, 1)}%, and ours is the {standing(c)}."
    )


def years(t: Trend) -> tuple[str, str]:
    return str(FinancialYear(t.base)), str(FinancialYear(t.last))


def spender_rows(t: Trend, words: list[str]) -> list[dict[str, Any]]:
    return [
        _row(s)
        for s in t.spenders
        if all(word in f"{s.place.full_name} {s.place.name} {s.place.region}".lower() for word in words)
    ]


def _row(s: Spender) -> dict[str, Any]:
    return {
        "name": s.place.full_name, "region": s.place.region, "first": s.first, "last": s.last, "growth": s.growth,
        "a_head": s.a_head, "why": s.why, "ours": s.place.ours,
    }  # fmt: skip


def sheet(t: Trend, rows: list[dict[str, Any]]) -> Rows:
    """The whole filtered list, exact."""
    first, last = years(t)
    columns = [
        Column("name", "Authority"),
        Column("region", "Region"),
        Column("first", f"Outturn {first}", kind="money"),
        Column("last", f"Outturn {last}", kind="money"),
        Column("growth", "Growth between them", kind="percent"),
        Column("a_head", _a_head(t) or "Outturn a head", kind="money", places=2),
        Column("why", "What to know"),
    ]
    return Rows(f"High-needs outturn of every authority, {first} and {last}, net", columns, rows)


def _a_head(t: Trend) -> str:
    if all(s.a_head is None for s in t.spenders):
        return ""
    by = f" ({t.people.name.removeprefix('Population ')}, {t.people.as_at})" if t.people else ""
    return f"A head{by}, {FinancialYear(t.last)}"


def _chart(t: Trend, own: Own, links: Any) -> Chart:
    ours = next(s for s in t.spenders if s.place.ours).place.name
    counted = f"{ours} {'counted in' if own == Own.IN else 'left out'}"
    caption = f"High-needs outturn, {t.measure.heading}: {ours} beside its comparators"
    table = yearly_rows(
        caption, t.measure, ours, t.yearly, year="Financial year", label=lambda year: str(FinancialYear(year))
    )
    return Chart(
        slug="trend",
        title=f"High-needs outturn since {FinancialYear(min(y.year for y in t.yearly))}: {ours} and comparators",
        subtitle=f"Lines 1.2.x, net outturn, {t.measure.heading}; median and quartiles of {t.peers.name}, {counted}. "
        f"Source: {cited(t.origin)}.",
        sentences=_sentence(t, ours),
        figure=yearly_figure(table),
        table=table,
        notes=(DERIVED,),
        downloads=links,
    )


def _sentence(t: Trend, ours: str) -> str:
    newest = next((y for y in reversed(t.yearly) if y.ours is not None and y.spread), None)
    if newest is None or newest.ours is None or newest.spread is None:
        return "No year has figures of ours and of a comparator."
    show, n = t.measure.show, len(newest.others) + 1
    rank = f"{'' if newest.rank == 1 else f'{ordinal(newest.rank or 0)} '}highest of {n}"
    return (
        f"{ours} stands at {show(newest.ours)} in {FinancialYear(newest.year)}, the {rank}; the median of "
        f"{count(newest.spread.n)} is {show(newest.spread.median)}, half of them between {show(newest.spread.lower)} "
        "and "
        f"{show(newest.spread.upper)}."
    )


def _notes(t: Trend) -> list[str]:
    found = [DERIVED, LINES, ENDED]
    if t.measure == POUNDS:
        found.append("Pounds do not allow for the size of an authority. Take a rate or the growth to compare.")
    if t.divisor:
        found.append(
            f"Every year is divided by one population, {t.divisor.name.lower()} at {t.divisor.as_at}, so the shape "
            "of the "
            "lines is that of the pounds; a population of each year is not loaded."
        )
    if t.measure == GROWTH:
        found.append(f"Growth is from {FinancialYear(t.base)}, the first year of our own figures, in cash terms.")
    return found


def _sources(t: Trend) -> list[Any]:
    found = [("High-needs outturn", t.origin), (t.peers.name, t.peers.origin)]
    return [*found, (t.divisor.name, t.divisor.origin)] if t.divisor else found


def _growth(percent: Decimal) -> str:
    return f"{number(abs(percent), 1)}% {'more' if percent >= 0 else 'less'}"
