"""How a line's figures were worked out: numbered lines, each with its working, result and source."""

from collections.abc import Iterator
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Comparison, middle
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Origin
from apps.benchmarking.sentences import count, ordinal, per_head, standing
from apps.core.charts import Column, Rows
from apps.core.money import in_words, number, pounds, signed

Step = tuple[str, str, str, str]  # what, working, result, source
SEPARATE = " · "


def working_table(b: Benchmark, line: Line) -> Rows:
    columns = (
        Column("number", "Step", kind="number"),
        Column("step", "What"),
        Column("working", "Working"),
        Column("result", "Result"),
        Column("source", "Source"),
    )
    rows = [
        {"number": i, "step": what, "working": working, "result": result, "source": source}
        for i, (what, working, result, source) in enumerate(_steps(b, line), start=1)
    ]
    return Rows(f"{line.short_title}: from the printed values to the distance in pounds a year", columns, rows)


def _steps(b: Benchmark, line: Line) -> Iterator[Step]:
    c = b.comparison(line)
    ours, printed, rest = b.ours.name, _cite(b.origin), "Worked out here"
    yield f"{ours}'s {b.kind.label.lower()} a head", "As printed", per_head(c.ours), printed
    if line.parts:
        yield _parts(b, line)
    others = f"{count(len(c.others))} neighbours"
    yield f"The {others}, lowest first", SEPARATE.join(map(per_head, c.others)), f"{len(c.others)} values", printed
    yield f"Median of the {others}", median_rule(c.others), per_head(c.spread(False).median), rest
    everyone = f"Median with {ours} counted in"
    yield everyone, median_rule(c.values(True)), per_head(c.spread(True).median), f"{rest}, as the report counts"
    yield "Rank", f"{_some(c.higher)} higher, {_some(c.level)} level, {_some(c.lower)} lower", standing(c), rest
    gap = c.distance_per_head
    between = f"{per_head(c.ours)} − {per_head(c.spread(False).median)}"
    yield "Distance a head, from the neighbours alone", between, signed(per_head(gap)), rest
    yield from _pounds(b, c)


def _parts(b: Benchmark, line: Line) -> Step:
    """The printed sum beside the sum of its printed parts."""
    parts = b.part_values(line, b.ours)
    gap = c if (c := b.values[line.slug][b.ours.pk] - sum(parts, Decimal(0))) else None
    words = "equals the printed sum" if gap is None else f"{signed(per_head(gap))} in the printed sum: rounding"
    plus = " + ".join(map(per_head, parts))
    return f"{b.ours.name}'s printed parts", f"{plus} ({words})", per_head(sum(parts, Decimal(0))), _cite(b.origin)


def _pounds(b: Benchmark, c: Comparison) -> Iterator[Step]:
    p = b.population
    if p is None or c.distance is None:
        yield "Population", "None is loaded under the name that the rates give", "not known", "–"
        return
    exact = number(p.value, max(0, -int(p.value.normalize().as_tuple().exponent)))
    yield p.name, f"{p.origin.reference}: {exact}, {p.as_at}", number(p.value), f"{p.origin.body}, {p.origin.title}"
    working = f"{per_head(c.distance_per_head)} × {exact} = {pounds(c.distance)}"
    yield "Distance a year", working, signed(in_words(c.distance)), "Worked out here"


def median_rule(values: tuple[Decimal, ...]) -> str:
    """“10 values: the mean of the 5th and 6th, (£144 + £227) ÷ 2”."""
    n, (low, high) = len(values), middle(values)
    if n % 2:
        return f"{n} values: the one in the middle, the {ordinal(n // 2 + 1)}, {per_head(low)}"
    pair = f"{ordinal(n // 2)} and {ordinal(n // 2 + 1)}"
    return f"{n} values: the mean of the {pair}, ({per_head(low)} + {per_head(high)}) ÷ 2"


def _some(n: int) -> str:
    return count(n) if n else "none"


def _cite(o: Origin) -> str:
    return f"{o.body}, {o.reference}"
