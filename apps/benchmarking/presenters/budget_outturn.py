"""What the page of budget against outturn shows."""

from typing import Any

from django.http import HttpRequest

from apps.benchmarking.forms.pages import YearForm
from apps.benchmarking.presenters.common import Page, above, cited, page_of
from apps.benchmarking.selectors.budget_outturn import BudgetOutturn, Outcome
from apps.benchmarking.sentences import count, lower_first, named, ordinal, spend_on
from apps.benchmarking.vocabulary import PLACE_FUNDING, Own
from apps.core.charts import Chart, Column, Rows, Series, bars
from apps.core.exports import downloads
from apps.core.money import in_words, number

RECOUPED = (
    f"Budget and outturn do not compare on line {PLACE_FUNDING}, nor on a sum that holds it: the outturn leaves out "
    "the "
    "places of academies that the government recoups, so it reads low. Such lines are marked and enter no message."
)
MARKED = "does not compare: recouped places"
CENTRAL = "central-total"


def budget_outturn_page(request: HttpRequest, form: YearForm, b: BudgetOutturn) -> Page:
    own = form.own_chosen
    table, chart = outcome_table(b, own), outcome_chart(b, downloads(request, "budget-outturn"))
    context = page_of(
        "budget_outturn", form, _sources(b), crumbs=[*above(), ("Budget and outturn", "")], message=message(b),
        chart=chart, table=table, table_downloads=downloads(request, "by-line"), recouped=RECOUPED,
        source="; ".join(cited(o) for o in b.origins), year=b.year, furthest=furthest(b),
    )  # fmt: skip
    return context, (chart, ("by-line", table))


def total(b: BudgetOutturn) -> Outcome | None:
    """The whole of what compares: the lines 1.2.x."""
    return b.outcome(CENTRAL)


def message(b: BudgetOutturn) -> str:
    one, ours = total(b), b.peers.ours.name
    if one is None or one.percent is None:
        return f"{ours}'s budget and outturn of {b.year} are set beside each other line by line; no total of 1.2.x "
        "is given."
    way = "more than" if one.over > 0 else "less than" if one.over < 0 else "just"
    text = (
        f"In {b.year} {ours} spent {in_words(one.outturn)} on the lines 1.2.x against a budget of "
        f"{in_words(one.budget)}: "
        f"{in_words(abs(one.over))} ({number(abs(one.percent), 1)}%) {way} budgeted"
    )
    c = one.compared
    if c is None:
        return f"{text}."
    middle = c.spread(False).median
    side = "over" if middle >= 0 else "under"
    rank = f"{'' if c.rank == 1 else f'{ordinal(c.rank)} '}highest of {c.n}"
    return (
        f"{text}, the {rank}; the median of {b.peers.whom.article} {count(len(c.others))} {b.peers.whom.noun} is "
        f"{number(abs(middle), 1)}% {side} budget."
    )


def furthest(b: BudgetOutturn) -> str:
    """The single comparable lines furthest over and under."""
    single = [one for one in b.outcomes if not one.recouped and not one.line.parts]
    over = max(single, key=lambda one: one.over, default=None)
    under = min(single, key=lambda one: one.over, default=None)
    said = []
    if over and over.over > 0:
        said.append(f"furthest over budget is {spend_on(over.line)}, by {in_words(over.over)}")
    if under and under.over < 0:
        said.append(f"furthest under is {spend_on(under.line)}, by {in_words(abs(under.over))}")
    return f"Of the single lines that compare, {'; '.join(said)}." if said else ""


def outcome_chart(b: BudgetOutturn, links: Any) -> Chart:
    shown = [one for one in b.outcomes if not one.recouped and not one.line.parts and (one.budget or one.outturn)]
    rows = [{"line": named(one.line), "budget": one.budget, "outturn": one.outturn, "over": one.over} for one in shown]
    columns = (
        Column("line", "Line"),
        Column("budget", "Budget", kind="money_m", places=2),
        Column("outturn", "Outturn", kind="money_m", places=2),
        Column("over", "Outturn less budget", kind="money_m", places=2, signed=True),
    )
    table = Rows(f"Budget and outturn of the lines that compare, £m net, {b.year}", columns, rows)
    largest = max(shown, key=lambda one: one.outturn, default=None)
    said = "No line has a budget and an outturn."
    if largest:
        said = (
            f"The largest is {lower_first(largest.line.short_title)}: {in_words(largest.outturn, 2)} spent, "
            f"{in_words(largest.budget, 2)} budgeted."
        )
    return Chart(
        slug="budget-outturn",
        title=f"Budget and outturn by line, {b.year}",
        subtitle=f"Net, £m; single lines that compare. Source: {'; '.join(cited(o) for o in b.origins)}.",
        sentences=said,
        figure=bars(table, name="line", series=[Series("budget"), Series("outturn")], stacked=False),
        table=table,
        notes=(RECOUPED,),
        downloads=links,
    )


def outcome_table(b: BudgetOutturn, own: Own) -> Rows:
    columns = (
        Column("line", "Line"),
        Column("budget", "Budget", kind="money"),
        Column("outturn", "Outturn", kind="money"),
        Column("over", "Outturn less budget", kind="money", signed=True),
        Column("percent", "Over budget", unit="%", kind="number", places=1, signed=True),
        Column("median", f"Comparators' median, {_who(b, own)}", unit="%", kind="number", places=1, signed=True),
        Column("n", "Counted in it", kind="number"),
        Column("note", "What to know"),
    )
    return Rows(f"Every line, £ net, budget and outturn of {b.year}", columns, [_row(one, own) for one in b.outcomes])


def _row(one: Outcome, own: Own) -> dict[str, Any]:
    row: dict[str, Any] = {
        "line": named(one.line), "budget": one.budget, "outturn": one.outturn,
        "note": MARKED if one.recouped else "sum of lines" if one.line.parts else "",
    }  # fmt: skip
    if one.recouped:
        return row
    row |= {"over": one.over, "percent": one.percent}
    if c := one.compared:
        spread = c.spread(own == Own.IN)
        row |= {"median": spread.median, "n": spread.n}
    return row


def _who(b: BudgetOutturn, own: Own) -> str:
    return f"{b.peers.ours.name} {'counted in' if own == Own.IN else 'left out'}"


def _sources(b: BudgetOutturn) -> list[Any]:
    return [*((f"Budget and outturn: {o.title}", o) for o in b.origins), (b.peers.name, b.peers.origin)]
