"""The SEND manager's half of a claim in real Chromium without JavaScript, by keyboard alone, from start to submission.

The product's own server answers on the worker's test database; focus is followed by Tab as a reader's is.
"""

from typing import Any

import pytest

from apps.initiatives.models import BenefitClaim
from apps.initiatives.workflow.claims import ClaimStatus
from tests.initiatives.claims.making import WHY
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def transactional_db(copied_db: None) -> None:
    """For ``live_server``."""


@pytest.fixture
def manager(at_keyboard: Any) -> Keyboard:
    return at_keyboard("manager")


def test_a_claim_is_made_and_submitted_by_keyboard_without_scripts(manager: Keyboard):
    manager.open("/claims/start/")
    manager.choose("initiative", "portage")
    manager.press("Start the claim")
    assert "1 of 10 steps are done" in manager.heading
    manager.press("What kind of benefit it is", "link")
    manager.press("Save and continue")
    assert manager.page.title().startswith("Error: ")
    manager.write("What is claimed", "Fewer moves into specialist provision")
    manager.choose("kind", "cohort")
    manager.press("Save and continue")
    manager.choose("recurrence", "recurring")
    manager.write("First month in which it counts", "September 2025")
    manager.write("Last month in which it counts", "August 2028")
    manager.press("Save and continue")
    manager.choose("cohort", "new")
    manager.write("Name of the new cohort", "Children who left Portage in 2025")
    manager.write("How many children it holds", "121")
    manager.write("Where that number comes from", "para 4.10")
    manager.write("How many the claim logs", "2.42")
    manager.press("Save and continue")
    manager.tick("nothing")
    manager.press("Save and continue")
    assert manager.heading == "What would have happened otherwise?"
    manager.press("Save and continue")
    manager.choose("quoted", manager.page.locator("input[name=quoted]").last.get_attribute("value"))
    manager.press("Save and continue")
    manager.write("If it costs nothing, why", WHY)
    manager.press("Save and continue")
    manager.choose("measure", "none")
    manager.choose("grade", "insufficient")
    manager.write("Why this grade", WHY)
    manager.press("Save and continue")
    manager.tick("declared")
    manager.press("Save and continue")
    assert manager.heading.endswith("is ready to submit: £113,740 a year (run-rate)")
    assert manager.page.get_by_text("Illustrative: finance has not agreed").is_visible()
    manager.press("Submit the claim")
    claim = BenefitClaim.objects.latest("pk")
    assert claim.status == ClaimStatus.SUBMITTED
    assert f"{claim} is submitted: £113,740 a year" in manager.page.locator("main").inner_text()
