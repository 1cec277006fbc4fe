"""Papers that nobody would write: every kind of block, words that files and spreadsheets take for something else."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

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
from apps.board.renderers.words import clean

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", " \"=HYPERLINK(1)",
)  # fmt: skip
HOSTILE = (
    *FORMULAS,
    "<script>alert(1)</script>",
    "</style></td></table>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "&amp; & &#0;",
    "a\x00b\x08c\x0bd\ufffee\ud800f\x85g",
    "לשלום العربية",
    "\u202eabc\u202c",
    "_x0041_ #N/A #REF! TRUE 1e9",
    "]]> <!-- --> \\' \"",
    "𝔘nicode 👩‍👩‍👧 ﬁ",
    "  two  spaces\t",
    "",
)
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text("ab c-", max_size=60))
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2) | st.integers(-(10**6), 10**6).map(Decimal)
addresses = st.sampled_from(
    (
        "",
        "https://www.gov.uk/",
        "javascript:alert(1)",
        "#table-0",
        "#nowhere",
        "/claims/",
        "//evil.example",
        "mailto:a@b.c",
    )
)
runs = st.lists(st.builds(Run, words, st.booleans(), addresses), min_size=1, max_size=3).map(tuple)
paragraphs = st.builds(
    Paragraph, runs, st.sampled_from(("", "1.1", "4.5", "4.6", "12", "a.1")), st.sampled_from(("", "a book"))
)
lists = st.builds(Items, st.lists(runs, min_size=1, max_size=3).map(tuple), st.sampled_from(("", "1", "a")))


@st.composite
def tables(draw: st.DrawFn, number: int) -> Table:
    columns = draw(st.integers(1, 13))
    numeric = [False, *draw(st.lists(st.booleans(), min_size=columns - 1, max_size=columns - 1))]
    headings = tuple(Heading(draw(words), draw(st.sampled_from(("", "£m", "places"))), each) for each in numeric)
    return Table(
        f"table-{number}",
        draw(st.sampled_from((f"Table {number}", "Appendix 3", ""))),
        draw(words),
        headings,
        tuple(draw(st.lists(rows(numeric), max_size=4))),
        draw(words),
        tuple(draw(st.lists(words.filter(str.strip), max_size=2))),
    )


@st.composite
def rows(draw: st.DrawFn, numeric: list[bool]) -> TableRow:
    kind = draw(st.sampled_from(("", "", "total", "subtotal", "ours", "group")))
    cells = tuple(number(draw(numbers)) if each and draw(st.booleans()) else Cell(draw(words)) for each in numeric)
    return TableRow(cells, kind)  # type: ignore[arg-type]  # reason: one of its words


def number(value: Decimal) -> Cell:
    return Cell(f"{value:,}", value)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    drawn = [draw(tables(number)) for number in range(draw(st.integers(0, 3)))]
    blocks = [*draw(st.lists(st.one_of(paragraphs, lists), max_size=4)), *drawn]
    inner = Section("inner", draw(words), "", tuple(blocks))
    numbered = draw(st.sampled_from(("", "1", "4", "IV")))
    outer = Section("outer", draw(words), numbered, tuple(draw(st.lists(paragraphs, max_size=2))), (inner,))
    return Paper(
        title=draw(words.filter(lambda text: clean(text).strip())), council=draw(words), body=draw(words),
        meeting_date=date(2026, 1, 27),
        version=draw(st.integers(1, 99)), frozen_at=datetime(2026, 1, 20, 9, 30, tzinfo=UTC), pack_hash="ab" * 32,
        renderer="1", licence=draw(words),
        header=(HeaderRow(draw(words), tuple(draw(st.lists(paragraphs, max_size=1)))),),
        sections=(outer,), appendices=(Section("appendix", draw(words)),), notices=(draw(words),), subject=draw(words),
    )  # fmt: skip


def with_texts(text: str, cell: str | None = None) -> Paper:
    """The same words in every column, heading, caption, note and source of one table; ``cell`` in one cell alone."""
    columns = 3
    return Paper(
        title=text, council=text, body=text, meeting_date=date(2026, 1, 27), version=1,
        frozen_at=datetime(2026, 1, 20, tzinfo=UTC), pack_hash="0" * 64, renderer="1", licence=text, header=(),
        sections=(Section("only", text, "1", (Table(
            "only-table", "", text, tuple(Heading(text) for _ in range(columns)),
            (TableRow((Cell(text), Cell(text), Cell(text if cell is None else cell))),), text, (text,),
        ),)),), notices=(text,), contact=text,
    )  # fmt: skip
