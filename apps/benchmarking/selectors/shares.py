"""Spend as a share of each council's own high-needs spend. The denominator of a rate falls out of a share."""

from dataclasses import replace
from decimal import Decimal

from apps.benchmarking.calculations.measures import SHARE
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Population
from apps.benchmarking.selectors.lines import comparable
from apps.benchmarking.vocabulary import HIGH_NEEDS, ReturnKind

HUNDRED = Decimal(100)
OUTSIDE = ("place-funding", "high-needs-total")  # of an outturn's whole


def whole_of(b: Benchmark) -> Line | None:
    """What shares are shares of: high needs in all; of an outturn the lines 1.2.x, as it lacks recouped places."""
    order = HIGH_NEEDS if b.kind == ReturnKind.BUDGET else HIGH_NEEDS[1:]
    return next((line for slug in order for line in b.lines if line.slug == slug), None)


def as_shares(b: Benchmark) -> Benchmark:
    """Every line as a percentage of the total; distances are worth our own total. No lines where none is given."""
    whole = whole_of(b)
    if whole is None:
        return replace(b, lines=(), measure=SHARE)
    totals = {pk: total for pk, total in b.values[whole.slug].items() if total > 0}
    values = {
        slug: {pk: value / totals[pk] * HUNDRED for pk, value in given.items() if pk in totals}
        for slug, given in b.values.items()
        if slug != whole.slug
    }
    within = [line for line in b.lines if b.kind == ReturnKind.BUDGET or line.slug not in OUTSIDE]
    lines = comparable(within, values, b.councils)
    return replace(
        b, values=values, lines=lines, printed={}, england={}, narratives={}, comments={}, measure=SHARE,
        population=_worth(b, whole),
        unit=f"% of {whole.short_title.lower()}, net",
    )  # fmt: skip


def _worth(b: Benchmark, whole: Line) -> Population | None:
    """Our own high-needs spend, £: a percentage point of it is a hundredth."""
    total = yearly_total(b, whole)
    name = "High-needs spend" if whole.slug == HIGH_NEEDS[0] else "Spend on the lines 1.2.x"
    return None if total is None else Population(name, str(b.financial_year), total / HUNDRED, b.origin)


def yearly_total(b: Benchmark, whole: Line) -> Decimal | None:
    ours = b.values[whole.slug][b.ours.pk]
    if b.measure.kind == "pounds":
        return ours
    return ours * b.population.value if b.population else None
