"""A paper of every kind of block, written in a template before it is kept: one that cannot be used is never stored."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from docx import Document

from apps.board.calculations.paper.document import (
    Cell,
    HeaderRow,
    Heading,
    Items,
    Paper,
    Paragraph,
    Run,
    Section,
    Table,
    TableRow,
)
from apps.board.renderers.docx import docx
from apps.board.renderers.docx_page import NAME, Refused
from apps.board.renderers.docx_template import Emptied, opened

WRITTEN = ("Title", "Heading 1", "Heading 2", "Caption", "List Bullet")  # styles that the trial paper writes in


def tried(content: bytes) -> Emptied:
    """What is kept of the template and what is not. Raises ``Refused``, also where the trial paper fails."""
    found = opened(content)
    try:
        made = Document(io.BytesIO(docx(TRIAL, content)))
        written = {paragraph.style.name for paragraph in made.paragraphs if paragraph.style}
    except Exception as error:  # whatever a file from outside makes python-docx raise
        raise Refused(
            f"{NAME} can be opened, but a trial paper cannot be written in it ({type(error).__name__}). Copy its "
            "header, footer and styles into a new document and save that."
        ) from error
    if lost := [name for name in WRITTEN if name not in written]:
        raise Refused(
            f"{NAME} loses the style “{lost[0]}” in a trial paper. Name its styles as Word does, and once each."
        )
    return found


def _words(text: str, number: str = "") -> Paragraph:
    return Paragraph((Run(text), Run(" in bold", bold=True)), number)


def _table(number: int, columns: int) -> Table:
    headings = (Heading("Row"), *(Heading(f"Column {n}", "£m", numeric=True) for n in range(2, columns + 1)))
    figures = tuple(Cell("1,234.5", Decimal("1234.5")) for _ in range(columns - 1))
    rows = (TableRow((Cell("One\nTwo"), *figures)), TableRow((Cell("Total"), *figures), "total"))
    return Table(f"trial-{number}", f"Table {number}", "A table", headings, rows, "A source", ("A note",))


_ITEMS = (Items(((Run("An item"),),)), Items(((Run("An item"),),), "1"), Items(((Run("An item"),),), "a"))
TRIAL = Paper(
    title="Trial paper", council="Council", body="Committee", meeting_date=date(2026, 1, 27), version=1,
    frozen_at=datetime(2026, 1, 20, tzinfo=UTC), pack_hash="0" * 64, renderer="trial", licence="None",
    header=(HeaderRow("Recommendations", (_words("Words"), *_ITEMS)),),
    sections=(
        Section("one", "First", "1", (_words("Words", "1.1"), *_ITEMS, _table(1, 4)), (
            Section("two", "Second", "", (_words("Words", "1.2"),), (Section("three", "Third", "", ()),)),
        )),
    ),
    appendices=(Section("wide", "Appendix", "", (_table(2, 18),)),),
    notices=("A notice",),
)  # fmt: skip
