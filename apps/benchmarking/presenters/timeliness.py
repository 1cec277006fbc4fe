"""What the page of timeliness and requests shows: the guardrail beside the money."""

from typing import Any

from django.http import HttpRequest

from apps.benchmarking.calculations.measures import Measure
from apps.benchmarking.charts.yearly import yearly_columns, yearly_figure, yearly_row
from apps.benchmarking.forms.pages import COUNTED, TimelinessForm
from apps.benchmarking.presenters.common import Page, Sheets, above, cited, page_of
from apps.benchmarking.selectors.series import Yearly
from apps.benchmarking.selectors.timeliness import REQUESTED, Requests, Timeliness
from apps.benchmarking.sentences import count
from apps.benchmarking.vocabulary import FigureMeasure, Own
from apps.core.charts import Chart, Column, Rows
from apps.core.exports import downloads
from apps.core.money import in_words
from apps.core.periods import FinancialYear

SHARE = Measure("share", "Share within 20 weeks", "of new plans", "share", "% of new plans", "", 1)
GUARDRAIL = (
    "A guardrail is what must not get worse while money is saved. Spend that falls because assessments wait is no "
    "saving: "
    "the child comes later, often with a greater need, and the duty to decide within 20 weeks is the council's by "
    "law. So "
    "no avoidance is read here without the timeliness of the same year beside it. It is a guardrail and no target: a "
    "plan "
    "issued in time may still be a poor plan."
)
EXCEPTIONS = (
    "Exceptions are the cases in which the regulations allow more than 20 weeks; the DfE's headline leaves them out."
)
YEARS = (
    "Timeliness is of the calendar year, money of the financial year that starts in it: nine months of the two overlap."
)


def timeliness_page(request: HttpRequest, form: TimelinessForm, t: Timeliness, r: Requests | None) -> Page:
    own, counted = form.own_chosen, dict(COUNTED)[form.valid("counted")]
    chart = timely_chart(t, own, counted, downloads(request, "timeliness"))
    sheets: Sheets = (chart,)
    context = page_of(
        "timeliness", form, _sources(t, r), crumbs=[*above(), ("Timeliness", "")], message=message(t), chart=chart,
        guardrail=GUARDRAIL, source="; ".join(cited(o) for o in t.origins[:1]), notes=[EXCEPTIONS, YEARS],
    )  # fmt: skip
    if r is not None:
        table = requests_table(r)
        context |= {
            "requests": table,
            "requests_sentence": requests_sentence(r),
            "requests_downloads": downloads(request, "requests"),
        }
        sheets = (chart, ("requests", table))
    return context, sheets


def message(t: Timeliness) -> str:
    """Ours against England in the newest year that both have, and the money of that year."""
    newest = _newest(t)
    ours = t.peers.ours.name
    if newest is None or newest.ours is None:
        return f"No year of {ours}'s timeliness can be set beside England's."
    england = t.england[newest.year]
    way = "above" if newest.ours > england else "below" if newest.ours < england else "level with"
    text = (
        f"In {newest.year} {ours} issued {SHARE.show(newest.ours)} of new plans within 20 weeks, {way} England's "
        f"{SHARE.show(england)}"
    )
    spent = t.spend.get(newest.year)
    money = (
        ""
        if spent is None
        else f"; high-needs outturn (lines 1.2.x) of {FinancialYear(newest.year)} was {in_words(spent)}"
    )
    return f"{text}{money}."


def timely_chart(t: Timeliness, own: Own, counted: str, links: Any) -> Chart:
    ours = t.peers.ours.name
    who = f"{ours} {'counted in' if own == Own.IN else 'left out'}"
    return Chart(
        slug="timeliness",
        title=f"New plans within 20 weeks: {ours} and its comparators",
        subtitle=f"Share of new plans issued within 20 weeks, %, calendar years; {counted[:1].lower()}{counted[1:]}; "
        "median "
        f"and quartiles of {t.peers.name}, {who}. Source: {cited(t.origins[0])}.",
        sentences=_sentence(t, ours),
        figure=yearly_figure(table := timely_rows(t, ours)),
        table=table,
        notes=(EXCEPTIONS, YEARS),
        downloads=links,
    )


def timely_rows(t: Timeliness, ours: str) -> Rows:
    rows = [
        yearly_row(one, f"Year {one.year}")
        | {
            "england": t.england.get(one.year),
            "issued": t.issued.get(one.year),
            "within": t.within.get(one.year),
            "spend": t.spend.get(one.year),
        }
        for one in t.yearly
    ]
    columns = (
        *yearly_columns(SHARE, ours, "Calendar year"),
        Column("england", "England", kind="percent"),
        Column("within", "Our plans within 20 weeks", kind="number"),
        Column("issued", "Our new plans", kind="number"),
        Column("spend", "Our outturn, lines 1.2.x, financial year from April", kind="money_m"),
    )
    return Rows("New plans issued within 20 weeks, %, and high-needs outturn, £m", columns, rows)


def _sentence(t: Timeliness, ours: str) -> str:
    newest = next((y for y in reversed(t.yearly) if y.ours is not None and y.spread), None)
    if newest is None or newest.spread is None or newest.ours is None:
        return "No year has a share of ours and of a comparator."
    return (
        f"In {newest.year} {SHARE.show(newest.ours)} of {ours}'s new plans were issued within 20 weeks; the median of "
        f"{count(newest.spread.n)} is {SHARE.show(newest.spread.median)}, half of them between "
        f"{SHARE.show(newest.spread.lower)} and {SHARE.show(newest.spread.upper)}."
    )


def requests_table(r: Requests) -> Rows:
    assessed = {one.year: one for one in r.assessed}
    rows = []
    for year in r.years:
        one = assessed.get(year)
        spread = one.spread if one else None
        rows.append(
            {
                "year": str(year),
                **{measure.value: r.figures[measure].get(year) for measure in REQUESTED},
                "assessed": one.ours if one else None,
                "median": spread.median if spread else None,
                "n": spread.n if spread else None,
            }
        )
    columns = (
        Column("year", "Year"),
        *(Column(measure.value, measure.label, kind="number") for measure in REQUESTED),
        Column("assessed", "Of decided, to assess", kind="percent"),
        Column("median", "Median of comparators", kind="percent"),
        Column("n", "Counted in it", kind="number"),
    )
    return Rows("Requests for assessment, calendar years, number and share", columns, rows)


def requests_sentence(r: Requests) -> str:
    received = r.figures[FigureMeasure.REQUESTS]
    year = max(received)
    text = f"{r.peers.ours.name} received {received[year]:,.0f} requests for assessment in {year}"
    one: Yearly | None = next((y for y in reversed(r.assessed) if y.ours is not None), None)
    if one is None or one.ours is None:
        return f"{text}. The file does not give how many were decided to be assessed."
    beside = f"; the median of {count(one.spread.n)} is {SHARE.show(one.spread.median)}" if one.spread else ""
    return f"{text}. Of those decided in {one.year}, {SHARE.show(one.ours)} were to be assessed{beside}."


def _newest(t: Timeliness) -> Yearly | None:
    return next((y for y in reversed(t.yearly) if y.ours is not None and y.year in t.england), None)


def _sources(t: Timeliness, r: Requests | None) -> list[Any]:
    found = [(o.title, o) for o in dict.fromkeys((*t.origins, *(r.origins if r else ())))]
    return [*found, (t.peers.name, t.peers.origin)]
