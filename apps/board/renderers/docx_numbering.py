"""Numbers that Word counts itself: of sections and paragraphs in one list of several levels, and of lists.

A number that does not follow from the one before starts its level anew at the number that the paper gives.
"""

import re
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from apps.board.renderers.docx_xml import element

COUNTED = re.compile(r"[1-9]\d{0,3}(?:\.[1-9]\d{0,3}){0,3}")
LEVELS, INDENT, LIST_INDENT, CELL_INDENT = 4, 720, 360, 280
FORMATS = {"": ("bullet", "•"), "1": ("decimal", "%1."), "a": ("lowerLetter", "%1.")}


def parts_of(number: str) -> tuple[int, ...]:
    """``4.5`` as 4 and 5; nothing where it is not a number that Word can count."""
    number = number.rstrip(".")
    return tuple(map(int, number.split("."))) if COUNTED.fullmatch(number) else ()


class Numbering:
    def __init__(self, document: Any) -> None:
        self.root = _part(document).element
        self.counted: tuple[int, ...] = ()
        self.levels = self._abstract(
            *(("decimal", _level_text(level), INDENT, INDENT) for level in range(LEVELS)), kind="multilevel"
        )
        self.current = self._instance(self.levels, {})
        self.lists = {
            kind: self._abstract((*look, INDENT + LIST_INDENT, LIST_INDENT), kind="singleLevel")
            for kind, look in FORMATS.items()
        }
        self.in_cells = {
            kind: self._abstract((*look, CELL_INDENT, CELL_INDENT), kind="singleLevel")
            for kind, look in FORMATS.items()
        }

    def count(self, paragraph: Any, parts: tuple[int, ...]) -> None:
        """Gives a heading or paragraph its number."""
        if not self._follows(parts):
            self.current = self._instance(self.levels, dict(enumerate(parts)))
        self.counted = parts
        _give(paragraph, self.current, len(parts) - 1)

    def a_list(self, kind: str, in_cell: bool) -> int:
        """A list of its own, which counts from the first."""
        return self._instance((self.in_cells if in_cell else self.lists)[kind], {0: 1} if kind else {})

    def _follows(self, parts: tuple[int, ...]) -> bool:
        level = len(parts) - 1
        before = self.counted[level] if len(self.counted) > level else 0
        return self.counted[:level] == parts[:level] and parts[level] == before + 1

    def _abstract(self, *levels: tuple[str, str, int, int], kind: str) -> int:
        number = 1 + max(
            (int(a.get(qn("w:abstractNumId"))) for a in self.root.findall(qn("w:abstractNum"))), default=-1
        )
        made = element("abstractNum", element("multiLevelType", val=kind), abstractNumId=number)
        for place, (form, text, left, hanging) in enumerate(levels):
            made.append(
                element(
                    "lvl",
                    element("start", val=1),
                    element("numFmt", val=form),
                    element("lvlText", val=text),
                    element("lvlJc", val="left"),
                    element("pPr", element("ind", left=left, hanging=hanging)),
                    ilvl=place,
                )
            )
        instances = self.root.findall(qn("w:num"))
        instances[0].addprevious(made) if instances else self.root.append(made)
        return number

    def _instance(self, abstract: int, starts: dict[int, int]) -> int:
        known = self.root.findall(qn("w:num"))
        number = 1 + max((int(found.get(qn("w:numId"))) for found in known), default=0)
        made = element("num", element("abstractNumId", val=abstract), numId=number)
        for level, start in starts.items():
            made.append(element("lvlOverride", element("startOverride", val=start), ilvl=level))
        known[-1].addnext(made) if known else self.root.append(made)
        return number


def give_list(paragraph: Any, number: int) -> None:
    _give(paragraph, number, 0)


def _give(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _level_text(level: int) -> str:
    return "%1." if not level else ".".join(f"%{place + 1}" for place in range(level + 1))


def _part(document: Any) -> Any:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, document.part.package)
        document.part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made
