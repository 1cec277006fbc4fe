"""DOCX: headings, numbers, lists and tables that Word knows as such, in the house look or the council's own."""

import base64
import io
import re
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Emu, Mm, Pt

from apps.board.calculations.paper.document import (
    Block,
    HeaderRow,
    Items,
    Paper,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from apps.board.renderers import words, zips
from apps.board.renderers.docx_face import breadth_of
from apps.board.renderers.docx_frame import Places, foot, state
from apps.board.renderers.docx_header import contents_field, drop_first, style_pairs
from apps.board.renderers.docx_numbering import Numbering, give_list, parts_of
from apps.board.renderers.docx_styles import CELL, HYPERLINK, NOTE, NUMBERED, TABLE, add_missing, house_document, speak
from apps.board.renderers.docx_table import TableWriter
from apps.board.renderers.docx_template import Refused, opened
from apps.board.renderers.docx_xml import element, field, link_outside, link_within, text_run

__all__ = ["Refused", "docx"]

LAST_LEVEL = 4
LABELS = 28  # hundredths of the page, of the first of two columns
EMU_PER_TWIP, EMU_PER_PIXEL = 635, 9525
AFTER_TABLE, TURNED_MARGIN, UNDER_HEADER = Pt(12), Mm(14), Mm(9)
LABEL = re.compile(r"Table ([1-9]\d{0,3})")


def docx(paper: Paper, template: bytes | None = None) -> bytes:
    """The same paper and template give the same bytes. Raises ``Refused`` for a template that is not sound."""
    document = house_document() if template is None else opened(template).document
    add_missing(document)
    paper = words.cleaned(paper)
    _Writer(document, paper, room=1 if template is None else breadth_of(document)).write()
    speak(document, paper.language)
    foot(document, paper)
    state(document, paper)
    out = io.BytesIO()
    document.save(out)
    return zips.again(out.getvalue(), {})


class _Writer:
    def __init__(self, document: Any, paper: Paper, room: float) -> None:
        self.document, self.paper = document, paper
        self.numbering = Numbering(document)
        self.tables = TableWriter(document, self.numbering, give_list, room)
        self.places = Places(words.anchors(paper))
        self.table_count = 0
        self.turned = False
        page = document.sections[-1]
        self.lies = page.page_width > page.page_height
        self.margins = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
        self.headed = not page.header.is_linked_to_previous
        self.upright = self._width()

    def write(self) -> None:
        paper = self.paper
        self._plain(f"{paper.council} · {paper.body} · {words.met(paper)}", "Subtitle")
        self._plain(paper.title, "Title")
        for notice in paper.notices:
            self._paragraph(self.document, (Run("Notice: ", bold=True), Run(notice)), "Normal")
        self._header_table(paper.header)
        self._contents()
        for section in paper.sections:
            self._section(section, 1)
        for number, section in enumerate(paper.appendices):
            self._section(section, 1, new_page=number == 0)
        self._turn(False)
        self._plain("About this paper", "Heading 1")
        self._pairs(
            tuple(HeaderRow(name, (Paragraph((Run(text),)),)) for name, text in words.identity(paper)),
            "About this paper",
        )
        self._plain(words.running(paper), NOTE)

    def _contents(self) -> None:
        self._plain("Contents", "TOC Heading")
        sections = (*self.paper.sections, *self.paper.appendices)
        for number, section in enumerate(sections):
            paragraph = self._new(self.document, "TOC 1")
            entry = link_within(self.places[section.slug], [text_run(section.title)])
            before, after = contents_field(number == 0, number == len(sections) - 1)
            paragraph._p.extend([*before, entry, *after])

    def _section(self, section: Section, level: int, new_page: bool = False) -> None:
        whole = words.is_turned(section)
        self._turn(whole)
        paragraph = self._new(self.document, f"Heading {min(level, LAST_LEVEL)}")
        paragraph.paragraph_format.keep_with_next = True
        if new_page and not whole:
            paragraph.paragraph_format.page_break_before = True
        parts = parts_of(section.number)
        paragraph._p.append(text_run(section.heading if parts else section.title))
        if parts:
            self.numbering.count(paragraph, parts)
        self.places.mark(paragraph._p, section.slug)
        for block in section.blocks:
            self._turn(whole or (isinstance(block, Table) and self._is_wide(block)))
            self._block(self.document, block)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _is_wide(self, table: Table) -> bool:
        return words.is_wide(table) or not self.tables.fits(table, self.upright)

    def _block(self, container: Any, block: Block, style: str = "") -> None:
        match block:
            case Paragraph():
                self._numbered(container, block, style)
            case Items():
                self._items(container, block, style)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _numbered(self, container: Any, block: Paragraph, style: str) -> None:
        parts = parts_of(block.number) if not style else ()
        typed = (Run(f"{block.number} "),) if block.number and not parts else ()
        quoted = (Run(f" Quoted from {block.quoted}."),) if block.quoted else ()
        kind = style or (NUMBERED if parts else "Normal")
        paragraph = self._paragraph(container, (*typed, *block.runs, *quoted), kind)
        if len(parts) == 1:
            parts = (*self.numbering.counted[:1], parts[0])
        if parts:
            self.numbering.count(paragraph, parts)

    def _items(self, container: Any, block: Items, style: str) -> None:
        number = self.numbering.a_list(block.ordered, in_cell=bool(style))
        for runs in block.items:
            kind = style or ("List Number" if block.ordered else "List Bullet")
            give_list(self._paragraph(container, runs, kind), number)

    def _table(self, table: Table) -> None:
        caption = self._new(self.document, "Caption")
        caption.paragraph_format.keep_with_next = True
        for piece in self._caption(table):
            caption._p.append(piece)
        self.places.mark(caption._p, table.slug)
        self._place(self.tables.made(table, self._width()))
        self._notes(table)

    def _notes(self, table: Table) -> None:
        written = []
        if table.notes:
            written.append(self._plain(f"Notes to {table.label or 'the table'}:", NOTE))
            number = self.numbering.a_list("1", in_cell=True)
        for note in table.notes:
            written.append(self._plain(note, NOTE))
            give_list(written[-1], number)
        if table.source:
            written.append(self._plain(f"Source: {table.source}", NOTE))
        for paragraph in written[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        for paragraph in written[-1:]:
            paragraph.paragraph_format.space_after = AFTER_TABLE

    def _caption(self, table: Table) -> list[Any]:
        """“Table 4” counts itself; where the paper's number does not follow, it starts anew there."""
        found = LABEL.fullmatch(table.label)
        if not found:
            return [text_run(table.title)]
        number, self.table_count = int(found[1]), self.table_count + 1
        anew = "" if number == self.table_count else rf" \r {number}"
        self.table_count = number
        return [text_run("Table "), field(rf"SEQ Table \* ARABIC{anew}", str(number)), text_run(f": {table.caption}")]

    def _picture(self, picture: Picture) -> None:
        if not picture.png:
            return
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        width = min((picture.width or 600) * EMU_PER_PIXEL, self._width() * EMU_PER_TWIP)
        height = width * picture.height // picture.width if picture.width and picture.height else None
        run = paragraph.add_run()
        drawn = run.add_picture(io.BytesIO(base64.b64decode(picture.png)), Emu(width), height and Emu(height))
        drawn._inline.docPr.set("descr", picture.alternative)
        drawn._inline.docPr.set("title", picture.caption)
        self.places.mark(self._plain(picture.caption, NOTE)._p, picture.slug)

    def _header_table(self, rows: tuple[HeaderRow, ...]) -> None:
        if rows:
            self._pairs(rows, "Summary of this paper")

    def _pairs(self, rows: tuple[HeaderRow, ...], caption: str) -> None:
        """Two columns: the first names each row."""
        table = self.document.add_table(rows=0, cols=2)
        table.autofit = False
        first = self.tables.first_column([row.label for row in rows], self._width(), LABELS)
        widths = [first, self._width() - first]
        table._tbl.tblPr.extend(
            [element("tblCaption", val=caption), element("tblDescription", val="Each row: name, words")]
        )
        style_pairs(table, self.tables.styles[TABLE], widths)
        for row in rows:
            cells = table.add_row().cells
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Emu(width * EMU_PER_TWIP)
            self._paragraph(cells[0], (Run(row.label, bold=True),), CELL)
            for block in row.blocks:
                self._block(cells[1], block, CELL)
            drop_first(cells, empty=not row.blocks)

    def _plain(self, text: str, style: str) -> Any:
        return self._paragraph(self.document, (Run(text),), style)

    def _paragraph(self, container: Any, runs: tuple[Run, ...], style: str) -> Any:
        paragraph = self._new(container, style)
        for run in runs:
            paragraph._p.append(self._run(run))
        return paragraph

    def _new(self, container: Any, style: str) -> Any:
        """Empty, in a style by name; python-docx would look through every style for it each time."""
        paragraph = container.add_paragraph()
        paragraph._p.style = self.tables.styles[style]
        return paragraph

    def _run(self, run: Run) -> Any:
        bold = [element("b"), element("bCs")] if run.bold else []
        address = words.link(run.url, self.places.anchors)
        if not address:
            return text_run(run.text, *bold)
        look = [element("rStyle", val=self.tables.styles.get(HYPERLINK, HYPERLINK)), *bold]
        shown = [text_run(run.text, *look)]
        if address.startswith("#"):
            return link_within(self.places[address[1:]], shown)
        return link_outside(self.document.part, address, shown)

    def _place(self, made: Any) -> None:
        self.document.element.body[-1].addprevious(made)

    def _width(self) -> int:
        """Of the words on this page, in twentieths of a point."""
        page = self.document.sections[-1]
        return int(page.page_width - page.left_margin - page.right_margin) // EMU_PER_TWIP

    def _turn(self, turned: bool) -> None:
        """A page of its own on its side for what is wide, and back; none where every page lies on its side."""
        if turned == self.turned or self.lies:
            return
        self.turned = turned
        page = self.document.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = page.page_height, page.page_width
        margins = self.margins if not turned else tuple(min(each, TURNED_MARGIN) for each in self.margins)
        if turned and self.headed:
            margins = (*margins[:2], min(self.margins[2], (page.header_distance or 0) + UNDER_HEADER), margins[3])
        page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = margins
