"""A position entered, approved by another and published, by keyboard without JavaScript; and the pages looked at."""

import csv
from collections.abc import Callable
from typing import Any

import pytest

from apps.deficit.models import Position
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
SignIn = Callable[[str], Keyboard]
LABEL = "Line, in the source’s words"


@pytest.fixture
def transactional_db(copied_db: None) -> None:
    """For ``live_server``."""


def enter_line(finance: Keyboard, label: str, amount: str, button: str) -> None:
    finance.write(LABEL, label)
    finance.write("Amount, £", amount)
    finance.press(button)


def begin(finance: Keyboard, closing: str) -> None:
    finance.open("/deficit/")
    finance.follow("Enter a position")
    finance.write("Financial year", "2027/28")
    finance.choose("point", "budget")
    finance.press("Continue")
    assert "The opening offered is the closing of 2026/27 Outlook, version 1." in finance.text
    finance.write("Closing deficit as stated, £", closing)
    finance.write("Where the figures come from", "Budget papers, table 2")
    finance.press("Begin the draft")


def test_a_position_is_entered_approved_by_another_and_published(at_keyboard: SignIn):
    finance, second, board = (at_keyboard(role) for role in ("finance", "admin", "board"))
    begin(finance, "372m")
    finance.follow("Add a line")
    finance.write(LABEL, "Projected high needs funding gap 2027/28")
    finance.press("Save")
    assert finance.page.title().startswith("Error: ")
    finance.write("Amount, £", "91.7m")
    finance.press("Save and add another line")
    enter_line(finance, "Prior year adjustment", "1m", "Save")
    assert "= £372,000,000; closing as stated £372,000,000: ties." in finance.text
    assert not finance.offered("Approve")
    finance.press("Send for approval")
    assert "waits for another finance officer’s approval" in finance.text
    assert "Another finance officer, who neither prepared nor edited it, approves it." in finance.text
    second.open("/deficit/positions/?status=ready")
    second.follow("2027/28 Budget, version 1")
    second.press("Approve")
    assert "2027/28 Budget, version 1 is approved" in second.text
    finance.open(second.page.url.removeprefix(finance.address))
    finance.press("Publish")
    assert "is published: the dashboards show it now, and a recompute was asked for" in finance.text
    board.open("/deficit/")
    assert "£372.0 million at 31 March 2028" in board.text
    assert not board.offered("Enter a position")
    assert board.refused() == []
    board.follow("set two side by side")
    board.pick("First", "2026/27")
    board.pick("Second", "2027/28")
    board.press("Compare")
    assert "is £372.0 million, £92.7 million more than that of 2026/27 Outlook, version 1." in board.text


def test_a_position_is_filled_from_a_spreadsheet(at_keyboard: SignIn, tmp_path: Any):
    finance = at_keyboard("finance")
    begin(finance, "375m")
    finance.follow("Fill it from a spreadsheet")
    draft = Position.objects.get(status="draft")
    template = finance.download(f"CSV of template of {draft}")
    heads, *rows = csv.reader(template.read_text("utf-8-sig").splitlines())
    filled = tmp_path / "position.csv"
    for amount, expected in (("lots", "is not an amount"), ("95700000", "all are right. Nothing is saved yet.")):
        line = ["line", "Gap", "Gap", "High Needs", "yes", amount, *[""] * 6]
        with filled.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows, line])
        finance.upload("Spreadsheet", filled)
        finance.press("Check the rows")
        assert expected in finance.text
        if finance.offered("Upload a corrected file"):
            finance.follow("Upload a corrected file")
    assert "= £375,000,000; closing as stated £375,000,000: ties." in finance.text
    finance.press("Save all of it")
    assert "is saved as the spreadsheet says" in finance.text
    assert draft.lines.count() == 1
