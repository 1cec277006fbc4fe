"""Each line's chart: drawing, table, file and sentence hold the same values."""

import csv
import io
import statistics
from decimal import Decimal

import pytest
from django.test import Client

from apps.benchmarking.charts import glance_table, line_chart, matrix_tables
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.sentences import per_head
from apps.benchmarking.vocabulary import Own
from tests.benchmarking.appendix_3 import LINES, column

POPULATION = Decimal("85483.227")


def read_csv(reader: Client, address: str) -> list[dict[str, str]]:
    response = reader.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("own", Own)
@pytest.mark.parametrize("slug", LINES)
def test_chart_is_table_is_sentence(benchmark_data: Benchmark, slug: str, own: Own) -> None:
    b = benchmark_data
    line = b.line(slug)
    assert line is not None
    chart = line_chart(b, line, own)
    values = column(slug)
    assert dict(zip(chart.table.texts("council"), chart.table.values("rate"), strict=True)) == values
    drawn = chart.figure["data"][0]
    assert drawn["x"] == [float(v) for v in chart.table.values("rate")] == sorted(map(float, values.values()))[::-1]
    assert [text.replace(",", "") for text in chart.table.texts("rate")] == [
        f"{int(x)}".replace("-", "−") for x in drawn["x"]
    ]
    ours = values["BCP"]
    among = list(values.values()) if own == Own.IN else [v for k, v in values.items() if k != "BCP"]
    median = statistics.median(among)
    assert chart.figure["layout"]["shapes"][0]["x0"] == float(median)
    assert any(per_head(median) in note["text"] for note in chart.figure["layout"]["annotations"])
    assert f"BCP budgets {per_head(ours)} a head" in chart.sentences
    assert f"is {per_head(median)}." in chart.sentences
    assert len(chart.title.split()) <= 10
    assert [row["_kind"] for row in chart.table.rows].count("ours") == 1


@pytest.mark.parametrize("slug", LINES)
def test_file_is_chart(reader: Client, slug: str) -> None:
    rows = read_csv(reader, f"/benchmarking/{slug}/?_export=csv&_of=line-{slug}")
    found = {row["Council"]: Decimal(row["Net budget a head (£)"]) for row in rows}
    assert found == column(slug)


@pytest.mark.parametrize("own", Own)
def test_every_line_at_a_glance_by_a_second_reckoning(benchmark_data: Benchmark, own: Own) -> None:
    table = glance_table(benchmark_data, own)
    for slug, row in zip(LINES, table.rows, strict=True):
        values = column(slug)
        ours = values.pop("BCP")
        median = statistics.median(values.values())
        assert (row["ours"], row["median_out"]) == (ours, median)
        assert row["median_in"] == statistics.median([*values.values(), ours])
        assert row["distance"] == (ours - median) * POPULATION
    shown = {row["line"]: text for row, text in zip(table.rows, table.texts("distance"), strict=True)}
    assert shown["Independent and non-maintained"] == "+29.0"
    assert shown["Alternative provision"] == "+12.2"
    assert shown["Support for inclusion"] == "−0.2"
    assert ("median_in" in [c.key for c in table.columns]) == (own == Own.IN)


def test_matrix_is_the_appendix(benchmark_data: Benchmark) -> None:
    for own in Own:
        matrix = matrix_tables(benchmark_data, own)
        assert len(matrix.figures.columns) == 18
        head = {row["council"]: row for row in matrix.figures.rows}
        for slug in LINES:
            values = column(slug)
            assert {name: head[name][slug] for name in values} == values
            among = [v for k, v in values.items() if own == Own.IN or k != "BCP"]
            n = "11" if own == Own.IN else "ten"
            assert head[f"Median of {n}"][slug] == statistics.median(among)
            assert (head[f"Maximum of {n}"][slug], head[f"Minimum of {n}"][slug]) == (max(among), min(among))
        assert head["England, minimum"]["alternative-provision"] == -2


def test_the_narrative_row_is_text_in_the_page_and_a_file_of_its_own(benchmark_data: Benchmark, reader: Client) -> None:
    matrix = matrix_tables(benchmark_data, Own.OUT)
    for (_, head, cells), says in zip(
        list(matrix.shown.body())[-2:], ("the report says", "the rule says"), strict=True
    ):
        assert says in head.text
        assert not any(cell.numeric for cell in cells if cell.text)
    rows = read_csv(reader, "/benchmarking/appendix-3/?_export=csv&_of=narrative")
    texts = {row["Code"]: row["What the report says"] for row in rows}
    assert texts["1.2.3"] == "BCP very high"
    assert len(texts) == 16


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
@pytest.mark.parametrize(
    ("page", "tables"),
    [
        ("/benchmarking/", ["every-line", "line-top-up-independent"]),
        ("/benchmarking/hospital/", ["working", "line-hospital"]),
        ("/benchmarking/appendix-3/", ["appendix-3", "narrative", "printed-statistics", "printed-sums"]),
    ],
)
def test_every_table_is_exported(reader: Client, page: str, tables: list[str], kind: str) -> None:
    for table in tables:
        response = reader.get(f"{page}?own=in&_export={kind}&_of={table}")
        assert response.status_code == 200
        assert f"{table}-" in response["Content-Disposition"]
        assert len(response.content) > 100
