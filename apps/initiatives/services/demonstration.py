"""The demonstration's claims: the report's own cases carried through plan, claim and decision by its accounts.

What the report states is the report's. What it does not agree (occupancy, displacement, deadweight) is illustrative,
and every plan and claim says so. Nothing here is loaded outside the demonstration.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction

from apps.core.models import User
from apps.core.vocabulary import BenefitClass
from apps.initiatives.models import (
    BenefitClaim,
    Cohort,
    EvidenceItem,
    Initiative,
    MeasurementPlan,
    OutcomeMeasure,
    PlaceTranche,
    QuotedDifference,
    RateCard,
)
from apps.initiatives.selectors.plans import PlanContent
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
    save_shares,
)
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.services.claims.units import save_draw, save_exclusions, save_places
from apps.initiatives.services.demonstration_plans import PLANS, PlanCase
from apps.initiatives.services.plans import PlanRead, agree_plan, draft_plan
from apps.initiatives.vocabulary import (
    EvidenceGrade,
    EvidenceKind,
    PlaceStatus,
    Recurrence,
    UnitKind,
    ValuesState,
)
from apps.initiatives.workflow.claims import ClaimDecisionKind

NAMESPACE = UUID("6f0f0c5e-94a7-4d0e-8c7e-2d6d7f5a1d10")
FIRST_DAY, LAST_DAY = date(2025, 4, 1), date(2028, 4, 1)
REVIEW = date(2027, 3, 31)
# Where each claim's case stands in the report, whose own address is not known: so it is cited, and not linked.
CITED = {
    "send-sufficiency": "Tables 1 to 3, paras 4.3 to 4.7",
    "dingleys-promise": "paras 4.8 and 4.9",
    "portage": "para 4.10",
}
# How many places or children stand behind it, as the report gives them: Table 2, para 4.8, para 4.10.
BEHIND = {"send-sufficiency": 295, "dingleys-promise": 33, "portage": 121}
NO_COST = (
    "The report does not state what it costs to deliver, so none is taken off: finance can return the claim for it."
)


@transaction.atomic
def load_demonstration_claims(*, manager: User, finance: User, at: datetime) -> list[BenefitClaim]:
    """Three plans, and three claims: Sufficiency approved, Dingley's Promise and Portage submitted. Once only."""
    if BenefitClaim.objects.exists() or MeasurementPlan.objects.exists():
        return []
    for case in PLANS:
        agree_case(case, manager=manager, finance=finance, at=at)
    sufficiency = claim_sufficiency(by=manager, at=at)
    decide_claim(
        claim_id=sufficiency.pk, read_version=sufficiency.version, decision=ClaimDecisionKind.APPROVE, amount=None,
        grade=EvidenceGrade.PARTIAL, by=finance, at=at,
        reason="Demonstration: places are delivered; occupancy and displacement are illustrative, so Partial.",
    )  # fmt: skip
    return [sufficiency, claim_dingleys(by=manager, at=at), claim_portage(by=manager, at=at)]


def agree_case(case: PlanCase, *, manager: User, finance: User, at: datetime) -> MeasurementPlan:
    subject = Initiative.objects.get(slug=case.initiative)
    slugs = OutcomeMeasure.objects.filter(initiative=subject, slug__in=case.measures)
    content = PlanContent(
        baseline=case.baseline, actual=case.actual, mix=tuple(case.mix.items()), occupancy=case.occupancy,
        deadweight=case.deadweight, values_state=ValuesState.ILLUSTRATIVE, values_source=case.source,
        measures=tuple((m.pk, "") for m in slugs), owner=case.owner, review_date=max(REVIEW, _a_year_after(at)),
    )  # fmt: skip
    plan = draft_plan(initiative_id=subject.pk, content=content, reason="", read=PlanRead(1, 0), by=manager, at=at)
    why = "Demonstration: whole, and its values are marked illustrative."
    return agree_plan(
        initiative_id=subject.pk, version=plan.version, read_edits=plan.edits, reason=why, by=finance, at=at
    )


def claim_sufficiency(*, by: User, at: datetime) -> BenefitClaim:
    """264 of 295 delivered places (Tables 1 to 3); 31 of 2023/24 left out with the report's reason."""
    writer = _Writer("send-sufficiency", by, at)
    tranches = PlaceTranche.objects.filter(initiative__slug="send-sufficiency", status=PlaceStatus.DELIVERED)
    places = {t.pk: [(1, t.counts.order_by("-version")[0].places)] for t in tranches}
    writer.save(save_kind, title="Places delivered since 2022/23 in place of independent ones",
                kind=UnitKind.PLACES, benefit_class=BenefitClass.AVOIDANCE)  # fmt: skip
    writer.save(save_period, recurrence=Recurrence.RECURRING, start_date=FIRST_DAY, end_date=LAST_DAY,
                came_from=None, came_to=None)  # fmt: skip
    writer.save(save_places, places=places)
    left_out = {}
    for t in tranches:
        count = places[t.pk][0][1]
        for exclusion in t.exclusions.filter(places__gt=0):
            left_out[t.pk] = [(count - exclusion.places + 1, count, exclusion.reason)]
    writer.save(save_exclusions, places=left_out, numbers=[], nothing=False)
    writer.plan_values()
    writer.save(save_rates, card_version=1, quoted_difference=None)
    return writer.finish(
        measure="inmss-share", grade=EvidenceGrade.PARTIAL,
        because="The INMSS share fell while the number of placements rose; occupancy is not measured.",
    )  # fmt: skip


