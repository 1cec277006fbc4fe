"""Sentences about the whole table of rates: where we stand over its lines, and whether its own figures agree."""

from apps.benchmarking.calculations.comparison import Comparison
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.selectors.shares import whole_of
from apps.benchmarking.sentences import budgeted, count, listed, per_head, spend_on, stands
from apps.core.money import in_words, number


def glance_sentence(b: Benchmark) -> str:
    """Where we are above the neighbours' median, and the two lines on which that is worth most."""
    single = sorted(b.single_lines, key=lambda line: -b.comparison(line).distance_per_head)
    above = [line for line in single if b.comparison(line).distance_per_head > 0]
    worth = [f"{spend_on(line)}{_worth(b.comparison(line))}" for line in above[:2]]
    text = (
        f"Of the {count(len(single))} single lines {b.ours.name} is above {b.whom.whose} median on {count(len(above))}"
    )
    return f"{text}; furthest on {listed(worth)}." if worth else f"{text}."


def _worth(c: Comparison) -> str:
    return "" if c.distance is None else f" ({in_words(c.distance)} a year)"


def matrix_message(b: Benchmark) -> str:
    """On how many of the single lines we are highest, and where the total stands."""
    single = b.single_lines
    highest = [line for line in single if b.comparison(line).rank == 1 and b.comparison(line).lower]
    total = whole_of(b) or b.lines[-1]
    c = b.comparison(total)
    text = f"{budgeted(b, total)}, {stands(c)}"
    if not highest:
        return f"{text}; it is the highest on none of the {count(len(single))} single lines."
    return (
        f"{text}; of the {count(len(single))} single lines it is the highest on {count(len(highest))}: "
        f"{'; '.join(spend_on(line) for line in highest)}."
    )


def reproduced_sentence(b: Benchmark) -> str:
    """How many of the report's own statistics of the neighbours reproduce, and on which count of councils."""
    checks = b.statistic_checks()
    if not checks:
        return ""
    inside, outside = sum(c.reproduces_in for c in checks), sum(c.reproduces_out for c in checks)
    return (
        f"Of the {number(len(checks))} statistics of the neighbours that the report prints, {number(inside)} reproduce "
        f"with {b.ours.name} counted among its own neighbours and {number(outside)} with it left out."
    )


def tie_sentence(b: Benchmark) -> str:
    """How many printed sums equal the sum of their printed parts, and by how much the others differ."""
    checks = [check for line in b.lines for check in b.sum_checks(line)]
    if not checks:
        return ""
    apart = [check for check in checks if not check.ties]
    text = f"Of the {number(len(checks))} printed sums {number(len(checks) - len(apart))} equal the sum of their parts."
    if not apart:
        return text
    most = per_head(max(abs(check.difference) for check in apart))
    what = "rounding" if all(check.is_rounding for check in apart) else "more than rounding explains"
    return f"{text} The other {count(len(apart))} differ by {most} at most: {what}, kept as printed."
