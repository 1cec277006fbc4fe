"""The page of a council's template: made whole where it lacks its size, refused where a paper's tables have no room."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from apps.board.renderers.docx_styles import HYPERLINK, LOOKS, TABLE

NAME = "The template"
A4, MARGIN = (Mm(210), Mm(297)), Mm(20)
LEAST_WIDTH, LEAST_HEIGHT, MOST = Mm(120), Mm(120), Mm(600)
KINDS = {WD_STYLE_TYPE.PARAGRAPH: "paragraphs", WD_STYLE_TYPE.CHARACTER: "letters", WD_STYLE_TYPE.TABLE: "tables",
         WD_STYLE_TYPE.LIST: "lists"}  # fmt: skip
NEEDED = dict.fromkeys(LOOKS, WD_STYLE_TYPE.PARAGRAPH) | {
    HYPERLINK: WD_STYLE_TYPE.CHARACTER, TABLE: WD_STYLE_TYPE.TABLE,
}  # fmt: skip
NOT_OF_A_PAPER = ("lnNumType", "textDirection", "bidi")
MARGINS = ("left_margin", "right_margin", "top_margin", "bottom_margin")


class Refused(Exception):
    """The template is not taken; the sentence says why and what to do."""


def settle(document: Any) -> list[str]:
    """Gives the page what it lacks, and says so: A4, margins of 20 mm, one column. Raises ``Refused``."""
    page = document.sections[-1]
    try:
        lacking = _filled(page)
    except ValueError as error:
        raise Refused(
            f"{NAME} gives its page size or margins in no measure that can be read. Set them anew."
        ) from error
    for column in page._sectPr.findall(qn("w:cols")):
        for child in list(column):
            column.remove(child)
        column.attrib.pop(qn("w:num"), None)
    for tag in NOT_OF_A_PAPER:
        for old in page._sectPr.findall(qn(f"w:{tag}")):
            page._sectPr.remove(old)
    _check_room(page)
    return lacking


def check_styles(document: Any) -> None:
    """Each style that a paper needs and the template has is of the kind that it needs. Raises ``Refused``."""
    for style in document.styles:
        needed = NEEDED.get(style.name)
        if needed is not None and style.type != needed:
            raise Refused(
                f"{NAME} has a style “{style.name}” of {KINDS[style.type]}, and a paper needs it for {KINDS[needed]}. "
                "Rename it in Word, or delete it."
            )


def _filled(page: Any) -> list[str]:
    lacking = []
    if not page.page_width or not page.page_height:
        page.page_width, page.page_height = A4
        lacking.append("a page size (A4 is used)")
    for name in MARGINS:
        if getattr(page, name) is None:
            setattr(page, name, MARGIN)
            lacking.append("margins (20 mm are used)")
    if page.gutter:
        page.left_margin, page.gutter = Emu(page.left_margin + page.gutter), Emu(0)
    return list(dict.fromkeys(lacking))


def _check_room(page: Any) -> None:
    """A margin below nought is one that the header may not push down."""
    sides = ((page.page_width, page.left_margin, page.right_margin, LEAST_WIDTH, "wide"),
             (page.page_height, page.top_margin, page.bottom_margin, LEAST_HEIGHT, "high"))  # fmt: skip
    for whole, before, after, least, how in sides:
        room = whole - abs(before) - abs(after)
        if not least <= room <= MOST:
            raise Refused(
                f"{NAME} leaves {max(0, round(Emu(room).mm))} mm between its margins; a paper needs at least "
                f"{round(least.mm)} mm to be {how}, and at most {round(MOST.mm)}. Change its page size or margins."
            )
