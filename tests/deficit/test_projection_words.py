"""What the projection's pages say: one figure for one thing, the middle of the draws, and whose errors a range is."""

import re
from decimal import Decimal

import pytest

from apps.core.money import in_words
from apps.core.periods import FinancialYear
from apps.core.templatetags.product import unbroken
from apps.deficit.calculations.projection.inputs import Assumption
from apps.deficit.calculations.projection.outcomes import APPROVED_ONLY
from apps.deficit.calculations.projection.results import Band, Measure, Switching
from apps.deficit.charts.forecasts import record_table
from apps.deficit.presenters.bridge import coverage
from apps.deficit.presenters.switching import _switching_sentence
from apps.deficit.presenters.trajectory import lower_share
from apps.deficit.presenters.treatments import held_rows
from apps.deficit.runs.preview import Held, benefits_held
from apps.deficit.selectors.forecast_errors import record
from apps.deficit.selectors.projections import published_projection
from apps.deficit.vocabulary import BenefitKind
from tests.deficit.published import publish_a_run
from tests.deficit.what_ifs_made import client_of
from tests.markup import read

YEAR = FinancialYear(2026)


@pytest.fixture
def shown(report, settings):
    settings.DRAWS = 200
    publish_a_run()
    return published_projection()


def text(path):
    main = read(client_of("board").get(path).content.decode()).first("main")
    assert main is not None
    return main.text


def test_avoidance_in_the_forecast_is_one_figure_everywhere(shown):
    held, _ = coverage(shown, YEAR)
    assert sum(one.inside for one in benefits_held()) == pytest.approx(held.avoided, abs=Decimal("0.05"))
    said = f"{in_words(held.avoided)} of avoidance in 2026/27, after what empty places cost,"
    assert said in text("/deficit/trajectory/")
    assert said in text("/deficit/in-the-forecast/")
    assert f"{in_words(held.avoided)} of avoidance, after what empty places cost," in text("/deficit/bridge/")
    assert "of avoidance, after what empty places cost, is in finance’s forecast already" in text("/")


@pytest.mark.parametrize("path", ["/", "/deficit/trajectory/"])
def test_the_message_says_that_the_central_line_is_not_the_middle(path, shown):
    page = text(path)
    course = shown.of(APPROVED_ONLY, Measure.ACCUMULATED)
    for year, day in ((FinancialYear(2027), "31 March 2028"), (max(course), "31 March 2036")):
        middle = f"The middle of the draws at {day} is {in_words(course[year].p50)}: the central line lies below it"
        assert middle in page
    assert "and between 1 draw in 4 and 1 draw in 2 end lower." in page


@pytest.mark.parametrize(
    ("central", "said"),
    [
        (0, "fewer than 1 draw in 20 end lower"),
        (2, "between 1 draw in 10 and 1 draw in 4 end lower"),
        (3, "between 1 draw in 4 and 1 draw in 2 end lower"),
        (4, "1 draw in 2 ends lower"),
        (5, "between 3 draws in 4 and 9 draws in 10 end lower"),
        (9, "more than 19 draws in 20 end lower"),
    ],
)
def test_the_share_is_what_the_stored_percentiles_tell(central, said):
    bounds = dict(zip(("p5", "p10", "p25", "p50", "p75", "p90", "p95"), map(Decimal, range(1, 8)), strict=True))
    assert lower_share(Band(central=Decimal(central), **bounds)) == said


def test_the_range_of_our_record_says_whose_errors_it_borrows_and_what_it_leaves_out(shown):
    page = text("/deficit/trajectory/")
    assert re.search(r"It is borrowed: it lays the errors of \d+ forecasts of \d+ years", page)
    assert "on a forecast made at Quarter 3, which has fewer than 3 errors of its own." in page
    assert "Quarter 1 of 2024/25, £107.4 million: £5.9 million too low" in page
    assert "wrong by so much" not in page


def test_a_past_budget_is_said_plainly(report):
    said = "The budget for 2024/25 foresaw a high-needs gap of £28.0 million; it turned out £49.9 million"
    assert f"{said}, £21.9 million more." in text("/deficit/forecasts/")


def test_an_initiative_says_its_sum_after_empty_places(shown):
    page = text("/deficit/initiatives/send-sufficiency/")
    assert re.search(r"after what empty places cost, within 2027/28 finance’s forecast holds £\d\.\d\d million", page)
    assert "million (not approved) of its avoidance already;" in page


def test_a_sign_stays_with_its_amount():
    assert unbroken("−£1.0m at its low, +£2.0m, £3m") == "−\u2060£1.0m at its low, +\u2060£2.0m, £3m"
    assert unbroken("<b> −£1") == "<b> −\u2060£1"


def held(in_forecast, units=264, again=0):
    return Held("x", BenefitKind.DELIVERED_PLACES, in_forecast, Decimal(units), Decimal(0), YEAR, again=Decimal(again))


def test_the_rules_reason_is_that_of_where_it_is_counted(report):
    rows = held_rows([held(True), held(False), held(None)], {}, []).rows
    assert [row["why"] for row in rows] == [
        "The rule: it had begun when the position carried on was stated",
        "The rule: it had not begun when the position carried on was stated",
        "The rule: what had begun when the position carried on was stated is in it, the rest is not",
    ]


def test_places_of_a_claim_are_said_to_be_the_same_ones(report):
    rows = held_rows([held(True, again=264), held(True, again=64), held(True)], {}, []).rows
    assert [row["what"].removeprefix("x: delivered places that no approved claim counts") for row in rows] == [
        " (the same places once the claim ends)",
        " (64 of them the same places as the claim’s, once it ends)",
        "",
    ]


def test_a_source_is_a_link_or_the_papers_title_and_the_files_cell_is_kept(report):
    rows = record_table(record()).rows
    (paper,) = {row["source"] for row in rows if ".txt" in row["cell"]}
    assert paper == "BCP CSOSC report 27 January 2026"
    linked = [row for row in rows if row["cell"].startswith("http")]
    assert linked
    assert all(row["source_url"] == row["cell"] for row in linked)
    address = linked[0]["cell"].replace("&", "&amp;")
    page = client_of("board").get("/deficit/forecasts/").content.decode()
    assert f'href="{address}"' in page
    assert f">{address}<" in page, "on paper, too"


def test_displacement_counts_whole_plans_and_one_decimal_of_what_was_expected(report):
    page = text("/deficit/displacement/")
    assert "508" in page
    assert "571.0" in page
    assert "508.0" not in page
    assert "570.9" not in page


def test_shares_that_differ_between_parts_are_given_from_lowest_to_highest():
    switching = Switching("x", "occupancy", Decimal("0.918"), Decimal("0.5"))
    parts = [Assumption("a", Decimal("0.8"), Decimal("0.9"), Decimal(1)), Assumption("b", *[Decimal("0.95")] * 3)]
    said = _switching_sentence(switching, parts)
    assert said == (
        "It stops paying where occupancy falls below 50%; its parts assume 90% to 95%, from 80% to 100%: outside the "
        "assumed range."
    )
    assert "assumed 95%: outside" in _switching_sentence(switching, parts[1:])
