"""Logging outcomes one by one: logged, sent twice, restated with the original kept, closed quarters, new measures."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from apps.core.errors import NotAllowed, Refused
from apps.core.models import AuditEntry
from apps.initiatives.models import OutcomeMeasure, OutcomeReading, Quarter
from apps.initiatives.selectors.dossier import dossier
from apps.initiatives.selectors.outcome_readings import Reading
from apps.initiatives.services.outcomes_log import log_reading, log_readings
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of
from tests.initiatives.plans import AT

pytestmark = pytest.mark.usefixtures("report")
WHY = "The case system was corrected in October."
URL = "/initiatives/portage/outcomes/"


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def of_portage() -> OutcomeMeasure:
    return OutcomeMeasure.objects.get(slug="portage-specialist")


def sent(**changes: str) -> dict[str, str]:
    whole = {
        "measure": str(of_portage().pk), "value": "35.5", "n": "66", "first_day": "1 January 2026",
        "last_day": "20 January 2026", "source": "Portage tracker, January 2026", "note": "",
    }  # fmt: skip
    return {**whole, **changes}


def reading(**changes) -> Reading:
    whole = {
        "measure": of_portage().pk, "value": Decimal("35.5"), "n": 66, "first_day": date(2025, 9, 1),
        "last_day": date(2025, 9, 30), "at_least": False, "source": "Portage tracker", "note": "",
    }  # fmt: skip
    return Reading(**{**whole, **changes})


def logged() -> list[OutcomeReading]:
    return list(OutcomeReading.objects.filter(recorded_by__isnull=False).order_by("pk"))


def test_a_reading_is_logged_said_and_shown() -> None:
    answer = as_("manager").post(f"{URL}log/", sent(), follow=True)
    page = text_of(answer)
    (one,) = logged()
    assert f"is logged (reference: reading {one.pk})" in page
    assert (one.period_start, one.period_end, one.value) == (date(2026, 1, 1), date(2026, 1, 21), Decimal("35.5"))
    assert one.period_label == "1 January 2026 to 20 January 2026"
    assert AuditEntry.objects.get(action="Logged an outcome").after["n"] == 66
    assert "35.5%" in text_of(as_("board").get("/initiatives/portage/"))
    assert "Restate reading" not in text_of(as_("board").get(URL))


def test_the_same_reading_twice_is_one() -> None:
    manager = as_("manager")
    for _ in range(2):
        assert manager.post(f"{URL}log/", sent()).status_code == 302
    assert len(logged()) == 1
    answer = manager.post(f"{URL}log/", sent(value="36"))
    assert answer.status_code == 422
    assert "stands at 35.5. Restate that one, with the reason" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"measure": ""}, "Measure: Choose the measure that was read."),
        ({"measure": "999999"}, "“999999” is not a measure of this initiative."),
        ({"value": ""}, "Value: Enter the value that was read"),
        ({"value": "about 40"}, "Value: “about 40” is not a number."),
        ({"value": "12%"}, "Value: “12%” is not a number."),
        ({"value": "1000001"}, "“1000001” is not between 0 and 999,999."),
        ({"value": "100.001"}, "Value: 100.001 is above 100%. Enter a per cent"),
        ({"n": "0"}, "“0” is not between 1 and"),
        ({"n": "1.5"}, "“1.5” is not a whole number."),
        ({"first_day": ""}, "From: Enter the first day of the period"),
        ({"first_day": "31 September 2025"}, "From: “31 September 2025” is not a day."),
        ({"last_day": "1 August 2025"}, "To: “1 August 2025” is before the first day."),
        ({"last_day": "1 August 2090"}, "To: 1 August 2090 is still to come."),
        ({"source": ""}, "Source: Say which system or document"),
        ({"source": "Tracker of A123456789012"}, "looks like a unique pupil number"),
        ({"note": "born 1/2/2019"}, "looks like a date of birth"),
        ({"is_baseline": "on"}, "Baseline: this measure has one already."),
    ],
)
def test_a_bad_reading_names_field_value_and_remedy(changes: dict[str, str], said: str) -> None:
    answer = as_("manager").post(f"{URL}log/", sent(**changes))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not logged()


def test_a_restatement_stands_in_the_readings_place_and_both_are_shown() -> None:
    manager = as_("manager")
    manager.post(f"{URL}log/", sent())
    (old,) = logged()
    form = {"value": "33", "n": "66", "source": "Portage tracker, corrected", "note": ""}
    assert "Say why, in a sentence." in text_of(manager.post(f"/outcomes/{old.pk}/restate/", form))
    answer = manager.post(f"/outcomes/{old.pk}/restate/", {**form, "reason": WHY}, follow=True)
    page = text_of(answer)
    assert "The earlier reading stays and is shown." in page
    assert f"Restated as 33%: {WHY}" in page
    outcome = next(o for o in dossier("portage").outcomes if o.measure == of_portage())
    assert (outcome.latest.value, len(outcome.restated)) == (33, 1)
    assert f"35.5% was restated as 33%. {WHY}" in text_of(as_("board").get("/initiatives/portage/"))
    twice = manager.post(f"/outcomes/{old.pk}/restate/", {**form, "reason": WHY})
    assert twice.status_code == 302
    stale = manager.post(f"/outcomes/{old.pk}/restate/", {**form, "value": "20", "reason": WHY})
    assert stale.status_code == 409
    assert "Value: now 33; you entered 20." in text_of(stale)
    assert len(logged()) == 2
    assert "Nothing was changed" in text_of(
        manager.post(f"/outcomes/{logged()[1].pk}/restate/", {**form, "reason": WHY})
    )


def test_a_restated_baseline_of_the_report_stays_the_baseline() -> None:
    old = OutcomeReading.objects.get(measure=of_portage(), is_baseline=True)
    form = {"value": "41", "n": "64", "source": "Tracker", "note": "", "reason": WHY}
    assert as_("finance").post(f"/outcomes/{old.pk}/restate/", form).status_code == 302
    outcome = next(o for o in dossier("portage").outcomes if o.measure == of_portage())
    assert outcome.baseline.value == 41


def test_a_closed_quarter_takes_restatements_alone() -> None:
    log_reading(reading=reading(), by=person("manager"), at=AT)
    Quarter.objects.create(financial_year=2025, number=2, state="closed", closed_by=person("finance"), closed_at=AT)
    with pytest.raises(Refused, match="Quarter 2 of 2025/26 is closed, so it takes no new reading"):
        log_reading(reading=reading(source="Another"), by=person("manager"), at=AT)
    (old,) = logged()
    form = {"value": "33", "n": "66", "source": "Tracker", "note": "", "reason": WHY}
    assert as_("manager").post(f"/outcomes/{old.pk}/restate/", form).status_code == 302


def test_all_or_nothing() -> None:
    with pytest.raises(Refused, match="above 100%"):
        log_readings(readings=[reading(), reading(value=Decimal(101), source="x")], by=person("manager"), at=AT)
    assert not logged()


def test_only_those_who_may() -> None:
    with pytest.raises(NotAllowed, match="SEND managers and finance officers"):
        log_reading(reading=reading(), by=person("board"), at=AT)


def test_what_is_logged_is_no_difference_of_the_report() -> None:
    board = as_("board")
    before = text_of(board.get("/differences/")).partition("Printed")[0]
    old = OutcomeReading.objects.filter(measure=of_portage()).first()
    log_reading(
        reading=reading(value=Decimal(9), first_day=old.period_start, last_day=old.period_end), by=person("manager"),
        at=AT,
    )  # fmt: skip
    assert text_of(board.get("/differences/")).partition("Printed")[0] == before


def test_a_measure_is_added_once() -> None:
    manager = as_("manager")
    form = {"name": "Schools using it", "unit": "children", "better": "higher"}
    path = "/initiatives/oap-toolkit/outcomes/measure/"
    assert "It has no measure yet" in text_of(manager.get("/initiatives/oap-toolkit/outcomes/log/"))
    page = text_of(manager.post(path, form, follow=True))
    assert "is added (reference: oap-toolkit-schools-using-it)" in page
    again = manager.post(path, {**form, "name": "schools USING it"})
    assert "has a measure “schools USING it” already" in text_of(again)
    assert "Choose what it is counted in." in text_of(manager.post(path, {**form, "unit": ""}))
    assert OutcomeMeasure.objects.filter(initiative__slug="oap-toolkit").count() == 1
