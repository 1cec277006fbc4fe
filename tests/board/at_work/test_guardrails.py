"""Targets and guardrails: never on track while a guardrail fails or has no reading; none stands without one."""

from contextlib import nullcontext
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from apps.benchmarking.services.load_national import load_national
from apps.board.calculations.guardrails import Rail, RailState, Reads, reads, refusal
from apps.board.models import Guardrail, Target
from apps.board.selectors.guardrails import measures_known, targets
from apps.core.models import AuditEntry
from apps.initiatives.models import Initiative, OutcomeMeasure
from tests.board.at_work.made import AT
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

PAGE, WHY = "/board/guardrails/", "Children must not wait longer for their plan."
HOLDING, FAILING = Rail("at_least", Decimal(50), Decimal(60)), Rail("at_most", Decimal(50), Decimal(60))
UNREAD = Rail("at_least", Decimal(50), None)


def test_no_target_reads_on_track_unless_every_guardrail_is_read_and_holds() -> None:
    rails = (HOLDING, FAILING, UNREAD)
    tried = 0
    for reached, n in product((True, False, None), range(4)):
        for several in product(rails, repeat=n):
            tried += 1
            on_track = reads(reached, several) is Reads.ON_TRACK
            assert on_track == (reached is True and n > 0 and all(rail.state is RailState.HOLDS for rail in several))
    assert tried == 3 * (1 + 3 + 9 + 27)


@pytest.mark.parametrize(
    ("value", "sense", "state"),
    [
        ("60", "at_least", RailState.HOLDS), ("59.999", "at_least", RailState.FAILS),
        ("60", "at_most", RailState.HOLDS), ("60.001", "at_most", RailState.FAILS),
        (None, "at_least", RailState.NOT_MEASURED),
    ],
)  # fmt: skip
def test_on_its_threshold_a_guardrail_holds(value: str | None, sense: str, state: RailState) -> None:
    assert Rail(sense, Decimal(60), None if value is None else Decimal(value)).state is state


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def sent(**more: Any) -> dict[str, str]:
    return {
        "scope": "deficit", "initiative": "", "amount": "£300,000,000", "basis": "", "financial_year": "2026/27",
        "set_by": "Cabinet, 4 March 2026", "source_reference": "Minute 12", "watched": "benchmark:timeliness",
        "sense": "at_least", "threshold": "60", "threshold_source": "SEND Regulations 2014", "reason": WHY,
        "form_key": str(uuid4()), **more,
    }  # fmt: skip


@pytest.fixture
def loaded(report: None) -> None:
    load_national(at=AT)


def test_no_target_is_loaded_and_what_can_be_watched_is_shown(loaded: None) -> None:
    page = text_of(as_("board").get(PAGE))
    assert "No money target is entered" in page
    assert "New plans issued within 20 weeks, % (SEN2, without exceptions)" in page
    rows = as_("board").get(PAGE).context["measures"].rows
    timely = rows[0]
    assert timely["value"].endswith("%")
    assert timely["when"] == "Calendar year 2024"
    assert not any("referred" in row["measure"] for row in rows)


