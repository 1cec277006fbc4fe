"""A SEND manager's claim: started, filled step by step, checked, submitted, withdrawn; refused, stale, not allowed."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.models import AuditEntry
from apps.initiatives.models import BenefitClaim, ClaimUnit, Cohort, Initiative, MeasurementPlan
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all
from tests.initiatives.claims.making import (
    COHORT,
    KIND,
    MIX,
    WHY,
    evidence,
    filled,
    quoted,
    started,
    step,
    steps_of_a_cohort_claim,
    tranche,
)
from tests.initiatives.claims.sharing import upn
from tests.initiatives.pages import queries, signed_in, text_of
from tests.test_queries import MOST_OF_CLAIMS, copied, grow


@pytest.fixture
def plans(report: None) -> None:
    agree_all()


@pytest.fixture
def manager(client: Client, plans: None) -> Client:
    return signed_in(client, person("manager"))


def test_start_page_says_why_an_initiative_can_have_no_claim(manager: Client):
    page = text_of(manager.get("/claims/start/"))
    assert "Digitalisation" in page
    assert "is at Design. A benefit is claimed from Delivery on" in page
    assert "It has no measurement plan" in page
    choices = manager.get("/claims/start/").context["form"].fields["initiative"].choices
    assert {slug for slug, _ in choices} == {"send-sufficiency", "dingleys-promise", "portage"}


def test_a_form_sent_twice_starts_one_claim(manager: Client):
    key = str(uuid.uuid4())
    assert started(manager, key=key) == started(manager, key=key)
    assert BenefitClaim.objects.count() == 1
    other = manager.post("/claims/start/", {"initiative": "dingleys-promise", "key": key})
    assert other.status_code == 409
    assert "This form was sent before with other answers" in text_of(other)
    assert other.context["form"].data["key"] != key
    assert BenefitClaim.objects.count() == 1


@pytest.mark.parametrize("initiative", ["", "digitalisation", "oap-toolkit", "zzz", "\x00"])
def test_no_claim_is_started_for_another_initiative(manager: Client, initiative: str):
    answer = manager.post("/claims/start/", {"initiative": initiative, "key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "Initiative: " in text_of(answer)
    assert not BenefitClaim.objects.exists()


def test_a_claim_from_start_to_submission(manager: Client):
    claim = filled(manager)
    page = manager.get(f"/claims/{claim.pk}/")
    assert {item["status"] for item in page.context["items"]} == {"Done"}
    check = text_of(manager.get(f"/claims/{claim.pk}/check/"))
    assert f"{claim} is ready to submit: £113,740 a year (run-rate)" in check
    assert "Illustrative: finance has not agreed occupancy and deadweight." in check
    assert "2.42 of Left Portage, 2024/25 (121)" in check
    answer = manager.post(f"/claims/{claim.pk}/submit/", {"version": claim.version}, follow=True)
    assert f"{claim} is submitted: £113,740 a year (run-rate) (reference: {claim}" in text_of(answer)
    claim.refresh_from_db()
    assert (claim.status, claim.claimed) == (ClaimStatus.SUBMITTED, Decimal("113740.00"))
    again = manager.post(f"/claims/{claim.pk}/submit/", {"version": claim.version - 1})
    assert again.status_code == 302
    assert AuditEntry.objects.filter(action="Submitted a claim").count() == 1


def test_each_step_leads_to_the_next_that_is_not_done(manager: Client):
    claim = started(manager)
    assert step(manager, claim, "kind", **KIND).url.endswith("/step/period/")
    assert step(manager, claim, "cost", no_cost_because=WHY).url.endswith("/step/evidence/")
    assert step(manager, claim, "evidence", measure="none", grade="insufficient", grade_because=WHY).url.endswith(
        "/step/declaration/"
    )
    assert step(manager, claim, "declaration", declared="on").url.endswith("/step/period/")
    claim.refresh_from_db()
    answer = manager.post(f"/claims/{claim.pk}/step/kind/?from=check", {"version": claim.version, **KIND})
    assert answer.url == f"/claims/{claim.pk}/check/"


def test_what_is_counted_waits_for_its_kind(manager: Client):
    claim = started(manager)
    items = {i["title"]: i for i in manager.get(f"/claims/{claim.pk}/").context["items"]}
    assert items[ClaimStep.UNITS.label]["status"] == "Cannot start yet"
    answer = manager.get(f"/claims/{claim.pk}/step/units/", follow=True)
    assert "First choose what kind of benefit it is" in text_of(answer)


def test_an_unfinished_claim_is_not_submitted(manager: Client):
    claim = started(manager)
    page = text_of(manager.get(f"/claims/{claim.pk}/check/"))
    assert "is not ready to submit" in page
    answer = manager.post(f"/claims/{claim.pk}/submit/", {"version": claim.version})
    assert answer.status_code == 422
    assert "Say what is claimed, and what it counts." in text_of(answer)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.DRAFT


def test_a_stale_step_gets_the_differences_and_keeps_the_words(manager: Client):
    claim = started(manager)
    step(manager, claim, "kind", **KIND)
    other = Client()
    other.force_login(person("manager"))
    read = BenefitClaim.objects.get(pk=claim.pk).version
    step(other, claim, "kind", **{**KIND, "title": "Another title altogether"})
    sent = {**KIND, "title": "My own words are kept", "version": read}
    answer = manager.post(f"/claims/{claim.pk}/step/kind/", sent)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "It changed while you were writing" in page
    assert f"Title: {KIND['title']} → Another title altogether, by {person('manager')}." in page
    assert "My own words are kept" in answer.content.decode()
    assert f'name="version" value="{read + 1}"' in answer.content.decode()
    claim.refresh_from_db()
    assert claim.title == "Another title altogether"
    assert manager.post(f"/claims/{claim.pk}/step/kind/", {**sent, "version": read + 1}).status_code == 302


@pytest.mark.parametrize("name", [s.value for s in ClaimStep])
def test_a_step_sent_twice_is_saved_once(manager: Client, name: str):
    claim = started(manager)
    for before, fields in steps_of_a_cohort_claim().items():
        claim.refresh_from_db()
        sent = {"version": claim.version, **fields}
        first = manager.post(f"/claims/{claim.pk}/step/{before}/", sent)
        if before == name:
            second = manager.post(f"/claims/{claim.pk}/step/{before}/", sent)
            assert (first.status_code, second.status_code) == (302, 302)
            assert AuditEntry.objects.filter(action=f"Changed a claim: {ClaimStep(name).label}").count() == 1
            return


def test_a_stale_submission_is_shown_again(manager: Client):
    claim = filled(manager)
    answer = manager.post(f"/claims/{claim.pk}/submit/", {"version": claim.version - 1})
    assert answer.status_code == 409
    assert f"version {claim.version}, you read {claim.version - 1}" in text_of(answer)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.DRAFT


def test_finances_question_stands_on_top_of_a_returned_claim(manager: Client):
    claim = filled(manager)
    manager.post(f"/claims/{claim.pk}/submit/", {"version": claim.version})
    claim.refresh_from_db()
    decide_claim(
        claim_id=claim.pk, read_version=claim.version, decision=ClaimDecisionKind.RETURN, amount=None, grade=None,
        reason="Which children are these?", by=person("finance"), at=AT,
    )  # fmt: skip
    page = text_of(manager.get(f"/claims/{claim.pk}/"))
    assert "finance has a question" in page
    assert page.index("Finance asks") < page.index("Which children are these?") < page.index("The steps")
    assert "answer finance’s question and submit it again" in page


def test_places_are_saved_in_a_fixed_number_of_queries(manager: Client):
    claim = started(manager, "send-sufficiency")
    step(manager, claim, "kind", **{**KIND, "kind": "places"})

    def asked(places: str) -> int:
        with CaptureQueriesContext(connection) as found:
            answer = step(manager, claim, "units", **{f"places_{tranche('2022-23')}": places})
        assert answer.status_code == 302
        return len(found)

    asked("1-2")
    assert asked("1-3") == asked("1-40")
    assert ClaimUnit.objects.filter(claim=claim).count() == 40


def test_places_by_range_with_the_registers_exclusion(manager: Client):
    claim = started(manager, "send-sufficiency")
    step(manager, claim, "kind", **{**KIND, "kind": "places"})
    second = tranche("2023-24")
    answer = step(manager, claim, "units", **{f"places_{tranche('2022-23')}": "1-40, 46", f"places_{second}": "ALL"})
    assert answer.status_code == 302
    assert ClaimUnit.objects.filter(claim=claim).count() == 41 + 49
    page = text_of(manager.get(f"/claims/{claim.pk}/step/exclusions/"))
    assert "Leave out the 31 places of 2023/24 that the place register leaves out" in page
    assert "the last ones of the year are taken, 19 to 49" in page
    sent = {f"register_{second}_19": "on", f"out_{tranche('2022-23')}_0": "46", f"why_{tranche('2022-23')}_0": WHY}
    assert step(manager, claim, "exclusions", **sent).status_code == 302
    out = ClaimUnit.objects.filter(claim=claim).exclude(excluded_because="")
    assert out.count() == 32
    assert set(out.filter(tranche=second).values_list("number", flat=True)) == set(range(19, 50))
    form = manager.get(f"/claims/{claim.pk}/step/exclusions/").context["form"]
    assert form.initial[f"out_{second}_0"] == "19-49"
    form = manager.get(f"/claims/{claim.pk}/step/units/").context["form"]
    assert (form.initial[f"places_{second}"], form.initial[f"places_{tranche('2022-23')}"]) == ("all", "1-40, 46")


def test_children_are_kept_as_hashes_and_the_list_is_not(manager: Client):
    claim = started(manager)
    step(manager, claim, "kind", **{**KIND, "kind": "children"})
    numbers = [upn(n) for n in (1, 2, 3)]
    text = f"UPN,Why not\n{numbers[0]}\n\n{numbers[1]},Moved away before it began\n{numbers[2]}\n"
    answer = step(manager, claim, "units", children=SimpleUploadedFile("list.csv", text.encode()))
    assert answer.status_code == 302
    units = ClaimUnit.objects.filter(claim=claim)
    assert units.count() == 3
    assert list(units.exclude(excluded_because="").values_list("excluded_because", flat=True)) == [
        "Moved away before it began"
    ]
    everything = str(list(AuditEntry.objects.values())) + str(list(units.values()))
    assert not any(number in everything for number in numbers)
    assert "The list leaves out 1 of 3 children" in text_of(manager.get(f"/claims/{claim.pk}/step/exclusions/"))
    assert step(manager, claim, "exclusions", nothing="on").status_code == 422
    assert step(manager, claim, "exclusions").status_code == 302
    kept = step(manager, claim, "units")
    assert (kept.status_code, units.count()) == (302, 3)


def test_a_list_that_is_too_large_never_touches_the_disk(manager: Client, monkeypatch):
    from django.core.files import uploadedfile

    def never(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("written to the disk")

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", never)
    claim = started(manager)
    step(manager, claim, "kind", **{**KIND, "kind": "children"})
    large = SimpleUploadedFile("list.csv", b"A" * 5_000_000)
    answer = step(manager, claim, "units", children=large)
    assert answer.status_code == 422
    assert "The file is larger than 512 KB" in text_of(answer)


def test_a_cohort_and_its_draw_are_saved_together_or_not_at_all(manager: Client):
    claim = started(manager)
    step(manager, claim, "kind", **KIND)
    stale = manager.post(f"/claims/{claim.pk}/step/units/", {"version": claim.version, **COHORT})
    assert stale.status_code == 409
    assert not Cohort.objects.exists()
    assert step(manager, claim, "units", **COHORT).status_code == 302
    assert AuditEntry.objects.filter(action="Named a cohort").count() == 1
    second = started(manager, "dingleys-promise")
    step(manager, second, "kind", **KIND)
    answer = step(manager, second, "units", **COHORT)
    assert answer.status_code == 422
    assert "“Left Portage, 2024/25” is there already." in text_of(answer)


def test_what_differs_from_the_plan_needs_a_reason(manager: Client):
    claim = started(manager, "dingleys-promise")
    step(manager, claim, "kind", **KIND)
    page = text_of(manager.get(f"/claims/{claim.pk}/step/counterfactual/"))
    assert "Illustrative: finance has not agreed occupancy and deadweight." in page
    assert "Deadweight 25% 50% 64%" in page
    answer = step(manager, claim, "counterfactual", **{**MIX, "deadweight": "10"})
    assert answer.status_code == 422
    assert "It differs from the agreed plan. Say why" in text_of(answer)
    assert (
        step(manager, claim, "counterfactual", **{**MIX, "deadweight": "10", "differs_because": WHY}).status_code == 302
    )
    both = {"mix_specialist": "60", "mix_no_cost": "40", "actual": "mainstream_support", "deadweight": "10",
            "differs_because": WHY}  # fmt: skip
    answer = step(manager, claim, "counterfactual", **both)
    assert "The counterfactual already holds what would have happened anyway" in text_of(answer)


def test_a_rate_is_picked_and_never_typed(manager: Client):
    claim = started(manager)
    step(manager, claim, "kind", **KIND)
    step(manager, claim, "counterfactual", **MIX)
    answer = step(manager, claim, "rates", card="1", quoted="none")
    assert answer.status_code == 422
    assert "Version 1 has no unit cost for Specialist place (type not given)" in text_of(answer)
    for card, difference in (("1", "47000"), ("9", "none"), ("", "")):
        assert step(manager, claim, "rates", card=card, quoted=difference).status_code == 422
    places = started(manager, "send-sufficiency")
    step(manager, places, "kind", **{**KIND, "kind": "places"})
    sent = {"mix_inmss": "100", "actual": "local_specialist", "occupancy": "95", "deadweight": "0",
            "differs_because": WHY}  # fmt: skip
    assert step(manager, places, "counterfactual", **sent).status_code == 302
    answer = step(manager, places, "rates", card="1", quoted=quoted())
    assert "Version 1 has unit costs for the whole counterfactual. Use them." in text_of(answer)
    assert step(manager, places, "rates", card="1", quoted="none").status_code == 302


def test_a_claim_is_withdrawn_with_a_reason(manager: Client):
    claim = started(manager)
    address = f"/claims/{claim.pk}/withdraw/"
    assert manager.post(address, {"version": claim.version, "reason": ""}).status_code == 422
    assert manager.post(address, {"version": claim.version + 1, "reason": WHY}).status_code == 409
    done = manager.post(address, {"version": claim.version, "reason": WHY}, follow=True)
    assert f"{claim} is withdrawn" in text_of(done)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.WITHDRAWN
    assert manager.post(address, {"version": claim.version, "reason": WHY}).status_code == 302
    closed = manager.get(f"/claims/{claim.pk}/step/kind/", follow=True)
    assert f"{claim} is withdrawn, so it does not change." in text_of(closed)


def test_an_answer_to_a_claim_that_is_submitted_meanwhile_keeps_the_words(manager: Client):
    claim = filled(manager)
    manager.post(f"/claims/{claim.pk}/submit/", {"version": claim.version})
    answer = step(manager, claim, "kind", **{**KIND, "title": "My own words are kept"})
    assert answer.status_code == 409
    assert f"{claim} is submitted, so it does not change. Finance can return it" in text_of(answer)
    assert "My own words are kept" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "page", "form"),
    [("board", 404, 404), ("adviser", 404, 404), ("finance", 200, 403), ("admin", 200, 403), ("manager", 200, 200)],
)
def test_who_reads_and_who_changes_a_draft(manager: Client, role: str, page: int, form: int):
    claim = started(manager)
    reader = Client()
    reader.force_login(person(role))
    assert reader.get(f"/claims/{claim.pk}/").status_code == page
    for part in ("step/kind/", "check/", "withdraw/"):
        assert reader.get(f"/claims/{claim.pk}/{part}").status_code == form, part
    if role != "manager":
        assert reader.post(f"/claims/{claim.pk}/step/kind/", {"version": 1, **KIND}).status_code == form
        assert reader.post(f"/claims/{claim.pk}/submit/", {"version": 1}).status_code == form
        assert reader.post("/claims/start/", {"initiative": "portage", "key": str(uuid.uuid4())}).status_code == 403


def test_questions_to_the_database_do_not_grow_with_the_rows(manager: Client):
    claim = filled(manager)
    paths = [f"/claims/{claim.pk}/{part}" for part in ("", "check/", *(f"step/{s.value}/" for s in ClaimStep))]
    before = {path: queries(manager, path) for path in ("/claims/start/", *paths)}
    grow(1)
    for old in list(MeasurementPlan.objects.all()):
        copied(old, initiative=Initiative.objects.get(slug=f"{old.initiative.slug}-again-0"))
    for number in range(5):
        evidence("portage")
        child = {"excluded_because": "", "key": f"child:0:{number}"}
        ClaimUnit.objects.create(claim=claim, **child)
        copied(claim.draw.cohort, name=f"Cohort {number}")
    after = {path: queries(manager, path) for path in before}
    assert after == before
    assert max(after.values()) <= MOST_OF_CLAIMS, after
