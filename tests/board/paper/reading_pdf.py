"""A PDF as a reader for the blind meets it: its tree of tags, with the words that each holds."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream, IndirectObject

PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
UNKNOWN = "\ufffd"  # of a letter that no font of this machine has
BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
Marked = dict[tuple[int, int], str]  # by page and number of the marked content


@dataclass
class Tag:
    """``kind`` is “H1”, “TH”; ``words`` those of its own marked content, not of the tags in it."""

    kind: str
    source: Any
    words: str = ""
    kids: "list[Tag]" = field(default_factory=list)

    def all(self, *kinds: str) -> "Iterator[Tag]":
        if not kinds or self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)

    @property
    def text(self) -> str:
        """Pieces are lines: the space at which a line was broken is not in the file."""
        return " ".join(filter(None, [self.words, *(kid.text for kid in self.kids)])).strip()


def tags_of(content: bytes) -> Tag:
    reader = pypdf.PdfReader(io.BytesIO(content))
    marked, pages = {}, {}
    for number, page in enumerate(reader.pages):
        pages[page.indirect_reference.idnum] = number
        marked.update({(number, mark): text for mark, text in words_of(page, reader).items()})
    (root,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return tag_of(root.get_object(), 0, pages, marked)


def tag_of(source: Any, page: int, pages: dict[int, int], marked: Marked) -> Tag:
    if "/Pg" in source:
        page = pages[source.raw_get("/Pg").idnum]
    made = Tag(str(source["/S"])[1:], source)
    kids = source.get("/K", [])
    for raw in kids if isinstance(kids, list) else [kids]:
        kid = raw.get_object() if isinstance(raw, IndirectObject) else raw
        if isinstance(kid, int):
            made.words += marked[page, int(kid)]
        elif "/S" in kid:
            made.kids.append(tag_of(kid, page, pages, marked))
    return made


def words_of(page: Any, reader: Any) -> dict[int, str]:
    """What each marked piece of a page says."""
    letters = {name: letters_of(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    found: dict[int, str] = {}
    stack: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            mark = operands[1].get("/MCID") if len(operands) > 1 else None
            stack.append(None if mark is None else int(mark))
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            font = letters[operands[0]]
        elif operator in (b"TJ", b"Tj") and stack and stack[-1] is not None:
            found[stack[-1]] = found.get(stack[-1], "") + "".join(shown(operands[0], font))
        if stack and stack[-1] is not None:
            found.setdefault(stack[-1], "")
    return found


def shown(pieces: Any, font: dict[int, str]) -> Iterator[str]:
    for piece in pieces if isinstance(pieces, list) else [pieces]:
        if isinstance(piece, str | bytes):
            codes = piece if isinstance(piece, bytes) else piece.original_bytes
            for at in range(0, len(codes), 2):
                yield font.get(int.from_bytes(codes[at : at + 2], "big"), UNKNOWN)


def letters_of(font: Any) -> dict[int, str]:
    """The text of each code, as the font's own table says."""
    table = font["/ToUnicode"].get_object().get_data()
    pairs = [pair for block in BLOCK.findall(table) for pair in PAIR.findall(block)]
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def tables_of(content: bytes) -> list[list[list[str]]]:
    """The tables with a header row. One that goes on over a page is one table: its first part has the caption."""
    made: list[list[list[str]]] = []
    for table in tags_of(content).all("Table"):
        if list(table.all("Caption")):
            made.append([])
        if list(table.all("THead")):
            rows = [[cell_text(cell) for cell in row.all("TH", "TD")] for row in table.all("TR")]
            made[-1].extend(rows[1:] if made[-1] else rows)
    return made


def cell_text(cell: Tag) -> str:
    items = list(cell.all("LBody"))
    return "\n".join(item.text for item in items) if items else cell.text
