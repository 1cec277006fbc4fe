"""Differences about categories, dates and neighbours (para 4.1, Table 1, Appendices 2 and 3)."""

from collections.abc import Iterator

from django.urls import reverse

from apps.board.differences.base import Difference, Reported
from apps.board.facts import PROGRAMME
from apps.board.selectors import differences as read
from apps.core.money import number, pounds


def categories(_: Reported) -> Iterator[Difference]:
    printed, without = read.printed_efficiency(), read.without_printed_status()
    yield Difference(
        "Para 4.1 and Appendix 2",
        f"Two funding classes; “Efficiency” {number(printed)} times; rows without a status: {number(without)}",
        "The committee asked for three categories. What is printed is kept, and each initiative states the rule by "
        "which it was given one of the three.",
        reverse("initiatives:list"),
        "The initiatives",
    )


def base_dates(_: Reported) -> Iterator[Difference]:
    baselines = read.share_baselines()
    if len({b.period_label for b in baselines}) < 2:
        return
    text = "; ".join(f"{b.measure.name} from {b.period_label}" for b in baselines)
    yield Difference(
        "Table 1",
        text,
        "The two changes start from different dates, so they do not describe the same period.",
        reverse("initiatives:detail", args=[PROGRAMME]),
        "The programme's outcomes",
    )


def neighbours_median(_: Reported) -> Iterator[Difference]:
    found = read.inmss_medians()
    if found is None:
        return
    with_own, without, n = found
    yield Difference(
        "Appendix 3",
        f"Neighbours' median on non-maintained and independent provision {pounds(with_own)} a head",
        f"The council is among its own neighbours there. The median of the other {number(n)} is {pounds(without, 2)}.",
        reverse("benchmarking:line", args=[read.INMSS]),
        "The line, with and without the council",
    )
