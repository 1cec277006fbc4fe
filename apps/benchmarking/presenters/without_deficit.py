"""What the page of neighbours without a deficit shows."""

from typing import Any

from django.http import HttpRequest

from apps.benchmarking.charts.columns import measured
from apps.benchmarking.forms.pages import DeficitForm
from apps.benchmarking.notes import sources_of
from apps.benchmarking.presenters.common import Page, above, page_of
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.selectors.without_deficit import Different, differences, labelled
from apps.benchmarking.sentences import count, listed, named, people, spend_on
from apps.benchmarking.vocabulary import DeficitSize
from apps.core.charts import Chart, Column, Rows, Series, bars
from apps.core.exports import downloads
from apps.core.money import in_words

RULE = (
    "The neighbours are grouped by the label that the source gives their DSG position; the median of each group is set "
    "beside ours, line by line. A neighbour without a label, or without a value on a line, is in no group there."
)


def without_deficit_page(request: HttpRequest, form: DeficitForm, b: Benchmark) -> Page:
    found = differences(b)
    chart, table = different_chart(b, found, downloads(request, "without-deficit")), different_table(b, found)
    context = page_of(
        "without_deficit", form, sources_of(b), crumbs=[*above(), ("Without a deficit", "")], message=message(b, found),
        chart=chart, table=table, table_downloads=downloads(request, "every-line"), warning=warning(b), rule=RULE,
        groups=groups_sentence(b), source=b.origin.titled,
        heading=f"{b.measure.heading}, {b.basis}", benchmark=b,
    )  # fmt: skip
    return context, (chart, ("every-line", table))


def message(b: Benchmark, found: list[Different]) -> str:
    """The single lines on which we are furthest above the median of those without a deficit."""
    n = len(labelled(b)[DeficitSize.NONE])
    above_them = sorted((d for d in found if not d.line.parts and d.apart > 0), key=lambda d: -d.apart)[:2]
    if not n or not found:
        return "No neighbour in this set is labelled as without a deficit, so there is nothing to set beside ours."
    who = f"the {count(n)} neighbours without a deficit"
    if not above_them:
        return f"{b.ours.name} budgets no more than the median of {who} on any single line."
    said = [
        f"{b.measure.gap(d.apart)} more on "
        f"{spend_on(d.line)}{'' if d.worth is None else f' ({in_words(d.worth)} a year)'}"
        for d in above_them
    ]
    return f"Against the median of {who}, {b.ours.name} {b.kind.verb} {listed(said)}."


def groups_sentence(b: Benchmark) -> str:
    names = {council.pk: council.name for council in b.councils}
    at = f" at {b.deficit_at.day} {b.deficit_at:%B %Y}" if b.deficit_at else ""
    groups = [
        f"{size.label.lower()}: {count(len(members))} ({listed([names[pk] for pk in members])})"
        for size, members in labelled(b).items()
        if members
    ]
    return f"Their labels{at}: {'; '.join(groups)}." if groups else ""


def warning(b: Benchmark) -> str:
    n = len(labelled(b)[DeficitSize.NONE])
    return (
        f"{count(n).capitalize()} neighbours are few: one of them with another budget would move the median. This "
        "shows what "
        "goes together with no deficit, not what causes it: funding, need, the past and recoupment differ, too. It "
        "is a "
        "place to begin asking, and no saving."
    )


def different_chart(b: Benchmark, found: list[Different], links: Any) -> Chart:
    single = [d for d in found if not d.line.parts]
    rows = [{"line": named(d.line), "ours": d.ours, "none": d.ours - d.apart, "apart": d.apart} for d in single]
    columns = (
        Column("line", "Line"),
        measured(b.measure, "ours", b.ours.name),
        measured(b.measure, "none", "Median without a deficit"),
        measured(b.measure, "apart", "Difference", signed=True),
    )
    table = Rows(f"{b.ours.name} and neighbours without a deficit, {b.measure.heading}, {b.basis}", columns, rows)
    widest = max(single, key=lambda d: abs(d.apart), default=None)
    said = "There is nothing to compare."
    if widest:
        show, theirs = b.measure.show, widest.ours - widest.apart
        said = f"Furthest apart is {named(widest.line)}: {show(widest.ours)} against {show(theirs)}."
    return Chart(
        slug="without-deficit",
        title=f"{b.ours.name} and neighbours without a deficit, by line",
        subtitle=f"{b.unit}, {b.basis}; single lines. Source: {b.origin.cited}.",
        sentences=said,
        figure=bars(table, name="line", series=[Series("ours"), Series("none")], stacked=False),
        table=table,
        notes=(warning(b),),
        downloads=links,
    )


def different_table(b: Benchmark, found: list[Different]) -> Rows:
    sizes = [size for size, members in labelled(b).items() if members]
    columns = [Column("line", "Line"), measured(b.measure, "ours", b.ours.name)]
    for size in sizes:
        columns.append(measured(b.measure, size.value, f"Median, {size.label.lower()}"))
        columns.append(Column(f"n_{size.value}", f"n, {size.label.lower()}", kind="number"))
    columns.append(measured(b.measure, "apart", "Ours less median without a deficit", signed=True))
    columns.append(Column("worth", f"At {people(b).partition(' of ')[0]}, a year" if b.population else "A year",
                          kind="money_m", signed=True))  # fmt: skip
    rows = []
    for d in found:
        row: dict[str, Any] = {
            "line": named(d.line), "ours": d.ours, "apart": d.apart, "worth": d.worth,
        }  # fmt: skip
        for size in sizes:
            row |= {size.value: d.groups[size].median, f"n_{size.value}": d.groups[size].n}
        rows.append(row)
    return Rows(f"Every line by size of deficit, {b.measure.heading}, {b.basis}", columns, rows)
