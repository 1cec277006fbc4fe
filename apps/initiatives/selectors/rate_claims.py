"""Reads what claims would be worth at another version of the rate card (£ a year, or once), and which keep theirs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.calculations.claim_terms import ClaimInputs
from apps.initiatives.calculations.claim_value import claimed, value_of
from apps.initiatives.models import BenefitClaim, RateCard
from apps.initiatives.selectors.claim_inputs import inputs_of, with_parts
from apps.initiatives.selectors.claim_totals import Kind
from apps.initiatives.vocabulary import Recurrence
from apps.initiatives.workflow.claims import ClaimStatus

OPEN = (ClaimStatus.DRAFT, ClaimStatus.RETURNED, ClaimStatus.SUBMITTED)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Revalued:
    """An open claim that pins an older card: what it is worth on that, and on the other."""

    claim: BenefitClaim
    kind: Kind
    now: Decimal
    then: Decimal


@dataclass(frozen=True, slots=True)
class RevaluedTotal:
    """Of one kind; other kinds are never added."""

    kind: Kind
    claims: int
    now: Decimal
    then: Decimal


@dataclass(frozen=True, slots=True)
class ClaimsAtCard:
    """``unfinished`` open claims cannot be worked out yet; ``approved`` ones on an older card keep theirs."""

    open: tuple[Revalued, ...]
    unfinished: int
    approved: int

    @property
    def totals(self) -> list[RevaluedTotal]:
        by_kind: dict[Kind, list[Revalued]] = defaultdict(list)
        for one in self.open:
            by_kind[one.kind].append(one)
        return [
            RevaluedTotal(kind, len(rows), _sum(r.now for r in rows), _sum(r.then for r in rows))
            for kind, rows in sorted(by_kind.items(), key=lambda item: item[0].rank)
        ]


def claims_at(card: RateCard) -> ClaimsAtCard:
    """As if each claim on an older card pinned this one. A quoted difference is taken from this card too."""
    older = BenefitClaim.objects.filter(rate_card__version__lt=card.version)
    numbers = list(older.filter(status__in=OPEN).order_by("pk").values_list("pk", flat=True))
    found = [
        one for start in range(0, len(numbers), AT_ONCE) for one in _revalued(numbers[start : start + AT_ONCE], card)
    ]
    return ClaimsAtCard(
        open=tuple(found),
        unfinished=len(numbers) - len(found),
        approved=older.filter(status=ClaimStatus.APPROVED).count(),
    )


def _revalued(numbers: Sequence[int], card: RateCard) -> Iterator[Revalued]:
    claims = with_parts(numbers)
    now = inputs_of(claims)
    quoted = {(q.dearer, q.cheaper): q for q in card.quoted_differences.all()}
    for claim in claims:
        claim.rate_card = card
        if old := claim.quoted_difference:
            claim.quoted_difference = quoted.get((old.dearer, old.cheaper), old)
    then = inputs_of(claims)
    for claim in claims:
        before, after = now[claim.pk], then[claim.pk]
        if not (isinstance(before, str) or isinstance(after, str)):
            yield Revalued(claim, _kind(claim), _worth(before), _worth(after))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _worth(inputs: ClaimInputs) -> Decimal:
    return claimed(value_of(inputs).assured, inputs.block)


def _kind(claim: BenefitClaim) -> Kind:
    basis = Basis.RUN_RATE if claim.recurrence == Recurrence.RECURRING else Basis.ONE_OFF
    return Kind(basis, BenefitClass(claim.benefit_class), Block(claim.block), None)
