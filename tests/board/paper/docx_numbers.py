"""The numbers that Word prints before paragraphs, counted as Word counts them from the file's numbering."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn


def labels(document: Any) -> Iterator[tuple[Any, str]]:
    """Every paragraph of the body with its number, empty where it has none; bullets are left out."""
    root = document.part.numbering_part.element
    kinds = {a.get(qn("w:abstractNumId")): levels_of(a) for a in root.findall(qn("w:abstractNum"))}
    lists = {n.get(qn("w:numId")): n for n in root.findall(qn("w:num"))}
    counts: dict[str, dict[int, int]] = {}
    begun: set[str] = set()
    for paragraph in document.paragraphs:
        given = paragraph._p.find(f"./{qn('w:pPr')}/{qn('w:numPr')}")
        if given is None:
            yield paragraph, ""
            continue
        name, level = given.find(qn("w:numId")).get(qn("w:val")), int(given.find(qn("w:ilvl")).get(qn("w:val")))
        found = lists[name]
        kind = found.find(qn("w:abstractNumId")).get(qn("w:val"))
        count = counts.setdefault(kind, {})
        step(count, level, starts_of(found) if name not in begun else {})
        begun.add(name)
        form, text = kinds[kind][level]
        yield paragraph, "" if form == "bullet" else text_of(text, form, count)


def step(count: dict[int, int], level: int, starts: dict[int, int]) -> None:
    for above in range(level):
        count[above] = starts.get(above, count.get(above, 1))
    count[level] = starts.get(level, count.get(level, 0) + 1)
    for below in [each for each in count if each > level]:
        del count[below]


def text_of(text: str, form: str, count: dict[int, int]) -> str:
    for level, number in count.items():
        text = text.replace(f"%{level + 1}", chr(96 + number) if form == "lowerLetter" else str(number))
    return text


def levels_of(kind: Any) -> dict[int, tuple[str, str]]:
    return {
        int(level.get(qn("w:ilvl"))): (
            level.find(qn("w:numFmt")).get(qn("w:val")),
            level.find(qn("w:lvlText")).get(qn("w:val")),
        )
        for level in kind.findall(qn("w:lvl"))
    }


def starts_of(found: Any) -> dict[int, int]:
    return {
        int(each.get(qn("w:ilvl"))): int(each.find(qn("w:startOverride")).get(qn("w:val")))
        for each in found.findall(qn("w:lvlOverride"))
    }
