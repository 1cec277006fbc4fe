"""Tables in DOCX: header row marked and repeated, no row split, alternative text, columns by what they hold."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Words

from apps.board.calculations.paper.document import Cell, Table, TableRow
from apps.board.renderers.docx_face import BROADEST
from apps.board.renderers.docx_styles import CELL, INK, NARROW, SMALL, TABLE, TINT
from apps.board.renderers.docx_xml import element, text_run
from apps.board.renderers.words import is_short, one_line

NOTHING = "–"
LONGEST_WORD, LONGEST_LINE = 20, 44  # letters
SIZES = (
    (CELL, 10.0, 180),
    (NARROW, 8.5, 180),
    (SMALL, 6.5, 70),
)  # points; what a cell leaves free, in their twentieths
# Widths of letters of a plain face set bold, in parts of their size; set light they take a tenth less.
SLIM, BROAD, CAPITAL, OTHER = 0.34, 0.9, 0.73, 0.6
SLIM_LETTERS, BROAD_LETTERS, LIGHTER = frozenset("fijlrtI.,:;'|!()[]/- –’"), frozenset("mwMW@%&"), 0.9
TIGHT = (20, 40)  # of a cell of the smallest letters, left and right
BREAKS = re.compile(r"\s+|(?<=[-–])")
HEAVY = {"total": 12, "subtotal": 6}


class TableWriter:
    """``numbering`` makes lists; ``room`` is more than 1 where the face may be broader than the house's."""

    def __init__(self, document: Any, numbering: Any, give_list: Any, room: float = 1) -> None:
        self.styles = {style.name: style.style_id for style in document.styles}
        self.document, self.numbering, self.give_list = document, numbering, give_list
        self.room = room

    def fits(self, table: Table, width: int) -> bool:
        """Whether every column holds its longest word in letters that are read with ease."""
        return any(sum(least) <= width for _, least in _tried(table, self.room)[:-1])

    def first_column(self, labels: list[str], width: int, share: int) -> int:
        """Of a table of pairs: a share of the width in hundredths, or more where a word needs it."""
        _, points, free = SIZES[0]
        return min(max(width * share // 100, free + round(_word(labels) * points * 20 * self.room)), width // 2)

    def made(self, table: Table, width: int) -> Any:
        """The ``w:tbl``; ``width`` in twentieths of a point."""
        look, widths = _fitted(table, width, self.room)
        found = element("tbl", self._properties(table, width, look), _grid(widths))
        found.append(self._header(table, widths, look))
        for row in table.rows:
            found.append(self._row(table, row, widths, look))
        for paragraph in _all_but_last(found) if is_short(table) else ():
            _keep_with_next(paragraph)
        return found

    def _properties(self, table: Table, width: int, look: str) -> Any:
        columns = ", ".join(one_line(heading.full) or "row" for heading in table.headings)
        left, right = (element(side, w=free, type="dxa") for side, free in zip(("left", "right"), TIGHT, strict=True))
        return element(
            "tblPr",
            element("tblStyle", val=self.styles[TABLE]),
            element("tblW", w=width, type="dxa"),
            element("tblLayout", type="fixed"),
            *([element("tblCellMar", left, right)] if look == SMALL else []),
            element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            element("tblCaption", val=one_line(table.title)),
            element("tblDescription", val=f"{len(table.rows)} rows. Columns: {columns}."),
        )

    def _header(self, table: Table, widths: list[int], look: str) -> Any:
        row = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
        for heading, width in zip(table.headings, widths, strict=True):
            row.append(_cell(width, [self._words(one_line(heading.full), look, heading.numeric, bold=True)]))
        return row

    def _row(self, table: Table, row: TableRow, widths: list[int], look: str) -> Any:
        made = element("tr", element("trPr", element("cantSplit")))
        if row.kind == "group":
            words = self._words(row.cells[0].text, look, numeric=False, bold=True)
            _keep_with_next(words)
            made.append(_cell(sum(widths), [words], row.kind, span=len(widths)))
            return made
        for heading, cell, width in zip(table.headings, row.cells, widths, strict=True):
            made.append(_cell(width, list(self._lines(cell, look, heading.numeric, bool(row.kind))), row.kind))
        return made

    def _lines(self, cell: Cell, look: str, numeric: bool, bold: bool) -> Iterator[Any]:
        lines = list(filter(None, cell.lines))
        if len(lines) < 2:
            yield self._words(cell.text.strip() or NOTHING, look, numeric, bold)
            return
        number = self.numbering.a_list("", in_cell=True)
        for line in lines:
            made = self._words(line, look, numeric, bold)
            self.give_list(Words(made, self.document._body), number)
            yield made

    def _words(self, text: str, look: str, numeric: bool, bold: bool) -> Any:
        properties = element("pPr", element("pStyle", val=self.styles[look]))
        if numeric:
            properties.append(element("jc", val="right"))
        return element("p", properties, text_run(text, *([element("b"), element("bCs")] if bold else [])))


def _cell(width: int, paragraphs: list[Any], kind: str = "", span: int = 1) -> Any:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if size := HEAVY.get(kind):
        properties.append(element("tcBorders", element("bottom", val="single", sz=size, space=0, color=INK)))
    if kind == "ours":
        properties.append(element("shd", val="clear", color="auto", fill=TINT))
    return element("tc", properties, *paragraphs)


def _all_but_last(table: Any) -> Iterator[Any]:
    """Paragraphs of every row but the last: a short table is not parted by the end of a page."""
    for row in table.findall(qn("w:tr"))[:-1]:
        yield from row.iter(qn("w:p"))


def _keep_with_next(paragraph: Any) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def _grid(widths: list[int]) -> Any:
    return element("tblGrid", *(element("gridCol", w=width) for width in widths))


def _fitted(table: Table, width: int, room: float) -> tuple[str, list[int]]:
    """The largest letters in which every column holds its longest word, and the columns' widths."""
    tried = _tried(table, room)
    (look, points, padding), least = next((each for each in tried if sum(each[1]) <= width), tried[-1])
    texts = [_texts(table, column) for column in range(len(least))]
    if sum(least) > width:
        firm = [padding + _firm(found, points) for found in texts]
        return look, _shared(firm, [max(0, each - own) for each, own in zip(least, firm, strict=True)], width)
    lines = [padding + round(_line(found) * points * 20) for found in texts]
    return look, _shared(least, [max(0, line - each) for line, each in zip(lines, least, strict=True)], width)


def _tried(table: Table, room: float) -> list[tuple[tuple[str, float, int], list[int]]]:
    """Each size of letters with the least that every column is wide in it."""
    texts = [_texts(table, column) for column in range(len(table.headings))]
    return [(size, [size[2] + _least(found, size[1], room) for found in texts]) for size in SIZES]


def _least(texts: list[str], points: float, room: float) -> int:
    """A column's longest word, and its figures also in the broadest of faces where the house's is not used."""
    return max(round(_word(texts) * points * 20 * room), _firm(texts, points) if room > 1 else 0)


def _firm(texts: list[str], points: float) -> int:
    return round(_word(_figures(texts)) * points * 20 * BROADEST)


def _shared(least: list[int], wants: list[int], width: int) -> list[int]:
    """What is left of the page: first to columns whose words or lines would break, then to all alike."""
    spare = width - sum(least)
    if spare < 0:
        widths = [width * each // sum(least) for each in least]
    elif sum(wants) > spare:
        widths = [each + spare * want // sum(wants) for each, want in zip(least, wants, strict=True)]
    else:
        over = (spare - sum(wants)) // len(least)
        widths = [each + want + over for each, want in zip(least, wants, strict=True)]
    widths[0] += width - sum(widths)
    return widths


def _texts(table: Table, column: int) -> list[str]:
    """The heading first; a heading over rows stands across all columns and needs none."""
    body = [row.cells[column].text for row in table.rows if row.kind != "group"]
    return [one_line(table.headings[column].full) or NOTHING, *(text or NOTHING for text in body)]


def _word(texts: list[str]) -> float:
    return max(_breadth(word[:LONGEST_WORD]) for text in texts for word in BREAKS.split(text))


def _figures(texts: list[str]) -> list[str]:
    """Of a column, the words that hold a figure: these never break, a long word of a heading may."""
    words = [word for text in texts for word in BREAKS.split(text) if any(map(str.isdigit, word))]
    return words or [NOTHING]


def _line(texts: list[str]) -> float:
    lines = [line[:LONGEST_LINE] for text in texts[1:] for line in text.split("\n")]
    return LIGHTER * max(map(_breadth, lines), default=1)


def _breadth(text: str) -> float:
    """Of words set bold, in parts of the letters' size."""
    return sum(
        SLIM if c in SLIM_LETTERS else BROAD if c in BROAD_LETTERS else CAPITAL if c.isupper() else OTHER for c in text
    )
