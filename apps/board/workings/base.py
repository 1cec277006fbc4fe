"""How a figure was worked out: its lines in order, each with formula, value and source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apps.board.facts import Facts


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line. ``value`` is ready to read; ``url`` leads to the page that holds the input."""

    label: str
    value: str
    formula: str = ""
    source: str = ""
    url: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """``result`` with its ``unit`` and ``basis``, and the lines that lead to it."""

    title: str
    result: str
    unit: str
    basis: str
    sentence: str
    lines: Sequence[Line]
    notes: Sequence[str] = ()
    see_also: Sequence[str] = ()


Work = Callable[[Facts], Working]
