"""How a line's figures were worked out: numbered lines, each with its working, result and source."""

from collections.abc import Iterator
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Comparison, middle
from apps.benchmarking.calculations.measures import PRINTED
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Origin
from apps.benchmarking.sentences import count, ordinal, standing
from apps.core.charts import Column, Rows
from apps.core.money import in_words, number, pounds, signed

Step = tuple[str, str, str, str]  # what, working, result, source
SEPARATE = " · "
MOST = 30  # values written out
PART = {1: "a quarter", 2: "half", 3: "three quarters"}
HOW = {
    "rate": "Net £ ÷ {by}",
    "pounds": "As the return gives it",
    "share": "Net £ of the line ÷ net £ of high needs in all",
}


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
    return Rows(f"{line.short_title}: from the values to the distance in pounds a year", columns, rows)


def _steps(b: Benchmark, line: Line) -> Iterator[Step]:
    c, show, whom = b.comparison(line), b.measure.show, b.whom.short
    ours, source, rest = b.ours.name, _cite(b.origin), "Worked out here"
    given = "As printed" if b.measure == PRINTED else HOW[b.measure.kind].format(by=_by(b))
    yield f"{ours}'s {b.kind.label.lower()}{each(b)}", given, show(c.ours), source
    if line.parts and b.measure == PRINTED:
        yield _parts(b, line)
    others = f"{count(len(c.others))} {whom}"
    yield f"The {others}, lowest first", _values(b, c), f"{len(c.others)} values", source
    yield f"Median of the {others}", median_rule(b, c.others), show(c.spread(False).median), rest
    everyone = f"Median with {ours} counted in"
    as_counted = f"{rest}, as the report counts" if b.measure == PRINTED else rest
    yield everyone, median_rule(b, c.values(True)), show(c.spread(True).median), as_counted
    for name, quarters, value in (("Lower", 1, c.spread(False).lower), ("Upper", 3, c.spread(False).upper)):
        yield f"{name} quartile of the {others}", quartile_rule(b, c.others, quarters), show(value), rest
    yield "Rank", f"{_some(c.higher)} higher, {_some(c.level)} level, {_some(c.lower)} lower", standing(c), rest
    gap = c.distance_per_head
    between = f"{show(c.ours)} − {show(c.spread(False).median)}"
    way = "" if not gap else " above" if gap > 0 else " below"
    yield f"Distance{each(b)}, from the {whom} alone", between, f"{b.measure.gap(gap)}{way}", rest
    if b.measure.kind != "pounds":
        yield from _pounds(b, c)


def each(b: Benchmark) -> str:
    return f" {b.measure.each}" if b.measure.kind == "rate" else ""


def _by(b: Benchmark) -> str:
    p = b.population
    return f"{p.name.lower()}, {p.as_at}" if p else "the denominator"


def _values(b: Benchmark, c: Comparison) -> str:
    """Every value where they are few."""
    shown = [b.measure.show(value) for value in c.others]
    if len(shown) <= MOST:
        return SEPARATE.join(shown)
    return f"{SEPARATE.join(shown[:3])} … {SEPARATE.join(shown[-3:])}; the table of the whole line gives each"


def _parts(b: Benchmark, line: Line) -> Step:
    """The printed sum beside the sum of its printed parts."""
    parts, show = b.part_values(line, b.ours), b.measure.show
    gap = c if (c := b.values[line.slug][b.ours.pk] - sum(parts, Decimal(0))) else None
    words = "equals the printed sum" if gap is None else f"{signed(show(gap))} in the printed sum: rounding"
    plus = " + ".join(map(show, parts))
    return f"{b.ours.name}'s printed parts", f"{plus} ({words})", show(sum(parts, Decimal(0))), _cite(b.origin)


def _pounds(b: Benchmark, c: Comparison) -> Iterator[Step]:
    p = b.population
    if p is None or c.distance is None:
        yield "Population", "None is loaded under the name that the rates give", "not known", "–"
        return
    exact = number(p.value, min(3, max(0, -int(p.value.normalize().as_tuple().exponent))))
    share = b.measure.kind == "share"
    name, value = (f"A hundredth of {p.name.lower()}", pounds(p.value)) if share else (p.name, number(p.value))
    yield name, f"{_place(p.origin)}: {exact}, {p.as_at}", value, f"{p.origin.body}, {p.origin.title}"
    working = f"{_unrounded(b, c)} × {exact} = {pounds(c.distance)}"
    yield "Distance a year", working, signed(in_words(c.distance)), "Worked out here"


def median_rule(b: Benchmark, values: tuple[Decimal, ...]) -> str:
    """“10 values: the mean of the 5th and 6th, (£144 + £227) ÷ 2”."""
    n, (low, high) = len(values), middle(values)
    show = b.measure.show
    if n % 2:
        return f"{n} values: the one in the middle, the {ordinal(n // 2 + 1)}, {show(low)}"
    pair = f"{ordinal(n // 2)} and {ordinal(n // 2 + 1)}"
    return f"{n} values: the mean of the {pair}, ({show(low)} + {show(high)}) ÷ 2"


def quartile_rule(b: Benchmark, values: tuple[Decimal, ...], quarters: int) -> str:
    """“(10 − 1) × 1 ÷ 4 = 2.25: a quarter of the way from the 3rd, £113, to the 4th, £119”."""
    whole, rest = divmod((len(values) - 1) * quarters, 4)
    at = number(Decimal((len(values) - 1) * quarters) / 4, 2 if rest else 0)
    place = f"({len(values)} − 1) × {quarters} ÷ 4 = {at}"
    low = f"the {ordinal(whole + 1)}, {b.measure.show(values[whole])}"
    if not rest:
        return f"{place}: {low}"
    return (
        f"{place}: {PART[rest]} of the way from {low}, to the {ordinal(whole + 2)}, {b.measure.show(values[whole + 1])}"
    )


def _some(n: int) -> str:
    return count(n) if n else "none"


def _cite(o: Origin) -> str:
    return o.cited


def _place(o: Origin) -> str:
    return o.title if o.is_file else o.reference


def _unrounded(b: Benchmark, c: Comparison) -> str:
    """A distance that was divided out is multiplied unrounded: four decimals show that."""
    if b.measure == PRINTED or c.distance_per_head == c.distance_per_head.to_integral_value():
        return b.measure.show(c.distance_per_head)
    return f"{number(c.distance_per_head, 4)} (unrounded)"
