"""Shares of numbers, timeliness, and figures of several councils with their statistics."""

from decimal import Decimal
from random import Random
from statistics import median

from apps.board.calculations.reconciler import GivenText
from tests.board.reconciler.made.base import COUNCILS, LINES, Made, Sheet, amount, pick, style


def shares(chance: Random) -> Made:
    """Numbers and the share of each in their total."""
    needs = pick(chance, ("Autism", "SEMH", "SLCN", "MLD", "Physical", "Hearing", "Other"), chance.randint(3, 6))
    counts = [chance.randint(15, 900) for _ in needs]
    places_, whole = chance.choice((0, 1)), sum(counts)
    share = [f"{Decimal(100 * n) / whole:.{places_}f}%" for n in counts]
    rows = [
        [
            "Need",
            chance.choice(("Plans", "Number", "Children")),
            chance.choice(("%", "Share", "% of total", "Percentage")),
        ]
    ]
    rows += [[need, f"{n:,}", s] for need, n, s in zip(needs, counts, share, strict=True)]
    rows.append(
        [chance.choice(("Total", "All needs", "Grand total")), f"{whole:,}", "100%" if not places_ else "100.0%"]
    )
    last = len(rows) - 1
    return Made(
        "shares",
        [Sheet("Table 4", "Table 4: Plans by need", rows)],
        sums=[[(0, last, 1), *((0, r, 1) for r in range(1, last))]],
        linked={"share": [(0, r, 2) for r in range(1, last)]},
    )


def timeliness(chance: Random) -> Made:
    """A part and a whole in each row, and the share."""
    rows = [["Quarter", "Plans issued", "Within 20 weeks", "% within 20 weeks"]]
    for number in range(1, chance.randint(4, 6)):
        issued = chance.randint(60, 240)
        timely = chance.randint(10, issued)
        rows.append([f"Quarter {number}", str(issued), str(timely), f"{100 * timely / issued:.1f}%"])
    issued = chance.randint(50, 90)
    timely = chance.randint(20, issued - 5)
    texts = [
        GivenText(
            "Para 6.2",
            f"In the last month {timely} of {issued} plans ({100 * timely / issued:.0f}%) were issued in time.",
        )
    ]
    return Made(
        "timeliness",
        [Sheet("Table 5", "Table 5: Timeliness", rows)],
        texts,
        linked={"share": [(0, r, 3) for r in range(1, len(rows))]},
    )


def benchmark(chance: Random, with_own: bool = False) -> Made:
    """Authorities by line, the council among them, with statistics of the others."""
    lines, others = pick(chance, LINES, chance.randint(3, 6)), pick(chance, COUNCILS, chance.randint(5, 10))
    write = style(chance, 0, pound=chance.random() < 0.6)
    values = {name: [amount(chance, 5, 600) for _ in lines] for name in ("Westmouth", *others)}
    values["Westmouth"][0] = Decimal(chance.randint(620, 900))
    taken = [values[name] for name in (("Westmouth", *others) if with_own else others)]
    head = chance.choice(("Statistical neighbours", "Comparators", "Similar councils"))
    rows = [["Council", *lines]]
    if chance.random() < 0.5:
        rows.append(["England average", *(write(amount(chance, 40, 300)) for _ in lines)])
    columns = list(zip(*taken, strict=True))
    marks = [(f"{head} median", median), (f"{head} maximum", max), (f"{head} minimum", min)]
    stats = [[name, *(write(Decimal(work(column))) for column in columns)] for name, work in marks]
    body = [[name, *map(write, row)] for name, row in values.items()]
    first = chance.random() < 0.5
    rows += [*stats, *body] if first else [*body, *stats]
    start = len(rows) - len(stats) - len(body) if first else len(rows) - len(stats)
    stat_cells = [(0, start + i, c) for i in range(3) for c in range(1, len(lines) + 1)]
    return Made(
        "benchmark",
        [Sheet("Appendix 3", f"Appendix 3: {head}, £ per head of population", rows)],
        linked={"spread": stat_cells},
    )
