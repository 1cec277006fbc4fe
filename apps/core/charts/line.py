"""Lines over time, each named at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.core.charts.rows import Rows
from apps.core.charts.theme import (
    INK,
    LABEL_WIDTH,
    QUIET,
    RULE,
    SERIES,
    STRONG,
    Figure,
    figure,
    label,
    layout,
    note,
    numbers,
    span,
)

HEIGHT = 400
PLOT_HEIGHT = 300
LINE_HEIGHT = 20
LETTER_WIDTH = 8
GAP = 4
NARROW_LABEL = 12
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


def line(table: Rows, *, x: str, lines: Sequence[Line], mark: Mark | None = None) -> Figure:
    """``x`` names a column of dates or of texts; at most four colours."""
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
            "ticksuffix": "m" if table.column(lines[0].key).kind == "money_m" else "", "ticks": "",
        },
    )  # fmt: skip
    base["annotations"] = _ends(times, data, high - low, LABEL_WIDTH)
    base["margin"] = {**base["margin"], "r": _room(base["annotations"])}
    ends = _ends(times, data, high - low, NARROW_LABEL)
    narrow = _narrow(times, base["xaxis"]["ticktext"], ends, ticks=2 if mark else 3)
    if mark:
        narrow |= {f"annotations.{len(lines)}.text": label(mark.label, NARROW_LABEL), "margin.t": 64}
        base |= _upright(base, mark, times)
    return figure(data, base, narrow)


def _narrow(times: list[str], texts: list[str], ends: list[dict[str, Any]], *, ticks: int) -> dict[str, Any]:
    """Fewer ticks, the last always among them, and names in short lines."""
    step = -(-len(times) // ticks)
    changes: dict[str, Any] = {"margin.r": _room(ends), "yaxis.nticks": 4, "xaxis.tickangle": 0}
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


def _ends(times: list[str], data: list[dict[str, Any]], height: float, width: int) -> list[dict[str, Any]]:
    """A figure and a name at the end of each line, moved apart where they would meet; lowest first."""
    notes, free = [], float("-inf")
    for value, at, text, trace in sorted((_end(times, trace) for trace in data), key=lambda end: end[0]):
        words = f"{text}<br>{label(trace['name'], width)}"
        half = LINE_HEIGHT * (words.count("<br>") + 1) / 2
        wanted = value / height * PLOT_HEIGHT
        place = max(wanted, free + half)
        free = place + half + GAP
        font = {"color": trace["line"]["color"], "size": 14, **STRONG}
        shift = round(place - wanted)
        notes.append(note(at, value, words, xanchor="left", xshift=10, yshift=shift, font=font))
    return notes


def _room(ends: list[dict[str, Any]]) -> int:
    """The width that the longest line of words needs beyond the plot."""
    return max(len(part) for end in ends for part in end["text"].split("<br>")) * LETTER_WIDTH


def _end(times: list[str], trace: dict[str, Any]) -> tuple[float, str, str, dict[str, Any]]:
    last = max(i for i, v in enumerate(trace["y"]) if v is not None)
    return trace["y"][last], times[last], trace["text"][last], trace


def _time_axis(table: Rows, x: str, times: list[str]) -> dict[str, Any]:
    dated = isinstance(table.rows[0][x], date)
    texts = [f"{row[x].day} {row[x]:%b}<br>{row[x].year}" if dated else str(row[x]) for row in table.rows]
    return {
        "type": "date" if dated else "category", "tickvals": times, "ticktext": texts, "fixedrange": True,
        "showgrid": False, "zeroline": False, "automargin": True, "ticks": "outside", "tickcolor": RULE,
        "hoverformat": "%-d %B %Y",
    }  # fmt: skip


def _upright(base: dict[str, Any], mark: Mark, times: list[str]) -> dict[str, Any]:
    at = _time(mark.at)
    late = times.index(at) > len(times) / 2 if at in times else at > times[len(times) // 2]
    side, font = "right" if late else "left", {"size": 14, "color": QUIET}
    words = note(at, 1, label(mark.label), yref="paper", yanchor="bottom", xanchor=side, font=font)
    line = {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": QUIET, "width": 1.5, "dash": "4px,3px"}, "layer": "below",
    }  # fmt: skip
    return {"annotations": [*base["annotations"], words], "shapes": [line]}


def _time(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _colour(one: Line, index: int) -> int:
    return index if one.colour is None else one.colour
