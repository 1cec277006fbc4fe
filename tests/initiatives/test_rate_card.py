"""The rate card: drafted by one, approved by another; what it would change is seen first."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from apps.core.errors import NotAllowed, Refused
from apps.core.models import AuditEntry, RecomputeRequest
from apps.initiatives.coming_into_force import take_into_force
from apps.initiatives.models import Rate, RateCard
from apps.initiatives.selectors.claim_options import approved_cards
from apps.initiatives.selectors.rate_claims import claims_at
from apps.initiatives.selectors.rates import rate_card_in_force, rate_sheet
from apps.initiatives.services.claims.steps import save_rates
from apps.initiatives.services.rates import approve_rate_card, draft_rate_card
from apps.initiatives.vocabulary import EvidenceGrade, PlacementType
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.claims.making import started
from tests.initiatives.pages import queries, recomputes_asked, signed_in, text_of

WHY = "New contracts from September."
DRAFT = "/rate-card/draft/"


def sent(**changes: str) -> dict[str, str]:
    return {
        "rate_inmss": "65,000", "rate_local_specialist": "26,000", "source_reference": "Finance, table 2",
        "reason": WHY, "version": "1", **changes,
    }  # fmt: skip


@pytest.fixture
def manager(manager_user: AbstractUser) -> Client:
    return signed_in(Client(), manager_user)


@pytest.fixture
def finance(finance_user: AbstractUser) -> Client:
    return signed_in(Client(), finance_user)


@pytest.fixture
def drafted(manager: Client) -> Client:
    assert manager.post(DRAFT, sent()).status_code == 302
    return manager


def test_card_in_force_is_the_reports(manager: Client) -> None:
    page = text_of(manager.get("/rate-card/"))
    assert "an INMSS place costs £64,000 and a local specialist place £26,000, a difference of £38,000" in page
    assert "prices of 2025/26; published by the council on 27 January 2026" in page
    assert "INMSS less local specialist place 38,000 Derived" in page
    assert "47,000 Quoted: neither unit cost is given" in page
    assert "£ a placement for a full year" in page
    assert "Version 1 In force" in page


def test_draft_shows_what_it_would_change(manager: Client) -> None:
    response = manager.post(DRAFT, sent(), follow=True)
    assert response.redirect_chain == [("/rate-card/2/", 302)]
    page = text_of(response)
    assert "version 2 is drafted (reference: rate card 2). Nothing changes until a finance officer" in page
    assert (
        "Version 2 would move the run-rate of delivered places from £10,032k to £10,296k a year. "
        "As reported it stays £10,032k." in page
    )
    assert "Delivered places 264 10,032 10,296 264" in page
    assert "Dingley's Promise, children 12 564 564 0" in page
    assert "Places in the pipeline 224 8,512 8,736 224" in page
    assert "All that is in place – none given 10,690 10,954 264" in page
    assert "You cannot decide this. A rate card is approved by a finance officer." in page
    assert rate_sheet().version == 1
    assert "Version 2 waits for a decision" in text_of(manager.get("/rate-card/"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rate_inmss": "65"}, "“65” reads as thousands. Was £65,000 meant? Then enter 65,000"),
        ({"rate_inmss": ""}, "£ a placement for a full year: Enter the cost in whole pounds"),
        ({"rate_inmss": "lots"}, "“lots” is not an amount. Enter whole pounds, such as 65,000."),
        ({"rate_local_specialist": "0"}, "A unit cost is more than nought."),
        ({"source_reference": ""}, "Where the new rates come from: Name the document"),
        ({"source_reference": "x" * 121}, "Use 120 characters at most; this has 121."),
        ({"reason": ""}, "Why the rates change: Say why, in a sentence."),
        ({"version": ""}, "The page has lost track"),
        ({"rate_inmss": "64,000"}, "Nothing was changed: every rate is as it was."),
    ],
)
def test_a_bad_draft_names_field_value_and_remedy(manager: Client, changes: dict[str, str], said: str) -> None:
    response = manager.post(DRAFT, sent(**changes))
    assert response.status_code == 422
    assert said in text_of(response)
    assert RateCard.objects.count() == 1


def test_a_second_draft_is_refused_and_the_same_one_sent_twice_is_one(drafted: Client, finance: Client) -> None:
    assert drafted.post(DRAFT, sent())["Location"] == "/rate-card/2/"
    response = finance.post(DRAFT, sent(rate_inmss="66,000"))
    assert response.status_code == 422
    assert "There is already a draft. Approve or withdraw it" in text_of(response)
    assert RateCard.objects.count() == 2


def test_a_stale_draft_keeps_the_words(drafted: Client, finance: Client) -> None:
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    response = drafted.post(DRAFT, sent(rate_inmss="66,000"))
    assert response.status_code == 409
    page = text_of(response)
    assert "Newest approved now: version 2; you read version 1." in page
    assert 'value="66,000"' in response.content.decode()
    assert drafted.post(DRAFT, sent(rate_inmss="66,000", version="2")).status_code == 302


def test_approval_by_another_moves_current_figures_only(drafted: Client, finance: Client) -> None:
    assert "Approve version 2" in text_of(finance.get("/rate-card/2/"))
    response = finance.post("/rate-card/2/approve/", {"reason": WHY}, follow=True)
    assert response.redirect_chain == [("/places/", 302)]
    page = text_of(response)
    assert "Rate card version 2 is approved and in force (reference: rate card 2)." in page
    assert "being recomputed" in page
    assert rate_sheet().difference(PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST) == 39_000
    assert "£64,000 → £65,000" in recomputes_asked()[0]
    after = text_of(finance.get("/rate-card/2/"))
    assert "Version 2 moved the run-rate of delivered places from £10,032k to £10,296k" in after
    assert "Approve version 2" not in after
    assert "Version 1 Superseded" in text_of(finance.get("/rate-card/"))
    again = finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert again["Location"] == "/rate-card/2/"
    assert len(recomputes_asked()) == 1


def test_nobody_approves_what_they_drafted_by_form(finance: Client) -> None:
    finance.post(DRAFT, sent())
    page = text_of(finance.get("/rate-card/2/"))
    assert "You cannot decide this. You drafted this rate card, so another finance officer approves it." in page
    assert "Approve version 2" not in page
    response = finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert response.status_code == 403
    assert "You cannot decide this. You drafted this rate card" in text_of(response)
    assert RateCard.objects.get(version=2).status == "draft"


def test_nobody_approves_what_they_drafted_by_service(finance_user: Any) -> None:
    draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(65_000)}, source_reference="Table 2", reason=WHY, read_version=1,
        by=finance_user, at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="another finance officer approves it"):
        approve_rate_card(version=2, reason=WHY, by=finance_user, at=timezone.now())


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "approved", "approved_by": True, "approved_at": True}, "rate_card_four_eyes"),
        ({"status": "approved"}, "rate_card_approved_by_and_at"),
        ({"status": "approved", "approved_at": True}, "rate_card_approved_by_and_at"),
        ({"approved_at": True}, "rate_card_approved_by_and_at"),
        ({"prepared_by": None}, "rate_card_four_eyes"),
    ],
)
def test_the_database_keeps_four_eyes(finance_user: Any, fields: dict[str, Any], constraint: str) -> None:
    now = timezone.now()
    given = {**fields}
    given |= {k: finance_user for k in ("approved_by",) if k in fields} | {
        k: now for k in ("approved_at",) if k in fields
    }
    row = {"version": 9, "price_base": "2025-26", "prepared_by": finance_user, "prepared_at": now, **given}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RateCard.objects.bulk_create([RateCard(**row)])


def test_the_database_keeps_an_approved_card_as_it_is(drafted: Client, finance: Client) -> None:
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        RateCard.objects.filter(version=2).update(reason="Another.")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Rate.objects.filter(card__version=2).update(amount=1)


def test_a_draft_is_withdrawn_with_a_reason(drafted: Client, finance: Client) -> None:
    response = drafted.post("/rate-card/2/withdraw/", {"reason": "no"})
    assert response.status_code == 422
    assert "Why it is withdrawn: Say why in a sentence" in text_of(response)
    assert 'href="#withdraw_reason"' in response.content.decode()
    response = drafted.post("/rate-card/2/withdraw/", {"reason": WHY}, follow=True)
    assert "Rate card version 2 is withdrawn" in text_of(response)
    assert drafted.post("/rate-card/2/withdraw/", {"reason": WHY}).status_code == 302
    refused = finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert refused.status_code == 403
    assert "is withdrawn: nothing is left to decide" in text_of(refused)
    assert text_of(finance.get("/rate-card/2/"))
    assert drafted.post(DRAFT, sent(rate_inmss="66000"))["Location"] == "/rate-card/3/"


def test_both_decisions_have_ids_of_their_own(drafted: Client, finance: Client) -> None:
    page = finance.get("/rate-card/2/").content.decode()
    assert page.count('id="approve_reason"') == 1
    assert page.count('id="withdraw_reason"') == 1


@pytest.mark.parametrize("role", ["board", "adviser", "manager", "finance", "admin"])
def test_who_may_do_what(drafted: Client, role: str, request: Any) -> None:
    user = request.getfixturevalue(f"{role}_user")
    client = signed_in(Client(), user)
    drafts, approves = (user.has_perm(f"initiatives.{right}") for right in ("add_ratecard", "approve_ratecard"))
    assert client.get("/rate-card/").status_code == 200
    assert client.get("/rate-card/2/").status_code == 200
    assert client.get(DRAFT).status_code == (200 if drafts else 403)
    assert client.post(DRAFT, {}).status_code == (422 if drafts else 403)
    assert client.post("/rate-card/2/approve/", {}).status_code == (422 if approves else 403)
    assert client.post("/rate-card/2/withdraw/", {}).status_code == (422 if drafts else 403)
    assert client.get("/rate-card/2/approve/").status_code == 405


@pytest.mark.parametrize("path", ["/rate-card/77/", "/rate-card/99999999999999999999/"])
def test_a_version_that_is_not_there(finance: Client, path: str) -> None:
    assert finance.get(path).status_code == 404
    assert finance.post(f"{path}approve/", {"reason": WHY}).status_code == 404


def test_without_a_card_the_pages_say_what_to_do(finance: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.initiatives.views.rates.in_force", lambda _: None)
    assert "manage.py load_report" in text_of(finance.get("/rate-card/"))


@pytest.mark.parametrize("name", ["rates", "versions"])
def test_tables_are_exported(finance: Client, name: str) -> None:
    response = finance.get("/rate-card/", {"_export": "csv", "_of": name})
    assert response.status_code == 200
    assert "1" in response.content.decode()


def test_query_count_is_constant(drafted: Client) -> None:
    before = queries(drafted, "/rate-card/")
    assert before <= 12
    for i in range(3):
        drafted.post(f"/rate-card/{2 + i}/withdraw/", {"reason": WHY})
        drafted.post(DRAFT, sent(rate_inmss=f"{66 + i},000"))
    assert queries(drafted, "/rate-card/") <= before


def test_a_card_for_a_later_day_changes_nothing_until_then(manager: Client, finance: Client) -> None:
    day = localdate() + timedelta(days=30)
    said = f"{day.day} {day:%B %Y}"
    page = text_of(manager.post(DRAFT, sent(in_force_from=said), follow=True))
    assert f"It would be in force from {said}, or from the day of its approval if that is later." in page
    approved = finance.post("/rate-card/2/approve/", {"reason": WHY}, follow=True)
    assert approved.redirect_chain == [("/rate-card/2/", 302)]
    assert f"is approved (reference: rate card 2). It is in force from {said}; no figure changes" in text_of(approved)
    assert (rate_sheet().version, recomputes_asked()) == (1, [])
    versions = text_of(manager.get("/rate-card/"))
    assert "Version 2 Approved, not in force yet" in versions
    assert "Version 1 In force 27 January 2026" in versions
    assert rate_card_in_force(day).version == 2
    assert rate_card_in_force(day - timedelta(days=1)).version == 1


def test_the_figures_are_worked_out_anew_on_the_day_once(manager: Client, finance: Client) -> None:
    day = localdate() + timedelta(days=30)
    manager.post(DRAFT, sent(in_force_from=day.isoformat()))
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    now = timezone.now()
    told = [take_into_force(at=now + timedelta(days=days)) for days in (0, 29, 31, 32)]
    assert told == [False, False, True, False]
    assert RecomputeRequest.objects.get(cause__startswith="Rate card version 2").requested_by is None


def test_a_draft_that_names_no_day_is_in_force_from_its_approval(drafted: Client, finance: Client) -> None:
    assert "It would be in force from the day of its approval." in text_of(finance.get("/rate-card/2/"))
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert RateCard.objects.get(version=2).in_force_from == localdate()
    entry = AuditEntry.objects.get(action="Approved a rate card")
    assert entry.after["in_force_from"] == localdate().isoformat()


def test_a_day_that_has_passed_by_the_approval_becomes_its_day(drafted: Client, finance: Client) -> None:
    RateCard.objects.filter(version=2).update(in_force_from=localdate() - timedelta(days=3))
    assert "which has passed: it would be in force from the day of its approval." in text_of(
        finance.get("/rate-card/2/")
    )
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert RateCard.objects.get(version=2).in_force_from == localdate()


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "has passed. Enter today or a later day"), (10, "version 2 is in force")]
)
def test_a_day_that_cannot_be_is_refused(manager: Client, finance: Client, days: int, said: str) -> None:
    later = localdate() + timedelta(days=30)
    manager.post(DRAFT, sent(in_force_from=later.isoformat()))
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    day = localdate() + timedelta(days=days)
    response = manager.post(DRAFT, sent(rate_inmss="66,000", in_force_from=day.isoformat(), version="2"))
    assert response.status_code == 422
    assert f"In force from: {said}" in text_of(response).replace(f"{day.day} {day:%B %Y} has passed", "has passed")
    assert RateCard.objects.count() == 2


@pytest.mark.parametrize("days", [-1, None])
def test_the_database_keeps_the_day(drafted: Client, finance_user: Any, days: int | None) -> None:
    day = None if days is None else localdate() + timedelta(days=days)
    rule = "rate_card_in_force_from" if days is None else "day of its approval or a later one"
    approval = {"status": "approved", "approved_by": finance_user, "approved_at": timezone.now(), "in_force_from": day}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        RateCard.objects.filter(version=2).update(**approval)


def test_the_database_keeps_the_order(manager: Client, finance: Client, finance_user: Any) -> None:
    later = localdate() + timedelta(days=30)
    manager.post(DRAFT, sent(in_force_from=later.isoformat()))
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    manager.post(DRAFT, sent(rate_inmss="66,000", version="2"))
    approval = {"status": "approved", "approved_by": finance_user, "approved_at": timezone.now()}
    with pytest.raises(IntegrityError, match="in the order of their versions"), transaction.atomic():
        RateCard.objects.filter(version=3).update(**approval, in_force_from=later - timedelta(days=1))
    finance.post("/rate-card/3/approve/", {"reason": WHY})
    assert RateCard.objects.get(version=3).in_force_from == later


def test_a_claim_pins_no_card_that_is_not_in_force_yet(manager: Client, finance: Client) -> None:
    agree_all()
    claim = started(manager)
    manager.post(DRAFT, sent(in_force_from=(localdate() + timedelta(days=30)).isoformat()))
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert [card.version for card in approved_cards()] == [1]
    asked = {"claim_id": claim.pk, "read_version": claim.version, "by": claim.made_by, "at": timezone.now()}
    with pytest.raises(Refused, match="version 2 is not approved and in force"):
        save_rates(card_version=2, quoted_difference=None, **asked)


def test_a_draft_lists_what_open_claims_would_be_worth(drafted: Client, finance: Client) -> None:
    """264 × (75% × £65,000 − £26,000) × 95% = £5,705,700, £188,100 more; quoted differences do not move."""
    agree_all()
    submitted("send-sufficiency")
    decide(submitted("dingleys-promise"), grade=EvidenceGrade.PARTIAL)
    submitted("portage")
    started(drafted)
    found = claims_at(RateCard.objects.get(version=2))
    assert {one.claim.initiative.slug: (one.now, one.then) for one in found.open} == {
        "send-sufficiency": (Decimal("5517600.00"), Decimal("5705700.00")),
        "portage": (Decimal("113740.00"), Decimal("113740.00")),
    }
    (total,) = found.totals
    assert (total.claims, total.then - total.now, found.approved) == (2, Decimal("188100.00"), 1)
    page = text_of(finance.get("/rate-card/2/"))
    assert "2 open claims rest on an earlier version." in page
    assert "1 approved claim keeps its own version and its amount: approval changes none of them." in page
    assert "5,517,600.00 5,705,700.00" in page
    finance.post("/rate-card/2/approve/", {"reason": WHY})
    assert "What it would mean for claims" not in text_of(finance.get("/rate-card/2/"))


def test_a_draft_without_claims_says_so(drafted: Client, finance: Client) -> None:
    page = text_of(finance.get("/rate-card/2/"))
    assert "No open claim rests on an earlier version. No approved claim rests on an earlier version." in page
