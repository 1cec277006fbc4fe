"""Medians, maxima, minima and means of the rows of a table, with the council itself and without it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from apps.board.calculations.reconciler.figures import Figure, gap, like
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.labels import STATISTIC, Role, content, role
from apps.board.calculations.reconciler.table import Table

OTHERS = re.compile(r"neighbour|comparator|\bothers?\b|\bpeers?\b|similar|\bstatistical\b", re.IGNORECASE)
WITH, WITHOUT = re.compile(r"\bincl", re.IGNORECASE), re.compile(r"\b(?:excl|without|other than)", re.IGNORECASE)
WIDER = re.compile(r"\bengland\b|\bnational\b|\bregion(?:al)?\b|\btotals?\b", re.IGNORECASE)
NOT_A_NAME = frozenset({"council", "borough", "county", "city", "metropolitan", "district", "london", "unitary",
                        "authority", "local", "royal"})  # fmt: skip
Values = Sequence[Decimal]


def _mean(values: Values) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _range(values: Values) -> Decimal:
    return max(values) - min(values)


MEASURES: dict[str, Callable[[Values], Decimal]] = {
    "median": median, "maximum": max, "max": max, "highest": max, "minimum": min, "min": min, "lowest": min,
    "mean": _mean, "average": _mean, "range": _range,
}  # fmt: skip
LEAST = 3  # figures that must come out before rows are taken for statistics of the others


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of statistics over a table's other rows, of which ``own`` is the council's."""

    table: Table
    row: int
    word: str
    others: tuple[int, ...]
    own: int | None

    def figure(self, column: int) -> Figure | None:
        return self.table.cell(self.row, column).figure

    def follows(self, column: int, with_own: bool) -> Decimal | None:
        rows = (*self.others, self.own) if with_own and self.own is not None else self.others
        found = [self.table.cell(row, column).figure for row in rows]
        values = [one.value for one in found if one]
        return MEASURES[self.word](values) if len(values) == len(rows) and len(values) > 1 else None

    def fits(self, column: int, with_own: bool) -> bool:
        printed, follows = self.figure(column), self.follows(column, with_own)
        return printed is not None and follows is not None and abs(printed.value - follows) <= self._room(printed)

    def _room(self, printed: Figure) -> Decimal:
        """Extremes are one of the printed figures. Medians and means are printed to their step, of parts that are
        rounded to theirs."""
        return Decimal(0) if MEASURES[self.word] in (max, min) else printed.step

    def columns(self) -> list[int]:
        return [c for c in range(len(self.table.columns)) if self.figure(c) and self.follows(c, False) is not None]


def spread_findings(table: Table, council: str, checked: Checked) -> Iterator[Finding]:
    stated = {i: word for i, label in enumerate(table.rows) if (word := _word(label))}
    own = next((i for i, label in enumerate(table.rows) if i not in stated and _is(label, council)), None)
    apart = {i for i, label in enumerate(table.rows) if role(label) is Role.APART}
    left_out = {own, *stated, *apart}
    others = tuple(i for i, label in enumerate(table.rows) if i not in left_out and _filled(table, i, label))
    if len(others) < 2:
        return
    with_all = {i: holds for i in stated if (holds := _holds(table.rows[i], council)) is not None}
    for_others = bool(OTHERS.search(f"{table.caption} {table.corner} {' '.join(table.rows[i] for i in stated)}"))
    made = [_Row(table, i, word, others, own) for i, word in stated.items()]
    for holds in (None, True, False):
        for wide in (True, False):
            rows = [
                row for row in made
                if with_all.get(row.row) is holds and bool(WIDER.search(table.rows[row.row])) is wide
            ]  # fmt: skip
            yield from _group(rows, for_others and holds is None, checked, holds)


def _holds(label: str, council: str) -> bool | None:
    """Whether a label says that the council is among those of whom it speaks; None where it does not say."""
    if WITHOUT.search(label):
        return False
    return True if WITH.search(label) and (_is(label, council) or not OTHERS.search(label)) else None


def _group(rows: Sequence[_Row], for_others: bool, checked: Checked, holds: bool | None) -> Iterator[Finding]:
    """Statistics of one set of rows: which set that is, they say, or it shows in what comes out."""
    cells = [(row, column) for row in rows for column in row.columns()]
    counts = {own: sum(row.fits(column, own) for row, column in cells) for own in (False, True)}
    with_own = counts[True] > counts[False] if holds is None else holds
    fitting = counts[with_own]
    if fitting * 5 < len(cells) * 3 or fitting < min(LEAST, max(len(cells) - 1, 1)):
        return
    checked.add(Kind.SPREAD, len(cells))
    for row, column in cells:
        if not row.fits(column, with_own):
            yield _wrong(row, column, with_own)
        elif with_own and for_others and not row.fits(column, False):
            yield _holds_own(row, column)


def _wrong(row: _Row, column: int, with_own: bool) -> Finding:
    says, follows, off = _figures(row, column, with_own)
    return Finding(
        Kind.SPREAD, row.table.where(row.row, column), says, follows, off,
        f"{says} is printed as the {row.word}; the {row.word} of the {_count(row, with_own)} rows that are compared is "
        f"{follows}.",
    )  # fmt: skip


def _holds_own(row: _Row, column: int) -> Finding:
    says, follows, off = _figures(row, column, False)
    own = row.table.rows[row.own] if row.own is not None else ""
    return Finding(
        Kind.SPREAD, row.table.where(row.row, column), says, follows, off,
        f"The {row.word} {says} holds the council itself (“{own[:60]}”), which is thereby compared with itself. "
        f"That of the other {len(row.others)} is {follows}.",
        Severity.QUESTION,
    )  # fmt: skip


def _figures(row: _Row, column: int, with_own: bool) -> tuple[str, str, str]:
    printed, follows = row.figure(column), row.follows(column, with_own)
    if printed is None or follows is None:
        raise ValueError("No figure stands there.")
    text = row.table.cell(row.row, column).text
    return text, like(text, follows, printed.step), gap(printed.value - follows, printed.step, text)


def _count(row: _Row, with_own: bool) -> int:
    return len(row.others) + (with_own and row.own is not None)


def _word(label: str) -> str:
    """The last such word: of “average (median)” the median."""
    found = [word for word in STATISTIC.findall(label) if word.lower() in MEASURES]
    return found[-1].lower() if found else ""


def _filled(table: Table, row: int, label: str) -> bool:
    return not WIDER.search(label) and any(one.figure for one in table.cells[row])


def _is(label: str, council: str) -> bool:
    """Whether a row is the council's: it holds every word of its name, “Council” and the like left out."""
    name = content(council) - {*map(str, NOT_A_NAME)}
    return bool(name) and name <= content(label)
