"""Files that do harm are refused in words, in two seconds and 150 MB; those of the sheets’ own readers beside them."""

import re

import pytest

from apps.board.reading import SheetRefused, read_file
from tests.benchmarking.importing.hostile import workbooks
from tests.benchmarking.importing.test_hostile_files import MEGABYTES, SECONDS, measured
from tests.board.reconciler.hostile import blank_word, files, with_a_link

REMEDY = re.compile(r"(?:Open|Save|Paste|Choose|Give|Take|Close|Enter|Show|Move|Keep|Split)\b|not opened")
FILES = files()
BOOKS = workbooks()


@pytest.mark.parametrize("what", FILES)
def test_files_that_do_harm_are_refused(what: str) -> None:
    name, content = FILES[what]
    with measured() as cost, pytest.raises(SheetRefused) as refused:
        read_file(name, content)
    assert REMEDY.search(str(refused.value)), str(refused.value)
    assert "template" not in str(refused.value) or "refers to a file outside" in str(refused.value)
    assert cost.seconds < SECONDS, cost
    assert cost.megabytes < MEGABYTES, cost


@pytest.mark.parametrize("what", BOOKS)
def test_workbooks_that_do_harm_are_refused_or_read_as_tables(what: str) -> None:
    """What harms nobody in a report, such as a second sheet, is read."""
    name, content = BOOKS[what]
    said = "Give it."
    with measured() as cost:
        try:
            read_file(name, content)
        except SheetRefused as refused:
            said = str(refused)
    assert REMEDY.search(said), said
    assert "template" not in said
    assert cost.seconds < SECONDS, (what, cost)
    assert cost.megabytes < MEGABYTES, (what, cost)


def test_a_link_on_a_word_is_no_harm() -> None:
    assert len(read_file("report.docx", with_a_link()).tables) == 1


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(SheetRefused, match="no table and no paragraph"):
        read_file("report.docx", blank_word())
