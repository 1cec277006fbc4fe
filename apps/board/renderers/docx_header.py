"""What opens a paper in DOCX: the table of its header, the list of its contents."""

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Emu

from apps.board.renderers.docx_xml import element

EMU_PER_TWIP = 635


def contents_field(first: bool, last: bool) -> tuple[list[Any], list[Any]]:
    """Round the entries, so that Word can make the list of contents anew."""
    begin, end = [], []
    if first:
        instruction = element("r", element("instrText"))
        instruction[0].text = r' TOC \o "1-1" \n \h '
        begin = [_mark("begin"), instruction, _mark("separate")]
    if last:
        end = [_mark("end")]
    return begin, end


def _mark(kind: str) -> Any:
    return element("r", element("fldChar", fldCharType=kind))


def style_pairs(table: Any, style: str, widths: list[int]) -> None:
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblStyle")) + properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.insert(0, element("tblStyle", val=style))
    properties.find(qn("w:tblCaption")).addprevious(
        element("tblLook", val="0080", firstRow=0, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width * EMU_PER_TWIP)


def drop_first(cells: Any, *, empty: bool) -> None:
    """The empty paragraph that every new cell begins with; one stays where nothing else was written."""
    for number, cell in enumerate(cells):
        if not (empty and number):
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)
