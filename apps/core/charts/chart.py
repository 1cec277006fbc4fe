"""A chart as the page shows it: title, sentences, drawing, table, downloads, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import ceil
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

from apps.core.charts.rows import Column, Row, Rows
from apps.core.charts.theme import Figure

ROWS_IN_VIEW = 12
HEIGHT_STEP = 40
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Download:
    """A link to the chart's rows: ``Download("CSV", "/data/…csv")``."""

    name: str
    url: str


@dataclass(frozen=True)
class Chart:
    """``title`` is a statement of at most ten words; ``subtitle`` gives measure, unit, period and source."""

    slug: str
    title: str
    subtitle: str
    sentences: str
    figure: Figure
    table: Rows
    notes: Sequence[str] = ()
    downloads: Sequence[Download] = ()
    height: int = 0

    @property
    def columns(self) -> Sequence[Column]:
        return self.table.columns

    @property
    def rows(self) -> Sequence[Row]:
        return self.table.rows

    @property
    def folded(self) -> bool:
        """Whether the table is too long to stand open."""
        return len(self.table) > ROWS_IN_VIEW

    @cached_property
    def steps(self) -> int:
        """The reserved height in steps; the style sheet has a class for each."""
        return ceil((self.height or self.figure["layout"]["height"]) / HEIGHT_STEP)

    @cached_property
    def narrow_steps(self) -> int:
        return max(self.steps, ceil(self.figure["narrow"].get("height", 0) / HEIGHT_STEP))

    @property
    def json(self) -> SafeString:
        """The figure for a script element of type application/json; no value can end the element."""
        layout = {**self.figure["layout"], "height": self.steps * HEIGHT_STEP}
        narrow = {**self.figure["narrow"], "height": self.narrow_steps * HEIGHT_STEP}
        return as_json({**self.figure, "layout": layout, "narrow": narrow})


def as_json(data: Any) -> SafeString:
    text = orjson.dumps(data, default=_plain).decode()
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - nothing that HTML reads is left in it


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} cannot be part of a drawing")
