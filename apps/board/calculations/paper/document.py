"""A committee paper as a document: what stands in it, in order, and nothing of how a format writes it.

Every format is made from the same ``Paper``, so a number stands in all of them or in none. A table's cell carries the
text that is printed and, where it is a number, the number *as printed*, in the unit of its column's heading: nothing
finer leaves with a file than the page shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

RowKind = Literal["", "total", "subtotal", "ours", "group"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. ``url`` makes them a link."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``number`` is printed before it, as “4.5”; ``quoted`` is where words come from that are another's."""

    runs: tuple[Run, ...]
    number: str = ""
    quoted: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Items:
    """A list. ``ordered`` says what counts it: ``1`` gives 1, 2, 3 and ``a`` gives a, b, c."""

    items: tuple[tuple[Run, ...], ...]
    ordered: Literal["", "1", "a"] = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a column. ``unit`` is that of its numbers, as printed (“£m”, “places”)."""

    text: str
    unit: str = ""
    numeric: bool = False

    @property
    def full(self) -> str:
        return f"{self.text} ({self.unit})" if self.unit else self.text


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` as printed; several lines are items of a list. ``value`` is the number that it prints, if it is one."""

    text: str
    value: Decimal | None = None

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The first cell names the row. A ``group`` row is a heading over those that follow."""

    cells: tuple[Cell, ...]
    kind: RowKind = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``label`` is “Table 4”; ``slug`` names its sheet and its file and never changes. ``source`` says where from."""

    slug: str
    label: str
    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    source: str = ""
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.label}: {self.caption}" if self.label else self.caption

    def numbers(self) -> Iterator[Decimal]:
        for row in self.rows:
            yield from (cell.value for cell in row.cells if cell.value is not None)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing whose table stands beside it. ``alternative`` says in words what it shows.

    ``svg`` and ``png`` are base64; both empty where nothing could draw it, and then it is left out.
    """

    slug: str
    caption: str
    alternative: str
    svg: str = ""
    png: str = ""
    width: int = 0
    height: int = 0


Block = Paragraph | Items | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """``number`` is “4”, or empty for what carries none (background papers). Sections within it have a level more."""

    slug: str
    heading: str
    number: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

    @property
    def title(self) -> str:
        return f"{self.number}. {self.heading}" if self.number else self.heading


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One row of the table that opens a committee paper, such as “Recommendations”."""

    label: str
    blocks: tuple[Paragraph | Items, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. ``pack_hash`` is that of the frozen pack that its figures come from; ``contact`` answers
    questions. Of a meeting whose day is not known, ``meeting_date`` is the first of its month; ``late`` says how long
    after the meeting its figures were frozen, where they were.
    """

    title: str
    council: str
    body: str
    meeting_date: date
    version: int
    frozen_at: datetime
    pack_hash: str
    renderer: str
    licence: str
    header: tuple[HeaderRow, ...]
    sections: tuple[Section, ...]
    appendices: tuple[Section, ...] = ()
    notices: tuple[str, ...] = ()
    language: str = "en-GB"
    subject: str = ""
    contact: str = ""
    late: str = ""
    day_known: bool = True

    def all_sections(self) -> Iterator[Section]:
        """Every section and those within, in reading order."""
        for section in (*self.sections, *self.appendices):
            yield from _within(section)

    def tables(self) -> Iterator[Table]:
        for section in self.all_sections():
            yield from (block for block in section.blocks if isinstance(block, Table))

    def pictures(self) -> Iterator[Picture]:
        for section in self.all_sections():
            yield from (block for block in section.blocks if isinstance(block, Picture))


def _within(section: Section) -> Iterator[Section]:
    yield section
    for inner in section.sections:
        yield from _within(inner)
