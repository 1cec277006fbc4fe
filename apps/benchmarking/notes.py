"""What a reader must know before quoting a rate: rounding, what does not compare, and whose data it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from apps.benchmarking.calculations.measures import NO_PUPILS, PRINTED
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Origin
from apps.benchmarking.sentences import count, listed, per_head
from apps.benchmarking.vocabulary import PLACE_FUNDING
from apps.core.money import number

TOOL_TOTALS = (
    "Totals of the DfE's own benchmarking tool differ from these: it adds line 1.4.11 and leaves out 1.2.10. "
    "Take both sides of a comparison from one of the two."
)
MAY_BREAK = "\u200b"
FEW = 12  # names that a sentence can hold
SUMS = "A sum stands beside its parts: never add it to them."


def warnings(b: Benchmark, lines: Iterable[Line]) -> list[str]:
    """What holds for these lines, in the order in which it matters."""
    lines = list(lines)
    found = [*_lacking(b, lines), *(_rounding(b, lines) if b.measure == PRINTED else ()), *_outturn(b, lines)]
    if any(line.parts for line in lines):
        found += [SUMS, TOOL_TOTALS]
    return [*found, *_denominator(b)]


def _lacking(b: Benchmark, lines: list[Line]) -> Iterator[str]:
    """Where comparators gave no value on any of the lines, and what a file's totals leave out."""
    known = {pk for line in lines for pk in b.values[line.slug]}
    asked, without = len(b.councils) - 1, [c.name for c in b.councils[1:] if c.pk not in known]
    if without:
        who = f": {listed(without)}" if len(without) <= FEW else ""
        verbs = ("has", "enters") if len(without) == 1 else ("have", "enter")
        yield (
            f"{count(len(without)).capitalize()} of the {count(asked)} {b.whom.noun} {verbs[0]} no value in this data "
            f"set, and {verbs[1]} no median{who}."
        )
    if b.measure != PRINTED and any(line.slug == "central-total" for line in lines) and "pfi-bsf" not in b.values:
        yield "This file does not give line 1.2.10, so its totals leave it out, as the DfE's own tool does."


def rounding_notes(b: Benchmark, line: Line) -> list[str]:
    """A sentence for each size of difference between a printed sum and its printed parts."""
    where: dict[str, list[str]] = defaultdict(list)
    for check in b.sum_checks(line):
        if not check.ties:
            side = "above" if check.difference > 0 else "below"
            rest = "rounding, kept as printed" if check.is_rounding else "more than rounding explains, kept as printed"
            where[f"{per_head(abs(check.difference))} {side} the sum of its printed parts|{rest}"].append(check.council)
    return [
        f"{line.short_title} is {what.split('|')[0]} for {listed(names)}: {what.split('|')[1]}."
        for what, names in where.items()
    ]


def _rounding(b: Benchmark, lines: list[Line]) -> Iterator[str]:
    for line in lines:
        yield from rounding_notes(b, line)


def _outturn(b: Benchmark, lines: list[Line]) -> Iterator[str]:
    """Place funding, and every sum that holds it."""
    places = {line.slug for line in b.lines if line.code == PLACE_FUNDING}
    touched = [line for line in lines if line.slug in places or places & set(line.parts)]
    if touched:
        yield (
            f"Line {PLACE_FUNDING} does not compare between budget and outturn: the outturn leaves out the places of "
            f"academies that the government recoups. These are {b.kind.label.lower()} figures"
            f"{'' if len(touched) == 1 and touched[0].slug in places else ', and the total holds that line'}."
        )


def _denominator(b: Benchmark) -> Iterator[str]:
    p = b.population
    if b.measure.kind == "share":
        yield "A share is of each council's own high-needs spend: it says what a council spends on, not how much."
    elif b.measure.kind == "pounds":
        yield "Pounds do not allow for the size of a council. Take a rate to compare councils of different sizes."
    elif p:
        yield (
            f"Rates are {b.unit}. {b.ours.name}'s {p.name.lower()} is {number(p.value)} ({p.as_at}; {p.origin.body}, "
            f"{p.origin.title}). Rates on another denominator, such as ages 2 to 18 or pupils, do not compare."
        )
        if b.measure.figure and str(b.financial_year.start) not in p.as_at:
            yield (
                f"The {p.name.lower()} is of {p.as_at}, the nearest that is loaded to {b.financial_year}, for every "
                "council alike."
            )
    yield NO_PUPILS


def sources_of(b: Benchmark) -> list[tuple[str, Origin]]:
    """What comes from where."""
    rows = [(b.name, b.origin), (b.comparator_name, b.comparator_origin)]
    p = b.population
    if p and b.measure.kind == "rate":
        rows.append((f"{p.name}, {p.as_at}", p.origin))
    return rows


def source_row(key: str, o: Origin) -> dict[str, str]:
    """A row of a summary list: what comes from where, under which licence."""
    licence = f" Licence: {o.licence}." if o.licence else ""
    return {"key": key, "value": f"{o.body}: {o.title}. {breakable(o.reference)}.{licence}"}


def breakable(name: str) -> str:
    """A file's name may break after its underscores: a narrow page has no room for the whole of it."""
    return name.replace("_", f"_{MAY_BREAK}")


def councils_left(b: Benchmark, line: Line) -> str:
    """How many councils gave a value where some did not."""
    here = {council.pk for council in b.councils}
    given = len(here & set(b.values[line.slug]))
    return "" if given == len(here) else f"{count(given)} of {count(len(here))} councils gave a value.".capitalize()
