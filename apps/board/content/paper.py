"""A committee paper from a pack and its texts, in the council's own form. Read it within ``reading_as_at``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from apps.board.calculations.paper import blocks
from apps.board.calculations.paper.blocks import TextBlock
from apps.board.calculations.paper.checked import Earlier
from apps.board.calculations.paper.document import (
    Block,
    HeaderRow,
    Items,
    Paper,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from apps.board.calculations.paper.numbers import states_hidden
from apps.board.calculations.paper.words import Part, Placed, numbered, parts_of
from apps.board.content import table_1, table_claims, table_others, table_places
from apps.board.content.disclosed import Disclosed, disclose
from apps.board.content.drafts import Draft
from apps.board.differences import Difference, differences
from apps.board.facts import Facts

LICENCE = "Open Government Licence v3.0"
SHORTHANDS = {"[z]": "not applicable", "[x]": "not available"}
NOT_WRITTEN = "This text has not been written yet."


@dataclass(frozen=True, slots=True)
class Text:
    """One block's text as it stands. ``quoted`` are pairs of a figure and its source."""

    words: str
    role: str
    quoted: tuple[tuple[str, str], ...] = ()
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a paper says of itself beside its texts."""

    council: str
    body: str
    meeting_date: date
    when: str
    version: int
    frozen_at: datetime
    pack_hash: str
    renderer: str
    contact: str
    late: str = ""
    questions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    day_known: bool = True


Cells = Sequence[tuple[str, str]]


def tables_of_paper(facts: Facts, public: Cells, before: Sequence[Earlier]) -> tuple[Disclosed, dict[str, Table]]:
    """What disclosure control says, and every table by its slug: see ``disclose``. Raises ``NotProtected``."""
    drafted = (
        table_1.table_1(facts),
        table_places.table_2(facts),
        table_places.table_3(facts),
        table_claims.approved_claims(),
    )
    drafts: list[Draft] = [d for d in drafted if d]
    disclosed = disclose(drafts, public, before)
    plain = (
        table_others.table_4(facts), table_others.new_initiatives(), table_others.requested(),
        table_others.appendix_2(), table_others.appendix_3(),
    )  # fmt: skip
    tables = dict(disclosed.tables) | {t.slug: t for t in plain if t}
    return disclosed, _with_differences(tables, facts, disclosed)


def paper_of(about: About, texts: Mapping[str, Text], tables: Mapping[str, Table]) -> Paper:
    """Blocks that nobody has written say so: only a draft may hold one."""
    subject = texts["subject"].words if "subject" in texts else "No subject yet"
    writer = _Writer(texts, tables, about.pictures)
    return Paper(
        title=subject,
        council=about.council,
        body=about.body,
        meeting_date=about.meeting_date,
        version=about.version,
        frozen_at=about.frozen_at,
        pack_hash=about.pack_hash,
        renderer=about.renderer,
        licence=LICENCE,
        header=tuple(_header(about, texts)),
        sections=(*_sections(writer, about.questions), _background(writer)),
        appendices=tuple(writer.section(b, b.name, "") for b in blocks.APPENDICES),
        notices=about.notices,
        day_known=about.day_known,
        subject=subject,
        contact=about.contact,
        late=about.late,
    )


def _with_differences(tables: dict[str, Table], facts: Facts, disclosed: Disclosed) -> dict[str, Table]:
    """Where the report's figures part from what follows of them, under the table that holds them.

    A difference that would state a hidden figure is left out, and the table says so.
    """
    found = differences(facts)
    return {
        slug: replace(t, notes=(*t.notes, *_notes(t, found, disclosed), *_shorthands(t))) for slug, t in tables.items()
    }


def _shorthands(table: Table) -> Iterator[str]:
    """What stands in place of a figure is said where it stands."""
    texts = {cell.text for row in table.rows for cell in row.cells}
    yield from (f"{short} means {meaning}." for short, meaning in SHORTHANDS.items() if short in texts)


def _notes(table: Table, found: Sequence[Difference], disclosed: Disclosed) -> Iterator[str]:
    texts = [f"{d.says}: {d.follows}" for d in found if table.label and table.label in d.where]
    said = [text for text in texts if not states_hidden(text, disclosed.small)]
    yield from said
    if left := len(texts) - len(said):
        yield f"{left} {'difference is' if left == 1 else 'differences are'} left out: a hidden figure stands in them."


def _header(about: About, texts: Mapping[str, Text]) -> Iterator[HeaderRow]:
    for block in blocks.HEADER:
        text = texts.get(block.slug)
        parts = parts_of(text.words if text else NOT_WRITTEN, "a" if block.lettered else "")
        yield HeaderRow(block.heading, tuple(p for p in parts if isinstance(p, Paragraph | Items)))
        if block.slug == "subject":
            yield HeaderRow("Meeting date", (Paragraph((Run(about.when),)),))


def _sections(writer: "_Writer", questions: Sequence[str]) -> Iterator[Section]:
    for block in blocks.SECTIONS:
        section = writer.section(block, block.heading, block.number)
        if block.slug == "enquiry":
            section = replace(section, sections=tuple(writer.questions(questions)))
        yield section


def _background(writer: "_Writer") -> Section:
    return writer.section(blocks.BACKGROUND, blocks.BACKGROUND.heading, "")


class _Writer:
    """Turns texts into sections, and places each table once."""

    def __init__(self, texts: Mapping[str, Text], tables: Mapping[str, Table], pictures: Mapping[str, Picture]) -> None:
        self.texts, self.tables, self.pictures = texts, tables, pictures
        self.paragraphs: dict[str, int] = {}

    def section(self, block: TextBlock, heading: str, number: str) -> Section:
        return Section(f"part-{block.slug}", heading, number, tuple(self._blocks(block)))

    def questions(self, asked: Sequence[str]) -> Iterator[Section]:
        for n, block in enumerate(blocks.QUESTIONS):
            yield self.section(block, asked[n] if n < len(asked) else block.heading, "")

    def _blocks(self, block: TextBlock) -> Iterator[Block]:
        text = self.texts.get(block.slug)
        parts = parts_of(text.words if text else NOT_WRITTEN)
        if block.place in (blocks.Place.SECTION, blocks.Place.QUESTION):
            first = self.paragraphs.get(block.number, 0) + 1
            parts = numbered(parts, block.number, first)
            self.paragraphs[block.number] = first - 1 + sum(isinstance(p, Paragraph) for p in parts)
        waiting = [slug for slug in block.tables if slug in self.tables]
        for part in parts:
            if isinstance(part, Placed):
                if part.slug in waiting:
                    waiting.remove(part.slug)
                    yield from self._table(part.slug)
            else:
                yield part
        for slug in waiting:
            yield from self._table(slug)
        if text and text.quoted:
            yield Items(tuple((Run(f"Quoted: {figure}, from {source}"),) for figure, source in text.quoted))

    def _table(self, slug: str) -> Iterator[Block]:
        if slug in self.pictures:
            yield self.pictures[slug]
        yield self.tables[slug]


__all__ = ["About", "Part", "Text", "paper_of", "tables_of_paper"]
