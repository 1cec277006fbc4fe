"""The deficit's charts: data in, ``Chart`` out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from apps.core.charts import Chart, Column, Line, Mark, Rows, line, waterfall
from apps.core.charts.chart import Download
from apps.core.money import in_words, millions, number
from apps.core.vocabulary import Block
from apps.deficit.models import PolicyParameter
from apps.deficit.presenters import sources_cited
from apps.deficit.selectors.positions import Outlook, PositionView

MONEY = Column("amount", "Amount", kind="money_m")
NOT_REACHED = "Not reached by the lines, of no block"
BALANCE = Column("balance", "Running balance", kind="money_m")


def table_4(outlook: Outlook) -> Rows:
    """Every position of the chain in the source's order and wording, with the running balance, £m."""
    first, last = outlook.current, outlook.last
    columns = (Column("line", "Dedicated Schools Grant"), MONEY, BALANCE, Column("block", "Block"))
    rows = [_total(first.opening_label, first.opening)]
    for position in outlook.years:
        rows += [
            {"line": s.label, "short": s.short_label, "block": s.block.label, "amount": s.amount, "balance": s.balance}
            for s in position.steps
        ]
        rows.append(_total(position.closing_label, position.closing))
    years = f"{first.financial_year} to {last.financial_year}"
    printed = " (Table 4)" if all(p.as_reported for p in outlook.years) else ""
    return Rows(f"Dedicated Schools Grant position {years}, £m; a deficit is positive{printed}", columns, rows)


def waterfall_chart(outlook: Outlook, downloads: Sequence[Download] = ()) -> Chart:
    """From the opening deficit to the last closing one; the drawing has Table 4's rows with shorter names."""
    first, last = outlook.current, outlook.last
    table = table_4(outlook)
    drawn = Rows(table.caption, (Column("short", "Step"), MONEY), table.rows)
    return Chart(
        slug="table-4",
        title=f"From {millions(first.opening)} to {millions(last.closing)} in {_years(len(outlook.years))}",
        subtitle=(
            "Accumulated DSG deficit and what moves it, £ million, "
            f"1 April {first.financial_year.start} to 31 March {last.financial_year.start + 1}. "
            f"Source: {sources_cited(outlook)}."
        ),
        sentences=(
            f"The deficit {_moves(first.change)} in {first.financial_year} and is {in_words(last.closing)} "
            f"at 31 March {last.financial_year.start + 1}.{_largest(outlook)}"
        ),
        figure=waterfall(drawn, name="short", value="amount"),
        table=table,
        notes=("Totals start at nought. What adds to the deficit carries a plus, what reduces it a minus sign.",),
        downloads=downloads,
    )


def other_positions(positions: list[PositionView], outlook: Outlook) -> Rows | None:
    """Published positions of the chain's years that are not the newest: earlier versions and reporting points."""
    shown = {p.id for p in outlook.years}
    first = outlook.current.financial_year
    rows = [
        {
            "position": f"{p.financial_year} {p.reporting_point.label}, version {p.version}",
            "opening": p.opening,
            "closing": p.closing,
            "gap": p.in_year_gap,
            "published": p.published_date,
        }
        for p in positions
        if p.id not in shown and p.financial_year >= first
    ]
    if not rows:
        return None
    columns = (
        Column("position", "Position"),
        Column("opening", "Opening deficit", kind="money_m"),
        Column("gap", "In-year gap", kind="money_m"),
        Column("closing", "Closing deficit", kind="money_m"),
        Column("published", "Published"),
    )
    return Rows("Earlier versions and reporting points, £m", columns, rows)


