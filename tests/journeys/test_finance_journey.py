"""Finance's half of a claim in real Chromium without JavaScript, by keyboard alone: queue, decision, and what follows.

With the SEND manager's answers in between. Each test starts from the same claims (``awaiting``).
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from apps.initiatives.models import BenefitClaim
from tests.initiatives.claims.sharing import upn
from tests.journeys.awaiting import APPROVED, SECOND, waiting_on
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
SignIn = Callable[[str], Keyboard]
WHY = "Checked against the ledger."
QUESTION = "Which of the 121 children moved after March?"


@pytest.fixture
def transactional_db(copied_db: None) -> None:
    """For ``live_server``."""


def to_decide(finance: Keyboard, claim: BenefitClaim) -> None:
    """From the queue, as finance gets there."""
    finance.open("/claims/queue/")
    finance.follow(f"{claim}: decide")
    assert finance.heading == f"{claim}, {claim.initiative}: should it be approved?"


def decide(finance: Keyboard, decision: str, why: str = WHY, **more: str) -> None:
    finance.choose("decision", decision)
    if amount := more.get("amount"):
        finance.write("Lower amount, £", amount)
    if grade := more.get("grade"):
        finance.choose("grade", grade)
    finance.write("Why", why)
    finance.press("Save the decision")


def submit(manager: Keyboard) -> None:
    manager.follow("Check the answers and submit")
    manager.press("Submit the claim")


def test_the_queue_says_what_to_look_at(at_keyboard: SignIn):
    finance = at_keyboard("finance")
    finance.open("/")
    finance.follow("Queue (4)")
    assert finance.heading == "Which claims wait for finance’s decision?"
    places, children, portage = map(waiting_on, ("send-sufficiency", "dingleys-promise", "portage"))
    row = finance.row(f"{places}: decide")
    assert f"Rate conflict £38k here against £47k in {children}" in row
    assert "Over the Board’s threshold More than £250,000: once approved, the Board notes it." in row
    assert f"Rate conflict £47k here against £38k in {places}" in finance.row(f"{children}: decide")
    row = finance.row(f"{portage}: decide")
    assert "Small numbers It counts 2.42 children." in row
    assert "24% to 22% of 121: the 95% interval of the improvement runs from −10 to +15 children" in row
    assert "not distinguishable from no change" in row
    assert "Insufficient, as the SEND manager grades it." in row


def test_the_calculation_stands_line_by_line_before_the_decision(at_keyboard: SignIn):
    finance, claim = at_keyboard("finance"), waiting_on("send-sufficiency")
    to_decide(finance, claim)
    heads = finance.page.locator("table").first.locator("thead th").all_inner_texts()
    assert heads == ["Line", "How it is worked out", "Unit", "As reported", "Assured", "Where its inputs come from"]
    last = finance.row("Net value")
    assert last.split(". ")[0].isdigit()
    assert "10,032,000" in last
    assert "5,517,600" in last
    assert "31" in finance.row("left out")
    finance.to(finance.page.get_by_role("link", name="CSV of The calculation", exact=False))


def test_an_invalid_form_keeps_what_was_written_then_a_lower_amount_is_approved(at_keyboard: SignIn):
    finance, claim = at_keyboard("finance"), waiting_on("dingleys-promise")
    to_decide(finance, claim)
    decide(finance, "approve_less", amount="200.000 pounds")
    assert finance.page.title().startswith("Error: ")
    summary = finance.page.locator(".govuk-error-summary")
    assert "There is a problem" in summary.inner_text()
    finance.to(summary.get_by_role("link", name="“200.000 pounds” is not an amount in pounds", exact=False))
    finance.page.keyboard.press("Enter")
    field = finance.page.get_by_label("Lower amount, £", exact=True)
    assert field.evaluate("e => e === document.activeElement")
    assert field.input_value() == "200.000 pounds"
    assert finance.page.get_by_label("Why", exact=True).input_value() == WHY
    assert finance.page.locator("[name=decision][value=approve_less]").is_checked()
    finance.write("Lower amount, £", "200,000")
    finance.press("Save the decision")
    assert f"{claim} is approved at a lower amount: £200,000 a year (reference: decision" in finance.text
    assert finance.fact("Claimed (assured)") == "£282,000 a year"
    assert finance.fact("Approved") == "£200,000 a year"
    assert finance.fact("The Board’s noting") == "Not needed: it is not above £250,000"


def test_an_approval_above_the_threshold_is_noted_by_the_board(at_keyboard: SignIn):
    finance, claim = at_keyboard("finance"), waiting_on("send-sufficiency")
    finance.open(f"/claims/{claim.pk}/")
    finance.follow("Decide this claim")
    decide(finance, "approve", grade="sufficient")
    assert f"{claim} is approved as claimed: £5,517,600 a year" in finance.text
    assert "It awaits the Board’s noting. Until then it stands beside the headline." in finance.text
    finance.follow("Record the Board’s noting")
    finance.write("Date of the meeting", "1 January 2020")
    finance.press("Record the noting")
    assert "“1 January 2020” is not between the approval on" in finance.text
    finance.write("Date of the meeting", f"{localdate():%-d %B %Y}")
    finance.write("Where the minutes say so", "Minutes, item 7")
    finance.press("Record the noting")
    assert "the Board’s noting is recorded" in finance.text
    assert "It is in the headline." in finance.text
    assert "Minutes, item 7" in finance.fact("The Board’s noting")


def test_a_question_is_asked_answered_and_the_claim_rejected(at_keyboard: SignIn):
    finance, manager, claim = at_keyboard("finance"), at_keyboard("manager"), waiting_on("portage")
    to_decide(finance, claim)
    decide(finance, "return", QUESTION)
    assert f"{claim} is returned with your question" in finance.text

    manager.open("/")
    manager.follow("Claims")
    assert "Returned SEND manager" in manager.row(str(claim))
    manager.follow(str(claim))
    assert manager.heading == f"{claim}, Portage: finance has a question"
    assert "Whose turn: the SEND manager’s: answer finance’s question and submit it again." in manager.text
    assert f"Finance asks: Finance officer, {localdate():%-d %B %Y} {QUESTION}" in manager.text
    manager.follow("What kind of benefit it is")
    manager.write("What is claimed", "Fewer moves into specialist provision, of 121 children")
    manager.press("Save and continue")
    manager.open(f"/claims/{claim.pk}/step/declaration/")
    manager.tick("declared")
    manager.press("Save and continue")
    assert manager.heading.endswith("is ready to submit: £113,740 a year (run-rate)")
    manager.press("Submit the claim")

    to_decide(finance, claim)
    assert f"Finance officer {QUESTION}" in finance.row("Returned with a question")
    decide(finance, "reject", "No change can be told from chance.")
    assert f"{claim} is rejected" in finance.text
    manager.open(f"/claims/{claim.pk}/")
    assert "so nothing of it counts" in manager.text
    assert "No change can be told from chance." in manager.text
    assert not manager.offered("Supersede by a new claim")


def test_the_totals_follow_the_claim_that_supersedes(at_keyboard: SignIn, tmp_path: Path):
    finance, manager = at_keyboard("finance"), at_keyboard("manager")
    old = BenefitClaim.objects.get(title=APPROVED)
    finance.open("/initiatives/portage/")
    assert "£94,000 of it is approved" in finance.text
    manager.open(f"/claims/{old.pk}/")
    manager.follow("Supersede by a new claim")
    manager.press("Start the new claim")
    new = BenefitClaim.objects.get(supersedes=old)
    assert f"{new} is started as a copy of {old}. {old} counts until {new} is approved." in manager.text
    manager.follow("Which places or children it counts")
    listed = tmp_path / "children.csv"
    listed.write_text("\n".join(upn(n) for n in (1, 2, 4)))
    manager.upload("The list of children", listed)
    manager.press("Save and continue")
    manager.open(f"/claims/{new.pk}/step/declaration/")
    manager.tick("declared")
    manager.press("Save and continue")
    manager.press("Submit the claim")
    finance.open("/initiatives/portage/")
    assert "£94,000 of it is approved" in finance.text

    to_decide(finance, new)
    assert f"{old} leaves the totals as this claim enters them" in finance.text
    decide(finance, "approve", grade="sufficient")
    finance.open("/initiatives/portage/")
    assert "£141,000 of it is approved and £141,000 is in the headline" in finance.text
    finance.open(f"/claims/{old.pk}/")
    assert f"{new} counts in its place, so it is in no total any more." in finance.text


def test_the_second_claim_on_a_child_is_refused_in_words(at_keyboard: SignIn):
    finance = at_keyboard("finance")
    first, second = (BenefitClaim.objects.get(title=title) for title in (APPROVED, SECOND))
    to_decide(finance, second)
    assert f"Counts the same places or children as {first}" in finance.row("Overlap")
    decide(finance, "approve", grade="sufficient")
    assert finance.page.title().startswith("Error: ")
    summary = finance.page.locator(".govuk-error-summary").inner_text()
    assert f"{first} (Portage) counts 1 of them already" in summary
    assert "1 September 2025 to 31 August 2026" in summary
    assert "Leave those units out" in summary
    assert finance.page.get_by_label("Why", exact=True).input_value() == WHY
    second.refresh_from_db()
    assert second.status == "submitted"