def claim_dingleys(*, by: User, at: datetime) -> BenefitClaim:
    """12 children × £47k (paras 4.8, 4.9); they came over the sixteen months to July 2025."""
    return _cohort_claim(
        _Writer("dingleys-promise", by, at), "Children placed in mainstream schools",
        "Children placed after Dingley’s Promise, April 2024 to July 2025", 12, "para 4.8: “at least 12”", Decimal(12),
        (date(2024, 4, 1), date(2025, 8, 1)), "dingleys-placed", EvidenceGrade.PARTIAL,
        "Children are counted, and nothing says how many would have been in mainstream without it.",
    )  # fmt: skip


def claim_portage(*, by: User, at: datetime) -> BenefitClaim:
    """2% of 121 children, 2.42 (para 4.10): not distinguishable from no change."""
    return _cohort_claim(
        _Writer("portage", by, at), "Fewer moves into specialist provision",
        "Children who left Portage for school", 121, "para 4.10: 121 children, a yearly average", Decimal("2.42"), None,
        "portage-specialist", EvidenceGrade.INSUFFICIENT,
        "From 24% to 22% of 121 children cannot be told from no change; put forward so that the Board sees why.",
    )  # fmt: skip


def _cohort_claim(
    writer: "_Writer", title: str, cohort: str, size: int, source: str, units: Decimal,
    came: tuple[date, date] | None, measure: str, grade: EvidenceGrade, because: str,
) -> BenefitClaim:  # fmt: skip
    group, _ = Cohort.objects.get_or_create(
        name=cohort, defaults={"initiative": writer.subject, "size": size, "source_reference": source,
                               "added_by": writer.by, "added_at": writer.at},
    )  # fmt: skip
    writer.save(save_kind, title=title, kind=UnitKind.COHORT, benefit_class=BenefitClass.AVOIDANCE)
    writer.save(save_period, recurrence=Recurrence.RECURRING, start_date=date(2025, 9, 1), end_date=date(2028, 9, 1),
                came_from=came[0] if came else None, came_to=came[1] if came else None)  # fmt: skip
    writer.save(save_draw, cohort=group.pk, units=units)
    writer.save(save_exclusions, places={}, numbers=[], nothing=True)
    writer.plan_values()
    card = RateCard.objects.get(version=1)
    quoted = QuotedDifference.objects.get(card=card, dearer="specialist", cheaper="mainstream_support")
    writer.save(save_rates, card_version=1, quoted_difference=quoted.pk)
    return writer.finish(measure=measure, grade=grade, because=because)


class _Writer:
    """Saves one step after another, as the person who makes the claim would."""

    def __init__(self, initiative: str, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.subject = Initiative.objects.get(slug=initiative)
        self.claim = start_claim(initiative=initiative, key=uuid5(NAMESPACE, f"{initiative}{at}"), by=by, at=at)

    def save(self, service: object, **answers: object) -> None:
        self.claim = service(  # type: ignore[operator]
            claim_id=self.claim.pk, read_version=self.claim.version, by=self.by, at=self.at, **answers
        )

    def plan_values(self) -> None:
        plan = self.claim.plan
        self.save(
            save_counterfactual, mix={m.placement: m.share for m in plan.mix.all()}, actual=plan.actual,
            occupancy=plan.occupancy, deadweight=plan.deadweight, differs_because="", both_because="",
        )  # fmt: skip

    def finish(self, *, measure: str, grade: EvidenceGrade, because: str) -> BenefitClaim:
        self.save(save_shares, shares={self.subject.slug: Decimal(100)})
        self.save(save_cost, costs={}, no_cost_because=NO_COST)
        item = EvidenceItem.objects.create(
            initiative=self.subject, title="Report of 27 January 2026", kind=EvidenceKind.CITED,
            source=f"The council’s own report to its Overview and Scrutiny Committee, {CITED[self.subject.slug]}",
            n=BEHIND[self.subject.slug], expires_on=_a_year_after(self.at), added_by=self.by, added_at=self.at,
        )  # fmt: skip
        found = OutcomeMeasure.objects.filter(slug=measure).first()
        self.save(save_evidence, items=[item.pk], measure=found.pk if found else None, grade=grade,
                  grade_because=because)  # fmt: skip
        self.save(save_declaration, declared=True)
        return submit_claim(claim_id=self.claim.pk, read_version=self.claim.version, by=self.by, at=self.at)


def _a_year_after(at: datetime) -> date:
    return date(at.year + 1, at.month, 1)