def test_a_target_is_entered_once_with_its_guardrail_and_reads_as_that_does(loaded: None) -> None:
    finance, form = as_("finance"), sent()
    for _ in range(2):
        assert finance.post("/board/guardrails/add/", form).status_code == 302
    assert (Target.objects.count(), Guardrail.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(action__in=("Entered a target", "Set a guardrail")).count() == 2
    [one] = targets(measures_known())
    newest = one.rails[0].newest.value
    assert newest is not None
    assert one.reached is True
    expected = Reads.ON_TRACK if newest >= 60 else Reads.NOT_SHOWN_FAILING
    assert one.reads is expected


def read_by_year() -> dict[str, list[Reads]]:
    found: dict[str, list[Reads]] = {}
    for one in targets(measures_known()):
        found.setdefault(str(one.target.financial_year), []).append(one.reads)
    return found


def test_the_same_target_with_a_laxer_guardrail_does_not_get_round_the_first(loaded: None) -> None:
    finance = as_("finance")
    finance.post("/board/guardrails/add/", sent(threshold="0.1"))
    assert read_by_year() == {"2026/27": [Reads.ON_TRACK]}
    finance.post("/board/guardrails/add/", sent(threshold="99.9", amount="£400,000,000"))
    finance.post("/board/guardrails/add/", sent(threshold="0.1", financial_year="2025/26"))
    read = read_by_year()
    assert read["2026/27"] == [Reads.NOT_SHOWN_FAILING] * 2
    assert Reads.NOT_SHOWN_FAILING not in read["2025/26"]
    page = text_of(as_("board").get(PAGE))
    assert "Not shown: guardrail failing" in page
    said = "of another target of the same kind and year: New plans issued within 20 weeks, at least 99.9%: failing"
    assert said in page


def test_without_a_reading_the_state_is_not_shown(report: None) -> None:
    assert as_("finance").post("/board/guardrails/add/", sent()).status_code == 302
    page = text_of(as_("board").get(PAGE))
    assert "Not shown: guardrail not measured" in page
    assert "1 not shown because a guardrail fails or has no reading" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"watched": ""}, "Choose what must not get worse"),
        ({"threshold": "sixty"}, "“sixty” is not a number"),
        ({"threshold": "NaN"}, "“NaN” is not a number"),
        ({"amount": "-1"}, "“-1” is not a number"),
        ({"financial_year": "2026"}, "“2026” is not a financial year"),
        ({"scope": "programme"}, "Choose the basis"),
        ({"basis": "run_rate"}, "A deficit has no basis"),
        ({"scope": "initiative", "basis": "run_rate"}, "Choose the initiative"),
        ({"scope": "programme", "basis": "run_rate", "amount": "0"}, "is no target of benefits"),
        ({"form_key": "x"}, "lost track"),
    ],
)
def test_a_target_that_cannot_be_is_refused_in_words(report: None, wrong: dict[str, str], said: str) -> None:
    response = as_("finance").post("/board/guardrails/add/", sent(**wrong))
    assert response.status_code == 422
    assert said in text_of(response)
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("sense", "threshold", "better", "percent", "said"),
    [
        ("at_most", "60", "higher", True, "Choose “At least”"),
        ("at_most", "100", "higher", True, "Choose “At least”"),
        ("at_least", "5", "lower", False, "Choose “At most”"),
        ("at_least", "0", "higher", True, "“at least 0%” can never fail"),
        ("at_least", "100", "higher", True, "“at least 100%” cannot be met"),
        ("at_least", "160", "higher", True, "“at least 160%” cannot be met"),
        ("at_most", "0", "lower", True, "“at most 0%” cannot be met"),
        ("at_most", "100", "lower", True, "“at most 100%” can never fail"),
        ("at_least", "0", "higher", False, "“at least 0” can never fail"),
        ("at_least", "60", "higher", True, ""), ("at_least", "160", "higher", False, ""),
        ("at_most", "12.5", "lower", True, ""), ("at_most", "0", "lower", False, ""),
    ],
)  # fmt: skip
def test_a_guardrail_that_guards_nothing_is_refused(
    sense: str, threshold: str, better: str, percent: bool, said: str
) -> None:
    found = refusal(sense, Decimal(threshold), better, percent)
    assert (said in found) if said else not found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"threshold": "0"}, "“at least 0%” can never fail"),
        ({"threshold": "160"}, "“at least 160%” cannot be met"),
        ({"sense": "at_most", "threshold": "100"}, "Choose “At least”"),
    ],
)
def test_the_form_refuses_a_guardrail_that_guards_nothing(report: None, wrong: dict[str, str], said: str) -> None:
    response = as_("finance").post("/board/guardrails/add/", sent(**wrong))
    assert response.status_code == 422
    assert said in text_of(response)
    assert response.context["form"]["set_by"].value() == "Cabinet, 4 March 2026"
    assert not Target.objects.exists()


def fewer(**more: Any) -> OutcomeMeasure:
    portage = Initiative.objects.get(slug="portage")
    values = {"slug": "fewer-plans", "name": "Plans issued", "unit": "plans", "better": "lower", "order": 9, **more}
    return OutcomeMeasure(initiative=portage, **values)


def test_a_measure_of_fewer_plans_cannot_stand_without_a_guardrail(report: None) -> None:
    with transaction.atomic():
        fewer().save()
        with pytest.raises(IntegrityError, match="fewer plans or assessments"):
            connection.check_constraints()
        transaction.set_rollback(True)
    for better in ("higher", "neither"):
        fewer(better=better, slug=better).save()
    connection.check_constraints()


@pytest.mark.parametrize(
    ("name", "unit", "alone"),
    [
        ("Children with an EHCP", "children", False),
        ("EHCNA requests", "children", False),
        ("Requests for statutory support", "children", False),
        ("Children assessed", "children", False),
        ("Share of pupils with an EHC plan", "percent", False),
        ("Requests for assessment agreed", "percent", False),
        ("Children on SEN Support waiting for advice", "children", True),
        ("Empty places", "places", True),
        ("Share of EHC plans in independent schools", "percent", True),
        ("Plans finished after 20 weeks", "percent", True),
    ],
)
def test_which_measures_of_fewer_stand_alone(name: str, unit: str, alone: bool, report: None) -> None:
    with nullcontext() if alone else pytest.raises(IntegrityError, match="fewer plans or assessments"):
        fewer(name=name, unit=unit).save()
        connection.check_constraints()


def test_a_measure_of_fewer_is_refused_in_words_where_it_comes_alone(report: None) -> None:
    alone = {"name": "New plans issued", "unit": "plans", "better": "lower"}
    response = as_("manager").post("/initiatives/portage/outcomes/measure/", alone)
    assert response.status_code == 422
    assert "entered with its guardrail, on the Board’s page" in text_of(response)
    assert not OutcomeMeasure.objects.filter(name="New plans issued").exists()


def test_a_measure_of_fewer_is_entered_with_its_guardrail(report: None) -> None:
    portage = Initiative.objects.get(slug="portage")
    form = {
        "initiative": str(portage.pk), "name": "New plans issued", "unit": "plans", "watched": "benchmark:timeliness",
        "sense": "at_least", "threshold": "60", "threshold_source": "SEND Regulations 2014", "reason": WHY,
    }  # fmt: skip
    assert as_("finance").post("/board/guardrails/measure/", form).status_code == 302
    connection.check_constraints()
    assert "New plans issued, of which fewer is better" in text_of(as_("board").get(PAGE))
    again = as_("finance").post("/board/guardrails/measure/", form)
    assert again.status_code == 422
    assert "has a measure “New plans issued” already" in text_of(again)
