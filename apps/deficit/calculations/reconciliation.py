"""The same position from several sources: what differs, what is explained, and what the lowest figure would cost.

    difference   = higher − lower                                  of each pair of sources, £
    explained    = explanations of the pair (one that stands the other way round is taken off)
    unexplained  = difference − explained
    cost         = rate × (highest − lowest)                       of the widest pair that is not wholly explained

Sources that are equal, or whose difference is wholly explained, agree; so do two that each agree with a third. Where
sources disagree without explanation the lowest figure counts. Method section 5; amounts in pounds, deficits positive.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

NOUGHT = Decimal(0)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two sources by name. ``settled``: they agree, by their own explanations or by way of others."""

    higher: str
    lower: str
    amount: Decimal
    explained: Decimal
    settled: bool

    @property
    def unexplained(self) -> Decimal:
        """Below nought where more is explained than there is."""
        return self.amount - self.explained


@dataclass(frozen=True, slots=True)
class Doubt:
    """The widest pair that does not agree: the lowest figure counts, and ``at_stake`` with it."""

    highest_source: str
    lowest_source: str
    highest: Decimal
    lowest: Decimal

    @property
    def at_stake(self) -> Decimal:
        return self.highest - self.lowest


def differences(figures: Mapping[str, Decimal], explained: Mapping[Pair, Decimal]) -> list[Difference]:
    """Each pair of sources whose figures differ, widest first. ``explained`` is by (higher, lower), in pounds."""
    pairs = [_pair(figures, explained, *names) for names in combinations(figures, 2)]
    group = _agreeing(figures, [(p.higher, p.lower) for p in pairs if not p.unexplained])
    found = [
        Difference(p.higher, p.lower, p.amount, p.explained, group[p.higher] == group[p.lower])
        for p in pairs
        if p.amount
    ]
    return sorted(found, key=lambda d: (-d.amount, d.higher, d.lower))


def doubt(figures: Mapping[str, Decimal], explained: Mapping[Pair, Decimal]) -> Doubt | None:
    """None where all sources agree, or fewer than two give a figure."""
    open_pairs = [d for d in differences(figures, explained) if not d.settled]
    if not open_pairs:
        return None
    widest = open_pairs[0]
    return Doubt(widest.higher, widest.lower, figures[widest.higher], figures[widest.lower])


def cost_of_doubt(rate: Decimal, found: Doubt | None) -> Decimal:
    """Grant lost in pounds. ``rate`` is a fraction of one; deficits below nought earn no grant."""
    if found is None:
        return NOUGHT
    return rate * (max(found.highest, NOUGHT) - max(found.lowest, NOUGHT))


def _pair(figures: Mapping[str, Decimal], explained: Mapping[Pair, Decimal], a: str, b: str) -> Difference:
    higher, lower = (a, b) if figures[a] >= figures[b] else (b, a)
    said = explained.get((higher, lower), NOUGHT) - explained.get((lower, higher), NOUGHT)
    return Difference(higher, lower, figures[higher] - figures[lower], said, settled=False)


def _agreeing(figures: Mapping[str, Decimal], pairs: list[Pair]) -> dict[str, str]:
    """Each source with the name of its group."""
    group = {name: name for name in figures}
    for a, b in pairs:
        old, new = group[a], group[b]
        group = {name: new if g == old else g for name, g in group.items()}
    return group
