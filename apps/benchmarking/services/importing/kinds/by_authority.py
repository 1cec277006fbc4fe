"""Files of one figure a column for each authority and year: outturn totals, DSG allocations, populations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.services.importing.kinds.base import Kind, Made
from apps.benchmarking.services.importing.known import UNKNOWN, financial_year
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.services.importing.targets import FIGURE
from apps.benchmarking.vocabulary import FigureMeasure as M

OUTTURN = {
    M.OUTTURN_HIGH_NEEDS: "high_needs_1_2_net",
    M.OUTTURN_PLACES: "isb_and_place_1_0_net",
    M.OUTTURN_CENTRAL: "central_1_1_1_4_to_1_7_net",
    M.OUTTURN_EARLY_YEARS: "early_years_1_3_net",
    M.OUTTURN_OTHER: "other_education_2_x_net",
    M.OUTTURN_TOTAL: "total_net",
}
BLOCKS = {
    M.DSG_SCHOOLS: "schools_block",
    M.DSG_CENTRAL: "cssb",
    M.DSG_HIGH_NEEDS: "high_needs_block",
    M.DSG_EARLY_YEARS: "early_years_block",
}
AFTER = {
    M.DSG_SCHOOLS_AFTER: "schools_block_after_deductions",
    M.DSG_CENTRAL_AFTER: "cssb_after_deductions",
    M.DSG_HIGH_NEEDS_AFTER: "high_needs_block_after_deductions",
    M.DSG_EARLY_YEARS_AFTER: "early_years_after_deductions",
}
ALLOCATED = {**BLOCKS, M.DSG_TOTAL: "total_dsg", **AFTER, M.DSG_TOTAL_AFTER: "total_dsg_after_deductions"}
TOTALS = ((M.DSG_TOTAL, tuple(BLOCKS)), (M.DSG_TOTAL_AFTER, tuple(AFTER)))
ROUNDING = Decimal(5)  # £: blocks and their total are each rounded to the pound

OUTTURN_COLUMNS = (
    Column("time_period"),
    Column("new_la_code"),
    *(Column(name, needed=measure is M.OUTTURN_HIGH_NEEDS, figure=True) for measure, name in OUTTURN.items()),
)
DSG_COLUMNS = (
    Column("time_period"),
    Column("la_code"),
    *(Column(name, needed=measure in BLOCKS, figure=True) for measure, name in ALLOCATED.items()),
)
YEARS = dict.fromkeys((2020, *range(2011, 2051)))  # the shipped file’s first: a refusal names it
PEOPLE = {M.POPULATION_0_19: "population_0_19_mid{}", M.POPULATION_2_18: "population_2_18_mid{}"}
POPULATION_COLUMNS = (
    Column("code", ("utla20_code", "new_la_code", "ons_code")),
    *(
        Column(measure.value, tuple(map(name.format, YEARS)), needed=measure is M.POPULATION_0_19, figure=True)
        for measure, name in PEOPLE.items()
    ),
)
IN_NAME = re.compile(r"(20\d\d)$")


@dataclass(slots=True)
class OutturnTotals(Kind):
    def rows(self, row: FileRow) -> Iterator[Made]:
        year, area = financial_year(row), self.known.area(row)
        found = {measure: row.number(name) for measure, name in OUTTURN.items() if row.has(name)}
        if row.sound and year is not None and area is not None:
            for measure, values in found.items():
                yield FIGURE, (measure.value, year, area), values


@dataclass(slots=True)
class DsgAllocations(Kind):
    def rows(self, row: FileRow) -> Iterator[Made]:
        year, area = financial_year(row), self.known.area_of_dfe_code(row, "la_code")
        found = {measure: row.number(name) for measure, name in ALLOCATED.items() if row.has(name)}
        for total, parts in TOTALS:
            self._check(row, found, total, parts)
        if row.sound and year is not None and area is not None:
            for measure, values in found.items():
                yield FIGURE, (measure.value, year, area), values

    def _check(self, row: FileRow, found: dict[M, tuple[str | None, str]], total: M, parts: tuple[M, ...]) -> None:
        """A total that its blocks do not reach cannot be right."""
        printed = found.get(total, (None, ""))[0]
        blocks = [found.get(part, (None, ""))[0] for part in parts]
        if not row.sound or printed is None or None in blocks:
            return
        summed = sum((Decimal(block or 0) for block in blocks), Decimal(0))
        if abs(summed - Decimal(printed)) > ROUNDING:
            row.refuse(ALLOCATED[total], f"Its blocks add up to {summed}. Check the row.")


@dataclass(slots=True)
class Populations(Kind):
    """The year stands in the columns' names: the people in the middle of it."""

    def rows(self, row: FileRow) -> Iterator[Made]:
        area = self.known.areas.get(row.text("code"))
        if area is None:
            row.refuse("code", UNKNOWN)
        found = {m: row.number(m.value) for m in PEOPLE if row.has(m.value)}
        for measure, (value, _) in found.items():
            if value is not None and value.startswith("-"):
                row.refuse(measure.value, "A population is nought or more. Check the row.")
        if row.sound and area is not None:
            for measure, values in found.items():
                year = IN_NAME.search(row.printed[measure.value])
                yield FIGURE, (measure.value, int(year[1]) if year else 0, area), values
