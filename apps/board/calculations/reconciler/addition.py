"""A printed total and the figures that it is the sum of."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from apps.board.calculations.reconciler.rounding import room
from apps.board.calculations.reconciler.units import Of, Unit
from apps.board.calculations.reconciler.view import View

LOOSE = Decimal("0.2")  # rounding moves no sum further: what is further off needs no look


@dataclass(frozen=True, slots=True)
class Part:
    """``sign`` is −1 where a positive figure is taken off: “less: income”."""

    item: int
    sign: int = 1


@dataclass(frozen=True)
class Sum:
    """A total and its parts; ``lines`` are those in which it can be worked out."""

    view: View
    total: int
    parts: tuple[Part, ...]
    lines: tuple[int, ...]

    def follows(self, line: int) -> Decimal:
        return sum((self.view.value(line, p.item) * p.sign for p in self.parts), Decimal(0))

    @cached_property
    def _off(self) -> dict[int, Decimal]:
        return {line: self.view.value(line, self.total) - self.follows(line) for line in self.lines}

    def off(self, line: int) -> Decimal:
        """What is printed less what follows."""
        return self._off[line]

    def room(self, line: int) -> Decimal:
        """Whole counts are exact, and so is taken what names no unit; money and parts of one are printed rounded."""
        exact = self.view.unit(line, self.total).of is Of.COUNT and min(self._steps(line)) >= 1
        return Decimal(0) if exact else self.rounding(line)

    def _steps(self, line: int) -> list[Decimal]:
        """Of the total, then of its parts."""
        cells = [self.view.cell(line, i).figure for i in (self.total, *(p.item for p in self.parts))]
        return [found.step for found in cells if found]

    def rounded(self, line: int) -> bool:
        """Whether the total is what follows, printed with fewer digits than some of its parts."""
        total, *parts = self._steps(line)
        return min(parts, default=total) < total and abs(self.off(line)) <= total / 2

    def rounding(self, line: int) -> Decimal:
        return room(self._steps(line))

    def fits(self, line: int) -> bool:
        return not self.off(line) or abs(self.off(line)) <= self.room(line)

    def unsure(self, line: int) -> bool:
        """Out by no more than rounding, of figures of which nothing says whether they are counts or amounts."""
        at = self.view.at(line, self.total)
        return not self.fits(line) and not self.view.table.counted(*at) and abs(self.off(line)) <= self.rounding(line)

    def loosely(self, line: int) -> bool:
        return not self.off(line) or (self.near(line, LOOSE) and (self.fits(line) or self.unsure(line)))

    def averaged(self, line: int) -> bool:
        """Whether what is printed, in no named unit, lies among the parts and near their mean, as an average does and
        a sum never."""
        if self.view.unit(line, self.total) != Unit() or self.view.table.counted(*self.view.at(line, self.total)):
            return False
        values = [value for p in self.parts if (value := self.view.value(line, p.item) * p.sign)]
        if len(values) < 3 or min(values) < 0:
            return False
        printed, mean = self.view.value(line, self.total), sum(values, Decimal(0)) / len(values)
        return min(values) <= printed < max(values) and abs(printed - mean) * 2 <= mean

    def near(self, line: int, share: Decimal) -> bool:
        printed, follows = abs(self.view.value(line, self.total)), abs(self.follows(line))
        return abs(self.off(line)) <= share * max(printed, follows)
