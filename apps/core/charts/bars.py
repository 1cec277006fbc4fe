"""Bars, always horizontal: names can be read at any width."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.core.charts.rows import Column, Rows
from apps.core.charts.theme import (
    BLUE,
    DARK,
    INK,
    LABEL_WIDTH,
    NARROW_NAME,
    NARROW_ROW_HEIGHT,
    OTHERS,
    OTHERS_LINE,
    PAPER,
    ROW_HEIGHT,
    SERIES,
    Figure,
    beside,
    category_axis,
    figure,
    height,
    label,
    layout,
    note,
    numbers,
    row_height,
    span,
    value_axis,
)

OURS = " (this council)"
HATCH = {"shape": "/", "size": 7, "solidity": 0.32, "fillmode": "replace", "bgcolor": PAPER}
BESIDE, BESIDE_NARROW = 0.25, 0.5  # of the axis: room for figures beside bars, and on a narrow screen
TOO_SMALL = 0.1  # of the axis: a solid bar in a stack that does not hold its own figure


@dataclass(frozen=True, slots=True)
class Series:
    """One column as bars; ``hatched``, and last, for what is planned and not yet delivered."""

    key: str
    hatched: bool = False


def horizontal_bars(
    table: Rows, *, name: str, value: str, median: Decimal | None = None, median_label: str = "Median"
) -> Figure:
    """One bar a row in the table's own order; rows of kind ``ours`` stand out, ``median`` is a raw value."""
    column, ours = table.column(value), [row.get("_kind") == "ours" for row in table.rows]
    values = numbers(table.values(value))
    low, high = span([v for v in values if v is not None])
    trace = {
        "type": "bar",
        "orientation": "h",
        "meta": {"column": value},
        "y": list(range(len(values))),
        "x": values,
        "hoverinfo": "skip",
        "marker": {
            "color": [BLUE if mine else OTHERS for mine in ours],
            "line": {"width": 1, "color": [BLUE if mine else OTHERS_LINE for mine in ours]},
        },
    }
    names = [label(text + OURS * mine) for text, mine in zip(table.texts(name), ours, strict=True)]
    base = layout(height=height(len(values)), xaxis=value_axis(low, high), yaxis=category_axis(names))
    marks = zip(values, _marks(table, column), ours, strict=True)
    base["annotations"] = [beside(v, i, mark, us) for i, (v, mark, us) in enumerate(marks) if v is not None]
    if median is not None:
        lines, words = _median(column, median, median_label, high)
        base |= {"shapes": lines, "annotations": [*base["annotations"], words]}
    wide = span([v for v in values if v is not None], 0.55)
    tall = height(len(values), row=NARROW_ROW_HEIGHT)
    return figure([trace], base, {"xaxis.range": list(wide), "height": tall})


def bars(table: Rows, *, name: str, series: Sequence[Series], stacked: bool = True) -> Figure:
    """Several columns as bars, stacked or side by side; the key above them reads in the columns' order."""
    stacked, keyed = stacked and len(series) > 1, len(series) > 1
    data = [_series(table, one, SERIES[i], one.hatched or not stacked) for i, one in enumerate(series)]
    lines = 1 if stacked else len(series)
    ends = [sum(v or 0 for v in row) for row in zip(*(t["x"] for t in data), strict=True)]
    flat = [v for t in data for v in t["x"] if v is not None]
    low, high = span(ends, 0.12) if stacked else span(flat, BESIDE)
    names = table.texts(name)
    row = row_height(names, LABEL_WIDTH, ROW_HEIGHT * max(1, lines * 2 // 3))
    base = layout(
        height=height(len(table), 96 if keyed else 64, row),
        barmode="stack" if stacked else "group",
        xaxis=value_axis(low, high),
        yaxis=category_axis([label(text) for text in names]),
        showlegend=keyed,
    )
    if keyed:
        base["legend"] = {
            "orientation": "h", "x": 0, "xanchor": "left", "xref": "paper", "y": 1, "yanchor": "bottom",
            "itemclick": False, "itemdoubleclick": False, "traceorder": "normal",
        }  # fmt: skip
        base["margin"] = {**base["margin"], "t": 48}
    if stacked:
        base["annotations"] = _beside_stacks(data, ends, (high - low) * TOO_SMALL)
    wide = [low, high * 1.2] if stacked else list(span(flat, BESIDE_NARROW))
    tall = height(len(table), 96 if keyed else 64, row_height(names, NARROW_NAME, row))
    return figure(data, base, {"xaxis.range": wide, "height": tall})


def _beside_stacks(data: list[dict[str, Any]], ends: list[float], least: float) -> list[dict[str, Any]]:
    """A stack with a bar too small for its figure carries its figures past its end, in the key's order."""
    notes = []
    for i, end in enumerate(ends):
        shown = [t for t in data if t["x"][i]]
        inside = [t for t in shown if t["textposition"] == "inside"]
        if shown and all(abs(t["x"][i]) >= least for t in inside):
            continue
        marks = [t["text"][i] for t in shown] or [next((t["text"][i] for t in data if t["text"][i]), "")]
        for trace in data:
            trace["text"][i] = ""
        if any(marks):
            notes.append(beside(end, i, " + ".join(marks), False))
    return notes


def _series(table: Rows, series: Series, colour: str, outside: bool) -> dict[str, Any]:
    """Figures stand in solid bars, and beside hatched and grouped ones; none is shrunk or left out."""
    column, values = table.column(series.key), numbers(table.values(series.key))
    marker: dict[str, Any] = {"color": colour, "line": {"width": [1.5 if v else 0 for v in values], "color": colour}}
    if series.hatched:
        marker["pattern"] = {**HATCH, "fgcolor": colour}
    return {
        "type": "bar",
        "orientation": "h",
        "name": column.label,
        "meta": {"column": series.key},
        "y": list(range(len(table))),
        "x": values,
        "text": [
            mark if v or not series.hatched else "" for mark, v in zip(_marks(table, column), values, strict=True)
        ],
        "textposition": "outside" if outside else "inside",
        "constraintext": "none",
        "insidetextfont": {"color": PAPER if colour in DARK else INK},
        "textangle": 0,
        "cliponaxis": False,
        "insidetextanchor": "middle",
        "hoverinfo": "skip",
        "marker": marker,
    }


def _marks(table: Rows, column: Column) -> list[str]:
    return ["" if row.get(column.key) is None else column.mark(row[column.key]) for row in table.rows]


def _median(column: Column, median: Decimal, text: str, high: float) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Dashes on a white thread, so that they are seen across dark bars too."""
    at = float(column.value(median))
    line = {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "layer": "above"}
    lines = [
        {**line, "line": {"color": PAPER, "width": 3}},
        {**line, "line": {"color": INK, "width": 1.5, "dash": "4px,3px"}},
    ]
    side = "right" if at > high * 0.6 else "left"
    return lines, note(at, 1, f"{text} {column.mark(median)}", yref="paper", yanchor="bottom", xanchor=side)
