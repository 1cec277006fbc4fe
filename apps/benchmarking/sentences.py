"""The sentences of the pages, from the same values as their charts: rates, pounds or shares, as the measure says."""

from collections.abc import Sequence
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Comparison
from apps.benchmarking.calculations.measures import PRINTED
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Printed
from apps.benchmarking.vocabulary import SPEND_ON, Own, Statistic
from apps.core.money import in_words, number

IN_WORDS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def per_head(value: Decimal) -> str:
    """Pence where there are any: £525, £185.50."""
    return PRINTED.show(value)


def count(n: int) -> str:
    return IN_WORDS[n] if n < len(IN_WORDS) else number(n)


def ordinal(n: int) -> str:
    return f"{n}{'th' if n % 100 in (11, 12, 13) else ENDINGS.get(n % 10, 'th')}"


def listed(names: Sequence[str]) -> str:
    """“Kent, Devon and Essex”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def standing(c: Comparison) -> str:
    """“highest of 11”, “joint 3rd highest of 11”, “lowest of 11”."""
    joint = "joint " if c.level else ""
    if not c.higher and not c.lower:
        return f"level with all of {c.n}"
    if not c.lower:
        return f"{joint}lowest of {c.n}"
    return f"{joint}{'' if c.rank == 1 else f'{ordinal(c.rank)} '}highest of {c.n}"


def stands(c: Comparison) -> str:
    """“the highest of 11”; “level with all of 11” takes no article."""
    words = standing(c)
    return words if words.startswith("level") else f"the {words}" if not c.level else words


def rank_words(c: Comparison) -> str:
    """The same for a column headed “Rank, 1st is highest”: “4th of 11”, “lowest of 11”."""
    return standing(c) if c.rank == 1 or not c.lower else standing(c).replace(" highest", "")


def named(line: Line) -> str:
    """The code first, as lines are matched by it: “1.2.3 Independent and non-maintained”."""
    return f"{line.code}{':' if line.parts else ''} {line.short_title}"


def spend_on(line: Line) -> str:
    return SPEND_ON.get(line.code, f"“{line.short_title}”")


def median_of(b: Benchmark, c: Comparison, own: Own) -> str:
    """Whose median it is: “its ten statistical neighbours”, “all 11, BCP among them,”."""
    if own == Own.IN:
        return f"all {count(c.n)}, {b.ours.name} among them,"
    asked = len(b.councils) - 1
    lack = f" that have a value, of {count(asked)}," if len(c.others) < asked else ""
    return f"{b.whom.article} {count(len(c.others))} {b.whom.noun}{lack}"


def apart(b: Benchmark, c: Comparison) -> str:
    """“£339.50 a head above”; the direction is never left to a sign."""
    gap = c.distance_per_head
    return f"{b.measure.gap(gap)} {'above' if gap > 0 else 'below'}"


def budgeted(b: Benchmark, line: Line) -> str:
    """“BCP budgets £525 a head on non-maintained and independent provision in 2025/26”."""
    amount = b.measure.amount(b.comparison(line).ours)
    return f"{b.ours.name} {b.kind.verb} {amount} on {spend_on(line)} in {b.financial_year}"


def ours_sentence(b: Benchmark, line: Line, own: Own) -> str:
    c = b.comparison(line)
    return (
        f"{budgeted(b, line)}, {stands(c)}; "
        f"the median of {median_of(b, c, own)} is {b.measure.show(c.spread(own == Own.IN).median)}."
    )


def people(b: Benchmark) -> str:
    """“its population aged 0 to 19 of 85,483 (2024, …)”; of shares the spend that they are shares of."""
    p = b.population
    if not p:
        return ""
    if b.measure.kind == "share":
        return f"its {lower_first(p.name)} of {in_words(p.value * 100)} in {p.as_at}"
    return f"its {lower_first(p.name)} of {number(p.value)} ({p.as_at})"


def distance_sentence(b: Benchmark, line: Line, own: Own) -> str:
    """What the distance from the others' median is worth, whichever median is shown."""
    c = b.comparison(line)
    if not c.distance_per_head:
        return f"It is at the median of {b.whom.article} {b.whom.short}."
    others = f"{count(len(c.others))} others" if len(c.others) > 1 else "one other"
    of = "that median" if own == Own.OUT else f"the median of the {others}"
    if c.distance is None:
        return f"That is {apart(b, c)} {of}; no population is loaded, so it is not worked out in pounds a year."
    lead = "That is" if own == Own.OUT else f"Its distance is measured from the others alone: {b.ours.name} is"
    said = f"{lead} {apart(b, c)} {of}"
    if b.measure.kind == "pounds":
        return f"{said}, whatever the size of each council."
    return f"{said}; at {people(b)} the distance is {in_words(abs(c.distance))} a year."


def line_message(b: Benchmark, line: Line, own: Own) -> str:
    return f"{ours_sentence(b, line, own)} {distance_sentence(b, line, own)}"


def england_sentence(b: Benchmark, line: Line) -> str:
    """England's median and highest, as printed or as worked out over every authority that gave a value."""
    if spread := b.england.get(line.slug):
        show = b.measure.show
        return (
            f"Across England, of {number(spread.n)} authorities, the median is {show(spread.median)} and the highest "
            f"is {show(spread.maximum)}."
        )
    found = [
        (word, b.printed.get(Printed(line.slug, statistic, False)))
        for word, statistic in (
            ("mean", Statistic.MEAN),
            ("median", Statistic.MEDIAN),
            ("highest", Statistic.MAXIMUM),
        )
    ]
    said = [f"the {word} is {per_head(value)}" for word, value in found if value is not None]
    return f"Across England, as printed, {listed(said)}." if said else ""


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
