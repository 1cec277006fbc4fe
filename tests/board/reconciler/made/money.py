"""Positions, cost tables, monitoring tables, income and expenditure."""

from decimal import Decimal
from random import Random

from tests.board.reconciler.made.base import LINES, TOTALS, Made, Sheet, amount, pick, style, years

UNITS = (
    ("£m", 1, 4, 90),
    ("£000", 0, 80, 9_000),
    ("£'000", 0, 80, 9_000),
    ("£ 000", 0, 80, 9_000),
    ("£", 0, 9_000, 4_000_000),
)


def position(chance: Random) -> Made:
    """Opening, signed lines, closing; the next year goes on from it in the same column, as papers print it."""
    unit, places = chance.choice((("£m", 1), ("£000", 0), ("£m", 2)))
    write = style(chance, places)
    first = chance.randint(2021, 2026)
    scale = 1 if unit == "£m" else 1000
    rows, sums, running = [["Dedicated Schools Grant", unit]], [], Decimal(0)
    opening = amount(chance, 8, 140, places) * scale
    opened = chance.choice(
        ("Accumulated deficit 1 April {0}", "Opening balance 1 April {0}", "Deficit brought forward at 1 April {0}")
    )
    closed = chance.choice(
        (
            "Projected accumulated deficit 31 March {0}",
            "Closing balance 31 March {0}",
            "Accumulated deficit at 31 March {0}",
            "Deficit carried forward 31 March {0}",
        )
    )
    rows.append([opened.format(first), write(opening)])
    running, held = opening, [(0, 1, 1)]
    for year in range(first, first + chance.randint(1, 3)):
        for line in pick(
            chance,
            (
                "Grant reduction",
                "Forecast overspend",
                "Budgeted shortfall",
                "Early years adjustment",
                "Other blocks",
                "Contribution from schools block",
                "Recoupment",
                "Management actions",
            ),
            chance.randint(2, 5),
        ):
            value = amount(chance, -9, 30, places) * scale
            running += value
            rows.append([f"{line} {year}-{(year + 1) % 100:02d}", write(value)])
            held.append((0, len(rows) - 1, 1))
        rows.append([closed.format(year + 1), write(running)])
        at = (0, len(rows) - 1, 1)
        sums.append([at, *held])
        held = [at]
    return Made(
        "position", [Sheet("Table 4", "Table 4: DSG position", rows)], sums=sums, step=Decimal(1).scaleb(-places)
    )


def yearly_position(chance: Random) -> Made:
    """A column a year: each opens with the closing before."""
    names = years(chance, chance.randint(2, 5))
    write = style(chance, 1)
    lines = pick(
        chance,
        ("High needs block", "Early years block", "Schools block", "Central block", "Adjustments"),
        chance.randint(2, 4),
    )
    rows = [
        ["£m", *names],
        ["Opening balance b/f"],
        *([line] for line in lines),
        [chance.choice(("Closing balance c/f", "Closing deficit"))],
    ]
    running, sums = amount(chance, 5, 60, 1), []
    for column in range(1, len(names) + 1):
        rows[1].append(write(running))
        for row in range(2, 2 + len(lines)):
            value = amount(chance, -6, 25, 1)
            running += value
            rows[row].append(write(value))
        rows[-1].append(write(running))
        sums.append([(0, len(rows) - 1, column), *((0, row, column) for row in range(1, len(rows) - 1))])
    carried = [(0, 1, column) for column in range(2, len(names) + 1)]
    return Made(
        "yearly position",
        [Sheet("Table 5", "Table 5: Five-year view", rows)],
        sums=sums,
        linked={"carried": carried},
        step=Decimal("0.1"),
    )


def costs(chance: Random) -> Made:
    """Lines by year, totals down and across."""
    unit, places, low, high = chance.choice(UNITS)
    names, lines = years(chance, chance.randint(2, 5)), pick(chance, LINES, chance.randint(3, 8))
    write = style(chance, places, pound=unit == "£" and chance.random() < 0.5)
    values = [[amount(chance, low, high, places) for _ in names] for _ in lines]
    in_heading = chance.random() < 0.6
    total = chance.choice(("Total", "Total", "All years", "Total all years"))
    rows = [["Line", *(f"{n} {unit}" if in_heading else n for n in names), f"{total} {unit}" if in_heading else total]]
    rows += [[line, *map(write, row), write(sum(row))] for line, row in zip(lines, values, strict=True)]
    downs = [sum(column) for column in zip(*values, strict=True)]
    rows.append([chance.choice(TOTALS), *map(write, downs), write(sum(downs))])
    last, wide = len(rows) - 1, len(names) + 1
    sums = [[(0, r, wide), *((0, r, c) for c in range(1, wide))] for r in range(1, last + 1)]
    sums += [[(0, last, c), *((0, r, c) for r in range(1, last))] for c in range(1, wide + 1)]
    caption = "Table 2: High needs costs" + ("" if in_heading else f", {unit}")
    return Made("costs", [Sheet("Table 2", caption, rows)], sums=sums, step=Decimal(1).scaleb(-places))


