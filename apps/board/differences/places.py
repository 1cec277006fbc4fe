"""Differences about places and what they avoid (Tables 1 to 3, paras 4.5 and 4.6)."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from apps.board.differences.base import Difference, Reported
from apps.board.selectors import differences as read
from apps.core.money import millions, number, pounds, thousands
from apps.deficit.calculations.avoidance import Tranche, in_year
from apps.deficit.selectors.avoidance import NOUGHT
from apps.initiatives.vocabulary import PlaceStatus


def exclusion(r: Reported) -> Iterator[Difference]:
    places = sum(t.places for t in r.delivered)
    counted = sum(t.counted for t in r.delivered)
    out = places - counted
    yield Difference(
        "Table 1 and Table 3",
        f"{number(places)} places delivered; {thousands(r.run_rate(PlaceStatus.DELIVERED))} avoided (£000)",
        f"{number(counted)} places × {pounds(r.place_value)}. A note discloses that some places are left out; that "
        f"they are {number(out)}, worth {thousands(out * r.place_value)} (£000), follows from the figures only.",
        reverse("board:how", args=["places-counted"]),
        "Places counted",
    )


def since_2023(r: Reported) -> Iterator[Difference]:
    first = min(r.delivered, key=lambda t: t.financial_year)
    yield Difference(
        "Table 1",
        "Initiatives “since 2023”",
        f"The total holds {first.financial_year}'s {number(first.counted)} places as well, "
        f"{thousands(first.counted * r.place_value)} (£000).",
        reverse("board:how", args=["sufficiency-run-rate"]),
        "The run-rate, year by year",
    )


def a_sum_not_a_range(r: Reported) -> Iterator[Difference]:
    done, coming = (r.run_rate(s) for s in PlaceStatus)
    yield Difference(
        "Table 3",
        f"“Cost Avoidance Range” {thousands(done + coming)} (£000)",
        f"A sum, not a range: {thousands(done)} delivered + {thousands(coming)} in the pipeline.",
        reverse("board:how", args=["programme-run-rate"]),
        "The sum",
    )


def pipeline_this_year(r: Reported) -> Iterator[Difference]:
    first = min(r.pipeline, key=lambda t: t.financial_year)
    tranche = Tranche(
        first.initiative,
        first.financial_year,
        first.status.value,
        first.places,
        first.excluded,
        first.opening_month,
        r.place_value,
        first.stated_on,
    )
    most = max(in_year(tranche, first.financial_year, month) for month in range(1, 13))
    yield Difference(
        "Table 3",
        f"Pipeline of {first.financial_year}: {thousands(first.counted * r.place_value)} (£000)",
        f"Still in the pipeline in the last months of the year, so at most "
        f"{thousands(Decimal(most.numerator) / most.denominator)} (£000) could fall in it.",
        reverse("board:places"),
        "The pipeline in each year",
    )


def around_six_million(r: Reported) -> Iterator[Difference]:
    benefit = read.benefit("per-pupil-capital")
    units = benefit.units or NOUGHT
    yield Difference(
        "Para 4.6",
        f"{number(units)} places, “{benefit.as_printed}”",
        f"{number(units)} × {pounds(r.place_value)} = {millions(units * r.place_value, 2)}.",
        reverse("board:how", args=["per-pupil-capital"]),
        "The capital's places",
    )
