"""What the SEND manager's pages of claims need: drafts of each kind of unit, one ready, one that finance returned.

Their names begin with ``making``: they are another role's than the one that sees all other pages.
"""

from datetime import date
from uuid import UUID

from django.utils import timezone

from apps.core.vocabulary import BenefitClass
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.services.claims.steps import (
    save_cost,
    save_counterfactual,
    save_declaration,
    save_evidence,
    save_kind,
    save_period,
    save_rates,
)
from apps.initiatives.services.claims.units import save_children, save_exclusions, save_places
from apps.initiatives.services.cohorts import draw_on_new_cohort
from apps.initiatives.vocabulary import Recurrence, UnitKind
from apps.initiatives.workflow.claims import ClaimDecisionKind
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person
from tests.initiatives.claims.making import WHY, evidence, quoted, tranche
from tests.initiatives.claims.sharing import children_claim, upn

BEGUN, PLACES, CHILDREN, READY = (UUID(int=n) for n in range(1, 5))
NO_FORM = {"version": "0"}


def make_something() -> None:
    """Plans of Sufficiency and Dingley's Promise are agreed already."""
    start_claim(initiative="dingleys-promise", key=BEGUN, by=person("manager"), at=timezone.now())
    places_draft()
    children_draft()
    ready()
    returned = children_claim("dingleys-promise", [801, 802])
    decide_claim(
        claim_id=returned.pk, read_version=returned.version, decision=ClaimDecisionKind.RETURN, amount=None, grade=None,
        reason="Which of them came before April?", by=person("finance"), at=timezone.now(),
    )  # fmt: skip


class Maker:
    def __init__(self, initiative: str, key: UUID) -> None:
        self.by, self.at = person("manager"), timezone.now()
        self.claim = start_claim(initiative=initiative, key=key, by=self.by, at=self.at)

    def save(self, service, **answers) -> None:
        self.claim = service(
            claim_id=self.claim.pk, read_version=self.claim.version, by=self.by, at=self.at, **answers
        )  # fmt: skip

    def begin(self, kind: UnitKind) -> None:
        self.save(save_kind, title="A claim in the making", kind=kind, benefit_class=BenefitClass.AVOIDANCE)
        self.save(
            save_period, recurrence=Recurrence.RECURRING, start_date=date(2025, 9, 1), end_date=date(2028, 9, 1),
            came_from=None, came_to=None,
        )  # fmt: skip


def places_draft() -> None:
    maker = Maker("send-sufficiency", PLACES)
    maker.begin(UnitKind.PLACES)
    maker.save(save_places, places={tranche("2023-24"): [(1, 49)], tranche("2022-23"): [(1, 40), (46, 46)]})


def children_draft() -> None:
    maker = Maker("dingleys-promise", CHILDREN)
    maker.begin(UnitKind.CHILDREN)
    numbers = [upn(n) for n in range(700, 706)]
    maker.save(save_children, numbers=numbers, excluded={numbers[0]: "Moved away"})


def ready() -> None:
    maker = Maker("dingleys-promise", READY)
    evidence("dingleys-promise")
    evidence("dingleys-promise", expires_on=date(2025, 1, 1))
    maker.begin(UnitKind.COHORT)
    maker.save(draw_on_new_cohort, name="Children of a later year", size=20, source_reference="Register", units=9)
    maker.save(save_exclusions, places={}, numbers=[(2, "Came from another council")], nothing=False)
    plan = maker.claim.plan
    maker.save(
        save_counterfactual, mix={m.placement: m.share for m in plan.mix.all()}, actual=plan.actual,
        occupancy=plan.occupancy, deadweight=plan.deadweight, differs_because="", both_because="",
    )  # fmt: skip
    maker.save(save_rates, card_version=1, quoted_difference=int(quoted()))
    maker.save(save_cost, costs={"high-needs-block": 1500}, no_cost_because="")
    maker.save(save_evidence, items=[], measure=None, grade="insufficient", grade_because=WHY)
    maker.save(save_declaration, declared=True)


def making_addresses() -> dict[str, str]:
    """Each page of the maker, in each of its states."""
    claims = _claims()
    begun, places, children, whole = (claims[key] for key in (BEGUN, PLACES, CHILDREN, READY))
    of_ready = {f"making {s.value}": f"/claims/{whole}/step/{s.value}/" for s in ClaimStep}
    return {
        "making start": "/claims/start/",
        "making begun": f"/claims/{begun}/",
        "making begun, checked": f"/claims/{begun}/check/",
        "making ready": f"/claims/{whole}/",
        "making check": f"/claims/{whole}/check/",
        "making returned": f"/claims/{claims['returned']}/",
        "making withdrawal": f"/claims/{whole}/withdraw/",
        **of_ready,
        "making units of places": f"/claims/{places}/step/units/",
        "making exclusions of places": f"/claims/{places}/step/exclusions/",
        "making counterfactual of places": f"/claims/{places}/step/counterfactual/",
        "making units of children": f"/claims/{children}/step/units/",
        "making exclusions of children": f"/claims/{children}/step/exclusions/",
    }


def making_refused() -> dict[str, tuple[str, dict[str, str]]]:
    claims = _claims()
    begun, places, whole = (claims[key] for key in (BEGUN, PLACES, READY))
    title = {"title": "My own words", "benefit_class": "avoidance", "kind": "cohort"}
    mix = {"mix_inmss": "60", "mix_no_cost": "x", "deadweight": "101"}
    return {
        "making start refused": ("/claims/start/", {"initiative": "zzz"}),
        "making kind refused": (f"/claims/{begun}/step/kind/", {"version": "1", "kind": "zzz"}),
        "making kind stale": (f"/claims/{whole}/step/kind/", {"version": "1", **title}),
        "making units refused": (f"/claims/{places}/step/units/", {f"places_{tranche('2022-23')}": "9-1", **NO_FORM}),
        "making mix refused": (f"/claims/{whole}/step/counterfactual/", {**mix, **NO_FORM}),
        "making evidence refused": (f"/claims/{whole}/step/evidence/", {**NO_FORM, "grade": "good"}),
        "making submit refused": (f"/claims/{begun}/submit/", {"version": "1"}),
        "making submit stale": (f"/claims/{whole}/submit/", {"version": "1"}),
        "making withdrawal refused": (f"/claims/{whole}/withdraw/", {"version": "1", "reason": "no"}),
    }


def _claims() -> dict[object, int]:
    from apps.initiatives.models import BenefitClaim

    found: dict[object, int] = dict(BenefitClaim.objects.values_list("start_key", "pk"))
    return found | {"returned": BenefitClaim.objects.get(status="returned").pk}
