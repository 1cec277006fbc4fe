"""Charts that carry their own table: rows first, the drawing made from them."""

from apps.core.charts.bars import Series, bars, horizontal_bars
from apps.core.charts.chart import Chart, Download
from apps.core.charts.line import Line, Mark, line
from apps.core.charts.rows import Column, Rows
from apps.core.charts.waterfall import waterfall

__all__ = [
    "Chart",
    "Column",
    "Download",
    "Line",
    "Mark",
    "Rows",
    "Series",
    "bars",
    "horizontal_bars",
    "line",
    "waterfall",
]
