"""Claimed against observed: the drawing, and the tables beside it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from apps.core.charts import Chart, Column, Download, Rows, Series, bars
from apps.core.money import number, signed
from apps.core.periods import MONTHS
from apps.deficit.calculations.displacement import Count, Observed, Opened
from apps.deficit.selectors.displacement import DisplacementTest


def decimal(value: Fraction) -> Decimal:
    """For display: it is rounded there."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def displacement_chart(test: DisplacementTest, downloads: Sequence[Download] = ()) -> Chart:
    o = test.observed
    columns = (
        Column("what", "INMSS plans"),
        Column("plans", "Counted", kind="number"),
        Column("expected", "Expected at the earlier share", kind="number", places=1),
        Column("all", "All plans", kind="number"),
        Column("share", "Share of all plans", kind="percent", places=2),
    )
    rows = [
        _count_row(o.first),
        {
            "what": f"January {o.second.january}, at January {o.first.january}’s share",
            "expected": decimal(o.expected), "all": o.second.total, "share": decimal(o.first.share * 100),
        },
        _count_row(o.second),
    ]  # fmt: skip
    table = Rows(
        f"INMSS plans, January {o.first.january} and January {o.second.january}, count and share", columns, rows
    )
    return Chart(
        slug="displacement",
        title=_title(o),
        subtitle=(
            "Education, health and care plans in independent and non-maintained special schools, number in January. "
            f"Source: {'; '.join(test.sources)}."
        ),
        sentences=(
            f"INMSS plans went from {number(o.first.inmss)} to {number(o.second.inmss)} "
            f"({signed(number(o.change))}); at an unchanged share there would have been "
            f"{number(decimal(o.expected), 1)}."
        ),
        figure=bars(table, name="what", series=[Series("plans"), Series("expected", hatched=True)]),
        table=table,
        downloads=downloads,
    )


def claimed_table(test: DisplacementTest) -> Rows:
    """What opened between the two Januaries, month by month: the register's places, then approved claims."""
    columns = (
        Column("what", "What opened"),
        Column("kind", "Where it is stated"),
        Column("month", "Opened"),
        Column("units", "Units counted", kind="number"),
        Column("share", "Displacement assumed", kind="percent"),
        Column("displaced", "INMSS placements claimed to be displaced", kind="number", places=1),
    )
    rows = [_opened_row(u, "Places register") for u in test.places]
    rows += [_opened_row(u, "Approved claim") for u in test.claims]
    return Rows("Displacement claimed between the two Januaries, units", columns, rows)


def every_january(counts: Sequence[Count]) -> Rows:
    columns = (
        Column("what", "January"),
        Column("plans", "INMSS plans", kind="number"),
        Column("all", "All plans", kind="number"),
        Column("share", "Share of all plans", kind="percent", places=2),
    )
    return Rows("INMSS plans in each January, count and share", columns, [_count_row(c) for c in counts])


def _count_row(c: Count) -> dict[str, object]:
    return {"what": f"January {c.january}", "plans": c.inmss, "all": c.total, "share": decimal(c.share * 100)}


def _opened_row(u: Opened, kind: str) -> dict[str, object]:
    return {
        "what": u.label,
        "kind": kind,
        "month": f"{MONTHS[u.opens.month - 1]} {u.opens.year}",
        "units": decimal(u.units),
        "share": decimal(u.displacement * 100),
        "displaced": decimal(u.displaced),
    }


def _title(o: Observed) -> str:
    count = "rose" if o.change > 0 else "fell" if o.change < 0 else "stood still"
    share = "rose" if o.second.share > o.first.share else "fell" if o.second.share < o.first.share else "stood still"
    join = "and" if count == share else "while"
    return f"The number of INMSS plans {count} {join} their share {share}"
