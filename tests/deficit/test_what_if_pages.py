"""The pages of what-ifs: made by copying, seen before saving, saved once, revised, archived, compared."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import override_settings
from django.utils import timezone

from apps.deficit import runs
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.inputs import WhatIf
from apps.deficit.inputs.projected import EFFECT_YEAR
from apps.deficit.models import ProjectionRun, Scenario, ScenarioRevision
from apps.deficit.presenters.what_if_base import base_of
from apps.deficit.selectors.scenarios import scenario_called
from apps.deficit.selectors.what_ifs import what_if_worked
from apps.deficit.services.assumptions import agree_assumption, draft_assumption
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BaseScenario, BenefitKind
from tests.deficit.what_ifs_made import FULL, MAKE, WHY, client_of, fields, published, saved, worked
from tests.fixtures import person, standing

pytestmark = pytest.mark.django_db
LIST = "/deficit/what-ifs/"
FEW = 200


@pytest.fixture(autouse=True)
def few_draws(settings):
    settings.DRAWS = FEW


@pytest.fixture(scope="module")
def published_once(django_db_setup, django_db_blocker):
    with override_settings(DRAWS=FEW), standing(django_db_blocker, published):
        yield


@pytest.fixture
def shown(published_once, db):
    """A published run of the named scenarios; what a test does besides is rolled back."""


@pytest.fixture
def manager(shown):
    return client_of("manager")


def text(response):
    return " ".join(response.content.decode().split())


def test_the_form_starts_as_what_it_copies(manager):
    form = manager.get(MAKE + "?copy=unmitigated").context["form"]
    assert form["based_on"].value() == "unmitigated"
    assert [form[f"{part}--occupancy"].value() for part in ("low", "central", "high")] == ["85", "95", "100"]
    slug = worked(toggles={"horizon": "2030-31", "central_support": True})
    form = manager.get(f"{MAKE}?copy={slug}").context["form"]
    assert [form[f"{part}--occupancy"].value() for part in ("low", "central", "high")] == ["100", "100", "100"]
    assert (form["horizon"].value(), form["central_support"].value()) == ("2030-31", True)
    assert manager.get(MAKE + "?copy=as-reported").status_code == 404


def test_the_effect_is_shown_and_nothing_is_saved(manager):
    before = (Scenario.objects.count(), ProjectionRun.objects.count())
    response = manager.post(MAKE, fields("see", occupancy="100"))
    assert response.status_code == 200
    assert (Scenario.objects.count(), ProjectionRun.objects.count()) == before
    rows = response.context["stock"].rows
    assert [row["when"] for row in rows] == ["At 31 March 2028", "At 31 March 2036"]
    assert all(row["difference"] == row["central"] - row["base"] < 0 for row in rows)
    assert len(response.context["flow"].rows) == 5
    assert "lower than Approved and pipeline" in response.context["effect"]
    assert "Not saved" in text(response)


def test_the_effect_needs_no_name_and_a_saved_one_does(manager):
    assert manager.post(MAKE, fields("see", occupancy="100", name="")).status_code == 200
    response = manager.post(MAKE, fields(occupancy="100", name=""))
    assert response.status_code == 422
    assert response.context["form"].errors["name"] == ["Name it, so that others find it."]


def test_the_saved_one_says_what_its_preview_said(manager):
    seen = manager.post(MAKE, fields("see", occupancy="100")).context["stock"].rows
    response = manager.post(MAKE, fields(occupancy="100"), follow=True)
    assert "“Every place filled”, version 1, is saved." in text(response)
    assert "Waiting for the worker." in text(response)
    runs.work()
    assert manager.get(response.redirect_chain[-1][0]).context["stock"].rows == seen


def test_only_what_differs_is_a_change(manager):
    manager.post(MAKE, fields(occupancy="100"))
    revision = ScenarioRevision.objects.get()
    assert (revision.changes, revision.toggles) == (FULL, {})


def test_a_form_sent_twice_makes_one(manager):
    for _ in range(2):
        assert manager.post(MAKE, fields(occupancy="100")).status_code == 302
    assert Scenario.objects.count() == 1
    assert ProjectionRun.objects.filter(scenario__isnull=False).count() == 1


def test_a_name_is_given_once(manager):
    saved()
    response = manager.post(MAKE, fields(occupancy="90", name="every PLACE filled"))
    assert response.status_code == 422
    assert "is the name of another what-if, by SEND manager" in str(response.context["form"].errors["name"])


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"occupancy": "120"}, "central--occupancy", "“120” is not between 0 and 100 per cent."),
        ({"occupancy": "many"}, "central--occupancy", "“many” is not a figure in per cent. Enter one such as 95."),
        ({"occupancy": "0.95"}, "low--occupancy", "“0.95” reads as a fraction of one. Enter 95 for 95%"),
        ({"low--occupancy": "99"}, "low--occupancy", "99% is above the central value, 95%. Enter 95% or less"),
        ({"horizon": "2025-26"}, "horizon", "“2025-26” is not a year that a projection can end with: 2026/27"),
        ({"central--luck": "1"}, "__all__", "There is no assumption or benefit “luck”."),
        ({"name": "Ann, NHS 943 476 5919"}, "name", "looks like an NHS number"),
        ({"grant": "amount", "grant_as_at": "9 February 2026"}, "grant_eligible", "Enter the eligible deficits"),
        ({"grant": "upper", "grant_as_at": "8 February 2026"}, "grant_as_at", "is before it was announced"),
        ({"support": "50"}, "central--support", "Tick “Central support”"),
        ({}, "__all__", "Nothing is changed"),
        ({"unit_cost:mainstream": "-17,000"}, "year--unit_cost--mainstream", "“-17,000” is not between £0"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_remedy(manager, changed, field, said):
    response = manager.post(MAKE, fields(**changed))
    assert response.status_code == 422
    form = response.context["form"]
    assert said in " ".join(form.errors[field])
    assert all(form.data[name] == value for name, value in changed.items() if name in form.data)
    assert not Scenario.objects.exists()


def test_switches_are_kept_as_the_engine_reads_them(manager):
    sent = fields(
        central_support="on", support="50", horizon="2030-31", grant="amount", grant_as_at="2026-03-01",
        grant_eligible="105m", **{"held--send-sufficiency--delivered_places": "beside"},
    )  # fmt: skip
    assert manager.post(MAKE, sent).status_code == 302
    assert ScenarioRevision.objects.get().toggles == {
        "central_support": True, "horizon": "2030-31",
        "stability_grant": {"as_at": "2026-03-01", "eligible": "105000000.00"},
        "treatments": {"send-sufficiency/delivered_places": False},
    }  # fmt: skip


def test_what_the_forecast_holds_is_named_with_its_worth_and_never_taken_off_twice(manager):
    page = manager.get(MAKE)
    (delivered,) = [f for f in page.context["form"].treatments if f.name.endswith("--delivered_places")]
    assert delivered.field.choices[0] == ("kept", "As finance has it: in the forecast already")
    assert delivered.help_text == "Worth £5.55m within 2026/27, after what empty places cost."
    slug = worked()
    shown = manager.get(f"{LIST}{slug}/")
    held = [row for row in shown.context["benefits"].rows if row["where"] == "In the forecast already"]
    assert len(held) == 3
    assert "never taken off the forecast again" in shown.context["treatment_sentence"]


def revised(client, slug, version=1, **changed):
    sent = {**fields(**changed), "version": str(version), "reason": WHY}
    return client.post(f"{LIST}{slug}/revise/", {**sent, **{k: v for k, v in changed.items() if k == "reason"}})


def test_a_revision_needs_a_reason_and_the_version_that_was_read(manager):
    slug = worked()
    assert revised(manager, slug, occupancy="90", reason="").status_code == 422
    assert revised(manager, slug, occupancy="90").status_code == 302
    late = revised(client_of("finance"), slug, occupancy="91")
    assert late.status_code == 409
    assert "Version 2 by SEND manager; you read version 1." in text(late)
    assert late.context["form"]["central--occupancy"].value() == "91"
    assert late.context["form"]["version"].value() == "2"
    assert scenario_called(slug).revision.changes["occupancy"]["central"] == "0.9"


def test_assumptions_agreed_meanwhile_are_said_first(manager):
    sent = fields(occupancy="100")
    sent["read"] = sent["read"].replace("slippage=1", "slippage=0")
    response = manager.post(MAKE, sent)
    assert response.status_code == 409
    assert "Months by which an opening still to come falls later: version 1 is in force now" in text(response)
    assert not Scenario.objects.exists()


def test_an_archived_one_stands_behind_the_filter(manager):
    slug = worked()
    address = f"{LIST}{slug}/archive/"
    assert manager.post(address, {"version": "1", "reason": "no"}).status_code == 422
    assert manager.post(address, {"version": "1", "reason": WHY}).status_code == 302
    assert slug not in text(manager.get(LIST))
    assert slug in text(manager.get(LIST + "?show=archived"))
    assert manager.get(LIST + "?show=zzz").status_code == 400
    assert "It keeps its address" in text(manager.get(f"{LIST}{slug}/"))
    assert manager.get(f"{LIST}{slug}/revise/").status_code == 409


def test_the_list_sets_each_beside_what_it_is_based_on(manager):
    slug = worked()
    saved("Not worked out", key=2)
    response = manager.get(LIST)
    first, second = response.context["table"].data.data
    projected = scenario_page(manager, slug)
    assert first["effect"] == projected["stock"].rows[0]["central"]
    assert first["base_effect"] == projected["stock"].rows[0]["base"]
    assert first["changes"] == "Share of open places that are filled: 100% instead of 85% to 100%, central 95%"
    assert (second["effect"], second["run"]) == (None, "Queued")
    assert [row["name"] for row in response.context["named"].rows] == [
        "As reported", "Unmitigated", "Approved only", "Approved and pipeline",
    ]  # fmt: skip


def scenario_page(client, slug):
    return client.get(f"{LIST}{slug}/").context


def slippage_agreed():
    said = {"key": "slippage", "at": timezone.now(), "reason": WHY}
    draft_assumption(low=Decimal(0), central=Decimal(3), high=Decimal(6), source_reference="Ledger", read_version=1,
                     by=person("finance"), **said)  # fmt: skip
    agree_assumption(version=2, by=person("admin"), **said)


def test_a_base_that_rests_on_other_inputs_is_said(manager):
    slug = worked()
    beside = f"/deficit/trajectory/?scenario=approved-and-pipeline&scenario={slug}"
    assert scenario_page(manager, slug)["apart"] == ""
    assert manager.get(beside).context["apart"] == []
    slippage_agreed()
    runs.work()
    assert "assumptions that finance changed meanwhile" in scenario_page(manager, slug)["apart"]
    page = manager.get(beside)
    assert [row["url"] for row in page.context["apart"]] == [f"/deficit/what-ifs/{slug}/"]
    assert "rests on other inputs than the scenarios as published: assumptions that finance changed" in text(page)
    assert manager.get("/deficit/trajectory/").context["apart"] == []


def test_anothers_decision_is_no_part_of_the_difference(manager):
    """Finance says that pipeline places are in the forecast: the what-if's base is worked out again on that."""
    before = scenario_page(manager, worked())["stock"].rows
    treat_benefits(initiative="send-sufficiency", kind=BenefitKind.PIPELINE_PLACES, in_forecast=True, reason=WHY,
                     read=0, by=person("finance"), at=timezone.now())  # fmt: skip
    runs.work()
    page = scenario_page(manager, "every-place-filled")
    assert "which benefits finance says are in the forecast already" in page["apart"]
    assert "worked out again on its own inputs" in page["apart"]
    drawn = runs.previewed().of("approved-and-pipeline", Measure.ACCUMULATED)
    after = page["stock"].rows
    assert [row["base"] for row in after] == [drawn[EFFECT_YEAR].central, drawn[max(drawn)].central]
    assert after[0]["base"] != before[0]["base"]
    assert "the same as Approved and pipeline, on the same inputs" in page["message"]
    (listed,) = manager.get(LIST).context["table"].data.data
    assert listed["apart"] == "No: which benefits finance says are in the forecast already"


