"""The pages on national figures, against the files read a second way."""

import csv
import html
import re
import statistics
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from apps.benchmarking.calculations.measures import POUNDS
from apps.benchmarking.selectors.budget_outturn import budget_outturn, years_of_both
from apps.benchmarking.selectors.data_sets import data_sets
from apps.benchmarking.selectors.lines import councils_of
from apps.benchmarking.selectors.peers import Peers, all_peers
from apps.benchmarking.selectors.places import places
from apps.benchmarking.selectors.plans import plans
from apps.benchmarking.selectors.timeliness import requests, timeliness
from apps.benchmarking.selectors.trend import GROWTH, trend
from apps.benchmarking.vocabulary import EhcpPlacement, FigureMeasure, Own
from apps.core.periods import FinancialYear
from apps.deficit.selectors.displacement import counts
from tests.fixtures import person

FOLDER = settings.BASE_DIR / "data" / "national"
OURS = "E06000058"
ENDED = {"E10000009", "E06000029", "E06000028", "E10000006", "E10000021"}
PAGES = ("", "matrix/", "trend/", "budget-and-outturn/", "plans/", "timeliness/", "side-by-side/", "without-a-deficit/")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def neighbours() -> list[str]:
    """ONS codes of the ten, nearest first, from the files alone."""
    codes = {row["old_la_code"]: row["new_la_code"] for row in rows("la_lookup.csv")}
    model = [
        r for r in rows("statistical_neighbours_long.csv") if (r["model_version"], r["la_code"]) == ("2025-05", "839")
    ]
    return [codes[r["neighbour_la_code"]] for r in sorted(model, key=lambda r: int(r["rank"]))]


@pytest.fixture
def peers(national: None) -> dict[str, Peers]:
    return all_peers()


@pytest.fixture
def page(national: None, client: Client) -> Callable[..., str]:
    client.force_login(person("board"))

    def words(address: str, status: int = 200) -> str:
        answer = client.get(f"/benchmarking/{address}")
        assert answer.status_code == status, address
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))

    return words


def test_comparators(peers: dict[str, Peers]):
    known = places()
    assert list(peers) == ["2025-05", "2021-04", "region", "england"]
    names = [known[pk].name for pk in peers["2025-05"].members]
    assert names == [
        "Bedford Borough", "Southend-on-Sea", "Kent", "Devon", "Milton Keynes", "Bexley", "West Sussex", "Norfolk",
        "East Sussex", "Essex",
    ]  # fmt: skip
    assert len(peers["2021-04"].members) == 10
    assert set(peers["2021-04"].members) != set(peers["2025-05"].members)
    assert {known[pk].region for pk in peers["region"].members} == {"South West"}
    assert not any(known[pk].ours for one in peers.values() for pk in one.members)
    cumbria = next(place.pk for place in known.values() if place.code == "909")
    for year, stood in ((2021, True), (2024, False)):
        councils = councils_of(peers["england"], FinancialYear(year))[0]
        assert (cumbria in {council.pk for council in councils}) == stood
        assert len(councils) == 153 + stood


def outturns() -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in rows("s251_outturn_high_needs_total_la_2017_18_to_2024_25.csv"):
        found[row["new_la_code"]][row["time_period"]] = Decimal(row["high_needs_1_2_net"])
    return found


def test_trend_of_pounds_by_a_second_reckoning(peers: dict[str, Peers]):
    found = trend(POUNDS, peers["2025-05"], Own.OUT)
    assert found is not None
    file = outturns()
    assert (found.base, found.last) == (2019, 2024)
    for one in found.yearly:
        year = f"{one.year}{(one.year + 1) % 100:02d}"
        others = [file[code][year] for code in neighbours() if year in file[code]]
        assert one.spread is not None
        assert (one.spread.n, one.spread.median) == (len(others), statistics.median(others))
        assert [one.spread.lower, one.spread.upper] == statistics.quantiles(others, n=4, method="inclusive")[::2]
        assert one.ours == file[OURS].get(year)


