"""A paper as it would be finished now, and what keeps it from being finished."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from apps.board.calculations.pack_hash import Figure
from apps.board.calculations.paper import blocks
from apps.board.calculations.paper.checked import Lack, Problem
from apps.board.calculations.paper.document import Paper, Picture, Table
from apps.board.calculations.paper.numbers import Known, states_hidden, unknown_numbers
from apps.board.calculations.paper.words import misplaced, says_nothing
from apps.board.content.disclosed import Disclosed
from apps.board.content.known import figures_that_may_be_stated
from apps.board.content.paper import About, Text, paper_of, tables_of_paper
from apps.board.facts import Facts, NotKnown
from apps.board.figures.restatements import figures_of
from apps.board.models import CommitteePaper, Pack, PaperText
from apps.board.renderers.formats import RENDERER_VERSION
from apps.board.selectors.as_at import reading_as_at
from apps.board.selectors.late import late_words
from apps.board.selectors.packs import packs_of, world_of
from apps.board.selectors.papers import decided_public, published_earlier, texts_of, versions_of
from apps.core.disclosure import NotProtected
from apps.core.memory import remembered
from apps.deficit.charts import waterfall_chart

CONTACT = "the contact page of the council’s own website"
NO_PACK = "Freeze the meeting’s pack first: a paper is made from it."
PICTURE_WIDTH, PICTURE_HEIGHT = 900, 420


@dataclass(frozen=True)
class Drafted:
    """``drawings`` are the figures of its pictures, for the worker; ``paper`` is None while no pack is frozen."""

    pack: Pack | None
    paper: Paper | None
    disclosed: Disclosed | None
    problems: tuple[Problem, ...]
    drawings: Mapping[str, Any]
    shown_cells: tuple[tuple[str, str], ...] = ()
    exact_cells: tuple[tuple[str, str], ...] = ()


@remembered
def drafted(paper: CommitteePaper) -> Drafted:
    """Read from the meeting's newest pack, never from what stands today."""
    packs, texts = packs_of(paper.meeting_id), texts_of(paper.pk)
    if not packs:
        return Drafted(None, None, None, (Problem("", NO_PACK, Lack.PACK), *_of_texts(texts)), {})
    pack = packs[0]
    public, before = decided_public(paper.pk), published_earlier()
    try:
        with reading_as_at(pack.pk, world_of(pack)):
            facts = Facts()
            disclosed, tables = tables_of_paper(facts, public, before)
            pictures, drawings = _pictures(facts, tables)
    except NotProtected as refusal:
        return Drafted(pack, None, None, (Problem("", str(refusal), Lack.TABLES),), {})
    written = {slug: _text(text) for slug, text in texts.items()}
    about = _about(paper, pack, pictures)
    document = paper_of(about, written, tables)
    problems = tuple(_problems(texts, disclosed, figures_of(pack.pk), tables))
    return Drafted(pack, document, disclosed, problems, drawings, disclosed.shown_cells, disclosed.exact_cells)


def with_notices(paper: Paper, number: int, notices: Sequence[str]) -> Paper:
    return replace(paper, version=number, notices=tuple(notices))


def _about(paper: CommitteePaper, pack: Pack, pictures: Mapping[str, Picture]) -> About:
    meeting = paper.meeting
    questions = tuple(q.words for q in meeting.body.questions.order_by("number"))
    return About(
        council=settings.COUNCIL_NAME, body=meeting.body.name, meeting_date=meeting.date, when=meeting.when,
        version=len(versions_of(paper.pk)) + 1, frozen_at=pack.frozen_at, late=late_words(pack),
        pack_hash=pack.content_hash, renderer=RENDERER_VERSION, contact=CONTACT, questions=questions, pictures=pictures,
        day_known=meeting.day_known,
    )  # fmt: skip


def _pictures(facts: Facts, tables: Mapping[str, Table]) -> tuple[dict[str, Picture], dict[str, Any]]:
    """Table 4 as a waterfall: its own rows, so nothing is drawn that the table does not say."""
    if "table-4" not in tables:
        return {}, {}
    try:
        chart = waterfall_chart(facts.outlook)
    except NotKnown:
        return {}, {}
    picture = Picture(
        "waterfall", chart.title, f"{chart.sentences} Table 4 holds the same figures.", width=PICTURE_WIDTH,
        height=PICTURE_HEIGHT,
    )  # fmt: skip
    return {"table-4": picture}, {"waterfall": chart.figure}


def _text(text: PaperText) -> Text:
    agreement = getattr(text, "agreement", None)
    quoted = tuple((figure, source) for figure, source in text.quoted)
    return Text(text.words, text.role, quoted, agreement.role if agreement else "")


def _problems(
    texts: Mapping[str, PaperText], disclosed: Disclosed, figures: Sequence[Figure], tables: Mapping[str, Table]
) -> Iterator[Problem]:
    known = figures_that_may_be_stated(figures, tables.values(), disclosed)
    yield from _of_texts(texts)
    for block in blocks.BLOCKS:
        if block.slug in texts:
            yield from _of_places(block, texts[block.slug], tables)
            yield from _of_numbers(block, texts[block.slug], known, disclosed)


def _of_texts(texts: Mapping[str, PaperText]) -> Iterator[Problem]:
    """Those that nobody has written, and those that nobody else has agreed."""
    for block in blocks.BLOCKS:
        text = texts.get(block.slug)
        if text is None or says_nothing(text.words):
            yield Problem(block.slug, _empty(block), Lack.WORDS)
        elif not hasattr(text, "agreement"):
            sentence = f"{block.name}: version {text.version} is not agreed yet by another person."
            yield Problem(block.slug, sentence, Lack.AGREEMENT)


def _of_places(block: blocks.TextBlock, text: PaperText, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for line in misplaced(text.words, [slug for slug in block.tables if slug in tables]):
        sentence = f"{block.name}: “{line}” places no table of this paper here. Take the line out."
        yield Problem(block.slug, sentence, Lack.PLACE)


def _of_numbers(
    block: blocks.TextBlock, text: PaperText, known: Sequence[Known], disclosed: Disclosed
) -> Iterator[Problem]:
    quoted = "; ".join(f"{figure}, {source}" for figure, source in text.quoted)
    hidden = states_hidden(f"{text.words}\n{quoted}", disclosed.small)
    for number in hidden:
        yield Problem(
            block.slug,
            f"{block.name}: “{number}” is a figure that this paper hides. Take it out, or have it decided that the "
            "figure is shown.",
            Lack.FIGURE,
        )
    for number in unknown_numbers(text.words, known, [figure for figure, _ in text.quoted]):
        if number not in hidden:
            yield Problem(
                block.slug,
                f"{block.name}: “{number}” is no figure of the pack. Correct it, or quote it with its source.",
                Lack.FIGURE,
            )


def _empty(block: blocks.TextBlock) -> str:
    if block.implications:
        return f"{block.name}: nothing is written. Write the implications, or that there are none."
    return f"{block.name}: nothing is written."
