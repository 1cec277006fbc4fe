"""Which figures a text may state: those of the pack and of the paper's tables, less what is hidden."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.conf import settings

from apps.board.calculations.pack_hash import Figure
from apps.board.calculations.paper.document import Heading, Table
from apps.board.calculations.paper.numbers import Kind, Known
from apps.board.content.disclosed import Disclosed
from apps.board.figures.own import LOGGED
from apps.initiatives.selectors.public_copy import known_unit_values

SCALES = {"£m": 10**6, "£000": 10**3, "£": 1}
COUNTED = ("places", "children", "units", "plans", "n", "")
OF_CHILDREN = ("Benefits as reported", "Approved claims", "Claims", "Cost avoidance", "Outcomes", "Places", "Schemes",
               "Places by phase", "Projection")  # fmt: skip


def figures_that_may_be_stated(figures: Iterable[Figure], tables: Iterable[Table], disclosed: Disclosed) -> list[Known]:
    """A small amount of a benefit could be divided back into children, so it is stated only where a table shows it."""
    least = settings.DISCLOSURE_THRESHOLD * max(known_unit_values(), default=Decimal(0))
    of_pack = [k for f in figures if (k := _of_figure(f)) and not _is_small(f, k, least)]
    hidden = {(k.value, k.kind) for k in disclosed.small}
    return [*(k for k in of_pack if (abs(k.value), k.kind) not in hidden), *figures_of_tables(tables)]


def figures_of_tables(tables: Iterable[Table]) -> Iterator[Known]:
    for table in tables:
        yield from _of_table(table)


def _of_figure(figure: Figure) -> Known | None:
    if figure.value is None or figure.group == LOGGED:
        return None
    if figure.unit.startswith("£"):
        return Known(figure.value, Kind.MONEY)
    return Known(figure.value, Kind.PERCENT if figure.unit in ("percent", "%") else Kind.NUMBER)


def _is_small(figure: Figure, known: Known, least: Decimal) -> bool:
    if figure.group not in OF_CHILDREN or not known.value:
        return False
    if known.kind is Kind.MONEY:
        return abs(known.value) < least
    return known.kind is Kind.NUMBER and abs(known.value) < settings.DISCLOSURE_THRESHOLD


def _of_table(table: Table) -> Iterator[Known]:
    for row in table.rows:
        for heading, cell in zip(table.headings, row.cells, strict=False):
            if cell.value is not None:
                yield _shown(heading, cell.value)


def _shown(heading: Heading, value: Decimal) -> Known:
    for unit, scale in SCALES.items():
        if heading.unit.startswith(unit):
            return Known(value * scale, Kind.MONEY)
    return Known(value, Kind.PERCENT if heading.unit == "%" else Kind.NUMBER)
