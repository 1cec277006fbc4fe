"""A what-if in real Chromium without JavaScript, by keyboard alone: made, seen before it is saved, saved, compared."""

from collections.abc import Callable

import pytest

from apps.deficit import runs
from apps.deficit.models import Scenario
from tests.deficit.what_ifs_made import published
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
SignIn = Callable[[str], Keyboard]
FILLED = "Share of open places that are filled"


@pytest.fixture
def transactional_db(copied_db: None) -> None:
    """For ``live_server``."""


@pytest.fixture
def shown(transactional_db: None) -> None:
    published()


def fill(manager: Keyboard, low: str, central: str, high: str) -> None:
    for part, value in (("Low", low), ("Central", central), ("High", high)):
        manager.write_into(f"{part.lower()}--occupancy", value)


def test_a_what_if_is_seen_then_saved_then_compared(at_keyboard: SignIn, shown):
    manager = at_keyboard("manager")
    manager.open("/deficit/trajectory/")
    manager.follow("What-ifs: change an assumption and see")
    manager.follow("Copy Approved and pipeline")
    assert manager.heading == "What should be different?"
    assert "In force: 85% to 100%, central 95%, illustrative." in manager.text
    fill(manager, "99", "95", "100")
    manager.press("See the effect")
    assert "99% is above the central value, 95%. Enter 95% or less" in manager.text
    fill(manager, "100", "100", "100")
    manager.press("See the effect")
    assert manager.heading == "What would it do?"
    assert "lower than Approved and pipeline" in manager.text
    assert not Scenario.objects.exists()
    manager.write("Name", "Every place filled")
    manager.press("Save")
    assert manager.heading == "What if: Every place filled"
    assert "Waiting for the worker." in manager.text
    runs.work()
    manager.follow("Look again")
    assert "Every place filled: the deficit is projected to be" in manager.text
    manager.follow("Compare on the trajectory")
    assert "£" in manager.row("Every place filled")
    heads = manager.page.locator("table").first.locator("thead th").all_inner_texts()
    assert [h.split("\n")[0].removesuffix(" £m") for h in heads] == [
        "Date", "Approved and pipeline", "Every place filled", "Approved only",
    ]  # fmt: skip
    assert manager.refused() == []


def test_a_board_member_compares_three_by_the_address(at_keyboard: SignIn, shown):
    board = at_keyboard("board")
    board.open("/deficit/trajectory/?scenario=unmitigated&scenario=approved-only&scenario=as-reported")
    heads = board.page.locator("table").first.locator("thead th").all_inner_texts()
    assert [h.split("\n")[0].removesuffix(" £m") for h in heads][1:] == ["Unmitigated", "Approved only", "As reported"]
    board.open("/deficit/what-ifs/")
    assert not board.offered("Make a what-if")
