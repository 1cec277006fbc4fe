"""What the page of plans shows: count and share together."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from apps.benchmarking.calculations.measures import Measure
from apps.benchmarking.charts.yearly import yearly_figure, yearly_rows
from apps.benchmarking.forms.pages import PlansForm
from apps.benchmarking.presenters.common import Page, above, cited, page_of
from apps.benchmarking.selectors.plans import Count, Placed, Plans
from apps.benchmarking.sentences import count, lower_first, rank_words
from apps.benchmarking.vocabulary import EhcpPlacement, Own
from apps.core.charts import Chart, Column, Rows, Series, bars
from apps.core.exports import downloads
from apps.core.money import number, signed

SHARE = Measure("share", "Share of plans", "of all plans", "share", "% of all plans", "", 2)
BOTH = (
    "A share may fall while the number rises, when all plans grow faster: read the two together. Money follows the "
    "number."
)
SHORT = {
    EhcpPlacement.MAINSTREAM: "Mainstream schools",
    EhcpPlacement.RESOURCED: "Resourced provision and units",
    EhcpPlacement.SPECIAL: "State special schools",
    EhcpPlacement.INMSS: "Independent and non-maintained",
    EhcpPlacement.HOSPITAL_OR_AP: "Hospital and AP",
    EhcpPlacement.POST_16: "Post-16 and further education",
    EhcpPlacement.OTHER: "Other and awaiting",
}


def plans_page(request: HttpRequest, form: PlansForm, p: Plans) -> Page:
    chosen, own = form.placement_chosen, form.own_chosen
    placed, januaries = placed_table(p, own), januaries_chart(p, chosen, downloads(request, "januaries"))
    shares = shares_chart(p, chosen, own, downloads(request, "shares"))
    context = page_of(
        "plans", form, _sources(p), crumbs=[*above(), ("Plans", "")], message=message(p, chosen), placed=placed,
        placed_sentence=placed_sentence(p), placed_downloads=downloads(request, "placed"), januaries=januaries,
        shares=shares, both=BOTH, source="; ".join(cited(o) for o in p.origins), chosen=SHORT[chosen],
        notes=_notes(p), compared_in=p.compared_in,
    )  # fmt: skip
    return context, (("placed", placed), januaries, shares)


def message(p: Plans, placement: EhcpPlacement) -> str:
    """Count and share of the two newest Januaries, in one sentence."""
    ours, counts = p.peers.ours.name, p.ours[placement]
    what = f"plans in {lower_first(placement.label)}"
    if len(counts) < 2:
        return f"{ours} has {_said(counts[-1])} {what}." if counts else f"No count of {what} is loaded."
    first, last = counts[-2:]
    way = "rose" if last.plans > first.plans else "fell" if last.plans < first.plans else "stayed"
    share = "rose" if last.share > first.share else "fell" if last.share < first.share else "stayed"
    return (
        f"{ours}'s {what} {way} from {number(first.plans)} in January {first.january} to {number(last.plans)} in "
        "January "
        f"{last.january} ({signed(number(last.plans - first.plans))}), while their share of all plans {share} from "
        f"{number(first.share, 2)}% to {number(last.share, 2)}%."
    )


def placed_sentence(p: Plans) -> str:
    """Where our share is furthest from the comparators' median, and how many plans that is."""
    far = max(p.placed, key=lambda one: abs(one.apart or Decimal(0)), default=None)
    if far is None or far.compared is None or far.apart is None:
        return "No comparator has a count of this January."
    c, whom = far.compared, p.peers.whom
    return (
        f"In January {p.compared_in} the share furthest from the median of {whom.article} {count(len(c.others))} "
        f"{whom.noun} is that of {lower_first(SHORT[far.placement])}: {number(c.ours, 2)}% against "
        f"{number(c.spread(False).median, 2)}%, {number(abs(far.apart))} plans "
        f"{'more' if far.apart > 0 else 'fewer'} than at "
        "the median."
    )


