"""Places, schemes, whole reports of places and money, and tables that have nothing to add up."""

from datetime import date
from decimal import Decimal
from random import Random

from apps.board.calculations.reconciler import GivenText
from tests.board.reconciler.made.base import LINES, Made, Sheet, amount, pick, style, years

PHASES = ("Early years", "Primary", "Secondary", "Post-16", "All-through", "Nursery classes")
MONTHS = ("January", "April", "June", "September", "November")
LEFT = {"January": 3, "April": 12, "June": 10, "September": 7, "November": 5}


def places(chance: Random) -> Made:
    """Counts by phase and year; perhaps a running total, perhaps the total split."""
    names, phases = years(chance, chance.randint(3, 5)), pick(chance, PHASES, chance.randint(2, 4))
    write = style(chance, 0)
    values = [[Decimal(chance.choice((0, chance.randint(4, 160)))) for _ in names] for _ in phases]
    split = chance.random() < 0.4
    rows = [["Phase", *names, "Total", *(("of which SEMH", "of which autism") if split else ())]]
    for phase, row in zip(phases, values, strict=True):
        part = Decimal(chance.randint(0, int(sum(row))))
        rows.append(
            [phase, *map(write, row), write(sum(row)), *((write(part), write(sum(row) - part)) if split else ())]
        )
    downs = [sum(column) for column in zip(*values, strict=True)]
    ends = [write(sum(downs))] + ([""] * 2 if split else [])
    rows.append([chance.choice(("Total", "Total places", "All phases", "Total delivered")), *map(write, downs), *ends])
    last, wide = len(rows) - 1, len(names) + 1
    sums = [[(0, r, wide), *((0, r, c) for c in range(1, wide))] for r in range(1, last + 1)]
    sums += [[(0, last, c), *((0, r, c) for r in range(1, last))] for c in range(1, wide + 1)]
    linked = {}
    if chance.random() < 0.5:
        so_far = [sum(downs[: i + 1]) for i in range(len(downs))]
        rows.append([chance.choice(("Cumulative places", "Cumulative total", "Running total")), *map(write, so_far)])
        rows[-1] += [""] * (len(rows[0]) - len(rows[-1]))
        linked["running"] = [(0, last + 1, c) for c in range(2, wide)]
    return Made("places", [Sheet("Table 2", "Table 2: Places by phase", rows)], sums=sums, linked=linked)


def schemes(chance: Random) -> Made:
    """Places × a value for each, whole and for the months of the first year."""
    year = chance.randint(2024, 2027)
    write = style(chance, 1)
    label = f"{year}/{(year + 1) % 100:02d} £000"
    rows = [
        [
            "Scheme",
            "Opens",
            "Places",
            chance.choice(("£000 per place", "Unit value £000", "Average cost avoided £000")),
            "Full year £000",
            label,
        ]
    ]
    for number in range(chance.randint(3, 6)):
        month, count, each = chance.choice(MONTHS), chance.randint(8, 80), amount(chance, 18, 60)
        opens = f"{month} {year + 1 if month == 'January' else year}"
        rows.append(
            [
                f"Scheme {'ABCDEF'[number]}",
                opens,
                str(count),
                write(each),
                write(count * each),
                write(count * each * LEFT[month] / 12),
            ]
        )
    late = [(0, r, 5) for r in range(1, len(rows)) if not rows[r][1].startswith("April")]
    linked = {"product": [(0, r, 4) for r in range(1, len(rows))], "part": late}
    return Made(
        "schemes", [Sheet("Table 3", "Table 3: Schemes and what they avoid", rows)], linked=linked, step=Decimal("0.1")
    )


def report(chance: Random) -> Made:
    """Places and money of the same places in two tables, with paragraphs that say both again."""
    names, each = years(chance, chance.randint(4, 5)), Decimal(chance.randint(18, 62))
    counts = [Decimal(chance.randint(20, 190)) for _ in names]
    write = style(chance, 0)
    whole = sum(counts)
    noun = chance.choice(("Specialist places delivered", "New places opened", "Resourced places provided"))
    one = Sheet("Table 1", "Table 1: Places", [["", *names, "Total"], [noun, *map(write, counts), write(whole)]])
    money = [count * each for count in counts]
    two = Sheet(
        "Table 2",
        "Table 2: Cost avoidance",
        [
            ["", *(f"{n} £000" for n in names), "Total £000"],
            [f"Cost avoidance, {noun.lower()}", *map(write, money), write(sum(money))],
        ],
    )
    more = chance.randint(40, 240)
    texts = [
        GivenText(
            "Para 3.1",
            f"The council has delivered {whole} additional specialist school places by working with schools.",
        ),
        GivenText("Para 3.2", f"Independent places cost more: the average cost avoidance is £{each}k per place."),
        GivenText(
            "Para 3.3", f"A further {more} places would generate around £{more * each / 1000:.1f}m in cost avoidance."
        ),
        GivenText(
            "Para 5.1", f"In all {whole} additional specialist school places were delivered by working with schools."
        ),
        GivenText(
            "Para 5.2", f"{chance.randint(5, 60)} children moving into mainstream settings with support in 2023/24."
        ),
        GivenText(
            "Para 5.3", f"{chance.randint(61, 90)} children moving into mainstream settings with support in 2024/25."
        ),
    ]
    wide = len(names) + 1
    sums = [[(s, 1, wide), *((s, 1, c) for c in range(1, wide))] for s in (0, 1)]
    linked = {"counts": [(1, 1, c) for c in range(1, wide)]}
    return Made("report", [one, two], texts, sums=sums, linked=linked)


