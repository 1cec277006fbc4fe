"""Differences about children, unit values and the total (Table 1, paras 4.8 to 4.13)."""

from collections.abc import Iterator

from django.urls import reverse

from apps.board.differences.base import Difference, Reported
from apps.board.selectors import differences as read
from apps.core.money import millions, number, pounds, thousands
from apps.deficit.selectors.avoidance import NOUGHT
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

DINGLEYS_MONTHS = 16  # April 2024 to July 2025 (para 4.8): referrals counted to June, outcomes to July


def total_is_a_run_rate(r: Reported) -> Iterator[Difference]:
    whole = r.run_rate(PlaceStatus.DELIVERED, "")
    children = read.benefit("dingleys-promise").units or NOUGHT
    a_year = children * 12 / DINGLEYS_MONTHS
    yield Difference(
        "Table 1",
        f"Total {thousands(whole)} (£000)",
        f"Right as a run-rate only. The {number(children)} children of Dingley's Promise came over {DINGLEYS_MONTHS} "
        f"months: {number(a_year)} a year, {thousands(a_year * r.child_value)} (£000) as an intake.",
        reverse("board:how", args=["total-run-rate"]),
        "The total",
    )


def sen_support(_: Reported) -> Iterator[Difference]:
    readings = read.conflicting_readings()
    for first, second in readings:
        yield Difference(
            f"{first.source_reference} and {second.source_reference}",
            f"{first.measure.initiative}: {first.measure.name}, {number(first.value)}",
            f"{number(second.value)} in {second.source_reference}, for the same children and period.",
            reverse("initiatives:detail", args=[first.measure.initiative.slug]),
            f"{first.measure.initiative}",
        )


def portage_children(r: Reported) -> Iterator[Difference]:
    benefit = read.benefit("portage")
    before, after, n = read.specialist_share("portage")
    exact = (before - after) / 100 * n
    yield Difference(
        "Para 4.13",
        f"{number(benefit.units or NOUGHT)} children, {thousands(benefit.amount)} (£000)",
        f"{number(before - after)} percentage points of {number(n)} children are {number(exact, 2)}, "
        f"{number(exact * r.child_value / 1000, 2)} (£000). So small a change cannot be told from no change.",
        reverse("initiatives:detail", args=["portage"]),
        "Portage and its interval",
    )


def two_unit_values(r: Reported) -> Iterator[Difference]:
    mainstream = r.rates.rates[PlacementType.INMSS] - r.child_value
    yield Difference(
        "Para 4.5 and para 4.9",
        f"{pounds(r.place_value)} avoided for a place, {pounds(r.child_value)} for a child",
        f"Different placements are compared, so the two cannot value the same child. The unit costs behind "
        f"{pounds(r.child_value)} are not given; it fits {pounds(r.rates.rates[PlacementType.INMSS])} less "
        f"{pounds(mainstream)}, which is inferred.",
        reverse("initiatives:rate_card"),
        "The rate card",
    )


def no_bridge(r: Reported) -> Iterator[Difference]:
    whole = r.run_rate(PlaceStatus.DELIVERED, "")
    shares = ", ".join(
        f"{number(whole / p.in_year_gap * 100, 1)}% of {millions(p.in_year_gap)} in {p.financial_year}"
        for p in r.facts.reported.years
        if p.in_year_gap
    )
    now = r.facts.published_now()
    since = f" The gap as published now: {'; '.join(now)}." if now else ""
    yield Difference(
        "Nowhere in the report",
        f"{thousands(whole)} avoided (£000) beside the in-year gap",
        f"Nothing bridges the two. Set side by side they are {shares}: a run-rate against a flow, and the forecast may "
        f"already hold it.{since}",
        reverse("board:how", args=["coverage"]),
        "The comparison",
    )
