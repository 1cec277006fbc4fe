"""Finance's queue: each flag where it should stand and not where it should not, and the page that shows them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from apps.initiatives.models import BenefitClaim, Initiative
from apps.initiatives.selectors.claim_flags import FlagKind, flags_of
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.services.overlaps import settle_overlap
from apps.initiatives.services.rates import approve_rate_card, draft_rate_card
from apps.initiatives.vocabulary import OverlapOutcome, PlacementType
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, submitted
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import signed_in, text_of

TODAY = date(2026, 2, 10)
MET = (
    "Portage and Dingley's Promise meet on the same children (para 4.13, Key considerations), not settled yet: settle "
    "it in the overlap register, or share the effect in one claim."
)


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def flags(claim: BenefitClaim, who: str = "finance", today: date = TODAY) -> dict[FlagKind, str]:
    found = flags_of(with_parts([claim.pk]), person(who).pk, today)[claim.pk]
    return {flag.kind: flag.words for flag in found}


def settle(outcome: OverlapOutcome = OverlapOutcome.APART, second: str = "dingleys-promise") -> None:
    settle_overlap(
        first="portage", second=second, outcome=outcome, reason="The two services compared their lists.",
        read_settlements=0, by=person("finance"), at=AT,
    )  # fmt: skip


def approved_card(at: datetime | None = None) -> None:
    moment = at or timezone.now()
    draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(65_000)}, source_reference="Table 2", reason="New contracts.",
        read_version=1, by=person("manager"), at=moment,
    )  # fmt: skip
    approve_rate_card(version=2, reason="Checked.", by=person("finance"), at=moment)


def test_overlap_names_the_claims_that_count_the_same_child() -> None:
    first, second = children_claim("portage", [1, 2]), children_claim("dingleys-promise", [2, 3])
    assert f"Counts the same places or children as {second}." in flags(first)[FlagKind.OVERLAP]
    assert f"Counts the same places or children as {first}." in flags(second)[FlagKind.OVERLAP]


def test_overlap_of_the_register_stands_on_claims_of_either_until_it_is_settled() -> None:
    portage, dingleys = submitted("portage"), submitted("dingleys-promise")
    assert MET in flags(portage)[FlagKind.OVERLAP]
    assert "Speech and language therapy (SALT), Health Visiting" in flags(portage)[FlagKind.OVERLAP]
    assert flags(dingleys)[FlagKind.OVERLAP] == MET
    settle()
    assert MET not in flags(portage)[FlagKind.OVERLAP]
    assert FlagKind.OVERLAP not in flags(dingleys)


def test_a_claim_that_carries_both_has_shared_the_effect() -> None:
    shared = children_claim("dingleys-promise", [7], shares={"dingleys-promise": Decimal(60), "portage": Decimal(40)})
    assert MET not in flags(shared)[FlagKind.OVERLAP]
    assert "Portage also meets other services" in flags(shared)[FlagKind.OVERLAP]


def test_no_overlap_where_nothing_meets() -> None:
    assert FlagKind.OVERLAP not in flags(submitted("send-sufficiency"))


def test_rate_conflict_of_38_against_47_thousand() -> None:
    places = submitted("send-sufficiency")
    assert FlagKind.RATES not in flags(places)
    children = submitted("dingleys-promise")
    one = "for one avoided specialist placement."
    assert flags(places)[FlagKind.RATES] == f"£38k here against £47k in {children}, {one}"
    assert flags(children)[FlagKind.RATES] == f"£47k here against £38k in {places}, {one}"


def test_small_numbers_with_the_interval_in_words() -> None:
    said = flags(submitted("portage"))[FlagKind.SMALL]
    assert "It counts 2.42 children." in said
    assert "24% to 22% of 121: the 95% interval of the improvement runs from −10 to +15 children" in said
    assert "not distinguishable from no change." in said
    assert FlagKind.SMALL not in flags(submitted("send-sufficiency"))


def test_evidence_that_is_insufficient_or_stale() -> None:
    assert "Insufficient, as the SEND manager grades it." in flags(submitted("portage"))[FlagKind.EVIDENCE]
    places = submitted("send-sufficiency")
    later = flags(places, today=date(2027, 2, 1))[FlagKind.EVIDENCE]
    assert "“Report of 27 January 2026” is stale since 1 February 2027." in later
    assert "is stale" not in flags(places).get(FlagKind.EVIDENCE, "")
    assert "Insufficient" not in flags(places).get(FlagKind.EVIDENCE, "")


def test_over_the_boards_threshold() -> None:
    assert flags(submitted("send-sufficiency"))[FlagKind.THRESHOLD] == (
        "More than £250,000: once approved, the Board notes it."
    )
    assert FlagKind.THRESHOLD not in flags(submitted("portage"))


def test_the_threshold_itself_is_not_over_it(settings) -> None:
    claim = submitted("portage")
    settings.CLAIM_NOTING_THRESHOLD = claim.claimed
    assert FlagKind.THRESHOLD not in flags(claim)
    settings.CLAIM_NOTING_THRESHOLD = claim.claimed - Decimal("0.01")
    assert FlagKind.THRESHOLD in flags(claim)


def test_changed_since_submitted() -> None:
    claim = submitted("send-sufficiency")
    assert "Rate card" not in flags(claim).get(FlagKind.CHANGED, "")
    approved_card()
    assert "Rate card version 2 is in force; the claim pins 1." in flags(claim)[FlagKind.CHANGED]


@pytest.mark.parametrize(("stage", "there"), [("delivery", False), ("embedded", True), ("closed", True)])
def test_the_initiatives_stage(stage: str, there: bool) -> None:
    claim = submitted("portage")
    Initiative.objects.filter(slug="portage").update(stage=stage)
    assert (FlagKind.STAGE in flags(claim)) == there


def test_who_made_it_cannot_decide_it() -> None:
    claim = submitted("portage")
    assert FlagKind.YOURS in flags(claim, "manager")
    assert FlagKind.YOURS not in flags(claim, "finance")


@pytest.fixture
def finance() -> Client:
    return signed_in(Client(), person("finance"))


def test_the_page_says_how_many_wait_and_what_to_look_at_before_the_facts(finance: Client) -> None:
    claims = [submitted(slug) for slug in ("send-sufficiency", "dingleys-promise", "portage")]
    response = finance.get("/claims/queue/")
    page = text_of(response)
    assert "3 claims wait for a decision, the oldest for" in page
    body = response.content.decode()
    assert body.count('<li class="app-queue__item">') == 3
    for claim in claims:
        item = page.split(f"{claim} : decide")[1]
        assert item.index("Illustrative") < item.index("What is claimed") < item.index("Waiting for")
    assert "app-scroll" not in body.split('id="noting"')[0]


def test_an_empty_queue_says_so(finance: Client) -> None:
    page = text_of(finance.get("/claims/queue/"))
    assert "No claim waits for a decision." in page
    assert "None: every approved claim above the threshold is noted." in page


def test_the_claims_own_pages_show_the_overlap_that_is_not_settled(finance: Client) -> None:
    claim = submitted("dingleys-promise")
    for part in ("", "decide/"):
        response = finance.get(f"/claims/{claim.pk}/{part}")
        assert MET in text_of(response)
        assert 'href="/overlaps/portage/dingleys-promise/"' in response.content.decode()
    settle()
    assert MET not in text_of(finance.get(f"/claims/{claim.pk}/decide/"))
