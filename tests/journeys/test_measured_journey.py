"""What a claim rests on, by keyboard without JavaScript: rate card, measurement plan, readings, quarter. And what those
read who decide nothing."""

import csv
from collections.abc import Callable
from typing import Any

import pytest

from apps.initiatives.models import BenefitClaim, MeasurementPlan
from tests.journeys.awaiting import APPROVED
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
SignIn = Callable[[str], Keyboard]
WHY = "New contracts from September."
TOOLKIT = "/initiatives/oap-toolkit/"


@pytest.fixture
def transactional_db(copied_db: None) -> None:
    """For ``live_server``."""


def test_a_rate_card_is_drafted_seen_and_approved_by_another(at_keyboard: SignIn):
    manager, finance = at_keyboard("manager"), at_keyboard("finance")
    manager.open("/")
    manager.follow("Rate card")
    manager.follow("Draft a new version")
    manager.write("Independent and non-maintained special school (INMSS), £ a placement for a full year", "65,000")
    manager.write("Where the new rates come from", "Finance, placement costs, table 2")
    manager.write("Why the rates change", WHY)
    manager.press("Save the draft and see what it changes")
    assert "Version 2 would move the run-rate of delivered places from £10,032k to £10,296k a year." in manager.text
    assert not manager.offered("Approve version 2")
    finance.open("/rate-card/")
    finance.follow("Version 2 waits for a decision")
    assert "As reported it stays £10,032k." in finance.text
    finance.write("Why you approve it", "Read beside the contracts.")
    finance.press("Approve version 2")
    assert "Rate card version 2 is approved and in force (reference: rate card 2)." in finance.text
    claim = BenefitClaim.objects.get(title=APPROVED)
    finance.open(f"/claims/{claim.pk}/")
    assert finance.fact("Approved") == "£94,000 a year"


def test_a_measurement_plan_is_drafted_and_agreed_by_another(at_keyboard: SignIn):
    manager, finance = at_keyboard("manager"), at_keyboard("finance")
    manager.open(TOOLKIT)
    manager.follow("Every reading, and how to log one")
    manager.follow("Add a measure")
    manager.write("Name", "Schools that use the toolkit")
    manager.choose("unit", "places")
    manager.choose("better", "higher")
    manager.press("Add the measure")
    manager.open(f"{TOOLKIT}plan/")
    manager.follow("Draft the measurement plan")
    manager.write("Baseline", "12 schools used it in September 2025.")
    manager.tick(manager.page.locator("input[type=checkbox]").get_attribute("name"))
    manager.pick("Placement now", "Mainstream with SEN")
    manager.write("No cost otherwise (a bound, not an estimate), %", "100")
    manager.write("Where the values come from", "School survey, January 2026")
    manager.write("Owner", "Head of SEND")
    manager.write("Review date", "31 March 2090")
    manager.press("Save the draft")
    assert "Version 1 of the measurement plan is saved" in manager.text
    finance.open(TOOLKIT)
    finance.follow("See the measurement plan")
    finance.write("Why you agree it", "Read with the service.")
    finance.press("Agree version 1")
    assert "Yes: the initiative is in Delivery or later, and its measurement plan is agreed." in finance.text
    assert MeasurementPlan.objects.get(initiative__slug="oap-toolkit").state == "agreed"


def test_a_reading_is_logged(at_keyboard: SignIn):
    manager = at_keyboard("manager")
    manager.open("/initiatives/portage/outcomes/")
    manager.follow("Log a reading")
    manager.choose("measure", manager.page.locator("input[name=measure]").last.get_attribute("value"))
    manager.write("Value", "twenty")
    manager.press("Log the reading")
    assert manager.page.title().startswith("Error: ")
    manager.write("Value", "21.5")
    manager.write("Number of children or plans behind it (n)", "121")
    manager.write("From", "1 January 2026")
    manager.write("To", "31 March 2026")
    manager.write("Source", "Portage tracker")
    manager.press("Log the reading")
    assert "21.5%" in manager.row("Portage tracker")


def test_readings_come_from_a_spreadsheet(at_keyboard: SignIn, tmp_path: Any):
    manager = at_keyboard("manager")
    manager.open("/initiatives/portage/outcomes/")
    manager.follow("Log readings from a spreadsheet")
    template = manager.download("CSV of template of Portage")
    heads, *rows = csv.reader(template.read_text("utf-8-sig").splitlines())
    given = {"Value": "21.5", "n": "121", "From": "1 January 2026", "To": "31 March 2026", "Source": "Return"}
    filled = tmp_path / "outcomes.csv"
    for value, expected in (("lots", "is not a number"), ("21.5", "2 rows read: 2 new, 0 there already, 0 refused")):
        answers = {**given, "Value": value}
        filled.write_text("\n".join(",".join(line) for line in (heads, *(
            [answers.get(head, f'"{cell}"') for head, cell in zip(heads, row, strict=True)] for row in rows
        ))))  # fmt: skip
        manager.upload("Spreadsheet", filled)
        manager.press("Check the rows")
        assert expected in manager.text
        if manager.offered("Upload a corrected file"):
            manager.follow("Upload a corrected file")
    manager.press("Log the new readings")
    assert "2 readings logged" in manager.text


def test_a_quarter_is_closed(at_keyboard: SignIn):
    finance = at_keyboard("finance")
    finance.open("/")
    finance.follow("Quarters")
    finance.follow("Quarter 4 of 2025/26")
    finance.write("What readers should know", "Closed with what there is.")
    finance.press("Close Quarter 4 of 2025/26")
    assert "Readings are missing. Tick the box to close the quarter without them." in finance.text
    finance.tick("without")
    finance.press("Close Quarter 4 of 2025/26")
    assert "Quarter 4 of 2025/26 is closed. What changes in it from now on is shown as restated." in finance.text
    assert not finance.offered("Close Quarter 4 of 2025/26")


@pytest.mark.parametrize("role", ["board", "adviser", "admin"])
def test_readers_are_offered_nothing_that_they_may_not_do(at_keyboard: SignIn, role: str):
    """``admin`` is also the demonstration's second finance officer, and so may decide; none of them makes claims."""
    reader, claim = at_keyboard(role), BenefitClaim.objects.get(title=APPROVED)
    reader.open("/")
    reader.follow("Claims") if role == "admin" else reader.open("/claims/")
    assert not reader.offered("Start a claim")
    refused = reader.refused()
    reader.follow(str(claim))
    assert reader.heading == f"{claim}, Portage: £94,000 a year approved"
    assert "As reported" in reader.row("Line")
    assert not reader.offered("Supersede by a new claim")
    assert refused + reader.refused() == []
    assert reader.page.locator("main form[method=post]").count() == 0
    assert (reader.page.get_by_role("link", name="Queue").count() > 0) == (role == "admin")
