"""The register of claims and the amounts of the register of initiatives, on numbers worked by hand."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models import BenefitClaim, Fund, Initiative
from apps.initiatives.presenters.register_amounts import amount_lines, amount_order
from apps.initiatives.selectors.claim_totals import ClaimStanding, Kind, claim_totals, claimed_and_approved
from apps.initiatives.selectors.register_amounts import register_amounts
from apps.initiatives.services.claims.decide import note_claim
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide, submitted
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import queries, signed_in, text_of

# Sufficiency 264 × (75% × 64,000 − 26,000) × 95%; Dingley's 12 × 47,000 × 50%; Portage 2.42 × 47,000.
SUFFICIENCY, DINGLEYS, PORTAGE = Decimal("5517600.00"), Decimal("282000.00"), Decimal("113740.00")
RUN_RATE = Kind(Basis.RUN_RATE, BenefitClass.AVOIDANCE, Block.HIGH_NEEDS, None)


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


@pytest.fixture
def reader() -> Client:
    return signed_in(Client(), person("finance"))


@pytest.fixture
def decided() -> dict[str, BenefitClaim]:
    """Sufficiency approved as Sufficient, above the threshold; Dingley's at £250,000, Partial; Portage rejected."""
    found = {slug: submitted(slug) for slug in ("send-sufficiency", "dingleys-promise", "portage")}
    decide(found["send-sufficiency"])
    decide(
        found["dingleys-promise"], ClaimDecisionKind.APPROVE_LESS, amount=Decimal(250_000), grade=EvidenceGrade.PARTIAL
    )
    decide(found["portage"], ClaimDecisionKind.REJECT, grade=None)
    return found


def totals() -> dict[ClaimStanding, tuple[int, Decimal]]:
    return {t.standing: (t.claims, t.amount) for t in claim_totals(BenefitClaim.objects.all())}


def test_totals_by_standing(decided: dict[str, BenefitClaim]) -> None:
    assert totals() == {ClaimStanding.AWAITS: (1, SUFFICIENCY), ClaimStanding.PARTIAL: (1, Decimal(250_000))}
    note_claim(
        claim_id=decided["send-sufficiency"].pk, meeting_date=AT.date(), reference="Minutes, item 7",
        by=person("finance"), at=AT,
    )  # fmt: skip
    assert totals() == {ClaimStanding.HEADLINE: (1, SUFFICIENCY), ClaimStanding.PARTIAL: (1, Decimal(250_000))}


def test_totals_of_one_initiative_are_its_shares(report: None) -> None:
    shared = children_claim("portage", [5], shares={"portage": Decimal(60), "dingleys-promise": Decimal(40)})
    decide(shared, grade=EvidenceGrade.PARTIAL)
    whole = claim_totals(BenefitClaim.objects.all())[0].amount
    parts = [claim_totals(BenefitClaim.objects.all(), slug)[0].amount for slug in ("portage", "dingleys-promise")]
    assert parts == [whole * Decimal("0.6"), whole * Decimal("0.4")]


def test_claimed_and_approved_of_an_initiative(decided: dict[str, BenefitClaim]) -> None:
    found = {slug: claimed_and_approved(Initiative.objects.get(slug=slug)) for slug in decided}
    run_rates = {slug: next((c for c in rows if c.kind == RUN_RATE), None) for slug, rows in found.items()}
    sufficiency, dingleys = run_rates["send-sufficiency"], run_rates["dingleys-promise"]
    assert (sufficiency.claimed, sufficiency.approved, sufficiency.headline) == (SUFFICIENCY, SUFFICIENCY, 0)
    assert (dingleys.claimed, dingleys.approved, dingleys.headline) == (DINGLEYS, 250_000, 0)
    assert run_rates["portage"] is None


