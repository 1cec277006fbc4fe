"""Each chart tells one story: drawing, table, exported file and the numbers that its words quote."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from django.test import Client

from apps.core.charts import Chart
from apps.core.money import round_half_up
from tests.fixtures import person, standing
from tests.journeys.checks import number_columns, number_in
from tests.journeys.site import addresses, charts_in, prepare
from tests.markup import Element, read

CHARTS = {
    "overview": 1, "deficit": 1, "forecasts": 1, "displacement": 1, "places": 1, "places demand": 1,
    "initiative with shares": 1,
    "initiative with counts": 1, "benchmarking": 1, "benchmarking own in": 1, "line": 1,
    "benchmarking of England": 1, "benchmarking in shares": 1, "benchmarking in pounds": 1, "benchmarking a plan": 1,
    "line of returns": 1, "trend": 1, "trend growth": 1, "trend a head": 1, "budget and outturn": 1, "plans": 2,
    "plans of special schools": 2, "timeliness": 1, "timeliness of every plan": 1, "side by side": 1,
    "side by side of returns": 1, "without a deficit": 1, "trajectory": 3,
    "trajectory of the reported": 1, "bridge": 1, "bridge of another year": 1, "initiative projected": 2,
    "initiative of children": 1, "what-if": 2, "what-ifs compared": 3,
}  # fmt: skip
SCALE = {"money_m": 1_000_000, "money_k": 1_000}
DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\b[A-Z][a-z]+ \d{4}\b|\b\d{4}[/–-]\d{2,4}\b|\b20\d\d\b")
NAME = re.compile(
    r"\bwithin 20 weeks\b|\b(?:Table|Appendix|para|section|aged|of the population aged) [\d.]+(?: to \d+)?|\(\d[\d.]*\)"
)
NUMBER = re.compile(r"[−-]?£?\d[\d,]*(?:\.\d+)?")


Pages = dict[str, tuple[Element, tuple[Chart, ...], Client, str]]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pages]:
    with standing(django_db_blocker, looked_at) as found:
        yield found


def looked_at() -> Pages:
    prepare()
    client = Client()
    client.force_login(person("finance"))
    known = addresses()
    answers = {name: client.get(known[name]) for name in CHARTS}
    return {name: (read(a.content.decode()), charts_in(a), client, known[name]) for name, a in answers.items()}


def test_every_page_of_the_list_has_its_charts(pages):
    assert {name: len(charts) for name, (_, charts, _, _) in pages.items()} == CHARTS


def test_drawing_has_the_values_of_the_rows_and_of_the_table(pages):
    for tree, charts, _, _ in pages.values():
        for chart in charts:
            columns = number_columns(table_of(tree, chart))
            for trace in chart.figure["data"]:
                drawn = trace["y"] if trace["type"] == "scatter" else trace["x"]
                rows = chart.table.values(trace["meta"]["column"])
                assert drawn == [None if v is None else float(v) for v in rows], chart.slug
                assert [None if v is None else v.normalize() for v in rows] in columns, chart.slug


def test_table_holds_every_cell_of_the_rows(pages):
    for tree, charts, _, _ in pages.values():
        for chart in charts:
            shown = [cells(row) for row in table_of(tree, chart).all("tr") if row.first("td")]
            meant = [[head.text, *(c.text for c in rest)] for _, head, rest in chart.table.body()]
            assert [[plain(c) for c in row] for row in shown] == [[plain(c) for c in row] for row in meant], chart.slug


def test_file_holds_the_same_values_exactly(pages):
    """CSV money is in pounds, exact: rounded as the page rounds, it is the page's cell."""
    for _, charts, client, path in pages.values():
        for chart in charts:
            download = next(d for d in chart.downloads if d.name == "CSV")
            body = client.get(path.partition("?")[0] + download.url).content.decode("utf-8-sig")
            head, *lines = list(csv.reader(io.StringIO(body)))
            assert len(head) == len(chart.columns)
            for number, column in enumerate(chart.columns):
                texts = [line[number] for line in lines]
                if column.numeric:
                    scale = SCALE.get(column.kind, 1)
                    exact = [round_half_up(Decimal(t) / scale, column.decimals) if t else None for t in texts]
                    assert exact == chart.table.values(column.key), (chart.slug, column.key)
                else:
                    assert len(texts) == len(chart.rows)


