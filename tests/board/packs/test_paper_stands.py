"""How far a paper is and whose turn it is, from its first text to its correction."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from apps.board.calculations.paper.blocks import BLOCKS, BY_SLUG
from apps.board.calculations.paper.checked import Lack, Problem
from apps.board.presenters.paper_stands import kept_from, stands_of, state_words
from apps.board.vocabulary import MakingState

AT = datetime(2026, 6, 10, 9, tzinfo=UTC)
PACK: Any = SimpleNamespace(pk=1)
PUBLISHED = {"publication": object()}


def version(state: MakingState = MakingState.DONE, number: int = 1, **more: Any) -> Any:
    return SimpleNamespace(
        number=number, finished_at=AT, pack_id=PACK.pk, making=SimpleNamespace(state=state), **more
    )  # fmt: skip


def text(minutes: int) -> Any:
    return SimpleNamespace(written_at=AT + timedelta(minutes=minutes))


def lacks(lack: Lack, *blocks: str) -> list[Problem]:
    return [Problem(block, f"{block} lacks {lack}.", lack) for block in blocks]


@pytest.mark.parametrize(
    ("problems", "said", "turn"),
    [
        (lacks(Lack.PACK, ""), "the meeting’s pack is not frozen", "finance officer freezes"),
        (lacks(Lack.WORDS, "legal"), "one text of 29 is not written", "writes what is missing"),
        (lacks(Lack.WORDS, "legal", "risk"), "2 texts of 29 are not written", "writes what is missing"),
        (lacks(Lack.AGREEMENT, "legal"), "one text is not agreed", "who did not write a text agrees it"),
        (lacks(Lack.FIGURE, "legal", "legal"), "2 figures are to be corrected", "corrects the figure"),
        (
            [*lacks(Lack.FIGURE, "risk"), *lacks(Lack.AGREEMENT, "risk"), *lacks(Lack.WORDS, "legal")],
            "one text of 29 is not written, one text is not agreed, one figure is to be corrected",
            "writes what is missing",
        ),
        ([], "the paper can be finished", "A finance officer finishes it."),
    ],
)
def test_whose_turn_it_is_while_it_is_written(problems: list[Problem], said: str, turn: str) -> None:
    found = stands_of(problems, PACK, {}, [])
    assert said in found.message
    assert turn in found.turn


@pytest.mark.parametrize(
    ("newest", "said", "turn"),
    [
        (version(MakingState.QUEUED), "its files are being made", "The worker makes its files."),
        (version(MakingState.RUNNING), "its files are being made", "The worker makes its files."),
        (version(MakingState.FAILED), "could not be made", "finishes it anew"),
        (version(), "waits to be published", "other than the one who finished it publishes it"),
        (version(**PUBLISHED), "Version 1 is published.", "Nobody’s."),
    ],
)
def test_whose_turn_it_is_once_it_is_finished(newest: Any, said: str, turn: str) -> None:
    found = stands_of([], PACK, {"legal": text(-1)}, [newest])
    assert said in found.message
    assert turn in found.turn
    assert found.kept_from == ()


@pytest.mark.parametrize(("pack", "minutes"), [(PACK, 1), (SimpleNamespace(pk=2), -1)])
def test_a_published_paper_says_that_a_correction_is_under_way(pack: Any, minutes: int) -> None:
    """From the first text, or the pack, that the published version does not hold."""
    found = stands_of(lacks(Lack.AGREEMENT, "legal"), pack, {"legal": text(minutes)}, [version(**PUBLISHED)])
    assert found.message.startswith("Version 1 is published, and a correction of it is under way.")
    assert "agrees it" in found.turn
    assert found.kept_from


def test_texts_that_lack_the_same_are_named_in_one_sentence() -> None:
    missing = lacks(Lack.WORDS, *(b.slug for b in BLOCKS if b.slug != "wards"))
    (sentence, implications) = kept_from(missing)
    assert sentence.startswith("Nothing is written in 28 texts: Report subject; Status;")
    assert "6. Summary of legal implications" in sentence
    assert "Appendix 3: Benchmarking of high needs block budgets" in sentence
    assert "if only that there are no implications" in implications


def test_a_paper_that_is_only_begun_lists_no_text() -> None:
    first, _ = kept_from(lacks(Lack.WORDS, *(b.slug for b in BLOCKS)))
    assert first == "No text is written yet."


def test_one_missing_text_is_said_as_it_is() -> None:
    assert kept_from(lacks(Lack.WORDS, "legal")) == ("legal lacks words.",)
    assert kept_from(lacks(Lack.WORDS, "subject", "status"))[1:] == ()


def test_every_figure_to_correct_is_said_alone_and_first() -> None:
    found = kept_from([*lacks(Lack.AGREEMENT, "legal", "risk"), *lacks(Lack.FIGURE, "legal", "legal")])
    assert found[:2] == ("legal lacks figure.", "legal lacks figure.")
    assert found[2].startswith("2 texts are not agreed yet")


def test_every_text_has_a_name_of_its_own() -> None:
    assert len({block.name for block in BLOCKS}) == len(BLOCKS)
    assert BY_SLUG["appendix-1"].name == "Appendix 1: Key lines of enquiry raised by the committee"


def test_a_paper_without_a_version_is_being_written() -> None:
    assert state_words(None) == "Being written"
