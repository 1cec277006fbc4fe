"""What the maker of a claim chooses from, step by step, and what finance asked. Each a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.timezone import localdate

from apps.core.child_keys import keyed_hash, normalised
from apps.initiatives.calculations.place_parts import left_out
from apps.initiatives.models import (
    BenefitClaim,
    ClaimDecision,
    Cohort,
    EvidenceItem,
    Fund,
    Initiative,
    OutcomeMeasure,
    RateCard,
)
from apps.initiatives.selectors.claim_gate import gates
from apps.initiatives.selectors.places import TrancheView, tranches
from apps.initiatives.selectors.rates import in_force_by
from apps.initiatives.vocabulary import FundKind, PlaceStatus

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LeftOutOfRegister:
    """Places of a tranche that the place register leaves out: a run of its numbers, ``first`` to ``last``."""

    tranche: TrancheView
    first: int
    last: int
    reason: str
    inferred: bool


def delivered_tranches(initiative: Initiative) -> list[TrancheView]:
    """Of an initiative, by year, as the register stands today."""
    return [t for t in tranches() if t.initiative == initiative.slug and t.status == PlaceStatus.DELIVERED]


def left_out_of_register(initiative: Initiative) -> list[LeftOutOfRegister]:
    """The register counts how many are left out and not which: ``place_parts`` says which are taken."""
    found = []
    for tranche in delivered_tranches(initiative):
        numbers = list(left_out(tranche.places, tranche.excluded, tranche.held, tranche.known))
        for exclusion in tranche.exclusions:
            own, numbers = sorted(numbers[: exclusion.places]), numbers[exclusion.places :]
            for first, last in _runs(own):
                found.append(LeftOutOfRegister(tranche, first, last, exclusion.reason, exclusion.inferred))
    return found


def _runs(numbers: list[int]) -> list[Pair]:
    """Of rising numbers those next to each other as first and last."""
    found: list[Pair] = []
    for n in numbers:
        if found and found[-1][1] == n - 1:
            found[-1] = found[-1][0], n
        else:
            found.append((n, n))
    return found


def approved_cards() -> list[RateCard]:
    """Newest, which is in force, first; none that is not in force yet; with rates and quoted differences."""
    cards = RateCard.objects.filter(in_force_by(localdate())).order_by("-version")
    return list(cards.prefetch_related("rates", "quoted_differences"))


def may_share(claim: BenefitClaim) -> list[Initiative]:
    """The claim's own initiative, then the others that may have claims or share in this one already."""
    sharing = {s.initiative_id for s in claim.shares.all()}
    others = [i for i, lacks in gates() if i.pk != claim.initiative_id and (not lacks or i.pk in sharing)]
    return [claim.initiative, *others]


def funds() -> list[Fund]:
    """The High Needs Block first, then as the kinds are listed."""
    return sorted(Fund.objects.order_by("name"), key=lambda fund: list(FundKind).index(FundKind(fund.kind)))


def cohorts_of(claim: BenefitClaim) -> list[Cohort]:
    """Of the initiatives that share the claim."""
    return list(Cohort.objects.filter(initiative_id__in=_sharing(claim)).order_by("name"))


def cohort_named(name: str) -> Cohort | None:
    return Cohort.objects.filter(name__iexact=name).first()


def evidence_for(claim: BenefitClaim) -> list[EvidenceItem]:
    """Of the initiatives that share the claim; what was replaced is left aside unless the claim rests on it."""
    items = EvidenceItem.objects.filter(initiative_id__in=_sharing(claim)).select_related("initiative", "replaced_by")
    chosen = {e.item_id for e in claim.claim_evidence.all()}
    return [i for i in items.order_by("-added_at", "-pk") if not hasattr(i, "replaced_by") or i.pk in chosen]


def measures_for(claim: BenefitClaim) -> list[OutcomeMeasure]:
    return list(OutcomeMeasure.objects.filter(initiative_id__in=_sharing(claim)).order_by("initiative", "order"))


def is_stale(item: EvidenceItem, today: date) -> bool:
    return item.expires_on <= today


def holds_children(claim: BenefitClaim, excluded: dict[str, str], numbers: list[str]) -> bool:
    """Whether the claim lists exactly these children with these reasons: a list sent twice changes nothing."""
    why = {normalised(number): reason for number, reason in excluded.items()}
    sent = {keyed_hash(n, settings.CHILD_KEY): why.get(n, "") for n in map(normalised, numbers)}
    return sent == dict(claim.units.values_list("key", "excluded_because"))


def decisions_of(claim: BenefitClaim) -> list[ClaimDecision]:
    """Oldest first."""
    return list(claim.decisions.select_related("by").order_by("pk"))


def _sharing(claim: BenefitClaim) -> list[int]:
    return [claim.initiative_id, *(s.initiative_id for s in claim.shares.all())]
