"""What every format says in the same words: text that each can hold, dates, what a paper is and which version."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils import timezone

from apps.board.calculations.paper.document import Block, Items, Paper, Paragraph, Picture, Run, Section, Table
from apps.core.exports.sheets import NOT_TEXT

WIDEST_UPRIGHT = 10  # columns that a page of A4 holds upright
BLOCKS_TURNED = 6  # a section of so few blocks is turned whole with its wide table
KEPT_WHOLE = 14  # rows
LETTERS_KEPT_WHOLE = 1_200
HASH_SHOWN = 12
LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile("[\x7f-\x9f]")
SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)[^\s]*", re.IGNORECASE)
WITHIN = re.compile(r"#[A-Za-z][\w.:-]*")
UNKNOWN = "\ufffd"
SHAPELESS = ("Cn", "Co")  # unassigned, and for private use
SHORTHAND = {
    "[c]": "confidential: left out so that nobody can be recognised",
    "[x]": "not available",
    "[z]": "not applicable: the paper prints nothing in this cell",
}
NOTHING = "[z]"

UNWRITTEN = "No text has been written for this section."

B = TypeVar("B", bound=Block)


def cleaned(paper: Paper) -> Paper:
    """The same paper without characters that XML cannot hold, and with one kind of line end; what is empty says so."""
    found: Paper = _cleaned(paper)
    return replace(
        found,
        header=tuple(replace(row, blocks=_said(row.blocks)) for row in found.header),
        sections=tuple(map(_filled, found.sections)),
        appendices=tuple(map(_filled, found.appendices)),
    )


def unwritten(paper: Paper) -> list[str]:
    """For formats that hold tables alone: each part of a cleaned paper in which nothing is written."""
    empty = (Paragraph((Run(UNWRITTEN),)),)
    found = [row.label for row in paper.header if row.blocks == empty]
    return found + [section.title for section in paper.all_sections() if section.blocks == empty]


def _filled(section: Section) -> Section:
    inner = tuple(map(_filled, section.sections))
    return replace(section, sections=inner, blocks=section.blocks if inner else _said(section.blocks))


def _said(blocks: tuple[B, ...]) -> tuple[B | Paragraph, ...]:
    return blocks if any(map(_says, blocks)) else (Paragraph((Run(UNWRITTEN),)),)


def _says(block: Block) -> bool:
    """Whether a reader finds anything there: a drawing that could not be made is left out."""
    match block:
        case Paragraph():
            return bool(block.text.strip())
        case Items():
            return any(run.text.strip() for item in block.items for run in item)
        case Picture():
            return bool(block.svg or block.png)
        case Table():
            return True


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def clean(text: str) -> str:
    return CONTROL.sub(UNKNOWN, NOT_TEXT.sub(UNKNOWN, LINE_END.sub("\n", text)))


def for_print(text: str) -> str:
    """Without characters that nobody has given a shape: a PDF for all readers may show none without."""
    return "".join(UNKNOWN if unicodedata.category(letter) in SHAPELESS else letter for letter in text)


def one_line(text: str) -> str:
    return " ".join(text.split())


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def met(paper: Paper) -> str:
    """When the meeting is: the day, or the month where no more is known."""
    return day(paper.meeting_date) if paper.day_known else f"{paper.meeting_date:%B %Y}"


def moment(value: datetime) -> str:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)}, {local:%H:%M}"


def written_at(paper: Paper) -> datetime:
    """The date that a file carries inside: when its figures were frozen, in UTC. The clock is never asked."""
    aware = paper.frozen_at if timezone.is_aware(paper.frozen_at) else timezone.make_aware(paper.frozen_at)
    return aware.astimezone(timezone.get_fixed_timezone(0))


def identity(paper: Paper) -> list[tuple[str, str]]:
    """What the paper is, as pairs of words: for its cover, its end, and the properties of its files."""
    return [
        ("Title", paper.title),
        ("Publisher", paper.council),
        ("Committee", paper.body),
        ("Meeting date", met(paper)),
        ("Version", str(paper.version)),
        ("Figures frozen on", f"{moment(paper.frozen_at)}{f', {paper.late}' if paper.late else ''}"),
        ("Hash of the frozen figures (SHA-256)", paper.pack_hash),
        ("Renderer’s version", paper.renderer),
        ("Licence", paper.licence),
    ]


def running(paper: Paper) -> str:
    """The line at the foot of every page."""
    return f"Version {paper.version} · figures frozen {day(paper.frozen_at)} · hash {paper.pack_hash[:HASH_SHOWN]}"


def is_wide(table: Table) -> bool:
    return len(table.headings) > WIDEST_UPRIGHT


def is_short(table: Table) -> bool:
    """Whether the end of a page may not part it: few rows, and few words in them."""
    letters = sum(len(cell.text) for row in table.rows for cell in row.cells)
    return len(table.rows) <= KEPT_WHOLE and letters <= LETTERS_KEPT_WHOLE


def is_turned(section: Section) -> bool:
    """Whether a whole section stands on pages turned on their side: short, and with a wide table."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return any(map(is_wide, tables)) and len(section.blocks) <= BLOCKS_TURNED and not section.sections


def link(url: str, anchors: frozenset[str], relative: bool = False) -> str:
    """The address if a file may hold it: the web, e-mail, a place in the paper; within the site only where asked."""
    if WITHIN.fullmatch(url):
        return url if url[1:] in anchors else ""
    if relative and url.startswith("/") and not url.startswith(("//", "/\\")):
        return url
    return url if SAFE_LINK.fullmatch(url) else ""


def anchors(paper: Paper) -> frozenset[str]:
    """Every place that a link of the paper can lead to."""
    sections = [section.slug for section in paper.all_sections()]
    blocks = [table.slug for table in paper.tables()] + [picture.slug for picture in paper.pictures()]
    return frozenset(filter(None, sections + blocks))
