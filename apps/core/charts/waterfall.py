"""From one total to the next: what rose, what fell, and by how much."""

from typing import Any

from apps.core.charts.rows import TOTALS, Rows
from apps.core.charts.theme import (
    BLUE,
    LABEL_WIDTH,
    NARROW_NAME,
    NARROW_ROW_HEIGHT,
    ORANGE,
    PAPER,
    QUIET,
    ROW_HEIGHT,
    TURQUOISE,
    Figure,
    beside,
    category_axis,
    figure,
    height,
    label,
    layout,
    numbers,
    row_height,
    span,
    value_axis,
)


def waterfall(table: Rows, *, name: str, value: str) -> Figure:
    """Rows of kind ``total`` or ``subtotal`` stand from nought; the others are steps from where the last one ended.

    Increases are orange with a plus, reductions turquoise and hatched with a minus sign.
    """
    values = [v or 0.0 for v in numbers(table.values(value))]
    totals = [row.get("_kind") in TOTALS for row in table.rows]
    starts, ends = _steps(values, totals)
    low, high = span([*ends, *starts])
    trace = {
        "type": "bar",
        "orientation": "h",
        "meta": {"column": value},
        "y": list(range(len(values))),
        "x": values,
        "base": starts,
        "hoverinfo": "skip",
        "marker": {
            "color": [_colour(v, total) for v, total in zip(values, totals, strict=True)],
            "line": {"width": 1, "color": [_colour(v, total) for v, total in zip(values, totals, strict=True)]},
            "pattern": {
                "shape": ["/" if v < 0 and not total else "" for v, total in zip(values, totals, strict=True)],
                "size": 7, "solidity": 0.32, "fillmode": "replace", "bgcolor": PAPER,
            },
        },
    }  # fmt: skip
    names = [label(text) for text in table.texts(name)]
    texts = table.texts(name)
    row = row_height(texts, LABEL_WIDTH, ROW_HEIGHT)
    base = layout(height=height(len(values), 32, row), xaxis=value_axis(low, high), yaxis=category_axis(names))
    base["margin"] = {**base["margin"], "t": 8}
    base["annotations"] = [
        _mark(table, value, index, max(starts[index], ends[index]), totals[index]) for index in range(len(values))
    ]
    base["shapes"] = [_join(index, end) for index, end in enumerate(ends[:-1])]
    wide = span([*ends, *starts], 0.62)
    tall = height(len(values), 32, row_height(texts, NARROW_NAME, NARROW_ROW_HEIGHT))
    return figure([trace], base, {"xaxis.range": list(wide), "height": tall})


def _steps(values: list[float], totals: list[bool]) -> tuple[list[float], list[float]]:
    starts: list[float] = []
    ends: list[float] = []
    at = 0.0
    for value, total in zip(values, totals, strict=True):
        starts.append(0.0 if total else at)
        at = round(starts[-1] + value, 6)
        ends.append(at)
    return starts, ends


def _colour(value: float, total: bool) -> str:
    if total:
        return BLUE
    return ORANGE if value >= 0 else TURQUOISE


def _mark(table: Rows, key: str, index: int, at: float, total: bool) -> dict[str, Any]:
    text = table.column(key).mark(table.rows[index].get(key) or 0, total)
    if not total and not text.startswith(("−", "+")):
        text = f"+{text}"
    return beside(max(at, 0), index, text, total)


def _join(index: int, at: float) -> dict[str, Any]:
    return {
        "type": "line", "x0": at, "x1": at, "y0": index + 0.32, "y1": index + 0.68,
        "line": {"color": QUIET, "width": 1},
    }  # fmt: skip
