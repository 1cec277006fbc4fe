"""Lines over time, each named at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apps.core.charts.line_ends import GAP, LINE_HEIGHT, ends_of_lines, room_for
from apps.core.charts.rows import Rows
from apps.core.charts.theme import (
    INK,
    LABEL_WIDTH,
    QUIET,
    RULE,
    SERIES,
    Figure,
    figure,
    label,
    layout,
    note,
    numbers,
    span,
)

HEIGHT = 400
MARGIN = 32
NARROW_LABEL = 13
BESIDE_MARKS = 0.02  # of the axis
WHOLE = 80  # letters of a mark’s words, which stand on one line
DASHES = {"solid": "solid", "dashed": "7px,5px", "dotted": "2px,4px"}


@dataclass(frozen=True, slots=True)
class Line:
    """One column as a line. A bound takes the colour of its central line by ``colour`` (0 to 3) and is dashed."""

    key: str
    name: str = ""
    dash: str = "solid"
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment drawn as an upright line: ``Mark(date(2028, 3, 31), "Override ends")``."""

    at: date | str
    label: str


def line(table: Rows, *, x: str, lines: Sequence[Line], marks: Sequence[Mark] = ()) -> Figure:
    """``x`` names a column of dates or of texts; at most four colours. The words of marks stand one above the other."""
    times = [_time(row[x]) for row in table.rows]
    data = [_trace(table, times, one, SERIES[_colour(one, i)]) for i, one in enumerate(lines)]
    low, high = span([v for trace in data for v in trace["y"] if v is not None], 0.12)
    base = layout(
        height=HEIGHT,
        hovermode="x unified",
        xaxis=_time_axis(table, x, times),
        yaxis={
            "range": [low, high], "fixedrange": True, "automargin": True, "gridcolor": RULE, "zerolinecolor": INK,
            "nticks": 6, "tickprefix": "£" if table.column(lines[0].key).kind.startswith("money") else "",
            "ticksuffix": "m" if table.column(lines[0].key).kind == "money_m" else "", "ticks": "", "tickformat": ",",
        },
    )  # fmt: skip
    base["annotations"] = ends_of_lines(times, data, (low, high), LABEL_WIDTH)
    base["margin"] = {**base["margin"], "r": room_for(base["annotations"], times[-1])}
    ends = ends_of_lines(times, data, (low, high), NARROW_LABEL)
    narrow = _narrow(times, base["xaxis"]["ticktext"], ends, ticks=2 if marks else 3)
    base["shapes"] = []
    for index, mark in enumerate(marks):
        narrow |= _upright(base, mark, times, index)
    # Words above the plot take nothing from its height, on which the names at the ends of the lines rest.
    base["height"] += base["margin"]["t"] - MARGIN
    narrow["height"] = HEIGHT + narrow.get("margin.t", MARGIN) - MARGIN
    return figure(data, base, narrow)


def _narrow(times: list[str], texts: list[str], ends: list[dict[str, Any]], *, ticks: int) -> dict[str, Any]:
    """Fewer ticks, the last always among them, and names in short lines."""
    step = -(-len(times) // ticks)
    changes: dict[str, Any] = {"margin.r": room_for(ends, times[-1]), "yaxis.nticks": 4, "xaxis.tickangle": 0}
    short = [text.split(" ")[-1] for text in texts]
    changes |= {"xaxis.tickvals": times[::-step][::-1], "xaxis.ticktext": short[::-step][::-1]}
    for index, end in enumerate(ends):
        changes |= {f"annotations.{index}.text": end["text"], f"annotations.{index}.yshift": end["yshift"]}
    return changes


def _trace(table: Rows, times: list[str], one: Line, colour: str) -> dict[str, Any]:
    column = table.column(one.key)
    marks = ["" if row.get(one.key) is None else column.mark(row[one.key]) for row in table.rows]
    return {
        "type": "scatter",
        "mode": "lines+markers" if one.dash == "solid" else "lines",
        "name": one.name or column.label,
        "meta": {"column": one.key},
        "x": times,
        "y": numbers(table.values(one.key)),
        "text": marks,
        "hovertemplate": "%{text}",
        "line": {"color": colour, "width": 2.5 if one.dash == "solid" else 1.5, "dash": DASHES[one.dash]},
        "marker": {"color": colour, "size": 7},
    }


def _time_axis(table: Rows, x: str, times: list[str]) -> dict[str, Any]:
    dated = isinstance(table.rows[0][x], date)
    texts = [f"{row[x].day} {row[x]:%b}<br>{row[x].year}" if dated else str(row[x]) for row in table.rows]
    return {
        "type": "date" if dated else "category", "tickvals": times, "ticktext": texts, "fixedrange": True,
        "range": _ends_of_time(times, dated), "showgrid": False, "zeroline": False, "automargin": True,
        "ticks": "outside", "tickcolor": RULE,
        "hoverformat": "%-d %B %Y",
    }  # fmt: skip


def _ends_of_time(times: list[str], dated: bool) -> list[Any]:
    """From the first to the last, with room for their marks; left to itself the axis would make room for words, too."""
    if not dated:
        return [-BESIDE_MARKS * len(times), len(times) - 1 + BESIDE_MARKS * len(times)]
    first, last = date.fromisoformat(times[0]), date.fromisoformat(times[-1])
    room = timedelta(days=max(round((last - first).days * BESIDE_MARKS), 1))
    return [(first - room).isoformat(), (last + room).isoformat()]


def _upright(base: dict[str, Any], mark: Mark, times: list[str], index: int) -> dict[str, Any]:
    """Adds the line and its words, above those of the marks before it. Gives what changes on a narrow screen."""
    at = _time(mark.at)
    late = times.index(at) > len(times) / 2 if at in times else at > times[len(times) // 2]
    side, font = "right" if late else "left", {"size": 14, "color": QUIET}
    words, place = label(mark.label, WHOLE), len(base["annotations"])
    lift = index * (LINE_HEIGHT + GAP)
    text = note(at, 1, words, yref="paper", yanchor="bottom", xanchor=side, yshift=lift, font=font)
    line = {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": QUIET, "width": 1.5, "dash": "4px,3px"}, "layer": "below",
    }  # fmt: skip
    base["annotations"] = [*base["annotations"], text]
    base["shapes"] = [*base["shapes"], line]
    base["margin"] = {**base["margin"], "t": max(base["margin"]["t"], lift + LINE_HEIGHT + 2 * GAP)}
    narrow = label(mark.label, NARROW_LABEL)
    rows = narrow.count("<br>") + 1
    changes: dict[str, Any] = {f"annotations.{place}.text": narrow, f"annotations.{place}.yshift": index * 64}
    return changes | {"margin.t": index * 64 + max(rows * LINE_HEIGHT + GAP, 64)}


def _time(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _colour(one: Line, index: int) -> int:
    return index if one.colour is None else one.colour