def test_numbers_in_the_words_come_from_the_table(pages):
    unknown = {}
    for name, (_, charts, _, _) in pages.items():
        for chart in charts:
            known = follows_from(chart)
            quoted = numbers_of(chart.title) | numbers_of(chart.sentences)
            unknown[name, chart.slug] = {text for text, value in quoted if value not in known}
    assert {where: texts for where, texts in unknown.items() if texts} == {}


def test_a_number_that_does_not_follow_is_found(pages):
    _, (chart,), _, _ = pages["deficit"]
    for wrong in ("£183.7 million", "£70.4 million", "£95.6 million", "£279.4m"):
        ((_, value),) = numbers_of(f"The deficit is {wrong} at 31 March 2026")
        assert value not in follows_from(chart)


def table_of(tree: Element, chart: Chart) -> Element:
    section = tree.first("section", id=chart.slug)
    assert section is not None
    table = section.first("table")
    assert table is not None
    return table


def cells(row: Element) -> list[str]:
    return [c.text for c in row.children if isinstance(c, Element)]


def plain(text: str) -> str:
    return text.removesuffix(" this council").removesuffix("none given").strip()


def numbers_of(text: str) -> set[tuple[str, Decimal]]:
    """Every number of a text that is no date, year or reference."""
    bare = NAME.sub(" ", DATE.sub(" ", text.partition("Across England, ")[0]))
    found = {(m, number_in(m)) for m in NUMBER.findall(bare)}
    return {(m, value.normalize()) for m, value in found if value is not None}


def follows_from(chart: Chart) -> set[Decimal]:
    """What may be said of a table: its cells, sums, differences, ratios, medians, and how many rows it has."""
    ours = sum(row.get("_kind") == "ours" for row in chart.rows)
    known: set[Decimal] = {Decimal(len(chart.table)), Decimal(len(chart.table) - ours)}
    for column in chart.columns:
        if not column.numeric:
            known |= {v for row in chart.rows for _, v in numbers_of(str(row.get(column.key) or ""))}
            continue
        values = [v for v in chart.table.values(column.key) if v is not None]
        raw = [Decimal(row[column.key]) for row in chart.rows if row.get(column.key) is not None]
        known |= {v.normalize() for v in values} | {round_half_up(sum(values, Decimal(0)), column.decimals).normalize()}
        scale = SCALE.get(column.kind, 1)
        for a, b in combinations(raw, 2):
            for low, high in ((a, b), (b, a)):
                known.add(round_half_up((high - low) / scale, column.decimals).normalize())
                known |= {round_half_up(high / low, 1).normalize()} if low else set()
        known |= medians(chart, column.key) | ranks(chart, column.key)
    for row in chart.rows:
        across = [Decimal(row[c.key]) for c in chart.columns if c.numeric and row.get(c.key) is not None]
        for a, b in combinations(across, 2):
            known |= {abs(a - b).normalize(), (a + b).normalize()}
    return known


def ranks(chart: Chart, key: str) -> set[Decimal]:
    """Of our own row, 1 being the highest."""
    every = [(row.get("_kind"), Decimal(row[key])) for row in chart.rows if row.get(key) is not None]
    return {Decimal(1 + sum(other > value for _, other in every)) for kind, value in every if kind == "ours"}


def medians(chart: Chart, key: str) -> set[Decimal]:
    """With and without our own row."""
    from statistics import median

    every = [(row.get("_kind"), Decimal(row[key])) for row in chart.rows if row.get(key) is not None]
    sets = ([v for _, v in every], [v for kind, v in every if kind != "ours"])
    ours = [v for kind, v in every if kind == "ours"]
    found = {Decimal(median(values)) for values in sets if values}
    found |= {abs(v - m) for v in ours for m in found}
    column = chart.table.column(key)
    return {v.normalize() for v in found} | {column.value(v).normalize() for v in found}
