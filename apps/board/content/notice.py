"""What keeps a correction notice from standing at the head of a paper: its numbers are held to the rule of the texts.

Each is a figure of the pack or of the paper, or stands in the version that is corrected: a notice may name the number
that was wrong.
"""

from collections.abc import Iterator

from apps.board.calculations.paper.document import Block, Items, Paper, Paragraph, Run, Table
from apps.board.calculations.paper.numbers import Known, states_hidden, unknown_numbers, written_numbers
from apps.board.content.disclosed import Disclosed
from apps.board.content.known import figures_of_tables, figures_that_may_be_stated
from apps.board.figures.restatements import figures_of
from apps.board.models import Pack

LABEL = "What this version corrects"


def refusals_of_notice(notice: str, pack: Pack, paper: Paper, corrected: Paper, disclosed: Disclosed) -> list[str]:
    """A sentence for each number that must not stand in it."""
    hidden = states_hidden(notice, disclosed.small)
    found = [f"{LABEL}: “{number}” is a figure that this paper hides. Take it out." for number in hidden]
    known = figures_that_may_be_stated(figures_of(pack.pk), paper.tables(), disclosed)
    known += [*figures_of_tables(corrected.tables()), *_said(corrected), *_said(paper)]
    return found + [
        f"{LABEL}: “{number}” is no figure of the pack, nor of the version that is corrected. Correct it, or take it "
        "out."
        for number in unknown_numbers(notice, known, ())
        if number not in hidden
    ]


def _said(paper: Paper) -> Iterator[Known]:
    """Numbers of its sentences. They were checked before it was finished, or are quoted there with their source."""
    blocks: list[Block] = [block for row in paper.header for block in row.blocks]
    blocks += [block for section in paper.all_sections() for block in section.blocks]
    for text in (*paper.notices, *(text for block in blocks for text in _texts(block))):
        yield from (Known(written.value, written.kind) for written in written_numbers(text))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Items):
        yield from map(_together, block.items)
    elif isinstance(block, Table):
        yield from (block.caption, *block.notes)


def _together(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