@pytest.mark.parametrize("own", Own)
def test_growth_over_england_leaves_out_who_did_not_stand_in_both_years(peers: dict[str, Peers], own: Own):
    found = trend(GROWTH, peers["england"], own)
    assert found is not None
    both = {code: v for code, v in outturns().items() if {"201920", "202425"} <= set(v) and code not in ENDED}
    grown = {code: (v["202425"] / v["201920"] - 1) * 100 for code, v in both.items()}
    values = [v for code, v in grown.items() if own == Own.IN or code != OURS]
    last = found.yearly[-1]
    assert last.spread is not None
    assert (last.spread.n, last.spread.median) == (len(values), statistics.median(values))
    without = {s.place.full_name: s.why for s in found.spenders if s.growth is None}
    assert without["Bournemouth"] == "Abolished or merged on 1 April 2019"
    assert without["Cumbria"] == "Abolished or merged on 1 April 2023"
    assert without["Cumberland"].startswith("No figure for 2019/20")
    assert all(without.values())
    assert all(not s.why for s in found.spenders if s.growth is not None)


def test_trend_page(page: Callable[..., str]):
    words = page("trend/")
    assert "BCP spent £97.6 million on the high-needs lines 1.2.x in 2024/25, 172.9% more than in 2019/20" in words
    assert "derived by a third party" in words
    assert "negative parts were dropped" in words
    assert "showing 1 to 25" in words
    assert "Abolished or merged on 1 April 2023" in page("trend/?search=cumbria")
    assert "1 result" in page("trend/?search=cornwall")
    assert "Every year is divided by one population, population aged 0 to 19 at mid-2020" in page(
        "trend/?measure=per-head-0-19"
    )


def test_budget_against_outturn_is_the_file_s(peers: dict[str, Peers], page: Callable[..., str]):
    (year,) = years_of_both()
    found = budget_outturn(year, peers["2025-05"])
    assert found is not None
    row = next(r for r in rows("hn_benchmarking_budget_outturn_2021_22_la.csv") if r["la_code"] == "839")
    independent, total = found.outcome("top-up-independent"), found.outcome("central-total")
    assert independent is not None
    assert total is not None
    cents = Decimal("0.01")
    for one, column in (
        (independent.budget, "budget_topup_nmss_independent"),
        (independent.outturn, "outturn_topup_nmss_independent"),
    ):
        assert one.quantize(cents) == Decimal(row[column]).quantize(cents)
    assert round(total.outturn) == 47_976_413
    recouped = {one.line.slug for one in found.outcomes if one.recouped}
    assert recouped == {"place-funding", "high-needs-total"}
    words = page("budget-and-outturn/")
    assert "Budget and outturn do not compare on line 1.0.2" in words
    assert words.count("does not compare: recouped places") == 2


def test_plans_are_the_displacement_page_s(peers: dict[str, Peers], page: Callable[..., str]):
    found = plans(peers["2025-05"], Own.OUT)
    assert found is not None
    known = {c.january: (c.inmss, c.total) for c in counts()}
    ours = {c.january: (c.plans, c.total) for c in found.ours[EhcpPlacement.INMSS]}
    assert {year: ours[year] for year in known} == known
    assert (ours[2025], ours[2026]) == ((508, 4432), (554, 4982))
    words = page("plans/")
    assert "rose from 508 in January 2025 to 554 in January 2026 (+46), while their share of all plans fell" in words
    assert "11.46% to 11.12%" in words
    assert "January 2026 is loaded for our own council alone" in words
    placed = {one.placement: one for one in found.placed}
    assert sum(one.count.plans for one in found.placed) == 4432
    assert placed[EhcpPlacement.INMSS].compared is not None


def test_timeliness_by_a_second_reckoning(peers: dict[str, Peers], page: Callable[..., str]):
    found = timeliness(peers["2025-05"], Own.OUT, "without")
    assert found is not None
    given = {}
    for row in rows("sen2_timeliness_2019_2024.csv"):
        whole = row["breakdown"] == "All EHC plans issued" and row["plans_issued_20_weeks_ex"].isdigit()
        if whole and row["plans_issued_den_ex"].isdigit() and int(row["plans_issued_den_ex"]):
            share = Decimal(row["plans_issued_20_weeks_ex"]) / Decimal(row["plans_issued_den_ex"]) * 100
            given[row["time_period"], row["new_la_code"] or row["region_code"] or "England"] = share
    for one in found.yearly:
        others = [given[str(one.year), code] for code in neighbours() if (str(one.year), code) in given]
        assert one.ours == given[str(one.year), OURS]
        assert one.spread is not None
        assert one.spread.n == len(others)
        assert round(one.spread.median - statistics.median(others), 20) == 0
        assert found.england[one.year] == given[str(one.year), "England"]
    words = page("timeliness/")
    assert "In 2024 BCP issued 77.6% of new plans within 20 weeks, above England's 46.4%" in words
    assert "high-needs outturn (lines 1.2.x) of 2024/25 was £97.6 million" in words
    assert "A guardrail is what must not get worse while money is saved" in words


