"""The long section 251 files: every line of every authority, region and England, budget or outturn, £ of the year.

Two generations of headers are read by name. Lines are matched on the code at the start of their title, since titles
differ by year and carry an en dash; a line that is not kept is left out and counted.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter

from apps.benchmarking.models import AMOUNTS
from apps.benchmarking.services.importing.kinds.base import GEOGRAPHY, Kind, Made, Total
from apps.benchmarking.services.importing.known import financial_year
from apps.benchmarking.services.importing.table import NUMBER, Column, FileRow
from apps.benchmarking.services.importing.targets import SPEND
from apps.benchmarking.vocabulary import ReturnKind
from apps.core.periods import FinancialYear

PHASES = {
    "early_years": "early_years_establishments",
    "primary": "primary_schools",
    "secondary": "secondary_schools",
    "special": "sen_and_special_schools",
    "alternative_provision": "pupil_referral_units_and_alt_provision",
    "post_16": "post_16",
}


def columns_of(spent: str) -> tuple[Column, ...]:
    """A budget's columns say “planned_expenditure”, an outturn's “expenditure”: one is never read as the other."""
    amounts = {
        **PHASES, "gross": f"gross_{spent}", "income": "income", "net": f"net_{spent}",
        "net_per_head": f"net_per_capita_{spent}",
    }  # fmt: skip
    return (
        *GEOGRAPHY,
        Column("category", (f"category_of_{spent}",)),
        *(Column(name, (called,), needed=name == "net", figure=True) for name, called in amounts.items()),
    )


BUDGET, OUTTURN = columns_of("planned_expenditure"), columns_of("expenditure")
ONE = NUMBER.pattern
ALL_GIVEN = re.compile(ONE + (r"\t" + ONE) * (len(AMOUNTS) - 1))
GROSS, INCOME, NET = (AMOUNTS.index(name) for name in ("gross", "income", "net"))
MOST_FLAGGED = 50  # rows whose net is not gross less income: the first of them
POUNDS = Decimal(2)  # unrounded amounts of 153 authorities may sum a pound or two beside England’s own


@dataclass(slots=True)
class Section251(Kind):
    return_kind: ReturnKind = ReturnKind.BUDGET
    england: dict[tuple[int, int], Decimal] = field(default_factory=dict)  # by year and line
    summed: dict[tuple[int, int], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    titles: dict[int, str] = field(default_factory=dict)  # of a line, as the file first prints it
    _years: dict[str, int] = field(default_factory=dict)
    _together: Callable[[Sequence[str]], tuple[str, ...]] | None = None  # the ten amounts of a row, where all are there

    def rows(self, row: FileRow) -> Iterator[Made]:
        title = row.text("category")
        line = self.known.line(title)
        if line is None:
            self.left_out += 1
            return
        year = self._years.get(row.text("time_period"))
        if year is None and (year := financial_year(row)) is not None:
            self._years[row.text("time_period")] = year
        area = self.known.area(row)
        amounts, marks = self._amounts(row)
        if row.sound and year is not None and area is not None:
            self.titles.setdefault(line, title)
            self._count(row, year, line, amounts[NET])
            self._check_net(row, amounts[GROSS], amounts[INCOME], amounts[NET])
            yield SPEND, (self.return_kind.value, year, line, area), (*amounts, marks)

    def _amounts(self, row: FileRow) -> tuple[tuple[str | None, ...], str]:
        """The ten amounts and their marks: at a stroke where all are plain numbers, else one by one."""
        if self._together is None:
            places = [row.places[name] for name in AMOUNTS if row.has(name)]
            self._together = itemgetter(*places) if len(places) == len(AMOUNTS) else tuple
        cells: tuple[str, ...] = self._together(row.cells)
        if ALL_GIVEN.fullmatch("\t".join(cells)):
            return cells, ""
        found = [row.number(name) for name in AMOUNTS]
        return tuple(value for value, _ in found), "".join(mark or "." for _, mark in found)

    def _count(self, row: FileRow, year: int, line: int, net: str | None) -> None:
        if net is None:
            return
        key, level = (year, line), row.text("geographic_level")[:1]
        if level in "Ll":
            self.summed[key] += Decimal(net)
        elif level in "Nn":
            self.england[key] = Decimal(net)

    def _check_net(self, row: FileRow, gross: str | None, income: str | None, net: str | None) -> None:
        """Flagged, and left as published: net is gross less income, to the pound."""
        if gross is None or income is None or net is None or abs(float(gross) - float(income) - float(net)) <= 1:
            return
        if len(self.warned) < MOST_FLAGGED:
            what = f"Line {row.line} of the file: net, and gross less income"
            self.warned.append(Total(what, Decimal(net), Decimal(gross) - Decimal(income)))

    def totals(self) -> list[Total]:
        """England's printed net of each line and year beside the sum of the file's authorities."""
        return [
            Total(
                f"{self.titles[line]}, {FinancialYear(year)}: England and the sum of authorities",
                printed,
                summed,
                POUNDS,
            )
            for (year, line), printed in sorted(self.england.items())
            if (summed := self.summed.get((year, line))) is not None
        ] + self.warned
