"""A text block as paragraphs and lists: a blank line ends a paragraph, a line that begins with “- ” is an item.

A line such as “[Table 1]” stands where that table is to be placed.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from apps.board.calculations.paper.document import Items, Paragraph, Run

PLACED = re.compile(r"\[\s*(?P<name>[A-Za-z][A-Za-z0-9 -]{1,40})\s*\]")
ITEM = re.compile(r"^\s*[-•]\s+")
# Letters and digits alone: nothing, or what is put where a text is still to be written.
PLACEHOLDER = re.compile(
    r"|xx+|0+|na|tb[acd]|todo|tofollow|tobe(?:added|advised|agreed|confirmed|decided|written)|notapplicable"
)
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of a table, by its label in lower case with hyphens (“table-1”)."""

    slug: str


Part = Paragraph | Items | Placed


def parts_of(text: str, ordered: Literal["", "1", "a"] = "") -> list[Part]:
    """In the order of the text; nothing for an empty one."""
    return [
        part for group in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) for part in _group(group, ordered)
    ]


def says_nothing(text: str) -> bool:
    """Whether no word or number stands in it: signs alone, the places of tables, or “TBC” and its like are no text."""
    rest = "".join(line for line in text.splitlines() if not PLACED.fullmatch(line.strip()))
    return bool(PLACEHOLDER.fullmatch("".join(letter for letter in rest.casefold() if letter.isalnum())))


def misplaced(text: str, tables: Collection[str]) -> list[str]:
    """Lines such as “[Table 9]” that place none of ``tables``, or one that is placed already, as they are written."""
    left, found = set(tables), []
    for line in map(str.strip, text.splitlines()):
        if placed := PLACED.fullmatch(line):
            if (slug := _slug(placed)) in left:
                left.remove(slug)
            else:
                found.append(line)
    return found


def numbered(parts: list[Part], section: str, first: int = 1) -> list[Part]:
    """Its paragraphs as 4.1, 4.2 and so on."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Paragraph):
            part, first = replace(part, number=f"{section}.{first}"), first + 1
        found.append(part)
    return found


def _group(group: str, ordered: Literal["", "1", "a"]) -> Iterator[Part]:
    said: list[str] = []
    items: list[str] = []
    for line in filter(None, (line.strip() for line in group.split("\n"))):
        placed = PLACED.fullmatch(line)
        if items and not ITEM.match(line):
            yield _items(items, ordered)
            items = []
        if said and (placed or ITEM.match(line)):
            yield Paragraph(runs(" ".join(said)))
            said = []
        if placed:
            yield Placed(_slug(placed))
        elif ITEM.match(line):
            items.append(ITEM.sub("", line))
        else:
            said.append(line)
    if items:
        yield _items(items, ordered)
    if said:
        yield Paragraph(runs(" ".join(said)))


def _slug(placed: re.Match[str]) -> str:
    return placed["name"].strip().lower().replace(" ", "-")


def _items(items: list[str], ordered: Literal["", "1", "a"]) -> Items:
    return Items(tuple(runs(item) for item in items), ordered)


def runs(text: str) -> tuple[Run, ...]:
    """Two stars around words make them bold."""
    pieces = BOLD.split(text)
    return tuple(Run(piece, bold=bool(n % 2)) for n, piece in enumerate(pieces) if piece)