def test_requests_say_what_the_file_gives(peers: dict[str, Peers], page: Callable[..., str]):
    found = requests(peers["2025-05"], Own.OUT)
    assert found is not None
    assert found.figures[FigureMeasure.REQUESTS][2024] == 1230
    newest = found.assessed[-1]
    assert newest.ours == Decimal(858) / Decimal(858 + 295) * 100
    assert "Of those decided in 2024, 74.4% were to be assessed" in page("timeliness/")


def test_a_rate_s_denominator_is_of_one_year_for_all(page: Callable[..., str]):
    words = page("?data=outturn-2021-22&measure=per-head-0-19")
    assert "85,927 (mid-2020" in words
    assert "is of mid-2020, the nearest that is loaded to 2021/22, for every council alike" in words
    words = page("?data=outturn-2021-22&measure=per-plan")
    assert "education, health and care plans of 2,627 (January 2021)" in words
    assert "£ a pupil is not offered" in words


def test_what_a_comparator_set_lacks_is_said(page: Callable[..., str]):
    table = next(iter(data_sets()))
    few = page(f"?with=england&data={table}", 400)
    assert "gives 10 of these 152 authorities: too few to compare with, so the default is shown." in few
    words = page("?with=england")
    assert page("?with=england&data=budget-2021-22").split("Printed")[0] == words.split("Printed")[0]
    assert "the 147 other authorities of England that have a value, of 153," in words
    assert "have no value in this data set" in words
    assert "This file does not give line 1.2.10" in page("?data=budget-2021-22")


def test_without_a_deficit(page: Callable[..., str]):
    words = page("without-a-deficit/")
    assert "£406 a head more on non-maintained and independent provision (£34.7 million a year)" in words
    assert "no deficit: five (Bedford Borough, Southend-on-Sea, Milton Keynes, East Sussex and Essex)" in words
    assert "not what causes it" in words


BAD = {
    "": ("with", "data", "measure", "own", "line"), "matrix/": ("with", "data", "measure", "own"),
    "appendix-3/": ("with", "own"), "trend/": ("with", "measure", "own"),
    "budget-and-outturn/": ("year", "with", "own"),
    "plans/": ("placement", "with", "own"), "timeliness/": ("with", "own", "counted"),
    "side-by-side/": ("first", "second", "data", "measure"), "without-a-deficit/": ("with",), "sets/": ("show",),
    "top-up-independent/": ("with", "data", "measure", "own"),
}  # fmt: skip


@pytest.mark.parametrize(("where", "name"), [(where, name) for where, names in BAD.items() for name in names])
def test_what_is_not_offered_is_said_and_the_default_shown(page: Callable[..., str], where: str, name: str):
    words = page(f"{where}?{name}=zzz", 400)
    assert "“zzz” is not one of the choices, so the default is shown. Choose one from the list." in words
    assert "Error: " in words


def test_a_measure_that_the_data_cannot_give_says_why(page: Callable[..., str]):
    words = page("?measure=per-plan", 400)
    assert "This table prints rates a head in whole pounds and nothing else" in words
    assert "Choose two different authorities" in page("side-by-side/?first=839&second=839", 400)


@pytest.mark.parametrize("where", PAGES)
def test_empty_pages_say_which_kind_to_import(report: None, client: Client, where: str):
    """The report alone holds no national figure; without its table there is nothing at all."""
    from apps.benchmarking.models import (
        BenchmarkReturn,
        BenchmarkValue,
        Figure,
        LineNarrative,
        PrintedStatistic,
        SpendRow,
    )

    for model in (BenchmarkValue, PrintedStatistic, LineNarrative, BenchmarkReturn, Figure, SpendRow):
        model.objects.all().delete()
    client.force_login(person("board"))
    words = client.get(f"/benchmarking/{where}").content.decode()
    assert "It needs a file of this kind: " in words
    assert "/benchmarking/imports/" in words
