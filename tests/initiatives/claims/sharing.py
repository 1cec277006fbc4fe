"""Claims on children and cohorts made quickly for tests of what is counted once. Pupil numbers are made up."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from apps.core.child_keys import LETTERS
from apps.core.models import User
from apps.core.vocabulary import BenefitClass
from apps.initiatives.models import (
    BenefitClaim,
    Cohort,
    EvidenceItem,
    Initiative,
    OutcomeMeasure,
    QuotedDifference,
)
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.services.claims.steps import (
    save_cost,
    save_counterfactual,
    save_declaration,
    save_evidence,
    save_kind,
    save_period,
    save_rates,
    save_shares,
)
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.services.claims.units import save_children, save_draw, save_exclusions
from apps.initiatives.vocabulary import EvidenceGrade, EvidenceKind, Recurrence, UnitKind
from tests.fixtures import person
from tests.initiatives.claims.cases import AT

Period = tuple[date, date]
TITLE = "Children in mainstream"
# Each has a reading in the report.
MEASURE = {
    "portage": "portage-specialist",
    "dingleys-promise": "dingleys-placed",
    "send-sufficiency": "inmss-share",
}
YEAR: Period = (date(2025, 9, 1), date(2026, 9, 1))


def upn(number: int) -> str:
    """A made-up unique pupil number with a right check letter."""
    digits = f"{number:012d}"
    return LETTERS[sum(int(d) * w for d, w in zip(digits, range(2, 14), strict=True)) % 23] + digits


def children_claim(
    initiative: str,
    children: list[int],
    *,
    shares: dict[str, Decimal] | None = None,
    period: Period = YEAR,
    by: User | None = None,
    submit: bool = True,
    title: str = TITLE,
) -> BenefitClaim:
    return _claim(initiative, UnitKind.CHILDREN, shares, period, by, submit, children=children, title=title)


def cohort_claim(
    initiative: str, cohort: Cohort, units: Decimal, *, period: Period = YEAR, by: User | None = None
) -> BenefitClaim:
    return _claim(initiative, UnitKind.COHORT, None, period, by, True, draw=(cohort.pk, units))


def cohort(size: int) -> Cohort:
    return Cohort.objects.create(
        initiative=Initiative.objects.get(slug="portage"), name=f"Cohort {uuid4()}", size=size,
        source_reference="test", added_by=person("manager"), added_at=AT,
    )  # fmt: skip


def tracker(initiative: str) -> EvidenceItem:
    """Evidence that any grade can rest on: with its source and n, not past its expiry date, one for an initiative."""
    found, _ = EvidenceItem.objects.get_or_create(
        initiative=Initiative.objects.get(slug=initiative), title="Tracker of the tests",
        defaults={"kind": EvidenceKind.LINK, "address": "https://example.org/", "source": "The tests' own tracker",
                  "n": 121, "expires_on": date(2999, 1, 1), "added_by": person("manager"), "added_at": AT},
    )  # fmt: skip
    return found


def _claim(
    initiative: str,
    kind: UnitKind,
    shares: dict[str, Decimal] | None,
    period: Period,
    by: User | None,
    submit: bool,
    *,
    children: list[int] | None = None,
    draw: tuple[int, Decimal] | None = None,
    title: str = TITLE,
) -> BenefitClaim:
    maker = by or person("manager")
    claim = start_claim(initiative=initiative, key=uuid4(), by=maker, at=AT)

    def save(service: object, **answers: object) -> None:
        nonlocal claim
        claim = service(claim_id=claim.pk, read_version=claim.version, by=maker, at=AT, **answers)  # type: ignore[operator]

    save(save_kind, title=title, kind=kind, benefit_class=BenefitClass.AVOIDANCE)
    save(save_period, recurrence=Recurrence.RECURRING, start_date=period[0], end_date=period[1], came_from=None,
         came_to=None)  # fmt: skip
    if draw:
        save(save_draw, cohort=draw[0], units=draw[1])
    else:
        save(save_children, numbers=[upn(n) for n in children or []], excluded={})
    save(save_exclusions, places={}, numbers=[], nothing=True)
    plan = claim.plan
    save(save_counterfactual, mix={m.placement: m.share for m in plan.mix.all()}, actual=plan.actual,
         occupancy=plan.occupancy, deadweight=plan.deadweight, differs_because="", both_because="")  # fmt: skip
    quoted = QuotedDifference.objects.get(card__version=1)
    save(save_rates, card_version=1, quoted_difference=quoted.pk if plan.actual == quoted.cheaper else None)
    save(save_shares, shares=shares or {initiative: Decimal(100)})
    save(save_cost, costs={}, no_cost_because="Nothing is stated.")
    measure = OutcomeMeasure.objects.get(slug=MEASURE[initiative])
    save(save_evidence, items=[tracker(initiative).pk], measure=measure.pk, grade=EvidenceGrade.INSUFFICIENT,
         grade_because="Only a test.")  # fmt: skip
    save(save_declaration, declared=True)
    if not submit:
        return claim
    return submit_claim(claim_id=claim.pk, read_version=claim.version, by=maker, at=AT)
