"""An attacker: works back from what is printed to the children behind it, by whole numbers and exhaustion.

It shares no code and no method with what it attacks. It takes the underlying counts as unknown whole numbers, turns
every printed figure into an interval, every gap and its stated reason into the ranges that it allows, and asks for each
secret: which of 1, 2, 3 and 4 can it be? It propagates bounds and halves ranges until it finds a solution or has none
left. One answer left is a secret recovered.

Counts that are not whole (2.42 children) are unknown whole numbers of thousandths: ``grain`` says how fine they are.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

MOST = 400

# Σ times × unknown, least, most; all whole numbers.
Bound = tuple[tuple[tuple[str, int], ...], int, int]
UNBOUNDED = 10**15


@dataclass(frozen=True)
class Seen:
    """One figure as printed: its value, or none and whether the reason says that it is small; ``None`` where unsaid."""

    value: Fraction | None
    small: bool | None = False


class Unknown(Exception):
    """The attacker ran out of patience."""


class Attacker:
    """``known``: per cell its form (unknown → rate), kind, step, unit values, whole. ``seen``: what is printed.

    ``patience`` is the number of steps for each question; beyond it ``Unknown`` is raised. ``most`` is the largest
    that an unknown may be.
    """

    def __init__(self, known, seen, patience=3_000, threshold=5, grain=1, most=MOST):
        self.threshold, self.patience, self.bounds, self.choices = threshold, patience, [], []
        self.grain, self.most = grain, most
        self.names = sorted({a for k in known.values() for form in (k.form, k.whole or {}) for a in form})
        for key, cell in known.items():
            self._learn(cell, seen[key])

    def possible(self, form, enough=2):
        """Values from 1 to 4 that the form can have; stops at ``enough`` of them."""
        found = []
        for value in range(1, self.threshold):
            if self._feasible([*self.bounds, _between(form, value, value)]):
                found.append(value)
            if len(found) == enough:
                break
        return found

    def recovers(self, form):
        """Whether one small value is left: of whole counts, or of those as fine as the grain."""
        if self.grain == 1:
            return len(self.possible(form)) == 1
        one = self._solution(form, self.grain, self.threshold - self.grain)
        if one is None:
            return False
        value = sum(c * one[name] for name, c in form.items())
        below = self._solution(form, self.grain, value - self.grain)
        return below is None and self._solution(form, value + self.grain, self.threshold - self.grain) is None

    def _solution(self, form, low, high):
        """All unknowns, with the form between these; none where it cannot be."""
        self.found = None
        return self.found if low <= high and self._feasible([*self.bounds, _between(form, low, high)]) else None

    def _learn(self, cell, seen):
        if seen.value is None and seen.small is None:
            return
        if seen.value is None:
            self.choices.append(self._gap(cell, seen.small))
        elif cell.kind == "percent":
            low, high = _rounded_from(seen.value, cell.step)
            atoms = cell.form | cell.whole
            less = {a: 100 * cell.form.get(a, 0) - low * cell.whole.get(a, 0) for a in atoms}
            more = {a: 100 * cell.form.get(a, 0) - high * cell.whole.get(a, 0) for a in atoms}
            self.bounds += [_between(less, 0, None), _below(more, 0)]
        elif cell.step:
            low, high = _rounded_from(seen.value, cell.step)
            self.bounds += [_between(cell.form, low, None), _below(cell.form, high)]
        else:
            self.bounds.append(_between(cell.form, seen.value, seen.value))

    def _gap(self, cell, small):
        """Alternatives, each a list of bounds, that the reason of a gap leaves."""
        if cell.kind == "percent":
            rest = {a: cell.whole.get(a, 0) - cell.form.get(a, 0) for a in cell.form | cell.whole}
            if small:
                return [[self._is_small(cell.form, 1)], [self._is_small(rest, 1)]]
            return [[a, b] for a in self._is_not(cell.form, 1) for b in self._is_not(rest, 1)]
        form, unit = cell.form, max(cell.unit_values, default=1) if cell.kind == "money" else 1
        if getattr(cell, "units", None):  # an average of its own: it is small where its units are
            form, unit = cell.units, 1
        return [[self._is_small(form, unit)]] if small else [[a] for a in self._is_not(form, unit)]

    def _is_small(self, form, unit):
        return _between(form, self.grain, self.threshold * unit - self.grain)

    def _is_not(self, form, unit):
        return [_between(form, self.threshold * unit, None), _between(form, 0, 0)]

    def _feasible(self, bounds):
        self.nodes = 0
        return self._search(dict.fromkeys(self.names, (0, self.most)), bounds, self.choices)

    def _search(self, ranges, bounds, choices):
        self.nodes += 1
        if self.nodes > self.patience:
            raise Unknown
        ranges = _propagated(ranges, bounds)
        if ranges is None:
            return False
        if choices:
            return self._choose(ranges, bounds, choices)
        open_names = [name for name in self.names if ranges[name][0] < ranges[name][1]]
        if not open_names:
            self.found = {name: low for name, (low, _) in ranges.items()}
            return True
        name = min(open_names, key=lambda n: ranges[n][1] - ranges[n][0])
        low, high = ranges[name]
        middle = (low + high) // 2
        return any(self._search({**ranges, name: half}, bounds, []) for half in ((low, middle), (middle + 1, high)))

    def _choose(self, ranges, bounds, choices):
        """Takes the gap with the fewest alternatives still possible first."""
        left = [[alternative for alternative in c if all(_may_hold(ranges, b) for b in alternative)] for c in choices]
        index = min(range(len(left)), key=lambda i: len(left[i]))
        others = left[:index] + left[index + 1 :]
        return any(self._search(ranges, bounds + alternative, others) for alternative in left[index])


def _rounded_from(printed, step):
    return printed - step / 2, printed + step / 2


def _between(form, low, high):
    scale = lcm(*(Fraction(c).denominator for c in form.values()))
    return (
        tuple((a, int(c * scale)) for a, c in form.items() if c),
        -UNBOUNDED if low is None else ceil(low * scale),
        UNBOUNDED if high is None else floor(high * scale),
    )


def _below(form, high):
    scale = lcm(*(Fraction(c).denominator for c in form.values()))
    return tuple((a, int(c * scale)) for a, c in form.items() if c), -UNBOUNDED, ceil(high * scale) - 1


def _reach(ranges, terms):
    low = high = 0
    for name, c in terms:
        a, b = ranges[name]
        low, high = (low + c * a, high + c * b) if c > 0 else (low + c * b, high + c * a)
    return low, high


def _may_hold(ranges, bound):
    low, high = _reach(ranges, bound[0])
    return low <= bound[2] and high >= bound[1]


def _propagated(ranges, bounds):
    ranges, changed = dict(ranges), True
    while changed:
        changed = False
        for terms, least, most in bounds:
            low, high = _reach(ranges, terms)
            if low > most or high < least:
                return None
            if low >= least and high <= most:
                continue
            for name, c in terms:
                new = _narrowed(ranges[name], c, (low, high), (least, most))
                if new[0] > new[1]:
                    return None
                if new != ranges[name]:
                    ranges[name], changed = new, True
                    low, high = _reach(ranges, terms)
    return ranges


def _narrowed(range_, c, reach, allowed):
    """What one unknown can still be, given how far the others of its sum reach."""
    a, b = range_
    own = (c * a, c * b) if c > 0 else (c * b, c * a)
    upper, lower = allowed[1] - (reach[0] - own[0]), allowed[0] - (reach[1] - own[1])
    if c > 0:
        return max(a, -(-lower // c)), min(b, upper // c)
    return max(a, -(-upper // c)), min(b, lower // c)
