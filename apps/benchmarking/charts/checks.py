"""The report's figures checked against each other: statistics against values, sums against parts. £ per head."""

from apps.benchmarking.charts.columns import PerHead
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.sentences import named
from apps.benchmarking.vocabulary import Statistic
from apps.core.charts import Column, Rows


def statistics_table(b: Benchmark) -> Rows:
    """Each statistic of the neighbours as printed, and as worked out both ways, £ per head."""
    titles = {line.slug: named(line) for line in b.lines}
    columns = (
        Column("line", "Line"),
        Column("statistic", "Statistic"),
        PerHead("printed", "Printed"),
        PerHead("own_in", f"{b.ours.name} counted in"),
        PerHead("own_out", f"{b.ours.name} left out"),
        Column("reproduces", "Printed value reproduces"),
    )
    rows = [
        {
            "line": titles[check.line],
            "statistic": Statistic(check.statistic).label,
            "printed": check.printed,
            "own_in": check.own_in,
            "own_out": check.own_out,
            "reproduces": REPRODUCES[check.reproduces_in, check.reproduces_out].format(ours=b.ours.name),
        }
        for check in b.statistic_checks()
    ]
    return Rows("The report's statistics of the neighbours, checked, £ a head", columns, rows)


REPRODUCES = {
    (True, True): "either way",
    (True, False): "only with {ours} counted in",
    (False, True): "only with {ours} left out",
    (False, False): "neither way",
}


def sums_table(b: Benchmark) -> Rows:
    """The printed sums that their printed parts do not reach, each council's with its difference."""
    columns = (
        Column("council", "Council"),
        Column("line", "Sum"),
        PerHead("printed", "Printed"),
        PerHead("summed", "Sum of its printed parts"),
        PerHead("difference", "Difference", signed=True),
        Column("what", "What it is"),
    )
    rows = [
        {
            "council": check.council,
            "line": line.short_title,
            "printed": check.printed,
            "summed": check.summed,
            "difference": check.difference,
            "what": "rounding, kept as printed" if check.is_rounding else "more than rounding, kept as printed",
        }
        for line in b.lines
        for check in b.sum_checks(line)
        if not check.ties
    ]
    return Rows("Printed sums that differ from their printed parts, £ a head", columns, rows)
