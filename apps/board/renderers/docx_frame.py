"""What stands round the words of a DOCX: places that links lead to, the foot of the page, the file's properties."""

import re
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu

from apps.board.calculations.paper.document import Paper
from apps.board.renderers import words
from apps.board.renderers.docx_xml import bookmark, field, text_run

LONGEST_NAME = 40
LONGEST_PROPERTY = 255


class Places:
    """Names of bookmarks for the paper's anchors; each is set once."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self.anchors = anchors
        self.names = {slug: _name(number, slug) for number, slug in enumerate(sorted(anchors), start=1)}
        self.marked: set[str] = set()

    def __getitem__(self, slug: str) -> str:
        return self.names.get(slug, "top")

    def mark(self, paragraph: Any, slug: str) -> None:
        if slug in self.names and slug not in self.marked:
            self.marked.add(slug)
            bookmark(paragraph, self.names[slug], len(self.marked))


def _name(number: int, slug: str) -> str:
    return f"p{number}_{re.sub(r'[^A-Za-z0-9]', '_', slug)}"[:LONGEST_NAME]


def foot(document: Any, paper: Paper) -> None:
    """Version and hash on every page, and its number where the council's own footer does not count pages."""
    page = document.sections[0]
    footer = page.footer
    counts = any("PAGE" in (node.text or node.get(qn("w:instr"), "")) for node in footer._element.iter())
    blank = [p for p in footer.paragraphs if not p.text and not len(p._p.findall(f".//{qn('w:r')}"))]
    paragraph = blank[0] if blank else footer.add_paragraph()
    paragraph.style = "Footer"
    end = page.page_width - page.left_margin - page.right_margin
    paragraph.paragraph_format.tab_stops.add_tab_stop(Emu(end), WD_TAB_ALIGNMENT.RIGHT)
    paragraph._p.append(text_run(words.running(paper)))
    if not counts:
        between = "\t" if len(blank) == len(footer.paragraphs) else " · "
        paragraph._p.extend([text_run(f"{between}Page "), field("PAGE", "1"), text_run(" of "), field("NUMPAGES", "1")])


def state(document: Any, paper: Paper) -> None:
    """The file's properties; every date in them is that on which the figures were frozen."""
    found = document.core_properties
    found.title, found.subject = paper.title[:LONGEST_PROPERTY], (paper.subject or paper.title)[:LONGEST_PROPERTY]
    found.author = found.last_modified_by = paper.council[:LONGEST_PROPERTY]
    found.language, found.version, found.identifier = (
        paper.language,
        str(paper.version),
        paper.pack_hash[:LONGEST_PROPERTY],
    )
    found.comments = words.running(paper)[:LONGEST_PROPERTY]
    found.keywords, found.category, found.revision = "", "", 1
    found.created = found.modified = words.written_at(paper).replace(tzinfo=None)
