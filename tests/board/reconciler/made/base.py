"""A made report, how its figures are printed, and what hangs together in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from apps.board.calculations.reconciler import Given, GivenTable, GivenText

Place = tuple[str, str, str]  # table or paragraph, row, column


@dataclass(slots=True)
class Sheet:
    """Heading row and rows, the first cell of each naming it."""

    name: str
    caption: str
    rows: list[list[str]]

    def cell(self, row: int, column: int) -> Place:
        return (self.name, self.rows[row][0], self.rows[0][column])


@dataclass(slots=True)
class Made:
    """``sums`` are cells that add up: the total first. ``cells`` are numbers as (sheet, row, column)."""

    family: str
    sheets: list[Sheet]
    texts: list[GivenText] = field(default_factory=list)
    sums: list[list[tuple[int, int, int]]] = field(default_factory=list)
    linked: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    council: str = "Westmouth Council"
    day: date | None = None
    step: Decimal = Decimal(1)

    def given(self) -> Given:
        tables = tuple(GivenTable(sheet.caption, tuple(map(tuple, sheet.rows))) for sheet in self.sheets)
        return Given(tables, tuple(self.texts), self.council, self.day)

    def place(self, at: tuple[int, int, int]) -> Place:
        return self.sheets[at[0]].cell(at[1], at[2])

    def text(self, at: tuple[int, int, int]) -> str:
        return self.sheets[at[0]].rows[at[1]][at[2]]

    def put(self, at: tuple[int, int, int], text: str) -> None:
        self.sheets[at[0]].rows[at[1]][at[2]] = text


Family = Callable[[Random], Made]
Style = Callable[[Decimal], str]


def style(chance: Random, places: int, *, pound: bool = False, brackets: bool = True) -> Style:
    """How one report prints its figures."""
    dash = chance.choice(("-", "–", "", "0"))
    minus = chance.choice(("brackets", "sign")) if brackets else "sign"

    def write(value: Decimal) -> str:
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if not rounded:
            return dash
        text = f"{'£' if pound else ''}{abs(rounded):,.{places}f}"
        if rounded > 0:
            return text
        return f"({text})" if minus == "brackets" else f"-{text}"

    return write


def years(chance: Random, count: int) -> list[str]:
    first = chance.randint(2019, 2025)
    form = chance.choice(("{0}/{2:02d}", "{0}-{2:02d}", "{1:02d}/{2:02d}"))
    return [form.format(y, y % 100, (y + 1) % 100) for y in range(first, first + count)]


def amount(chance: Random, low: float, high: float, places: int = 0) -> Decimal:
    return Decimal(str(round(chance.uniform(low, high), places)))


def pick(chance: Random, words: Sequence[str], count: int) -> list[str]:
    return chance.sample(list(words), count)


LINES = (
    "Special schools",
    "Resourced provision",
    "Top-up funding – mainstream",
    "Top-up funding – academies",
    "Independent and non-maintained",
    "Alternative provision",
    "Post-16 colleges",
    "Hospital education",
    "SEN support services",
    "Therapies",
    "Direct payments",
    "Inclusion support",
    "Place funding",
    "Early years inclusion",
    "Home tuition",
    "Equipment",
    "EOTAS packages",
)
COUNCILS = (
    "Ashford Vale",
    "Brackley",
    "Northshire",
    "Eastborough",
    "Fenland",
    "Hollin Bay",
    "Marsh and Down",
    "Thornbury Edge",
    "Upper Wye",
    "Southmoor",
    "Calderbrook",
    "Penhallow",
)
TOTALS = (
    "Total",
    "TOTAL",
    "Grand total",
    "Grand Total",
    "Sum",
    "Overall total",
    "Total costs",
    "All",
    "Total expenditure",
    "Total (all lines)",
)
