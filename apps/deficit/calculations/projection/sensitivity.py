"""What moves the deficit most, and where an initiative stops paying. Method section 6."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from apps.deficit.calculations.projection.amounts import pence
from apps.deficit.calculations.projection.benefits import Prices, avoided_and_empty
from apps.deficit.calculations.projection.draws import Array, Samples, at_none_and_all, one_at_a_time
from apps.deficit.calculations.projection.inputs import NOUGHT, Benefit, ProjectionInputs
from apps.deficit.calculations.projection.outcomes import Outcomes, outcomes
from apps.deficit.calculations.projection.results import Sensitivity, Switching

PLACES = 6
SHARES = ("occupancy", "displacement", "deadweight")


def sensitivities(inputs: ProjectionInputs, calibration: Array, middle: Outcomes) -> tuple[Sensitivity, ...]:
    """For each scenario, the largest effect on the deficit at the end of the effect year first. The calibration stays
    as it is with every assumption central."""
    samples, keys = one_at_a_time(inputs.assumptions)
    year = inputs.years.index(inputs.effect_year)
    rows = []
    for scenario, course in outcomes(inputs, samples, calibration).courses.items():
        ends = np.broadcast_to(course.accumulated[year], (max(2 * len(keys), 1),))
        central = pence(middle.courses[scenario].accumulated[year, 0])
        pairs = zip(keys, ends[0::2], ends[1::2], strict=False)
        rows += [Sensitivity(scenario, key, pence(low), central, pence(high)) for key, low, high in pairs]
    return tuple(sorted(rows, key=lambda r: (r.scenario, -r.effect, r.assumption)))


def switching_values(inputs: ProjectionInputs) -> tuple[Switching, ...]:
    """For each initiative and each kind of share that its benefits rest on: the value at which what it avoids, less
    what its empty places cost, sums to nought over the projection's years, all shares of that kind taken together. The
    sum is a straight line in them."""
    by_initiative: dict[str, list[Benefit]] = {}
    for benefit in sorted(inputs.benefits, key=lambda b: b.key):
        by_initiative.setdefault(benefit.initiative, []).append(benefit)
    central = {a.key: a.central for a in inputs.assumptions}
    rows = []
    for initiative, benefits in sorted(by_initiative.items()):
        for share in SHARES:
            named = [(b.units, getattr(b, share)) for b in benefits if getattr(b, share)]
            weight = sum((units for units, _ in named), NOUGHT)
            if not weight:
                continue  # of no units there is no share
            samples = at_none_and_all(inputs.assumptions, {key for _, key in named})
            at_none, at_all = _sums(benefits, samples, inputs)
            middle = sum((units * central[key] for units, key in named), NOUGHT) / weight
            rows.append(Switching(initiative, share, round(middle, PLACES), _root(float(at_none), float(at_all))))
    return tuple(rows)


def _sums(benefits: Iterable[Benefit], samples: Samples, inputs: ProjectionInputs) -> Array:
    """With the shares at nought, and at one."""
    prices, total = Prices(samples, inputs.years, {}), np.zeros(2)
    for benefit in benefits:
        for part in avoided_and_empty(benefit, samples, prices):
            total += (part.avoided - part.empty).sum(axis=0)
    return total


def _root(at_none: float, at_all: float) -> Decimal | None:
    """Where the line through both is nought, between 0 and 1; nothing where it never is."""
    if at_none * at_all > 0 or at_none == at_all:
        return None
    return Decimal(repr(round(at_none / (at_none - at_all), PLACES)))
