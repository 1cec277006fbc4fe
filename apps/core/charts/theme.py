"""The house face of every drawing: four colours, one typeface, no grid where the marks carry their own figures."""

from collections.abc import Mapping
from decimal import Decimal
from html import escape
from textwrap import wrap
from typing import Any

BLUE, TURQUOISE, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
SERIES = (BLUE, TURQUOISE, PLUM, ORANGE)
DARK = (BLUE, PLUM)  # colours that carry white text
OTHERS, OTHERS_LINE = "#BFBFBF", "#767676"
INK, QUIET, RULE, PAPER = "#17212B", "#4B5763", "#C8CED4", "#FFFFFF"
FONT = {"family": '"Source Sans 3", Arial, sans-serif', "size": 15, "color": INK}
STRONG = {"weight": 600}
LABEL_WIDTH = 30
ROW_HEIGHT, NARROW_ROW_HEIGHT = 44, 60
NAME_HEIGHT, NAME_GAP = 20, 8  # of a line of a name, and between two names
NARROW_NAME = 15  # letters of a name to a line on a phone, as product.js breaks them

Figure = dict[str, Any]


def layout(**changes: Any) -> dict[str, Any]:
    """The layout that all drawings share; nothing can be dragged or zoomed."""
    return {
        "template": "none",
        "font": FONT,
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 8, "t": 32, "b": 8, "pad": 8},
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK, "font": FONT, "align": "left"},
        "bargap": 0.36,
        **changes,
    }


def value_axis(low: float, high: float) -> dict[str, Any]:
    """An axis without ticks, for drawings whose marks are labelled with their figures."""
    return {
        "range": [low, high],
        "fixedrange": True,
        "showgrid": False,
        "showticklabels": False,
        "ticks": "",
        "zeroline": True,
        "zerolinecolor": INK,
        "zerolinewidth": 1,
    }


def category_axis(labels: list[str]) -> dict[str, Any]:
    """Names down the left, first row at the top."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "range": [len(labels) - 0.4, -0.6],
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
    }


def span(values: list[float], room: float = 0.22) -> tuple[float, float]:
    """The range that holds the values and nought, with room for labels at the ends that carry them."""
    low, high = min(0.0, *values), max(0.0, *values)
    width = (high - low) or 1.0
    return low - (width * room if low < 0 else 0), high + (width * room if high > 0 else 0)


def label(text: str, width: int = LABEL_WIDTH) -> str:
    """A row's name, escaped and broken into lines. Tags of style are left out: the policy refuses what they become."""
    return "<br>".join(escape(part, quote=False) for part in wrap(text, width, break_on_hyphens=False)) or " "


def numbers(values: list[Decimal | None]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def row_height(names: list[str], width: int, least: int) -> int:
    """Room for the longest of the names, broken into lines of ``width``, so that no two meet."""
    return max(least, NAME_HEIGHT * max(len(wrap(text, width)) for text in names) + NAME_GAP) if names else least


def height(rows: int, around: int = 64, row: int = ROW_HEIGHT) -> int:
    return rows * row + around


def note(x: float | str, y: float | str, text: str, **more: Any) -> dict[str, Any]:
    """Words on the drawing, on paper of their own so that no line runs through them."""
    words = {"x": x, "y": y, "text": text, "showarrow": False, "align": "left", "bgcolor": PAPER, "borderpad": 1}
    return words | more


def beside(value: float, row: int, text: str, strong: bool) -> dict[str, Any]:
    """The figure of a bar, beyond its end."""
    side = {"xanchor": "left", "xshift": 4} if value >= 0 else {"xanchor": "right", "xshift": -4}
    return note(value, row, text, font=STRONG if strong else {}, **side)


def figure(data: list[dict[str, Any]], layout: Mapping[str, Any], narrow: Mapping[str, Any]) -> Figure:
    """``narrow`` holds layout changes by path ("xaxis.range") for screens under 641 pixels."""
    return {"data": data, "layout": dict(layout), "narrow": dict(narrow)}
