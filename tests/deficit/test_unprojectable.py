"""Values with which nothing could be projected: refused before they are saved, and never a broken page."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.core.errors import Refused
from apps.deficit.forms.what_if import WhatIfForm
from apps.deficit.forms.what_if_ground import ground
from apps.deficit.inputs import WhatIf, read_projection
from apps.deficit.models import Assumption, Scenario
from apps.deficit.runs import preview
from apps.deficit.services.assumptions import draft_assumption
from tests.deficit.what_ifs_made import MAKE, client_of, fields, saved
from tests.fixtures import person

pytestmark = pytest.mark.django_db
CANNOT = {
    "horizon": ("2025", "Horizon: 2025/26 ends before the last published year, 2026/27."),
    "unit_cost:mainstream": ("999999", "Lower a unit cost"),
    "funding:2025-26": ("0", "Lower a unit cost"),
}
BEYOND = {
    "occupancy": ("12.345678", "“12.345678” has too many decimals. Enter 4 at most."),
    "growth:long_run": ("-60", "“-60” is not between −50 and 100. Enter a per cent a year."),
    "slippage": ("61", "“61” is not between 0 and 60. Enter months."),
    "children:portage": ("100001", "“100001” is not between 0 and 100,000. Enter a number."),
    "fades_to": ("2051", "“2051” is not a year from 2025 to 2050."),
    "other_cost": ("17000.005", "“17000.005” has too many decimals. Enter 2 at most."),
}


@pytest.fixture(autouse=True)
def few_draws(report, settings):
    settings.DRAWS = 100


def text(answer):
    return " ".join(answer.content.decode().split())


def asked(value, **button):
    return {"low": value, "central": value, "high": value, "version": "1", **button,
            "source_reference": "The ledger", "reason": "As the ledger has it"}  # fmt: skip


@pytest.mark.parametrize("button", [{}, {"see": "yes"}], ids=["save", "see"])
@pytest.mark.parametrize("key", CANNOT)
def test_an_assumption_that_cannot_be_projected_is_not_drafted(key, button):
    value, sentence = CANNOT[key]
    answer = client_of("finance").post(f"/deficit/assumptions/{key}/", asked(value, **button))
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert not Assumption.objects.filter(version=2).exists()


def put_in_force(key, value):
    """As an older version of the product let it through."""
    Assumption.objects.create(
        key=key, version=1 + Assumption.objects.filter(key=key).count(), label="x", group="x", unit="pounds",
        low=value, central=value, high=value, source_reference="x", owner="x", reason="x", prepared_at=timezone.now(),
        prepared_by=person("finance"),
    )  # fmt: skip
    Assumption.objects.filter(status="draft").update(
        status="in_force", state="agreed", decided_by=person("admin"), decided_at=timezone.now()
    )


@pytest.mark.parametrize(("key", "value"), [("horizon", 2025), ("funding:2025-26", 0)])
def test_no_page_breaks_over_what_is_in_force_already(key, value):
    saved()
    put_in_force(key, value)
    finance = client_of("finance")
    slug = Scenario.objects.get().slug
    pages = (MAKE, f"/deficit/what-ifs/{slug}/revise/", "/deficit/in-the-forecast/", f"/deficit/assumptions/{key}/")
    found = {page: finance.get(page).status_code for page in pages}
    assert set(found.values()) <= {200, 409}, found
    mended = {"horizon": "2035", "funding:2025-26": "64000000"}[key]
    drafted = finance.post(f"/deficit/assumptions/{key}/", {**asked(mended), "version": "2"})
    assert drafted.status_code == 302
    assert finance.get(f"/deficit/assumptions/{key}/").status_code == 200


def test_no_children_are_no_share_of_anything():
    none = {"children:portage": {"low": "0", "central": "0", "high": "0"}}
    assert not [s for s in preview(WhatIf(none), draws=100).switching if s.initiative == "portage"]
    assert client_of("finance").post("/deficit/assumptions/children:portage/", asked("0")).status_code == 302


@pytest.mark.parametrize("key", BEYOND)
def test_both_forms_keep_the_same_bounds(key):
    value, sentence = BEYOND[key]
    answer = client_of("finance").post(f"/deficit/assumptions/{key}/", asked(value))
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    name = f"year--{key}" if key == "fades_to" else key
    assert client_of("manager").post(MAKE, fields(**{name: value})).status_code == 422


@pytest.mark.parametrize(("key", "value"), [("fades_from", "2025"), ("fades_to", "2050"), ("horizon", "2050")])
def test_what_the_assumption_form_takes_leaves_the_what_if_form_sendable(key, value):
    assert client_of("finance").post(f"/deficit/assumptions/{key}/", asked(value)).status_code == 302
    admin = client_of("admin")
    assert admin.post(f"/deficit/assumptions/{key}/2/agree/", {"reason": "As the ledger has it"}).status_code == 302
    assert client_of("manager").post(MAKE, fields(occupancy="100")).status_code == 302


def test_a_later_outlook_leaves_the_what_if_form_sendable():
    sent, base = fields(occupancy="100"), ground()
    later = replace(base, last_published=base.effect_year + 1)
    made = WhatIfForm(later, sent)
    assert made.is_valid(), made.errors
    assert made.fields["horizon"].choices[0][0] == later.last_published.slug


def test_a_year_agreed_with_a_range_is_no_change_where_it_is_left(finance_user):
    draft_assumption(
        key="fades_to", low=Decimal(2030), central=Decimal(2031), high=Decimal(2032), source_reference="x",
        reason="a range", read_version=1, by=finance_user, at=timezone.now(),
    )  # fmt: skip
    Assumption.objects.filter(status="draft").update(
        status="in_force", state="agreed", decided_by=person("admin"), decided_at=timezone.now()
    )
    form = WhatIfForm(ground(), fields(occupancy="100"))
    assert form.is_valid(), form.errors
    assert set(form.changes) == {"occupancy"}


@pytest.mark.parametrize(("eligible", "says"), [("999000000", "more than the whole"), ("-1", "is not an amount")])
def test_the_eligible_part_is_not_more_than_the_deficit(eligible, says):
    grant = {"stability_grant": {"as_at": "2026-03-01", "eligible": eligible}}
    with pytest.raises(Refused, match=says):
        read_projection(WhatIf({}, grant))
    sent = fields(grant="amount", grant_as_at="2026-03-01", grant_eligible=eligible)
    assert client_of("manager").post(MAKE, sent).status_code == 422
    assert not Scenario.objects.exists()


def test_a_what_if_that_no_run_could_work_out_is_not_saved():
    backwards = dict.fromkeys(("low", "central", "high"), "2025")
    with pytest.raises(Refused, match="put the two years in order"):
        saved(changes={"fades_to": backwards})
    assert not Scenario.objects.exists()
