"""One fault in a made report: what was done, and the places of which a finding must name one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from random import Random

from apps.board.calculations.reconciler import GivenText, Kind
from tests.board.reconciler.made import money, odd, places, rates
from tests.board.reconciler.made.base import Family, Made, Place

DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Planted:
    made: Made
    kind: Kind
    what: str
    places: tuple[Place, ...]
    rounding: bool = False


def changed(chance: Random, text: str, least: Decimal) -> str:
    """Another figure in the same style: two digits swapped, one digit other, a part more; at least ``least`` away."""
    found = DIGITS.search(text)
    if not found:
        raise ValueError(text)
    old = Decimal(found[0].replace(",", ""))
    places_ = len(found[0].partition(".")[2])
    for _ in range(200):
        new = _slip(chance, found[0].replace(",", ""), old)
        if abs(new - old) > least and new > 0:
            return f"{text[: found.start()]}{new:,.{places_}f}{text[found.end() :]}"
    return f"{text[: found.start()]}{old + least * 3:,.{places_}f}{text[found.end() :]}"


def _slip(chance: Random, digits: str, old: Decimal) -> Decimal:
    way = chance.choice(("swap", "digit", "share"))
    at = [i for i, c in enumerate(digits) if c.isdigit()]
    if way == "swap" and len(at) > 1:
        i = chance.randrange(len(at) - 1)
        letters = list(digits)
        letters[at[i]], letters[at[i + 1]] = letters[at[i + 1]], letters[at[i]]
        return Decimal("".join(letters))
    if way == "digit":
        i = chance.choice(at)
        return Decimal(f"{digits[:i]}{chance.randint(0, 9)}{digits[i + 1 :]}")
    return (old * Decimal(str(chance.uniform(0.7, 1.4)))).quantize(Decimal(1).scaleb(-len(digits.partition(".")[2])))


def in_a_sum(chance: Random, family: Family) -> Planted:
    made = family(chance)
    cells = [at for one in made.sums for at in one if DIGITS.search(made.text(at))]
    at = chance.choice(cells)
    holding = [one for one in made.sums if at in one]
    least = made.step * max(len(one) for one in holding)
    made.put(at, changed(chance, made.text(at), least))
    named = {made.place(at), *(made.place(one[0]) for one in holding)}
    return Planted(made, Kind.SUMS, f"sum of {made.family}", tuple(named))


def in_a_link(chance: Random, family: Family, link: str, kind: Kind, least: int = 4) -> Planted:
    made = family(chance)
    while not [at for at in made.linked.get(link, ()) if DIGITS.search(made.text(at))]:
        made = family(chance)
    at = chance.choice([at for at in made.linked[link] if DIGITS.search(made.text(at))])
    made.put(at, changed(chance, made.text(at), made.step * least))
    return Planted(made, kind, f"{link} of {made.family}", (made.place(at),))


def own_among_neighbours(chance: Random) -> Planted:
    made = rates.benchmark(chance, with_own=True)
    maximum = next(i for i, row in enumerate(made.sheets[0].rows) if row[0].endswith("maximum"))
    return Planted(made, Kind.SPREAD, "council among its neighbours", (made.place((0, maximum, 1)),))


def whole_year(chance: Random) -> Planted:
    """What opens within the year is given the whole year's amount."""
    made = places.schemes(chance)
    while not made.linked["part"]:
        made = places.schemes(chance)
    at = chance.choice(made.linked["part"])
    made.put(at, made.text((0, at[1], 4)))
    return Planted(made, Kind.PART_YEARS, "whole year for a part", (made.place(at),))


def pipeline_this_year(chance: Random) -> Planted:
    """Some of the pipeline stands in the year of the meeting."""
    made = places.pipeline(chance)
    rows = made.sheets[0].rows
    moved = rows[2][3]
    rows[2][2], rows[2][3] = moved, ""
    rows[3][2], rows[3][3] = f"{Decimal(rows[1][2].replace(',', '')) + Decimal(moved.replace(',', '')):,}", ""
    return Planted(made, Kind.PART_YEARS, "pipeline in the year of the meeting", (made.place((0, 2, 2)),))


def mixed(chance: Random) -> Planted:
    made = places.claims(chance)
    last = len(made.sheets[0].rows) - 1
    at = (0, chance.randint(1, last - 1), 2)
    made.put(at, made.text(at).removesuffix("pa") + chance.choice(("", "", " one-off")))
    made.put((0, last, 2), made.text((0, last, 2)).removesuffix("pa"))
    return Planted(made, Kind.BASES, "mixed bases", (made.place((0, last, 2)),))


