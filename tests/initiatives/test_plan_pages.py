"""Measurement plans in the browser: read by everybody, drafted, agreed, refused, stale, sent twice."""

import re

import pytest
from django.test import Client

from apps.initiatives.models import Initiative, MeasurementPlan
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of
from tests.initiatives.plans import agreed, drafted, measure

pytestmark = pytest.mark.usefixtures("report")
URL = "/initiatives/oap-toolkit/plan/"
WHY = "Checked against the service’s return."


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def sent(**changes: str) -> dict[str, str]:
    pk = measure(Initiative.objects.get(slug="oap-toolkit")).pk
    whole = {
        "baseline": "12 schools used it in September 2025.", "actual": "mainstream_support", "mix_inmss": "60",
        "mix_no_cost": "40%", "occupancy_low": "90", "occupancy": "95", "occupancy_high": "100",
        "deadweight_low": "0", "deadweight": "25", "deadweight_high": "64", "values_state": "illustrative",
        "values_source": "School survey, January 2026", f"measure_{pk}": "on", f"target_{pk}": "60 schools",
        "owner": "Head of SEND", "review_date": "31 March 2090", "version": "0", "number": "1",
    }  # fmt: skip
    return {**whole, **changes}


@pytest.mark.parametrize("who", ["board", "manager", "finance", "admin", "adviser"])
def test_everybody_reads_that_there_is_none(who: str) -> None:
    page = text_of(as_(who).get(URL))
    assert "no measurement plan is drafted yet" in page
    assert "It has no measurement plan" in page
    assert ("Draft the measurement plan" in page) == (who in ("manager", "finance", "admin"))


def test_a_draft_is_saved_said_and_agreed_by_another() -> None:
    answer = as_("manager").post(f"{URL}draft/", sent(), follow=True)
    page = text_of(answer)
    assert "Version 1 of the measurement plan is saved (reference: plan oap-toolkit 1)." in page
    assert "60% Independent or non-maintained special school (INMSS), 40% No cost otherwise" in page
    assert "0 / 25 / 64%" in page
    assert "A measurement plan is agreed by a finance officer." in page
    assert "Last edited by" not in page
    agreed_page = text_of(
        as_("finance").post(f"{URL}agree/", {"reason": WHY, "number": "1", "version": "1"}, follow=True)
    )
    assert "Version 1 of the measurement plan is agreed (reference: plan oap-toolkit 1)" in agreed_page
    assert "Yes: the initiative is in Delivery or later" in agreed_page
    detail = text_of(as_("board").get("/initiatives/oap-toolkit/"))
    assert "Measurement plan: agreed" in detail
    assert "Head of SEND" in detail


def test_the_initiatives_page_says_what_is_missing() -> None:
    drafted("oap-toolkit", baseline="", review_date=None)
    page = text_of(as_("board").get("/initiatives/oap-toolkit/"))
    assert "Measurement plan: drafted" in page
    assert "It still needs a baseline and a review date" in page
    assert re.search(r"Review date\s+Missing", page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mix_inmss": "70"}, "The shares sum to 110%. Change them so that they sum to 100%."),
        ({"mix_inmss": "lots"}, "(INMSS), %: “lots” is not a number. Enter digits"),
        ({"mix_inmss": "101"}, "“101” is not between 0 and 100. Enter a number such as 62.5."),
        ({"mix_inmss": "-60"}, "“-60” is not a number."),
        ({"mix_inmss": "33.3333"}, "“33.3333” is not a number. Enter digits, with three decimals at most"),
        ({"occupancy": ""}, "Places that are filled: central, %: Enter a per cent"),
        ({"occupancy_low": "99"}, "99, 95, 100 are not in order. Enter low, central and high, each at least as high."),
        ({"actual": "castle"}, "Placement now: “castle” is not a placement of the list."),
        ({"values_state": "sure"}, "“sure” is not one of the choices."),
        ({"values_state": "agreed"}, "Only a finance officer says that finance has agreed the values."),
        ({"review_date": "31 June 2090"}, "Review date: “31 June 2090” is not a day. Enter one such as 31 March 2027."),
        ({"review_date": "1 May 2020"}, "Review date: 01 May 2020 is past. Enter a day to come."),
        ({"review_date": "1 May 1066"}, "“1 May 1066” is not between 2000 and 2100."),
        ({"baseline": "Child A123456789012 was first."}, "looks like a unique pupil number"),
        ({"owner": "…"}, "Owner: There are no words in it."),
        ({"owner": "x" * 121}, "Use 120 characters at most; this has 121."),
        ({"version": "x"}, "The page has lost track of what you read."),
    ],
)
def test_a_bad_draft_names_field_value_and_remedy(changes: dict[str, str], said: str) -> None:
    answer = as_("manager").post(f"{URL}draft/", sent(**changes))
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page
    assert "There is a problem" in page
    assert not MeasurementPlan.objects.exists()
    assert "School survey, January 2026" in answer.content.decode()


