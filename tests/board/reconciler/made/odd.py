"""Sound tables of shapes that a reader of tables easily takes wrongly."""

from decimal import Decimal
from random import Random

from apps.board.calculations.reconciler import GivenText
from tests.board.reconciler.made.base import COUNCILS, LINES, Made, Sheet, amount, pick, style, years


def total_first(chance: Random) -> Made:
    """The total above its parts, as national tables print it."""
    write, columns = style(chance, 0), years(chance, 3)
    needs = pick(chance, ("Primary", "Secondary", "Special", "Alternative", "Post-16"), 3)
    values = [[amount(chance, 40, 900) for _ in columns] for _ in needs]
    rows = [["Setting", *columns], ["All pupils", *(write(sum(c)) for c in zip(*values, strict=True))]]
    rows += [[need, *map(write, row)] for need, row in zip(needs, values, strict=True)]
    return Made("total first", [Sheet("Table 3", "Table 3: Pupils by setting", rows)])


def turned(chance: Random) -> Made:
    """Years down, measures of several units across; averages and shares that nothing adds up."""
    rows = [["Year", "Plans", "Spend £m", "Cost per plan £", "Share in mainstream", "Rank"]]
    for year in years(chance, 4):
        plans, spend = chance.randint(2_000, 5_000), chance.randint(40, 140)
        rows.append(
            [
                year,
                f"{plans:,}",
                f"{spend}.0",
                f"{spend * 1_000_000 / plans:,.0f}",
                f"{chance.randint(30, 60)}%",
                str(chance.randint(1, 150)),
            ]
        )
    return Made("turned", [Sheet("Table 4", "Table 4: Trend", rows)])


def deficits(chance: Random) -> Made:
    """Closings of several years under each other, and of several councils beside each other."""
    write, first = style(chance, 1), chance.randint(2019, 2023)
    rows = [
        ["Accumulated deficit", "£m"],
        *([f"Deficit at 31 March {y}", write(amount(chance, 5, 90, 1))] for y in range(first, first + 5)),
    ]
    other = [["Council", "Deficit at 31 March £m", "Total budget £m", "Total plans"]]
    other += [
        [name, write(amount(chance, 5, 90, 1)), write(amount(chance, 95, 300, 1)), f"{chance.randint(900, 6_000):,}"]
        for name in pick(chance, COUNCILS, 5)
    ]
    return Made("deficits", [Sheet("Table 1", "Table 1: Deficits", rows), Sheet("Table 2", "Table 2: Councils", other)])


def missing(chance: Random) -> Made:
    """Figures that are not given, notes in cells, a total of those that are."""
    rows, kept = [["School", "Places", "On roll", "Note"]], Decimal(0)
    for name in pick(chance, COUNCILS, 5):
        places = chance.randint(10, 90)
        kept += places
        rows.append(
            [
                f"{name} School",
                f"{places}{chance.choice(('', '', '*', ' [1]'))}",
                chance.choice((str(chance.randint(5, 90)), "n/a", "c", "x")),
                "Opened 2024",
            ]
        )
    rows.append(["Total", str(kept), "n/a", ""])
    return Made("missing", [Sheet("Table 6", "Table 6: Places and roll", rows)])


def two_headings(chance: Random) -> Made:
    """Two rows of headings, units in the second, a column of totals for each half."""
    write = style(chance, 0)
    head = ["", "Revenue", "", "", "Capital", "", ""]
    under = ["Scheme", "24/25 £000", "25/26 £000", "Total £000", "24/25 £000", "25/26 £000", "Total £000"]
    rows = [head, under]
    sums = [Decimal(0)] * 6
    for name in pick(chance, LINES, 4):
        a, b, c, d = (amount(chance, 20, 900) for _ in range(4))
        values = [a, b, a + b, c, d, c + d]
        sums = [x + y for x, y in zip(sums, values, strict=True)]
        rows.append([name, *map(write, values)])
    rows.append(["Total", *map(write, sums)])
    return Made("two headings", [Sheet("Table 7", "Table 7: Schemes", rows)])


def words(chance: Random) -> Made:
    """Paragraphs full of figures that do not contradict each other."""
    a, b = chance.randint(20, 60), chance.randint(61, 99)
    texts = [
        GivenText(
            "Para 1.1",
            f"{a} pupils attended alternative provision in the autumn term of 2024/25, and {b} in the spring term.",
        ),
        GivenText(
            "Para 1.2",
            f"The average cost is £{a}k per place in special schools and £{b}k per place in independent schools.",
        ),
        GivenText(
            "Para 1.3",
            f"Portage supported {a} children moving into mainstream settings. Targets for 2026/27 are {b} children.",
        ),
        GivenText(
            "Para 1.4",
            f"Dingley Nursery supported {b} children moving into mainstream settings, and costs £{a}0,000 a year.",
        ),
        GivenText(
            "Para 1.5",
            f"The grant of £{b}m was spent on {a} schemes, £{a}m of it in one year; waiting fell from {b}% to {a}%.",
        ),
        GivenText(
            "Para 1.6", f"Of {b} requests {a} were agreed ({100 * a / b:.0f}%). The override ends on 31 March 2028."
        ),
    ]
    names = Sheet(
        "Table 1",
        "Table 1: Initiatives",
        [
            ["Initiative", "Impact", "£000"],
            ["Portage", "Reaches families early and at home", str(a)],
            ["Dingley Nursery", "Takes children from the age of two years", str(b)],
        ],
    )
    return Made("words", [names], texts)


def everybody(chance: Random) -> Made:
    """Statistics of all councils in a table that is not about neighbours: the council belongs in them."""
    lines = pick(chance, LINES, 4)
    names = ["Westmouth", *pick(chance, COUNCILS, 6)]
    values = [[amount(chance, 10, 500) for _ in lines] for _ in names]
    rows = [["Council in the region", *lines], *([n, *map(str, row)] for n, row in zip(names, values, strict=True))]
    columns = list(zip(*values, strict=True))
    rows += [["Highest", *(str(max(c)) for c in columns)], ["Lowest", *(str(min(c)) for c in columns)]]
    return Made("everybody", [Sheet("Table 8", "Table 8: Councils of the region, £ per head", rows)])
