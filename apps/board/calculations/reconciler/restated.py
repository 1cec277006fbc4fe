"""Figures of a table that stand again elsewhere: in a sentence, or in another table under the same labels."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.labels import WORDS, Role, content, role
from apps.board.calculations.reconciler.sentences import Said, Sentence
from apps.board.calculations.reconciler.table import NAMED, Table
from apps.board.calculations.reconciler.units import Of

QUALIFIERS = frozenset(
    map(str, ("project", "projected", "forecast", "estimat", "budget", "position", "dsg", "dedicat", "grant"))
)
DAY_OF_MONTH = re.compile(r"\b[0-9]{1,2}(?:st|nd|rd|th)?\s+(?=[A-Z][a-z]{2})")
SCENARIO = re.compile(
    r"before|after|with|without|un?mitigated|base|baseline|optimistic|pessimistic|scenario|original|revised|previous|prior|"
    r"draft|final|provisional|budget|actual|outturn|forecast|target|planned|[0-9]{2,4}|boys|girls|north|south|east|west"
)
LEAST_WORDS, HALF = 3, 2
FAR = Decimal(12)


def said_again(tables: Sequence[Table], found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    """A sentence that holds every word of a row's label, its year among them, and money: some of it is the row's."""
    said = [(content(one.text), one) for one in found if any(figure.money for figure in one.figures)]
    for table in tables:
        for row, label in enumerate(table.rows):
            words = content(DAY_OF_MONTH.sub("", label)) - QUALIFIERS
            column = _column(table, row)
            if len(words) < LEAST_WORDS or column is None or not any(word.isdigit() for word in words):
                continue
            for held, sentence in said:
                if words <= held and sentence.where.place != table.name:
                    yield from _said(table, row, column, sentence, checked)


def _column(table: Table, row: int) -> int | None:
    """The row's only figure, or its only total."""
    held = [c for c in range(len(table.columns)) if table.cell(row, c).figure]
    totals = [c for c in held if role(table.columns[c]) is Role.TOTAL]
    found = held if len(held) == 1 else totals
    return found[0] if len(found) == 1 else None


def _said(table: Table, row: int, column: int, sentence: Sentence, checked: Checked) -> Iterator[Finding]:
    unit, printed = table.unit(row, column), table.cell(row, column).figure
    if not printed or unit.of is not Of.MONEY:
        return
    scale = max(unit.scale, 1)
    value = abs(printed.value) * scale
    others = [abs(cell.figure.value) * scale for cell in table.cells[row] if cell.figure]
    money = [said for said in sentence.figures if said.money and not said.each]
    if not money:
        return
    checked.add(Kind.REPEATS)
    room = printed.step * scale
    if any(abs(said.value - one) <= max(said.step, room) / HALF for said in money for one in others):
        return
    said = _meant(money, content(table.rows[row]))
    if max(said.value, value) > FAR * min(said.value, value):
        return
    step = said.step
    yield Finding(
        Kind.REPEATS, sentence.where, said.text, f"{table.cell(row, column).text} ({table.where(row, column)})",
        gap((said.value - value) / scale, min(step / scale, printed.step)),
        f"{said.text} is said here of “{table.rows[row]}”, and {table.name} gives {table.cell(row, column).text}.",
    )  # fmt: skip


def _meant(money: Sequence[Said], words: frozenset[str]) -> Said:
    """The one nearest to the label's words."""

    def near(said: Said) -> int:
        around = f"{said.before[-50:]} {said.after[:30]}"
        return len(words & content(around))

    return max(money, key=near)


def tables_again(tables: Sequence[Table], checked: Checked) -> Iterator[Finding]:
    """Two tables of which most cells with the same labels agree."""
    for i, first in enumerate(tables):
        for second in tables[i + 1 :]:
            shared = _shared(first, second)
            same = sum(_agree(first, second, a, b) for a, b in shared if _value(first, a)[0])
            if same < HALF or same * HALF <= len(shared) or _of_two_things(first.caption, second.caption):
                continue
            checked.add(Kind.REPEATS, len(shared))
            for a, b in shared:
                if not _agree(first, second, a, b):
                    yield _between(first, second, a, b)


Cell = tuple[int, int]


def _of_two_things(first: str, second: str) -> bool:
    """Whether captions say that two tables under the same labels are of different years, or before and after something:
    they are alike but for a word or two, or one word is such."""
    one, other = ({*map(str.lower, WORDS.findall(NAMED.sub("", text)))} for text in (first, second))
    apart = one ^ other
    if any(SCENARIO.fullmatch(word) for word in apart):
        return True
    return bool(one - other) and bool(other - one) and len(one & other) >= len(apart)


def _shared(first: Table, second: Table) -> list[tuple[Cell, Cell]]:
    theirs = {
        (content(second.rows[r]), _heading(second, c)): (r, c)
        for r in range(len(second.rows)) for c in range(len(second.columns)) if second.cell(r, c).figure
    }  # fmt: skip
    found = []
    for r, label in enumerate(first.rows):
        for c in range(len(first.columns)):
            at = theirs.get((content(label), _heading(first, c)))
            mine = first.cell(r, c).figure
            if at and mine and content(label) and first.unit(r, c).of is second.unit(*at).of:
                found.append(((r, c), at))
    return found


def _heading(table: Table, column: int) -> frozenset[str]:
    return content(table.columns[column])


def _value(table: Table, at: Cell) -> tuple[Decimal, Decimal]:
    """In pounds where it is money, with the step."""
    found = table.cell(*at).figure
    scale = max(table.unit(*at).scale, 1)
    return (found.value * scale, found.step * scale) if found else (Decimal(0), Decimal(0))


def _agree(first: Table, second: Table, a: Cell, b: Cell) -> bool:
    (x, step), (y, other) = _value(first, a), _value(second, b)
    return abs(x - y) <= (max(step, other) / HALF if step != other else Decimal(0))


def _between(first: Table, second: Table, a: Cell, b: Cell) -> Finding:
    (x, step), (y, other) = _value(first, a), _value(second, b)
    scale = max(second.unit(*b).scale, 1)
    return Finding(
        Kind.REPEATS, second.where(*b), second.cell(*b).text, f"{first.cell(*a).text} ({first.where(*a)})",
        gap((y - x) / scale, min(step, other) / scale),
        f"{second.cell(*b).text} stands here, and {first.cell(*a).text} in {first.name} under the same labels; the "
        "other figures that the two tables share agree.",
    )  # fmt: skip