def called_a_range(chance: Random) -> Planted:
    made = chance.choice((money.costs, places.places, places.pipeline))(chance)
    last = next(i for i in range(len(made.sheets[0].rows) - 1, 0, -1) if made.sums[-1][0][1] == i or i == 3)
    last = max(one[0][1] for one in made.sums)
    made.sheets[0].rows[last][0] = chance.choice(("Cost avoidance range", "Overall range", "Range"))
    column = len(made.sheets[0].rows[0]) - 1
    column = next(c for c in range(column, 0, -1) if DIGITS.search(made.sheets[0].rows[last][c]))
    return Planted(made, Kind.RANGES, "sum called a range", (made.place((0, last, column)),))


def said_twice(chance: Random) -> Planted:
    """One of two paragraphs, or the paragraph beside a table, gives another figure."""
    made = chance.choice((places.report, places.outlook))(chance)
    number = 3 if made.family == "report" else 0
    text = made.texts[number]
    found = DIGITS.search(text.text)
    if not found:
        raise ValueError(text.text)
    start = text.text[: found.end()]
    new = changed(chance, start[found.start() :], made.step * 4)
    made.texts[number] = GivenText(text.where, f"{text.text[: found.start()]}{new}{text.text[found.end() :]}")
    named: tuple[Place, ...] = ((text.where, "", ""),)
    return Planted(made, Kind.REPEATS, f"said twice in {made.family}", named)


def said_product(chance: Random) -> Planted:
    made = places.report(chance)
    where, text = made.texts[2].where, made.texts[2].text
    found = re.search(r"£([0-9.]+)m", text)
    if not found:
        raise ValueError(text)
    other = Decimal(found[1]) * Decimal(str(chance.choice((0.78, 0.85, 1.2, 1.3))))
    made.texts[2] = GivenText(where, text.replace(found[0], f"£{other:.1f}m"))
    return Planted(made, Kind.PRODUCTS, "product in words", ((where, "", ""),))


def said_share(chance: Random) -> Planted:
    made = rates.timeliness(chance)
    where, text = made.texts[0].where, made.texts[0].text
    made.texts[0] = GivenText(
        where, re.sub(r"([0-9]+)%", lambda m: f"{int(m[1]) + chance.choice((-9, -4, 3, 10))}%", text)
    )
    return Planted(made, Kind.SHARES, "share in words", ((where, "", ""),))


def rounding(chance: Random) -> Planted:
    """A total that is one last digit out, of figures that are printed rounded."""
    made = money.rounded(chance)
    one = chance.choice(made.sums)
    total = made.text(one[0])
    exact = sum(
        (Decimal(DIGITS.search(made.text(at))[0]) if DIGITS.search(made.text(at)) else Decimal(0) for at in one[1:]),
        Decimal(0),
    )  # type: ignore[index]  # a figure stands there
    made.put(one[0], DIGITS.sub(f"{exact + made.step}", total))
    return Planted(made, Kind.SUMS, "rounding", (made.place(one[0]),), rounding=True)


SUMMED: tuple[Family, ...] = (
    money.position,
    money.position,
    money.yearly_position,
    money.costs,
    money.costs,
    money.blocks,
    money.blocks,
    money.monitoring,
    places.places,
    places.places,
    places.report,
    rates.shares,
)
SOUND: tuple[Family, ...] = (
    money.position,
    money.yearly_position,
    money.costs,
    money.blocks,
    money.monitoring,
    money.net,
    money.spelt,
    money.rounded,
    places.places,
    places.schemes,
    places.report,
    places.outlook,
    rates.shares,
    rates.timeliness,
    rates.benchmark,
    places.pipeline,
    places.claims,
    places.nothing,
    odd.total_first,
    odd.turned,
    odd.deficits,
    odd.missing,
    odd.two_headings,
    odd.words,
    odd.everybody,
)
Plant = Callable[[Random], Planted]


def plants() -> Iterator[Plant]:
    """One of each, in turn."""
    for family in SUMMED:
        yield partial(in_a_sum, family=family)
    links: tuple[tuple[Family, str, Kind, int], ...] = (
        (money.yearly_position, "carried", Kind.SUMS, 4),
        (money.monitoring, "variance", Kind.SUMS, 4),
        (money.net, "net", Kind.SUMS, 4),
        (money.spelt, "letters", Kind.SUMS, 4),
        (places.places, "running", Kind.SUMS, 1),
        (places.schemes, "product", Kind.PRODUCTS, 400),
        (places.report, "counts", Kind.COUNTS, 4),
        (rates.shares, "share", Kind.SHARES, 2),
        (rates.timeliness, "share", Kind.SHARES, 2),
        (rates.benchmark, "spread", Kind.SPREAD, 2),
        (rates.benchmark, "spread", Kind.SPREAD, 2),
        (places.outlook, "again", Kind.REPEATS, 4),
    )
    for family, link, kind, least in links:
        yield partial(in_a_link, family=family, link=link, kind=kind, least=least)
    yield from (
        own_among_neighbours,
        whole_year,
        pipeline_this_year,
        mixed,
        called_a_range,
        said_twice,
        said_twice,
        said_product,
        said_share,
        rounding,
    )