def placed_table(p: Plans, own: Own) -> Rows:
    columns = (
        Column("placement", "Placement"),
        Column("plans", "Our plans", kind="number"),
        Column("share", "Our share of plans", kind="percent", places=2),
        Column("median", f"Median share, {_who(p, own)}", kind="percent", places=2),
        Column("n", "Counted in it", kind="number"),
        Column("rank", "Our rank, 1st is highest"),
        Column("points", "From the median", unit="percentage points", kind="number", places=2, signed=True),
        Column("apart", "Plans from the median share", kind="number", signed=True),
    )
    rows = [_placed_row(one, own) for one in p.placed]
    if p.placed:
        total = p.placed[0].count.total
        rows.append({"placement": "All plans", "plans": total, "share": 100, "_kind": "total"})
    return Rows(f"Plans by placement, January {p.compared_in}: count and share", columns, rows)


def _placed_row(one: Placed, own: Own) -> dict[str, Any]:
    row: dict[str, Any] = {"placement": SHORT[one.placement], "plans": one.count.plans, "share": one.count.share}
    if c := one.compared:
        row |= {
            "median": (spread := c.spread(own == Own.IN)).median, "n": spread.n, "rank": rank_words(c),
            "points": c.distance_per_head,
            "apart": one.apart,
        }  # fmt: skip
    return row


def januaries_chart(p: Plans, placement: EhcpPlacement, links: Any) -> Chart:
    counts = p.ours[placement]
    columns = (
        Column("january", "January"),
        Column("plans", "Plans", kind="number"),
        Column("all", "All plans", kind="number"),
        Column("share", "Share of all plans", kind="percent", places=2),
    )
    rows = [{"january": f"January {c.january}", "plans": c.plans, "all": c.total, "share": c.share} for c in counts]
    table = Rows(f"{SHORT[placement]}: our plans each January, count and share", columns, rows)
    return Chart(
        slug="januaries",
        title=f"{SHORT[placement]}: how many plans each January",
        subtitle=f"Education, health and care plans in {lower_first(placement.label)}, number. "
        f"Source: {'; '.join(cited(o) for o in p.origins)}.",
        sentences=message(p, placement),
        figure=bars(table, name="january", series=[Series("plans")]),
        table=table,
        notes=(BOTH,),
        downloads=links,
    )


def shares_chart(p: Plans, placement: EhcpPlacement, own: Own, links: Any) -> Chart:
    ours = p.peers.ours.name
    counted = f"{ours} {'counted in' if own == Own.IN else 'left out'}"
    table = yearly_rows(
        f"{SHORT[placement]}: share of all plans, beside the comparators", SHARE, ours, p.yearly[placement],
        year="January", label=lambda year: f"January {year}",
    )  # fmt: skip
    newest = next((y for y in reversed(p.yearly[placement]) if y.spread and y.ours is not None), None)
    said = "No comparator has a count."
    if newest and newest.spread and newest.ours is not None:
        said = (
            f"In January {newest.year} it was {SHARE.show(newest.ours)} of {ours}'s plans; the median of "
            f"{count(newest.spread.n)} is {SHARE.show(newest.spread.median)}."
        )
    return Chart(
        slug="shares",
        title=f"{SHORT[placement]}: our share and the comparators'",
        subtitle=f"Share of all plans, %; median and quartiles of {p.peers.name}, {counted}. "
        f"Source: {'; '.join(cited(o) for o in p.origins)}.",
        sentences=said,
        figure=yearly_figure(table),
        table=table,
        downloads=links,
    )


def _notes(p: Plans) -> list[str]:
    found = [
        BOTH,
        "Counts are of the January school census week, as the authority that maintains the plan reports them.",
    ]
    if p.newest > p.compared_in:
        found.append(
            f"January {p.newest} is loaded for our own council alone, so the comparison is of January {p.compared_in}."
        )
    return found


def _sources(p: Plans) -> list[Any]:
    return [*((f"Plans: {o.title}", o) for o in p.origins), (p.peers.name, p.peers.origin)]


def _said(c: Count) -> str:
    return f"{number(c.plans)} ({number(c.share, 2)}%)"


def _who(p: Plans, own: Own) -> str:
    return f"{p.peers.ours.name} {'counted in' if own == Own.IN else 'left out'}"
