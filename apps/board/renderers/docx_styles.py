"""Styles: the house look where the council gives no template, and what is missing in one that it gives."""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from apps.board.renderers.docx_private import take_out
from apps.board.renderers.docx_xml import element

FACE, INK, QUIET, ACCENT, RULE, TINT = "Arial", "17212B", "4B5763", "12436D", "C8CED4", "EEF2F6"
NUMBERED, NOTE, TABLE, HYPERLINK = "Numbered Paragraph", "Table Note", "Paper Table", "Hyperlink"
CELL, NARROW, SMALL = "Table Text", "Narrow Table Text", "Wide Table Text"


@dataclass(frozen=True)
class Look:
    """``before`` and ``after`` in points; ``with_next`` keeps it on the page of what follows."""

    size: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    with_next: bool = False
    outline: int | None = None


LOOKS = {
    "Normal": Look(11),
    "Title": Look(22, bold=True, after=14, with_next=True),
    "Heading 1": Look(15, bold=True, before=20, after=8, with_next=True, outline=0),
    "Heading 2": Look(12.5, bold=True, before=14, after=5, with_next=True, outline=1),
    "Heading 3": Look(11, bold=True, before=10, after=4, with_next=True, outline=2),
    "Heading 4": Look(11, bold=True, colour=QUIET, before=10, after=4, with_next=True, outline=3),
    "TOC Heading": Look(15, bold=True, before=20, after=8, with_next=True),
    "TOC 1": Look(11, after=3),
    "Subtitle": Look(11, colour=QUIET),
    "Caption": Look(11, bold=True, before=10, after=4, with_next=True),
    "List Bullet": Look(11, after=4),
    "List Number": Look(11, after=4),
    "Footer": Look(8.5, colour=QUIET, after=0),
    NUMBERED: Look(11),
    CELL: Look(10, before=2, after=2),
    NARROW: Look(8.5, before=2, after=2),
    SMALL: Look(6.5, before=1, after=1),
    NOTE: Look(9, colour=QUIET, after=2),
}


def house_document() -> Any:
    """An empty document of A4 in the house look."""
    return Document(io.BytesIO(_house()))


@cache
def _house() -> bytes:
    """Made once in each process; its words and properties are those of python-docx, and are taken out."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, look in LOOKS.items():
        _dress(_paragraph_style(document, name), look, face=True)
    take_out(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_missing(document: Any) -> None:
    """Gives a council's template the styles that it lacks, in the face of its own Normal."""
    known = {style.name for style in document.styles}
    for name, look in LOOKS.items():
        if name not in known:
            _dress(_paragraph_style(document, name), look, face=False)
    if HYPERLINK not in known:
        style = document.styles.add_style(HYPERLINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
        style.element.get_or_add_rPr().extend([element("color", val=ACCENT), element("u", val="single")])
    if TABLE not in known:
        document.styles.element.append(_table_style())


def speak(document: Any, language: str) -> None:
    """The document's language: in its defaults, so that every word without its own has it."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("docDefaults")
        styles.insert(0, defaults)
    for tag in ("rPrDefault", "rPr"):
        found = defaults.find(qn(f"w:{tag}"))
        if found is None:
            found = element(tag)
            defaults.insert(0, found)
        defaults = found
    for old in list(styles.iter(qn("w:lang"))):
        old.getparent().remove(old)
    defaults.append(element("lang", val=language, eastAsia=language, bidi="ar-SA"))
    for of_theme in document.settings.element.iter(qn("w:themeFontLang")):
        of_theme.set(qn("w:val"), language)


def _paragraph_style(document: Any, name: str) -> Any:
    for style in document.styles:
        if style.name == name and style.type == WD_STYLE_TYPE.PARAGRAPH:
            return style
    own = name in (NUMBERED, CELL, NARROW, SMALL, NOTE)
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=not own)
    if name != "Normal":
        style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    return style


def _dress(style: Any, look: Look, *, face: bool) -> None:
    found = style.element
    for tag in ("w:rPr", "w:pPr"):
        for old in found.findall(qn(tag)):
            found.remove(old)
    space = style.paragraph_format
    space.space_before, space.space_after, space.keep_with_next = Pt(look.before), Pt(look.after), look.with_next
    space.line_spacing, space.widow_control = 1.0 if look.size < 9 else 1.15, True
    if look.outline is not None:
        found.get_or_add_pPr().append(element("outlineLvl", val=look.outline))
    run = found.get_or_add_rPr()
    if face:
        run.append(element("rFonts", ascii=FACE, hAnsi=FACE, eastAsia=FACE, cs=FACE))
    if look.bold:
        run.extend([element("b"), element("bCs")])
    else:
        run.extend([element("b", val=0), element("i", val=0)])
    half_points = round(look.size * 2)
    run.extend([element("color", val=look.colour), element("sz", val=half_points), element("szCs", val=half_points)])


def _table_style() -> Any:
    """Rules rather than boxes; the header row heavier, totals set by the cells themselves."""
    rule = {"val": "single", "sz": 4, "space": 0, "color": RULE}
    heavy = {**rule, "sz": 12, "color": INK}
    borders = element("tblBorders", element("top", **heavy), element("bottom", **heavy), element("insideH", **rule))
    margins = element("tblCellMar", element("left", w=80, type="dxa"), element("right", w=80, type="dxa"))
    head = element(
        "tblStylePr",
        element("rPr", element("b"), element("bCs")),
        element("tcPr", element("tcBorders", element("bottom", **heavy)), element("vAlign", val="bottom")),
        type="firstRow",
    )
    return element(
        "style",
        element("name", val=TABLE),
        element("basedOn", val="TableNormal"),
        element("uiPriority", val=59),
        element("tblPr", borders, margins),
        head,
        type="table",
        customStyle=1,
        styleId=TABLE.replace(" ", ""),
    )
