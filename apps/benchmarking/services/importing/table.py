"""The rows of a file by the names that a kind gives its columns, each cell checked as it is asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from apps.benchmarking.services.importing.problems import LONGEST_SHOWN, FileRefused, Problems
from apps.benchmarking.services.importing.reading import MOST_COLUMNS, plain_name

MOST_NAMED = 3
MARKS = frozenset("cxzu:")
NUMBER = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,20})?")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,20})?")
MOST_COUNTED = 99_999_999  # more than all people of England
NOT_A_NUMBER = "It is not a number. Write digits, such as 1234.5, or a mark for one that is not given: c, x, z, u or :."


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the product's own name and those that files give it. One that is not ``needed`` may be missing; a
    ``figure`` holds numbers and marks alone."""

    name: str
    called: tuple[str, ...] = ()
    needed: bool = True
    figure: bool = False

    @property
    def aliases(self) -> tuple[str, ...]:
        return self.called or (self.name,)


@dataclass(slots=True)
class FileRow:
    """One line of the file. What is asked of it is checked; a problem is noted, and the row is not ``sound``."""

    line: int
    cells: Sequence[str]
    places: Mapping[str, int]
    printed: Mapping[str, str]
    problems: Problems
    sound: bool = True

    def has(self, name: str) -> bool:
        return name in self.places

    def text(self, name: str) -> str:
        """Without white space around it; empty where the file has no such column."""
        place = self.places.get(name)
        return "" if place is None else self.cells[place].strip()

    def refuse(self, name: str, reason: str) -> None:
        self.sound = False
        self.problems.add(self.line, self.printed.get(name, name), self.text(name), reason)

    def number(self, name: str) -> tuple[str | None, str]:
        """The number as text and no mark, or None and the mark. An empty cell counts as marked z: not given."""
        text = self.text(name)
        if NUMBER.fullmatch(text):
            return text, ""
        if text in MARKS:
            return None, text
        if not text:
            return None, "z"
        if GROUPED.fullmatch(text):
            return text.replace(",", ""), ""
        self.refuse(name, NOT_A_NUMBER)
        return None, "z"

    def whole(self, name: str) -> int | None:
        """A whole number of nought or more; None where the file marks it as not given."""
        value, _ = self.count(name)
        return None if value is None else int(value)

    def count(self, name: str) -> tuple[str | None, str]:
        """The same as text and no mark, or None and the mark."""
        value, mark = self.number(name)
        if value is None:
            return None, mark
        if value.startswith("-") or ("." in value and value.rstrip("0")[-1] != "."):
            self.refuse(name, "It is not a whole number of nought or more. Write one, or a mark: c, x, z, u or :.")
            return None, "z"
        if int(value.split(".")[0]) > MOST_COUNTED:
            self.refuse(name, f"It is more than {MOST_COUNTED:,}, so it is no count. Check the cell.")
            return None, "z"
        return value.split(".")[0], ""


@dataclass(slots=True)
class FileTable:
    """The header of a file, matched with the columns of a kind. Raises ``FileRefused``."""

    columns: Sequence[Column]
    problems: Problems
    places: dict[str, int] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    header: Sequence[str] = ()

    @property
    def width(self) -> int:
        return len(self.header)

    def head(self, cells: Sequence[str]) -> None:
        if len(cells) > MOST_COLUMNS:
            raise FileRefused(
                f"The header names {len(cells)} columns; {MOST_COLUMNS} at most are read. Leave out the others.", 1
            )
        self.header = [name.strip() for name in cells]
        known: dict[str, int] = {}
        for place, name in enumerate(cells):
            plain = plain_name(name)
            if plain and plain in known:
                raise FileRefused("The column stands there twice. Keep one.", 1, name.strip()[:LONGEST_SHOWN])
            known[plain] = place
        for column in self.columns:
            names = dict.fromkeys(map(plain_name, column.aliases))
            found = [known[name] for name in names if name in known]
            if len(found) > 1:
                twice = cells[found[1]].strip()[:LONGEST_SHOWN]
                raise FileRefused(f"“{cells[found[0]].strip()[:LONGEST_SHOWN]}” says the same. Keep one.", 1, twice)
            if found:
                self.places[column.name], self.printed[column.name] = found[0], cells[found[0]].strip()
            elif column.needed:
                raise _lacking(column)

    @property
    def words(self) -> list[int]:
        """Places of the columns that may hold words, also those that nothing reads."""
        figures = {self.places[column.name] for column in self.columns if column.figure and column.name in self.places}
        return [place for place in range(self.width) if place not in figures]

    def row(self, line: int, cells: Sequence[str]) -> FileRow | None:
        """None where the row does not fit the header."""
        if len(cells) != self.width:
            reason = (
                f"The row has {len(cells)} cells under {self.width} columns. Put text that holds a comma in quotation "
                "marks, and keep empty cells."
            )
            self.problems.add(line, "", ",".join(cells)[:LONGEST_SHOWN], reason)
            return None
        return FileRow(line, cells, self.places, self.printed, self.problems)


def _lacking(column: Column) -> FileRefused:
    called = " or ".join(f"“{alias}”" for alias in column.aliases[:MOST_NAMED])
    if len(column.aliases) > MOST_NAMED:
        called += f" or another like them ({len(column.aliases)} are known)"
    reason = f"There is no column {called}. Choose what the file is, or use it as it was published."
    return FileRefused(reason, 1, column.aliases[0])