def blocks(chance: Random) -> Made:
    """Two or three blocks with subtotals and a grand total, one or two columns of money."""
    write, columns = style(chance, 0), chance.randint(1, 2)
    rows, sums, subs = [["Budget line", *years(chance, columns)]], [], []
    names = pick(chance, LINES, 12)
    word = chance.choice(("Sub-total {0}", "Subtotal {0}", "Total {0}", "Sub total"))
    values: dict[int, list[Decimal]] = {}
    for block in pick(chance, ("Schools", "Settings", "Support", "Central"), chance.randint(2, 3)):
        if chance.random() < 0.4:
            rows.append([block, *[""] * columns])
        held = []
        for _ in range(chance.randint(2, 4)):
            rows.append([names.pop()])
            values[len(rows) - 1] = [amount(chance, 100, 5_000) for _ in range(columns)]
            rows[-1] += map(write, values[len(rows) - 1])
            held.append(len(rows) - 1)
        values[len(rows)] = [sum((values[r][c] for r in held), Decimal(0)) for c in range(columns)]
        rows.append([word.format(block.lower()), *map(write, values[len(rows)])])
        subs.append(len(rows) - 1)
        sums += [[(0, subs[-1], c + 1), *((0, r, c + 1) for r in held)] for c in range(columns)]
    rows.append([chance.choice(("Grand total", "Total", "Overall total", "TOTAL"))])
    rows[-1] += [write(sum((values[r][c] for r in subs), Decimal(0))) for c in range(columns)]
    sums += [[(0, len(rows) - 1, c + 1), *((0, r, c + 1) for r in subs)] for c in range(columns)]
    return Made("blocks", [Sheet("Table 6", "Table 6: Budget by block, £000", rows)], sums=sums)


def monitoring(chance: Random) -> Made:
    """Budget, forecast, variance, with a total."""
    write = style(chance, 0)
    names = chance.choice(
        (
            ("Budget", "Forecast", "Variance"),
            ("Budget", "Outturn", "Over/(under) spend"),
            ("Plan", "Actual", "Difference"),
        )
    )
    lines = pick(chance, LINES, chance.randint(3, 7))
    pairs = [(amount(chance, 200, 9_000), amount(chance, 200, 9_000)) for _ in lines]
    unit = chance.choice((" £000", " (£000)"))
    rows = [["Service", *(f"{n}{unit}" for n in names)]]
    rows += [[line, write(a), write(b), write(b - a)] for line, (a, b) in zip(lines, pairs, strict=True)]
    a, b = (sum(column) for column in zip(*pairs, strict=True))
    rows.append([chance.choice(TOTALS), write(a), write(b), write(b - a)])
    last = len(rows) - 1
    sums = [[(0, last, c), *((0, r, c) for r in range(1, last))] for c in (1, 2, 3)]
    return Made(
        "monitoring",
        [Sheet("Table 7", "Table 7: Quarter three monitoring", rows)],
        sums=sums,
        linked={"variance": [(0, r, 3) for r in range(1, last)]},
    )


def net(chance: Random) -> Made:
    """Gross, less income, net."""
    write = style(chance, 0)
    rows = [["Line", "Gross £000", chance.choice(("Less income £000", "Income £000")), "Net £000"]]
    for line in pick(chance, LINES, chance.randint(3, 6)):
        gross = amount(chance, 500, 9_000)
        income = amount(chance, 10, 400)
        rows.append([line, write(gross), write(income), write(gross - income)])
    return Made(
        "net",
        [Sheet("Table 8", "Table 8: Gross and net", rows)],
        linked={"net": [(0, r, 3) for r in range(1, len(rows))]},
    )


def spelt(chance: Random) -> Made:
    """Columns with letters, and what is made of them said in letters."""
    write = style(chance, 0)
    rows = [["Line", "A Gross £000", "B Grant £000", "C Fees £000", "B + C £000", "A − B − C £000"]]
    for line in pick(chance, LINES, chance.randint(3, 6)):
        gross, grant, fees = amount(chance, 500, 9_000), amount(chance, 50, 400), amount(chance, 10, 90)
        rows.append([line, *map(write, (gross, grant, fees, grant + fees, gross - grant - fees))])
    cells = [(0, r, c) for r in range(1, len(rows)) for c in (4, 5)]
    return Made("spelt", [Sheet("Table 8", "Table 8: Gross and net", rows)], linked={"letters": cells})


def rounded(chance: Random) -> Made:
    """Money in £m or a head, printed rounded from figures that are not: sums may be out by a last digit."""
    per_head = chance.random() < 0.4
    write = style(chance, 0 if per_head else 1, pound=per_head)
    lines = pick(chance, LINES, chance.randint(4, 9))
    rows = [["Council" if per_head else "Year", *lines, "Total"]]
    names = pick(chance, ("Ashford Vale", "Brackley", "Northshire", "Eastborough", "Fenland"), 4)
    for name in names if per_head else years(chance, 4):
        values = [Decimal(str(chance.uniform(1, 90))) for _ in lines]
        rows.append([name, *map(write, values), write(sum(values, Decimal(0)))])
    caption = "Table 9: Spend, £ per head" if per_head else "Table 9: Spend, £m"
    sums = [[(0, r, len(lines) + 1), *((0, r, c) for c in range(1, len(lines) + 1))] for r in range(1, len(rows))]
    return Made(
        "rounded", [Sheet("Table 9", caption, rows)], sums=sums, step=Decimal(1) if per_head else Decimal("0.1")
    )
