"""HTML: the part that a public page holds, and a file of its own with its style sheet and typeface inside.

The PDF is made from the second. Templates stand in ``templates/board/paper/`` and escape every word.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from apps.board.calculations.paper.document import (
    Block,
    Cell,
    Items,
    Paper,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    TableRow,
)
from apps.board.renderers import words

FIRST_LEVEL, LAST_LEVEL = 2, 6
STYLES, SCREEN = ("paper.css", "standalone.css"), "screen.css"
LIST_TYPES = {"": "", "1": "1", "a": "a"}
WEIGHTS = (400, 600)


def html(paper: Paper, *, titled: bool = True) -> SafeString:
    """The paper as an ``article`` for a page of the product; nothing in it needs a script or an inline style.

    Where the page has a title of its own, the paper's is no heading (``titled`` is false).
    """
    return mark_safe(_article(words.cleaned(paper), site=True, titled=titled))  # noqa: S308 - made by an escaping template


def standalone(paper: Paper) -> str:
    """The paper as one file that needs no other."""
    return _whole(words.cleaned(paper), (*STYLES, SCREEN))


def for_pages(paper: Paper) -> str:
    """The same file for what makes pages of it: without the rules of screens, which it does not know."""
    return words.for_print(_whole(words.cleaned(paper), STYLES))


def _whole(paper: Paper, styles: tuple[str, ...]) -> str:
    context = {
        "paper": paper,
        "article": mark_safe(_article(paper, site=False)),  # noqa: S308 - made by an escaping template
        "styles": mark_safe(_styles(styles) + _foot(paper)),  # noqa: S308 - our own files, and words escaped
        "created": f"{words.written_at(paper):%Y-%m-%dT%H:%M:%SZ}",
    }
    return render_to_string("board/paper/standalone.html", context)


def _article(paper: Paper, *, site: bool, titled: bool = True) -> str:
    page = _Page(words.anchors(paper), site)
    context = {
        "paper": paper,
        "titled": titled,
        "date": words.met(paper),
        "header": [(row.label, page.blocks(row.blocks)) for row in paper.header],
        "sections": [page.section(section, FIRST_LEVEL) for section in paper.sections],
        "appendices": [page.section(section, FIRST_LEVEL) for section in paper.appendices],
        "identity": words.identity(paper),
    }
    return render_to_string("board/paper/article.html", context)


@dataclass(frozen=True)
class _Page:
    """What stands in a paper as its templates print it. ``site`` keeps links to other pages of the product."""

    anchors: frozenset[str]
    site: bool

    def section(self, section: Section, level: int) -> dict[str, Any]:
        return {
            "slug": section.slug,
            "title": section.title,
            "level": min(level, LAST_LEVEL),
            "turned": words.is_turned(section),
            "blocks": self.blocks(section.blocks),
            "sections": [self.section(inner, level + 1) for inner in section.sections],
        }

    def blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"is": "paragraph", "block": block, "words": self.runs(block.runs)}
            case Items():
                kind = LIST_TYPES[block.ordered]
                return {"is": "items", "type": kind, "items": [self.runs(runs) for runs in block.items]}
            case Table():
                look = {"wide": words.is_wide(block), "short": words.is_short(block)}
                return {"is": "table", "table": block, "rows": list(_rows(block)), **look}
            case Picture():
                return {"is": "picture", "picture": block, "source": _source(block)}

    def runs(self, runs: tuple[Run, ...]) -> SafeString:
        return format_html_join("", "{}", ((self._run(run),) for run in runs))

    def _run(self, run: Run) -> SafeString:
        text = format_html("<strong>{}</strong>", run.text) if run.bold else format_html("{}", run.text)
        if address := words.link(run.url, self.anchors, relative=self.site):
            return format_html('<a href="{}">{}</a>', address, text)
        return text


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        yield {"kind": row.kind, "head": _cell(row.cells[0]), "cells": _cells(table, row)}


def _cells(table: Table, row: TableRow) -> list[tuple[dict[str, Any], bool]]:
    pairs = zip(table.headings[1:], row.cells[1:], strict=False)
    return [(_cell(cell), heading.numeric) for heading, cell in pairs]


def _cell(cell: Cell) -> dict[str, Any]:
    lines = list(filter(None, cell.lines))
    return {"text": cell.text.strip(), "lines": lines if len(lines) > 1 else []}


def _source(picture: Picture) -> str:
    if picture.svg:
        return f"data:image/svg+xml;base64,{picture.svg}"
    return f"data:image/png;base64,{picture.png}" if picture.png else ""


@cache
def _styles(names: tuple[str, ...]) -> str:
    here = settings.BASE_DIR / "static/src/paper"
    return "\n".join([*filter(None, map(_face, WEIGHTS)), *((here / name).read_text("utf-8") for name in names)])


def _foot(paper: Paper) -> str:
    """The line at the foot of printed pages; every character is written by its number, so that none ends the text."""
    text = "".join(f"\\{ord(letter):x} " for letter in words.running(paper))
    return f'\n@page {{ @bottom-left {{ content: "{text}"; }} }}'


def _face(weight: int) -> str:
    """The typeface inside the style sheet; left out where the front end has not been built."""
    found = finders.find(f"dist/source-sans-3-latin-{weight}-normal.woff2")
    if not found:
        return ""
    font = base64.b64encode(Path(str(found)).read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{font}") format("woff2")'
    return f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; src: {source}; }}'
