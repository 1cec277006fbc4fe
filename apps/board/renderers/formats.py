"""The six formats of a paper, and the one function that makes any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.board.calculations.paper.document import Paper
from apps.board.renderers.csvw import csv_zip
from apps.board.renderers.docx import docx
from apps.board.renderers.html import standalone
from apps.board.renderers.ods import ods
from apps.board.renderers.pdf import pdf, pdf_offered
from apps.board.renderers.xlsx import xlsx

RENDERER_VERSION = "2"
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """``slug`` stands in addresses; ``name`` in words; ``made`` writes the file's bytes."""

    slug: str
    name: str
    media_type: str
    extension: str
    made: Callable[[Paper], bytes]
    missing: Callable[[], str | None] = lambda: None

    def file_name(self, stem: str) -> str:
        return f"{stem}.{self.extension}"


FORMATS = {
    each.slug: each
    for each in (
        Format("html", "HTML", "text/html; charset=utf-8", "html", lambda paper: standalone(paper).encode()),
        Format("docx", "DOCX", f"{OFFICE}.wordprocessingml.document", "docx", docx),
        Format("pdf", "PDF", "application/pdf", "pdf", pdf, pdf_offered),
        Format("ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet", "ods", ods),
        Format("xlsx", "XLSX", f"{OFFICE}.spreadsheetml.sheet", "xlsx", xlsx),
        Format("csv", "CSV with metadata", "application/zip", "zip", csv_zip),
    )
}


class NotAFormat(Exception):
    """No paper is written in that format."""


def render(paper: Paper, slug: str, template: bytes | None = None) -> bytes:
    """``template`` is the council's own DOCX, used by that format alone.

    Raises ``NotAFormat``, ``pdf.NotOffered`` where the server lacks what PDF needs, ``docx.Refused`` for a template.
    """
    if slug not in FORMATS:
        raise NotAFormat(f"“{slug[:40]}” is not a format that papers are written in.")
    if slug == "docx":
        return docx(paper, template)
    return FORMATS[slug].made(paper)


def not_offered() -> dict[str, str]:
    """Formats that this server cannot write, each with the sentence that says why."""
    return {slug: reason for slug, each in FORMATS.items() if (reason := each.missing())}