def test_a_result_that_waits_to_be_worked_out_again_keeps_its_published_base(manager):
    found = what_if_worked(worked())
    earlier = {**found.kept, "read": {**found.kept["read"], "rate_card": 0}}
    base = base_of(replace(found, kept=earlier, apart=("rate_card",)))
    assert base.shown is found.base
    assert "has changed since it was worked out (the rate card)" in base.sentence


def test_its_own_treatment_sets_nothing_apart(manager):
    slug = worked(changes={}, toggles={"treatments": {"send-sufficiency/pipeline_places": True}})
    assert scenario_page(manager, slug)["apart"] == ""


def test_three_stand_side_by_side_on_the_trajectory(manager):
    slug = worked()
    response = manager.get(scenario_page(manager, slug)["compare_url"])
    assert response.status_code == 200
    names = ["Approved and pipeline", "Every place filled", "Approved only"]
    assert [c.label for c in response.context["compare"].table.columns[1:]] == names
    assert "a what-if by SEND manager. Approved and pipeline, with: Share of open places" in text(response)
    first = manager.get(f"/deficit/trajectory/?scenario={slug}").context
    assert first["range"].title.startswith("Every place filled: £")
    drawn = runs.previewed(WhatIf(FULL)).of("approved-and-pipeline", Measure.ACCUMULATED)
    assert first["range"].table.rows[-1]["central"] == drawn[max(drawn)].central


