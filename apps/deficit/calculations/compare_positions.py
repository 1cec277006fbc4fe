"""Two positions side by side: which line answers to which. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.deficit.calculations.positions import LineContent


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the first position beside its like in the second; None where one has none."""

    first: LineContent | None
    second: LineContent | None

    @property
    def difference(self) -> Decimal:
        """Second less first; a missing line is nought."""
        return amount_of(self.second) - amount_of(self.first)


def amount_of(line: LineContent | None) -> Decimal:
    return line.amount if line else Decimal(0)


def paired(first: Sequence[LineContent], second: Sequence[LineContent]) -> list[Pair]:
    """By label and block; what is left over, by its order among what is left over. In the first's order, then what only
    the second has."""
    left = list(range(len(second)))
    found: dict[int, int] = {}
    for i, line in enumerate(first):
        like = next((j for j in left if _key(second[j]) == _key(line)), None)
        if like is not None:
            found[i] = like
            left.remove(like)
    for i in range(len(first)):
        if i not in found and left:
            found[i] = left.pop(0)
    pairs = [Pair(line, second[found[i]] if i in found else None) for i, line in enumerate(first)]
    return pairs + [Pair(None, second[j]) for j in left]


def _key(line: LineContent) -> tuple[str, str]:
    return " ".join(line.label.split()).casefold(), line.block
