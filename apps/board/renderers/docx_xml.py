"""Small pieces of WordprocessingML that python-docx has no call for."""

from collections.abc import Iterable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, *children: Any, **attributes: Any) -> Any:
    """``element("jc", val="right")`` is ``<w:jc w:val="right"/>``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def text_run(text: str, *properties: Any) -> Any:
    """Words; line ends and tabs as Word's own."""
    run = OxmlElement("w:r")
    if properties:
        run.append(element("rPr", *properties))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                run.append(element("tab"))
            if part:
                run.append(_text(part))
    return run


def _text(text: str) -> Any:
    made = OxmlElement("w:t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def field(instruction: str, shown: str) -> Any:
    """Something that Word works out again, with what it is now."""
    return element("fldSimple", text_run(shown), instr=f" {instruction} ")


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that links lead to: around the paragraph's words."""
    start, end = element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)
    at = 1 if paragraph.pPr is not None else 0
    paragraph.insert(at, start)
    paragraph.append(end)


def link_within(name: str, runs: Iterable[Any]) -> Any:
    return element("hyperlink", *runs, anchor=name, history=1)


def link_outside(part: Any, url: str, runs: Iterable[Any]) -> Any:
    made = element("hyperlink", *runs, history=1)
    made.set(qn("r:id"), part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made
