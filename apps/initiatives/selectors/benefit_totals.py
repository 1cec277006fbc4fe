"""Adds up reported benefits: only those of one basis, class, block and standing."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.money import Amount, total
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models import Initiative, ReportedBenefit
from apps.initiatives.vocabulary import Standing

ORDER = list(Standing), list(Basis), list(Block)


@dataclass(frozen=True, slots=True)
class BenefitTotal:
    """``amount`` is pounds with its basis, class and block; ``initiatives`` is how many it is of."""

    standing: Standing
    amount: Amount
    initiatives: int


def amount_of(benefit: ReportedBenefit) -> Amount:
    """The report gives no price base for its benefits."""
    return Amount(benefit.amount, Basis(benefit.basis), BenefitClass(benefit.benefit_class), Block(benefit.block))


def benefit_totals(subjects: Iterable[Initiative]) -> list[BenefitTotal]:
    groups: dict[tuple[object, ...], list[ReportedBenefit]] = {}
    for benefit in (b for subject in subjects for b in subject.reported_benefits.all()):
        key = (benefit.standing, benefit.basis, benefit.benefit_class, benefit.block)
        groups.setdefault(key, []).append(benefit)
    totals = [
        BenefitTotal(
            Standing(rows[0].standing),
            total(amount_of(b) for b in rows),
            len({b.initiative_id for b in rows}),
        )
        for rows in groups.values()
    ]
    return sorted(totals, key=_rank)


def _rank(one: BenefitTotal) -> tuple[int, ...]:
    standings, bases, blocks = ORDER
    return standings.index(one.standing), bases.index(one.amount.basis), blocks.index(one.amount.block)