def test_four_are_too_many(manager):
    slug = worked()
    query = "&".join(f"scenario={s}" for s in ("approved-only", "approved-and-pipeline", "unmitigated", slug))
    response = manager.get(f"/deficit/trajectory/?{query}")
    assert response.status_code == 400
    assert "You chose 4 scenarios. Choose 3 at most." in text(response)


def test_readers_read_and_do_not_make(shown):
    slug = worked()
    board = client_of("board")
    assert [board.get(f"{LIST}{end}").status_code for end in ("", f"{slug}/", "make/", f"{slug}/revise/")] == [
        200,
        200,
        403,
        403,
    ]
    assert "Make a what-if" not in text(board.get(LIST))


def test_readers_are_not_told_to_copy(shown):
    board = text(client_of("board").get(LIST))
    assert "Copy a named scenario" not in board
    assert "SEND managers and finance officers make them" in board
    assert "Copy a named scenario" in text(client_of("manager").get(LIST))


def test_what_is_not_used_in_its_scenario_is_said(manager):
    assert "is not used in Unmitigated" in scenario_page(manager, worked(based_on=BaseScenario.UNMITIGATED, changes={
        "slippage": {"low": "1", "central": "1", "high": "1"}}))["message"]  # fmt: skip
    assert "is not used in" not in scenario_page(manager, worked("Filled", key=2))["message"]


def test_runs_are_listed_by_name_and_cancelled_from_the_list(manager):
    saved()
    run = ProjectionRun.objects.filter(scenario__isnull=False).get()
    page = text(manager.get("/deficit/runs/"))
    assert f"Cancel run {run.pk}: Every place filled" in page
    assert "every-place-filled" not in page
    assert "What-if “Every place filled”" in text(manager.get(f"/deficit/runs/{run.pk}/"))
    assert f"Cancel run {run.pk}" not in text(client_of("board").get("/deficit/runs/"))
    assert manager.post(f"/deficit/runs/{run.pk}/cancel/").status_code == 302
    assert f"Cancel run {run.pk}" not in text(manager.get("/deficit/runs/"))


def test_what_enters_by_its_centre_alone_is_asked_for_as_one_value():
    names = {name for name in fields() if name.endswith(("ramp--1", "children--portage", "funding--2025-26"))}
    assert names == {"year--ramp--1", "year--children--portage", "year--funding--2025-26"}