def test_the_registers_amounts_are_those_of_each_initiatives_page(decided: dict[str, BenefitClaim]) -> None:
    children_claim("portage", [5], shares={"portage": Decimal(60), "dingleys-promise": Decimal(40)})
    found = register_amounts()
    for subject in Initiative.objects.all():
        rows = [c for c in claimed_and_approved(subject) if c.kind.year is None]
        amounts = found.get(subject.pk)
        claimed = {c.kind: c.claimed for c in rows if c.claimed}
        approved = {c.kind: c.approved for c in rows if c.approved}
        assert (amounts.approved if amounts else {}) == approved
        shown = amounts.claimed if amounts else {}
        assert shown.keys() == claimed.keys()
        assert all(abs(shown[kind] - claimed[kind]) <= Decimal("0.01") for kind in claimed)


def test_a_cost_that_another_block_bears_stands_on_that_block(report: None) -> None:
    claim = children_claim("portage", [5], submit=False)
    claim.costs.create(fund=Fund.objects.filter(kind="council_revenue").first(), amount=Decimal(10_000))
    BenefitClaim.objects.filter(pk=claim.pk).update(version=claim.version + 1, claimed=Decimal(47_000))
    assert register_amounts() == {}


def test_amounts_of_another_kind_say_so() -> None:
    once = Kind(Basis.ONE_OFF, BenefitClass.CASHABLE, Block.GENERAL_FUND, None)
    lines = amount_lines({RUN_RATE: SUFFICIENCY, once: Decimal(30_000)}, "None")
    assert set(lines) == {"5,518", f"30, once, cashable saving, {Block.GENERAL_FUND.label}"}
    assert amount_lines({}, "None claimed") == ("None claimed",)
    assert amount_order({RUN_RATE: Decimal(1)}) > amount_order({once: Decimal(9)}) > amount_order({})


def test_the_register_of_initiatives_shows_claimed_and_approved(
    reader: Client, decided: dict[str, BenefitClaim]
) -> None:
    page = text_of(reader.get("/initiatives/?search=dingley"))
    assert "Claimed, £000 a year (run-rate) unless a line says otherwise" in page
    assert "Approved, £000 a year (run-rate) unless a line says otherwise" in page
    (row,) = reader.get("/initiatives/?search=dingley").context["table"].records
    assert (row.claimed, row.approved) == (("282",), ("250",))
    assert "282 250" in page
    file = reader.get("/initiatives/", {"_export": "csv", "_of": "initiatives"}).content.decode("utf-8-sig")
    rows = {row["Initiative"]: row for row in csv.DictReader(io.StringIO(file))}
    heading = "£000 a year (run-rate) unless a line says otherwise"
    assert rows["Dingley's Promise"][f"Claimed, {heading}"] == "282"
    assert rows["Dingley's Promise"][f"Approved, {heading}"] == "250"
    assert rows["Portage"][f"Approved, {heading}"] == "None approved"


def test_agreed_plans_do_not_pass_for_the_reports(reader: Client) -> None:
    page = text_of(reader.get("/initiatives/"))
    assert (
        "Not from the report: 3 measurement plans agreed by finance in this product; illustrative values: 3; made for "
        "the demonstration, not by the council: 3." in page.replace("demonstration and not", "demonstration, not")
    )
    reported = page.split("Source: Report")[0]
    assert "measurement plan agreed" not in reported
    assert "agreed measurement plan" not in reported.split("The report names")[1]


def test_the_registers_queries_do_not_grow_with_claims(reader: Client) -> None:
    children_claim("portage", [1])
    before = queries(reader, "/initiatives/")
    for number in range(2, 8):
        children_claim("portage", [number])
    assert queries(reader, "/initiatives/") <= before


def test_the_claims_register_sentence(reader: Client, decided: dict[str, BenefitClaim]) -> None:
    page = text_of(reader.get("/claims/"))
    assert "3 claims; nothing of it is in the headline yet" in page
    note_claim(
        claim_id=decided["send-sufficiency"].pk, meeting_date=AT.date(), reference="Minutes, item 7",
        by=person("finance"), at=AT,
    )  # fmt: skip
    page = text_of(reader.get("/claims/"))
    assert "approved and in the headline: £5,517,600 a year (cost avoidance, High Needs" in page
