"""High needs budget and outturn of 2021-22 by group of lines: one wide row an authority, which the DfE made for its
benchmarking tool. Amounts are net £; of the groups with phases gross is the sum of the phases. Its plans by placement
are left unread: SEN2 states them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from apps.benchmarking.models import AMOUNTS
from apps.benchmarking.services.importing.kinds.base import Kind, Made
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.services.importing.targets import FIGURE, SPEND, Values
from apps.benchmarking.vocabulary import FigureMeasure, ReturnKind

YEAR = 2021  # the file has no column of the year; its columns of people and plans name 2021
POPULATION = "population_2_18_mid2021_projection"
PHASES = {
    "early_years": "early_years",
    "primary": "primary",
    "secondary": "secondary",
    "special": "special",
    "alternative_provision": "ap_pru",
    "post_16": "post_school",
}
# The group's column, the section 251 code of its line, and what its phases' columns begin with.
GROUPS = (
    ("place_funding", "1.0.2", "place"),
    ("topup_state", "1.2.1 + 1.2.2 + 1.2.4 + 1.2.11", "topup_state"),
    ("topup_nmss_independent", "1.2.3", "topup_nmss"),
    ("sen_support_and_inclusion", "1.2.5 + 1.2.8 + 1.2.9", ""),
    ("alternative_provision", "1.2.7", ""),
    ("hospital_education", "1.2.6", ""),
    ("therapies_health", "1.2.13", ""),
)
SIDES = {"budget": ReturnKind.BUDGET, "outturn": ReturnKind.OUTTURN}
COLUMNS = (
    Column("la_code"),
    Column(POPULATION, figure=True),
    *(Column(f"{side}_{group}", figure=True) for side in SIDES for group, _, _ in GROUPS),
    *(
        Column(f"{side}_{begins}_{part}", needed=False, figure=True)
        for side in SIDES
        for _, _, begins in GROUPS
        if begins
        for part in (*PHASES.values(), "income")
    ),
)


@dataclass(slots=True)
class LineGroups(Kind):
    _columns: list[str] = field(default_factory=lambda: [f"{s}_{g}" for s in SIDES for g, _, _ in GROUPS])

    def rows(self, row: FileRow) -> Iterator[Made]:
        if not any(row.text(column) for column in self._columns):
            self.left_out += 1  # an authority that was abolished before the year
            return
        area = self.known.area_of_dfe_code(row, "la_code")
        made: list[Made] = []
        people, mark = row.number(POPULATION)
        if area is not None:
            made.append((FIGURE, (FigureMeasure.POPULATION_2_18.value, YEAR, area), (people, mark)))
            for side, kind in SIDES.items():
                for group, code, begins in GROUPS:
                    key = kind.value, YEAR, self.known.lines[code], area
                    made.append((SPEND, key, _amounts(row, side, group, begins)))
        if row.sound:
            yield from made


def _amounts(row: FileRow, side: str, group: str, begins: str) -> Values:
    """The ten amounts and their marks; what the file does not split is marked z."""
    given = {name: row.number(f"{side}_{begins}_{part}") for name, part in PHASES.items()} if begins else {}
    given["net"] = row.number(f"{side}_{group}")
    if begins and row.has(f"{side}_{begins}_income"):
        given["income"] = row.number(f"{side}_{begins}_income")
    if begins and row.sound:
        phases = [given[name][0] for name in PHASES]
        if all(value is not None for value in phases):
            given["gross"] = str(sum((Decimal(value or 0) for value in phases), Decimal(0))), ""
    found = [given.get(name, (None, "z")) for name in AMOUNTS]
    marks = "".join(mark or "." for _, mark in found)
    return *(value for value, _ in found), "" if marks == "." * len(AMOUNTS) else marks
