"""Each drawing holds the values of its own table, validates as a Plotly figure, and cannot break its page."""

import json
import re
from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from django.test import RequestFactory

from apps.core import charts, gallery
from apps.core.charts import Chart, Column, Line, Rows, Series
from apps.core.charts.chart import as_json
from apps.core.charts.line_ends import LINE_HEIGHT, PLOT_HEIGHT
from apps.core.charts.theme import BLUE, ORANGE, OTHERS, PLUM, SERIES, TURQUOISE

MILLION = Decimal(1_000_000)
SAMPLES = gallery.context(RequestFactory().get("/"))["charts"]
WALK = Rows(
    "Walk",
    (Column("line", "Line"), Column("amount", "Amount", kind="money_m", signed=True)),
    [
        {"line": "Start", "amount": Decimal("113.3") * MILLION, "_kind": "total"},
        {"line": "Rise", "amount": Decimal("73.3") * MILLION},
        {"line": "Fall", "amount": Decimal("-3.0") * MILLION},
        {"line": "End", "amount": Decimal("183.6") * MILLION, "_kind": "total"},
    ],
)


def texts(value):
    """Every text anywhere in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def annotations(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("chart", SAMPLES, ids=lambda chart: chart.slug)
def test_figure_is_one_that_plotly_accepts(chart: Chart):
    go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]})
    narrow = {path.split(".")[0] for path in chart.figure["narrow"]}
    assert narrow <= {"xaxis", "yaxis", "margin", "annotations", "height"}


@pytest.mark.parametrize("chart", SAMPLES, ids=lambda chart: chart.slug)
def test_figure_holds_exactly_the_cells_of_the_table(chart: Chart):
    for trace in chart.figure["data"]:
        column = chart.table.column(trace["meta"]["column"])
        drawn = trace["y"] if trace["type"] == "scatter" else trace["x"]
        cells = [column.cell(row[column.key]).replace("−", "-").replace("+", "") for row in chart.rows]
        assert [Decimal(str(value)) for value in drawn] == [Decimal(cell.replace(",", "")) for cell in cells]


@pytest.mark.parametrize("chart", SAMPLES, ids=lambda chart: chart.slug)
def test_figure_has_no_text_that_becomes_an_inline_style(chart: Chart):
    assert not [text for text in texts(chart.figure) if re.search(r"<(?!br>)", text)]


@pytest.mark.parametrize("chart", SAMPLES, ids=lambda chart: chart.slug)
def test_figure_uses_the_house_colours_and_no_letter_below_twelve_pixels(chart: Chart):
    assert {
        trace["marker"]["color"] for trace in chart.figure["data"] if isinstance(trace["marker"]["color"], str)
    } <= {*SERIES}
    sizes = re.findall(r'"size":(\d+)', json.dumps(chart.figure["layout"], separators=(",", ":")))
    assert min(map(int, sizes)) >= 12


def test_waterfall_steps_from_total_to_total_with_signs():
    figure = charts.waterfall(WALK, name="line", value="amount")
    trace = figure["data"][0]
    assert trace["base"] == [0.0, 113.3, 186.6, 0.0]
    assert trace["marker"]["color"] == [BLUE, ORANGE, TURQUOISE, BLUE]
    assert trace["marker"]["pattern"]["shape"] == ["", "", "/", ""]
    assert annotations(figure) == ["£113.3m", "+£73.3m", "−£3.0m", "£183.6m"]


def test_total_carries_no_plus_and_step_does():
    assert [cells[0].text for _, _, cells in WALK.body()] == ["113.3", "+73.3", "−3.0", "183.6"]


def test_bars_mark_ours_in_words_and_the_median_with_its_figure():
    table = Rows(
        "Spend",
        (Column("name", "Authority"), Column("spend", "Spend", kind="money")),
        [{"name": "Ours", "spend": 525, "_kind": "ours"}, {"name": "A & <b>", "spend": 227}],
    )
    figure = charts.horizontal_bars(table, name="name", value="spend", median=Decimal("185.5"))
    assert figure["data"][0]["marker"]["color"] == [BLUE, OTHERS]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Ours (this council)", "A &amp; &lt;b&gt;"]
    assert annotations(figure) == ["£525", "£227", "Median £186"]


def test_pipeline_is_hatched_and_white_text_never_stands_on_a_pale_colour():
    table = Rows(
        "Places",
        (Column("year", "Year"), *(Column(key, key, kind="number") for key in "abcd")),
        [{"year": "2025/26", "a": 1, "b": 2, "c": 3, "d": 4}],
    )
    figure = charts.bars(table, name="year", series=[*(Series(key) for key in "abc"), Series("d", hatched=True)])
    assert figure["data"][3]["marker"]["pattern"]["shape"] == "/"
    white = {t["marker"]["color"] for t in figure["data"] if t["insidetextfont"]["color"] == "#FFFFFF"}
    assert white == {BLUE, PLUM}


def test_line_labels_that_would_meet_are_moved_apart():
    table = Rows(
        "Lines",
        (Column("x", "Year"), Column("a", "A", kind="money_m"), Column("b", "B", kind="money_m")),
        [{"x": "2025/26", "a": MILLION, "b": MILLION}, {"x": "2026/27", "a": 9 * MILLION, "b": 9 * MILLION}],
    )
    notes = charts.line(table, x="x", lines=[Line("a"), Line("b")])["layout"]["annotations"]
    assert notes[1]["yshift"] - notes[0]["yshift"] >= 40


def five_lines(*values: int) -> charts.Rows:
    columns = [Column("x", "Year"), *(Column(key, f"1 in 10 {key}", kind="money_m") for key in "abcde")]
    last = {"x": "2026/27", **{k: Decimal(v) * MILLION for k, v in zip("abcde", values, strict=True)}}
    return Rows("Lines", columns, [{"x": "2025/26", **dict.fromkeys("abcde", MILLION)}, last])


@pytest.mark.parametrize("values", [(96, 97, 98, 99, 100), (0, 0, 0, 0, 0), (1, 50, 51, 52, 100), (-5, -4, 3, 4, 5)])
@pytest.mark.parametrize("narrow", [False, True])
def test_five_labels_stand_apart_and_inside_the_plot(values: tuple[int, ...], narrow: bool):
    figure = charts.line(five_lines(*values), x="x", lines=[Line(key, colour=0) for key in "abcde"])
    low, high = figure["layout"]["yaxis"]["range"]
    ends = []
    for index, note in enumerate(figure["layout"]["annotations"]):
        changed = figure["narrow"] if narrow else {}
        text = changed.get(f"annotations.{index}.text", note["text"])
        shift = changed.get(f"annotations.{index}.yshift", note["yshift"])
        middle = (note["y"] - low) / (high - low) * PLOT_HEIGHT + shift
        half = LINE_HEIGHT * (text.count("<br>") + 1) / 2
        ends.append((middle - half, middle + half))
    assert ends[-1][1] <= PLOT_HEIGHT + 1
    assert all(upper[0] >= lower[1] for lower, upper in pairwise(ends))


def test_a_line_that_ends_early_is_named_beneath_its_end_and_takes_no_room_beside_the_plot():
    rows = [
        {"x": "2025/26", "a": MILLION, "b": MILLION},
        {"x": "2026/27", "a": None, "b": 2 * MILLION},
    ]
    columns = (
        Column("x", "Year"), Column("a", "Published by finance", kind="money_m"), Column("b", "B", kind="money_m"),
    )  # fmt: skip
    layout = charts.line(Rows("Lines", columns, rows), x="x", lines=[Line("a"), Line("b")])["layout"]
    late, early = layout["annotations"]
    assert (late["text"], early["text"]) == ("£2.0m<br>B", "£1.0m<br>Published by finance")
    assert (early["x"], early["yanchor"]) == ("2025/26", "top")
    assert layout["margin"]["r"] < 80  # “Published by finance” alone would take 160


def test_rows_over_twelve_are_folded():
    def chart(count: int) -> Chart:
        rows = Rows("Rows", WALK.columns, [WALK.rows[1]] * count)
        return Chart("s", "t", "u", "v", charts.waterfall(rows, name="line", value="amount"), rows)

    assert not chart(12).folded
    assert chart(13).folded


def test_json_cannot_end_its_element_and_keeps_figures():
    text = as_json({"a": "</script><!-- & ' \"", "b": Decimal("183.6")})
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text) == {"a": "</script><!-- & ' \"", "b": 183.6}


@pytest.mark.parametrize(
    ("kind", "raw", "cell", "mark"),
    [
        ("money_m", Decimal("183550000"), "183.6", "£183.6m"),
        ("money_m", Decimal("-50000"), "−0.1", "−£0.1m"),
        ("money_k", Decimal("10032499"), "10,032", "10,032"),
        ("money", Decimal("185.5"), "186", "£186"),
        ("percent", Decimal("41.35"), "41.4%", "41.4%"),
        ("number", 1464, "1,464", "1,464"),
    ],
)
def test_column_rounds_half_up_once(kind, raw, cell, mark):
    column = Column("x", "X", kind=kind)
    assert (column.cell(raw), column.mark(raw)) == (cell, mark)


def test_column_leaves_what_is_missing_empty():
    assert Column("x", "X", kind="money").cell(None) == ""
    assert Rows("R", (Column("x", "X", kind="money"),), [{"x": None}]).values("x") == [None]
