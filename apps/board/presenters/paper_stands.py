"""How far a committee paper is, in words: what keeps it from being finished, and whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.board.calculations.paper.blocks import BLOCKS, BY_SLUG
from apps.board.calculations.paper.checked import Lack, Problem
from apps.board.models import Pack, PaperText, PaperVersion
from apps.board.vocabulary import MakingState

IMPLICATIONS = "Sections 5 to 11 need words, if only that there are no implications."
TURNS = {
    Lack.PACK: "A finance officer freezes the meeting’s pack, on the meeting’s page.",
    Lack.TABLES: "A finance officer freezes the pack anew once what is said below is put right.",
    Lack.WORDS: "A SEND manager or a finance officer writes what is missing.",
    Lack.PLACE: "A SEND manager or a finance officer takes the line out; somebody else then agrees the text anew.",
    Lack.AGREEMENT: "A SEND manager or a finance officer who did not write a text agrees it.",
    Lack.FIGURE: "A SEND manager or a finance officer corrects the figure, or quotes it with its source; somebody "
    "else then agrees the text anew.",
}
FINISH = "A finance officer finishes it."
PUBLISH = "A finance officer other than the one who finished it publishes it."
ANEW = "Its page says why. A finance officer finishes it anew once the cause is put right."
CORRECT = "Nobody’s. To correct it, change a text: a correction is a new version, and this one stays."


@dataclass(frozen=True)
class Stands:
    """``kept_from`` is empty where the paper can be finished, or is."""

    message: str
    turn: str
    kept_from: tuple[str, ...] = ()


def stands_of(
    problems: Sequence[Problem], pack: Pack | None, texts: Mapping[str, PaperText], versions: Sequence[PaperVersion]
) -> Stands:
    newest = versions[0] if versions else None
    if newest and not _is_changed(newest, pack, texts):
        return Stands(f"{state_words(newest)}.", _turn_of(newest))
    before = f"{state_words(newest)}, and a correction of it is under way. " if newest else ""
    if not problems:
        ready = "Every text is written and agreed, and every figure is one of the pack: the paper can be finished."
        return Stands(f"{before}{ready}", FINISH)
    first = min((problem.lacks for problem in problems), key=list(Lack).index)
    return Stands(f"{before}It cannot be finished yet: {_counted(problems)}.", TURNS[first], kept_from(problems))


def state_words(newest: PaperVersion | None) -> str:
    """How far a paper is, from its newest version alone."""
    if newest is None:
        return "Being written"
    if getattr(newest, "publication", None):
        return f"Version {newest.number} is published"
    if newest.making.state == MakingState.FAILED:
        return f"Version {newest.number} is finished, and its files could not be made"
    if newest.making.state != MakingState.DONE:
        return f"Version {newest.number} is finished, and its files are being made"
    return f"Version {newest.number} is finished and waits to be published"


def kept_from(problems: Sequence[Problem]) -> tuple[str, ...]:
    """What keeps a paper from being finished, texts that lack the same named in one sentence."""
    missing, waiting = (_lacking(problems, lack) for lack in (Lack.WORDS, Lack.AGREEMENT))
    others = (p.sentence for p in problems if p.lacks not in (Lack.WORDS, Lack.AGREEMENT))
    nothing = "No text is written yet." if len(missing) == len(BLOCKS) else ""
    return tuple(
        filter(
            None,
            (
                *others,
                nothing or _together(missing, "Nothing is written in {n} texts: {names}."),
                IMPLICATIONS if len(missing) > 1 and any(BY_SLUG[p.block].implications for p in missing) else "",
                _together(waiting, "{n} texts are not agreed yet by another person: {names}."),
            ),
        )
    )


def _together(problems: Sequence[Problem], many: str) -> str:
    if len(problems) < 2:
        return problems[0].sentence if problems else ""
    return many.format(n=len(problems), names="; ".join(BY_SLUG[p.block].name for p in problems))


def _lacking(problems: Sequence[Problem], lack: Lack) -> list[Problem]:
    return [problem for problem in problems if problem.lacks == lack]


def _counted(problems: Sequence[Problem]) -> str:
    """``one text of 29 is not written, 3 are not agreed, 2 figures are to be corrected``"""
    n = {lack: len(_lacking(problems, lack)) for lack in Lack}
    said = {
        Lack.PACK: "the meeting’s pack is not frozen",
        Lack.TABLES: "its small figures cannot be hidden",
        Lack.WORDS: f"{_are(n[Lack.WORDS], 'text', f' of {len(BLOCKS)}')} not written",
        Lack.PLACE: f"{_are(n[Lack.PLACE], 'line')} of a table that is not placed there",
        Lack.AGREEMENT: f"{_are(n[Lack.AGREEMENT], 'text')} not agreed",
        Lack.FIGURE: f"{_are(n[Lack.FIGURE], 'figure')} to be corrected",
    }
    return ", ".join(words for lack, words in said.items() if n[lack])


def _are(n: int, noun: str, of: str = "") -> str:
    return f"one {noun}{of} is" if n == 1 else f"{n} {noun}s{of} are"


def _turn_of(newest: PaperVersion) -> str:
    if getattr(newest, "publication", None):
        return CORRECT
    turns = {MakingState.DONE: PUBLISH, MakingState.FAILED: ANEW}
    return turns.get(MakingState(newest.making.state), f"The worker makes its files. {PUBLISH}")


def _is_changed(newest: PaperVersion, pack: Pack | None, texts: Mapping[str, PaperText]) -> bool:
    """Whether what stands now is not what the newest version holds."""
    written = any(text.written_at > newest.finished_at for text in texts.values())
    return written or (pack is not None and pack.pk != newest.pack_id)
