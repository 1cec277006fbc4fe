"""Tables 2 and 3: places by year and status, and what they avoid, as the source lays them out."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from apps.board.calculations.paper.document import Cell, Heading, Table, TableRow
from apps.board.charts.places import table_2 as rows_of_table_2
from apps.board.charts.places import years_of
from apps.board.content.drafts import EMPTY, Draft, placed, table_of
from apps.board.facts import Facts
from apps.core import disclosure
from apps.core.money import number, thousands
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.selectors.rates import rate_sheet
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
ROWS_3 = {PlaceStatus.DELIVERED: "Places delivered", PlaceStatus.PIPELINE: "Places in the pipeline"}


def table_2(facts: Facts) -> Draft | None:
    """Places are few or many children's: a count of 1 to 4 is as sensitive as one of children."""
    if not facts.tranches:
        return None
    rows = rows_of_table_2(facts)
    table = table_of(rows, "table-2", "Table 2", caption="Specialist places delivered and in the pipeline",
                     source="The register of places", empty="0")  # fmt: skip
    printed: dict[str, str] = {}
    cells: list[disclosure.Cell] = []
    names: dict[str, str] = {}
    lines = []
    for row in table.rows:
        key = f"places:{row.cells[0].text}"
        made = [row.cells[0]]
        for heading, cell in zip(table.headings[1:], row.cells[1:], strict=True):
            name = f"{key}:{heading.text}"
            printed[name], names[name] = cell.text, f"Table 2, {row.cells[0].text}, {heading.text}"
            cells.append(disclosure.count(name, Fraction(cell.value or 0), grand_total=row.kind == "total"))
            made.append(Cell(placed(name)))
        lines.append(TableRow(tuple(made), row.kind))
    relations = _sums(table)
    return Draft(replace(table, rows=tuple(lines)), printed, cells, relations=relations, names=names)


def _sums(table: Table) -> list[disclosure.Relation]:
    """Across to the row's total, and down to the last row: as far as the printed figures hold them."""
    keys = [[f"places:{row.cells[0].text}:{h.text}" for h in table.headings[1:]] for row in table.rows]
    values = [[cell.value or Decimal(0) for cell in row.cells[1:]] for row in table.rows]
    names = [h.text for h in table.headings[1:]]
    total, found = names.index("Total"), []
    for line, row in zip(keys, values, strict=True):
        if sum(row[:total]) == row[total]:
            found.append(disclosure.total(line[total], *line[:total]))
        if sum(row[total + 1 :]) == row[total]:
            found.append(disclosure.total(line[total], *line[total + 1 :]))
    down = [n for n in range(len(names)) if sum(row[n] for row in values[:-1]) == values[-1][n]]
    found += [disclosure.total(keys[-1][n], *(line[n] for line in keys[:-1])) for n in down]
    return found


def table_3(facts: Facts) -> Draft | None:
    """Run-rate (£000) of the counted places that open in each year. The last row is their sum, and no range."""
    if not facts.tranches:
        return None
    value = rate_sheet(Convention.CURRENT).difference(*PLACE)
    years = years_of(facts.tranches)
    found = _Money(value)
    rows = [found.row(ROWS_3[status], facts.of(status), years) for status in PlaceStatus]
    rows.append(found.together(list(ROWS_3.values()), len(years)))
    headings = (
        Heading("Cost avoidance, run-rate"),
        *(Heading(str(y), "£000", numeric=True) for y in years),
        Heading("Total", "£000", numeric=True),
    )
    table = Table(
        "table-3", "Table 3", "Cost avoidance of places delivered and in the pipeline", headings, tuple(rows),
        source=f"Places counted × {thousands(value)} (£000) a place, the difference of two rates of the rate card",
    )  # fmt: skip
    return Draft(table, found.printed, found.cells, found.unprinted, found.relations, names=found.names)


class _Money:
    """Amounts of Table 3 (£), each tied to the places behind it."""

    def __init__(self, value: Decimal) -> None:
        self.value = value
        self.printed: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.cells: list[disclosure.Cell] = []
        self.unprinted: list[disclosure.Cell] = []
        self.relations: list[disclosure.Relation] = []

    def row(self, name: str, tranches: Sequence[TrancheView], years: Sequence[FinancialYear]) -> TableRow:
        counted = {y: sum(t.counted for t in tranches if t.financial_year == y) for y in years}
        open_in = {t.financial_year for t in tranches}
        cells = [Cell(name)]
        for year in years:
            key = f"avoided:{name}:{year}"
            cells.append(Cell(self._amount(key, counted[year], name) if year in open_in else EMPTY))
        parts = [f"avoided:{name}:{y}" for y in years if y in open_in]
        cells.append(Cell(self._amount(f"avoided:{name}", sum(counted.values()), name)))
        self.relations.append(disclosure.total(f"avoided:{name}", *parts))
        return TableRow(tuple(cells))

    def together(self, names: Sequence[str], years: int) -> TableRow:
        parts = [c for c in self.cells if c.key in {f"avoided:{n}" for n in names}]
        amount = sum((c.value for c in parts), Fraction(0))
        key = "avoided:together"
        self.cells.append(disclosure.money(key, amount, grand_total=True))
        self.relations.append(disclosure.total(key, *(c.key for c in parts)))
        text = number(Decimal(amount.numerator) / amount.denominator / 1000)
        self.printed[key], self.names[key] = text, "Table 3, sum of both"
        return TableRow((Cell("Sum of both"), *[Cell(EMPTY)] * years, Cell(placed(key))), "total")

    def _amount(self, key: str, places: int, name: str) -> str:
        amount = Fraction(self.value) * places
        self.cells.append(disclosure.money(key, amount, unit_value=Fraction(self.value)))
        self.unprinted.append(disclosure.behind(f"{key}:units", places))
        self.relations.append(disclosure.worth(key, {f"{key}:units": Fraction(self.value)}))
        self.printed[key], self.names[key] = thousands(self.value * places), f"Table 3, {name}"
        return placed(key)