def outlook(chance: Random) -> Made:
    """A position, a summary that repeats some of it, and a paragraph that says the closing."""
    year, write = chance.randint(2023, 2027), style(chance, 1)
    lines = pick(chance, LINES, chance.randint(3, 5))
    values = [amount(chance, 2, 40, 1) for _ in lines]
    opening = amount(chance, 20, 90, 1)
    closing = opening + sum(values)
    label = f"Accumulated deficit 31 March {year + 1}"
    rows = [
        ["Position", "£m"],
        [f"Accumulated deficit 1 April {year}", write(opening)],
        *([a, write(b)] for a, b in zip(lines, values, strict=True)),
        [label, write(closing)],
    ]
    again = [["Summary", "£m"], *(list(row) for row in chance.sample(rows[2:-1], 2)), list(rows[-1])]
    text = (
        f"The paper to Cabinet projects an accumulated deficit of £{closing}m for March {year + 1}, "
        f"after an overspend of £{values[0]}m."
    )
    last = len(rows) - 1
    return Made(
        "outlook",
        [Sheet("Table 1", "Table 1: Position", rows), Sheet("Table 2", "Table 2: Summary of the position", again)],
        [GivenText("Para 2.4", text)],
        sums=[[(0, last, 1), *((0, r, 1) for r in range(1, last))]],
        linked={"again": [(1, r, 1) for r in range(1, len(again))], "text": [(0, last, 1)]},
        step=Decimal("0.1"),
    )


def pipeline(chance: Random) -> Made:
    """Places still to come, of later years than the meeting’s."""
    start = chance.randint(2024, 2027)
    month = chance.choice((10, 11, 12, 1, 2))
    day = date(start if month > 4 else start + 1, month, chance.randint(5, 27))
    names = [f"{y}/{(y + 1) % 100:02d} £000" for y in (start - 1, start, start + 1, start + 2)]
    done, later = [amount(chance, 500, 4_000) for _ in range(2)], [amount(chance, 500, 4_000) for _ in range(2)]
    rows = [
        ["Cost avoidance", *names, "Total £000"],
        ["Places delivered", *(f"{v:,}" for v in done), "", "", f"{sum(done):,}"],
        ["Places in the pipeline", "", "", *(f"{v:,}" for v in later), f"{sum(later):,}"],
        ["Total", *(f"{v:,}" for v in (*done, *later)), f"{sum(done) + sum(later):,}"],
    ]
    sums = [[(0, 3, 5), *((0, 3, c) for c in range(1, 5))]]
    return Made(
        "pipeline",
        [Sheet("Table 3", "Table 3: Cost avoidance of places", rows)],
        sums=sums,
        day=day,
        linked={"pipeline": [(0, 2, 2)]},
    )


def claims(chance: Random) -> Made:
    """Initiatives with what each avoids a year, and words beside."""
    write = style(chance, 0)
    names = pick(
        chance,
        ("Outreach", "Portage", "Inclusion leads", "Early years hub", "AP panel", "Link provision", "Toolkit"),
        chance.randint(3, 5),
    )
    values = [amount(chance, 40, 2_500) for _ in names]
    rows = [["Initiative", "What it does", "Avoided £000"]]
    rows += [
        [n, f"Supports {chance.randint(12, 90)} children a year in their own schools", f"{write(v)}pa"]
        for n, v in zip(names, values, strict=True)
    ]
    rows.append([chance.choice(("Total", "Total avoided", "Total cost avoidance")), "", f"{write(sum(values))}pa"])
    last = len(rows) - 1
    return Made(
        "claims",
        [Sheet("Table 1", "Table 1: Initiatives", rows)],
        sums=[[(0, last, 2), *((0, r, 2) for r in range(1, last))]],
    )


def nothing(chance: Random) -> Made:
    """Figures that are no sums: scores, dates, ranges, averages, codes."""
    names = pick(chance, LINES, 4)
    risks = [["Risk", "Likelihood", "Impact", "Score"]]
    for name in names:
        a, b = chance.randint(1, 5), chance.randint(1, 5)
        risks.append([name, str(a), str(b), str(a * b)])
    ages = [["School", "Age range", "Places", "Average cost £", "Total roll"]]
    ages += [
        [
            f"{n} unit",
            f"{chance.randint(3, 5)}–{chance.randint(11, 19)}",
            str(chance.randint(8, 30)),
            f"{chance.randint(9_000, 40_000):,}",
            str(chance.randint(90, 900)),
        ]
        for n in names
    ]
    likely = [["Scenario", "Low £m", "Central £m", "High £m", "Range"]]
    for n in ("Base", "With grant", "With growth"):
        low = amount(chance, 5, 9, 1)
        likely.append([n, f"{low}", f"{low + 2}", f"{low + 5}", f"{low} to {low + 5}"])
    plans = [
        ["", "Jan 2023", "Jan 2024", "Jan 2025"],
        ["Total plans", *(f"{chance.randint(2_000, 5_000):,}" for _ in range(3))],
        ["Tribunals", *(str(chance.randint(20, 90)) for _ in range(3))],
        ["Average weeks", *(str(chance.randint(18, 40)) for _ in range(3))],
    ]
    sheets = [
        Sheet(f"Table {i}", f"Table {i}: {word}", rows)
        for i, (word, rows) in enumerate(
            (("Risks", risks), ("Units", ages), ("Scenarios", likely), ("Caseload", plans)), 1
        )
    ]
    return Made("nothing", sheets)