def test_a_target_without_its_measure_is_asked_about() -> None:
    fields = sent()
    fields.pop(next(name for name in fields if name.startswith("measure_")))
    assert "It has a target and is not chosen" in text_of(as_("manager").post(f"{URL}draft/", fields))


def test_a_stale_draft_gets_the_differences_and_keeps_the_words() -> None:
    drafted("oap-toolkit")
    manager = as_("manager")
    answer = manager.post(f"{URL}draft/", sent(owner="Director of Education"))
    assert answer.status_code == 409
    page = text_of(answer)
    assert "It changed while you were writing" in page
    assert "Owner: now “Head of SEND”; you entered “Director of Education”." in page
    form = answer.content.decode()
    assert 'name="version" value="1"' in form
    assert "Director of Education" in form
    assert manager.post(f"{URL}draft/", sent(owner="Director of Education", version="1")).status_code == 302
    assert MeasurementPlan.objects.get().owner == "Director of Education"


def test_a_draft_sent_twice_is_one() -> None:
    manager, fields = as_("manager"), sent()
    for _ in range(2):
        assert manager.post(f"{URL}draft/", fields).status_code == 302
    assert MeasurementPlan.objects.get().edits == 1


def test_agreeing_twice_is_once_and_a_stale_reading_agrees_nothing() -> None:
    drafted("oap-toolkit")
    finance = as_("finance")
    stale = finance.post(f"{URL}agree/", {"reason": WHY, "number": "1", "version": "0"})
    assert stale.status_code == 409
    assert "Nothing was agreed" in text_of(stale)
    assert finance.post(f"{URL}agree/", {"reason": "no", "number": "1", "version": "1"}).status_code == 422
    for _ in range(2):
        assert finance.post(f"{URL}agree/", {"reason": WHY, "number": "1", "version": "1"}).status_code == 302
    assert finance.post(f"{URL}agree/", {"reason": WHY, "number": "7", "version": "1"}).status_code == 404


def test_who_drafted_it_reads_why_they_cannot_agree() -> None:
    drafted("oap-toolkit", by="finance")
    finance = as_("finance")
    assert "You drafted or edited this plan, so another finance officer agrees it." in text_of(finance.get(URL))
    answer = finance.post(f"{URL}agree/", {"reason": WHY, "number": "1", "version": "1"})
    assert answer.status_code == 403
    assert "You cannot agree it." in text_of(answer)


def test_an_incomplete_draft_is_not_agreed() -> None:
    drafted("oap-toolkit", owner="")
    answer = as_("finance").post(f"{URL}agree/", {"reason": WHY, "number": "1", "version": "1"})
    assert answer.status_code == 422
    assert "cannot be agreed yet: it needs an owner" in text_of(answer)


def test_a_new_version_needs_its_reason() -> None:
    agreed("oap-toolkit")
    manager = as_("manager")
    assert "Why it changes" in text_of(manager.get(f"{URL}draft/"))
    fields = sent(number="2", owner="Director of Education")
    assert "Say why, in a sentence." in text_of(manager.post(f"{URL}draft/", fields))
    answer = manager.post(f"{URL}draft/", {**fields, "reason": "The head of service left."}, follow=True)
    assert "a change of the plan is drafted, not agreed" in text_of(answer)
    assert "Version 2 Drafted" in text_of(answer)
    assert "Version 1 Agreed" in text_of(answer)


@pytest.mark.parametrize("path", ["/initiatives/nothing/plan/", "/initiatives/nothing/plan/draft/"])
def test_an_unknown_initiative_is_not_found(path: str) -> None:
    assert as_("manager").get(path).status_code == 404