def by_block(outlook: Outlook) -> Rows:
    """Movements of each year by DSG block after transfers, and what no line reaches, £m: they sum to the total."""
    columns = [Column("block", "Block")]
    totals: dict[Block, dict[str, Decimal]] = {}
    for position in outlook.years:
        key = position.financial_year.slug
        columns.append(Column(key, str(position.financial_year), kind="money_m"))
        for block, amount in position.by_block().items():
            totals.setdefault(block, {})[key] = amount
    rows = [{"block": block.label, **amounts} for block, amounts in totals.items()]
    if any(p.transfers for p in outlook.years):
        nought = {p.financial_year.slug: p.net_transfers for p in outlook.years}
        rows.append({"block": "Transfers between blocks, which are in the rows above and sum to nought", **nought})
    if any(p.unexplained for p in outlook.years):
        rows.append({"block": NOT_REACHED, **{p.financial_year.slug: p.unexplained for p in outlook.years}})
    total = {p.financial_year.slug: p.change for p in outlook.years}
    return Rows(
        "Movement of the deficit by block, £m in the year",
        columns,
        [*rows, {"block": "All blocks", **total, "_kind": "total"}],
    )


def trend_chart(outlook: Outlook, override: PolicyParameter | None, downloads: Sequence[Download] = ()) -> Chart:
    """The accumulated deficit at each 31 March of the published chain, with the end of the override."""
    first, last = outlook.current, outlook.last
    points = [(first.financial_year.first_day, first.opening, "Opening")]
    points += [(p.financial_year.last_day, p.closing, "Forecast") for p in outlook.years]
    table = Rows(
        "Accumulated DSG deficit at each date, £m",
        (
            Column("date", "Date"),
            Column("deficit", "Accumulated deficit", kind="money_m"),
            Column("kind", "What it is"),
        ),
        [{"date": d, "deficit": amount, "kind": kind} for d, amount, kind in points],
    )
    ends = override.effective_date if override else None
    mark = Mark(ends, f"Override ends {ends.day} {ends:%B %Y}") if ends else None
    growth = last.closing - first.opening
    return Chart(
        slug="trend",
        title=f"The deficit {_verb(last.closing, first.opening)} in {_years(len(outlook.years))}",
        subtitle=(
            f"Accumulated DSG deficit, £ million, 1 April {first.financial_year.start} to 31 March "
            f"{last.financial_year.start + 1}. Source: {sources_cited(outlook)}."
        ),
        sentences=(
            f"By the forecast it {_moves(growth)}, from {in_words(first.opening)} to {in_words(last.closing)}. "
            + _override_sentence(last, ends)
        ),
        figure=line(table, x="date", lines=[Line("deficit", "Accumulated deficit")], marks=[mark] if mark else []),
        table=table,
        downloads=downloads,
    )


def _moves(change: Decimal) -> str:
    return f"{'rises' if change >= 0 else 'falls'} by {in_words(abs(change))}"


def _largest(outlook: Outlook) -> str:
    steps = [s for p in outlook.years for s in p.steps]
    if not steps:
        return ""
    largest = max(steps, key=lambda s: s.amount)
    return f" The largest single step is “{largest.label}”, {in_words(largest.amount)}."


def _override_sentence(last: PositionView, ends: date | None) -> str:
    if ends is None:
        return ""
    return (
        f"No forecast goes beyond 31 March {last.financial_year.start + 1}; "
        "the override that keeps the deficit out of the council's "
        f"general reserves ends on {ends.day} {ends:%B %Y}."
    )


def _total(label: str, amount: Decimal) -> dict[str, object]:
    return {"line": label, "short": _date_label(label), "amount": amount, "balance": amount, "_kind": "total"}


def _date_label(label: str) -> str:
    """“Projected accumulated deficit 31 March 2026” → “Deficit 31 March 2026”, short enough for an axis."""
    return f"Deficit {' '.join(label.split()[-3:])}"


def _years(n: int) -> str:
    words = {1: "one year", 2: "two years", 3: "three years", 4: "four years", 5: "five years"}
    return words.get(n, f"{n} years")


def _verb(now: Decimal, before: Decimal) -> str:
    """“grows to 2.5 times its size”."""
    if not before:
        return f"goes from nought to {millions(now)}"
    return f"{'grows' if now >= before else 'falls'} to {number(now / before, 1)} times its size"
