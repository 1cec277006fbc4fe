"""The trajectory, the bridge and an initiative's own projection, as a reader meets them."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.periods import FinancialYear
from apps.deficit.calculations.break_even import break_even_share
from apps.deficit.calculations.projection.outcomes import APPROVED_ONLY, UNMITIGATED
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.models import BenefitTreatment
from apps.deficit.presenters.bridge import bridge_steps, coverage
from apps.deficit.selectors.projections import published_projection
from apps.initiatives.models import Initiative
from tests.deficit.published import publish_a_run
from tests.fixtures import person
from tests.markup import read

pytestmark = pytest.mark.django_db
TRAJECTORY, BRIDGE = "/deficit/trajectory/", "/deficit/bridge/"
SUFFICIENCY = "/deficit/initiatives/send-sufficiency/"
DAY = re.compile(r"\b(?:31 March|1 April) \d{4}\b")


@pytest.fixture
def shown(report, settings):
    settings.DRAWS = 200
    publish_a_run()
    return published_projection()


@pytest.fixture
def reader(report):
    client = Client()
    client.force_login(person("board"))
    return client


def text_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    main = read(response.content.decode()).first("main")
    assert main is not None
    return main.text


@pytest.mark.parametrize("path", [TRAJECTORY, BRIDGE, SUFFICIENCY])
def test_page_before_any_publication_says_what_to_do(path, reader):
    text = text_of(reader, path)
    assert "No projection has been published" in text
    assert "A finance officer publishes a finished run" in text


def test_overview_and_position_before_any_publication_keep_the_published_chain(reader):
    for path in ("/", "/deficit/"):
        text = text_of(reader, path)
        assert "No projection is published" in text
        assert "279.3" in text


def test_as_reported_is_the_reports_exactly_and_has_no_range(shown, reader):
    text = text_of(reader, f"{TRAJECTORY}?scenario=as-reported")
    assert "the deficit is forecast to be £279.3 million at 31 March 2027" in text
    assert "As reported is what finance published. It has no range of ours." in text
    for figure in ("113.3", "183.6", "279.3"):
        assert figure in text
    assert "projected to be" not in text


def test_message_names_the_figure_the_day_the_override_and_the_range(shown, reader):
    band = shown.of(APPROVED_ONLY, Measure.ACCUMULATED)[FinancialYear(2027)]
    text = text_of(reader, TRAJECTORY)
    assert f"projected to be £{band.central / 1_000_000:,.1f} million at 31 March 2028" in text
    assert "the day on which the statutory override ends; eight in ten draws lie between" in text
    assert "None of the" in text
    assert "illustrative" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("scenario=zzz", "“zzz” is not a scenario that is shown here"),
        ("scenario=", "is not a scenario that is shown here"),
        ("scenario=as-reported&scenario=unmitigated&scenario=approved-only&scenario=approved-and-pipeline",
         "You chose 4 scenarios. Choose 3 at most."),
    ],
)  # fmt: skip
def test_a_scenario_that_is_not_offered_is_refused(query, said, shown, reader):
    text = text_of(reader, f"{TRAJECTORY}?{query}", 400)
    assert said in text


def test_a_year_that_the_bridge_has_not_is_refused(shown, reader):
    assert "There is no figure of “1999-00” here" in text_of(reader, f"{BRIDGE}?year=1999-00", 400)


def test_the_same_scenario_twice_is_shown_once(shown, reader):
    text = text_of(reader, f"{TRAJECTORY}?scenario=unmitigated&scenario=unmitigated")
    assert "Unmitigated: the central line" in text


def test_bridge_adds_back_what_the_forecast_holds_and_ends_at_the_published_gap(shown):
    for year, published in ((FinancialYear(2025), 73_500_000), (FinancialYear(2026), 95_700_000)):
        steps = bridge_steps(shown, year, {})
        totals = [i for i, s in enumerate(steps) if s.total]
        assert steps[totals[1]].amount == published
        assert steps[0].amount + sum(s.amount for s in steps[1 : totals[1]]) == published
        assert published + sum(s.amount for s in steps[totals[1] + 1 : -1]) == steps[-1].amount


def test_coverage_is_avoidance_over_the_gap_without_it(shown):
    year = FinancialYear(2026)
    held, both = coverage(shown, year)
    unmitigated = shown.of(UNMITIGATED, Measure.GAP)[year].central
    assert held.share == (unmitigated - Decimal(95_700_000)) / unmitigated * 100
    assert both.share > held.share


def test_reports_comparison_stands_beside_it_with_its_warning(shown, reader):
    text = text_of(reader, BRIDGE)
    assert "14.5%" in text
    assert "11.2%" in text
    assert "this sets a run-rate (what everything in place is worth in a full year) against a flow" in text
    assert "It is not coverage" in text


def test_initiative_says_what_the_forecast_holds_and_where_it_stops_paying(shown, reader):
    text = text_of(reader, SUFFICIENCY)
    assert "within 2027/28 finance’s forecast holds" in text
    assert "It stops paying where displacement falls below" in text
    assert "assumed 75%, from 50% to 100%: outside the assumed range" in text
    assert "A filled place breaks even where 40.6% of filled places replace the dearer placement" in text
    assert (
        "The rule: what had begun on 27 January 2026, when the position was stated, is in the forecast already" in text
    )
    assert "It is never added to a run-rate" in text


def test_initiative_names_finances_row_where_it_outweighs_the_rule(report, settings, reader):
    settings.DRAWS = 50
    subject = Initiative.objects.get(slug="send-sufficiency")
    BenefitTreatment.objects.create(
        initiative=subject, kind="delivered_places", in_forecast=False, reason="Left out of the budget.",
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    publish_a_run()
    text = text_of(reader, SUFFICIENCY)
    assert f"Finance says so: {person('finance')}" in text
    assert "Left out of the budget." in text
    assert "Beside the forecast, not approved" in text


def test_initiative_without_units_says_why(shown, reader):
    text = text_of(reader, "/deficit/initiatives/pre-ehcp/")
    assert "It has no projected benefit" in text
    assert "needs an agreed measurement plan: none is drafted" in text


def test_unknown_initiative_is_not_found(shown, reader):
    assert reader.get("/deficit/initiatives/zzz/").status_code == 404


def test_initiative_and_bridge_lead_to_each_other(shown, reader):
    assert SUFFICIENCY in reader.get("/initiatives/send-sufficiency/").content.decode()
    assert SUFFICIENCY in reader.get(BRIDGE).content.decode()
    assert BRIDGE in reader.get(SUFFICIENCY).content.decode()


def test_overview_keeps_forecast_and_projection_apart(shown, reader):
    text = text_of(reader, "/")
    assert "Published by finance" in text
    assert "Approved only, projected" in text
    assert "A forecast is finance’s own, a projection is worked out here" in text
    assert "assumptions are not agreed by finance yet" in text
    assert "Projected for the day itself" in text
    assert len(set(DAY.findall(text))) >= 4


@pytest.mark.parametrize("slug", ["deficit-override-end", "gap-unmitigated", "coverage-in-year"])
def test_every_line_of_a_working_leads_somewhere_or_says_how(slug, shown, reader):
    from apps.board.facts import Facts
    from apps.board.workings import WORKINGS

    working = WORKINGS[slug](Facts())
    assert all(line.formula or line.source for line in working.lines)
    assert working.lines[-1].value == working.result
    assert working.result in text_of(reader, f"/how/{slug}/")


def test_workings_before_any_publication_are_not_known(report, reader):
    assert reader.get("/how/deficit-override-end/").status_code == 404


@pytest.mark.parametrize(
    ("dear", "other", "actual", "share"),
    [(64, 0, 26, "0.40625"), (64, 17, 26, "0.19149"), (26, 0, 64, None), (26, 26, 26, None)],
)
def test_break_even_share_of_the_method(dear, other, actual, share):
    found = break_even_share(Decimal(dear), Decimal(other), Decimal(actual))
    assert (None if found is None else round(found, 5)) == (None if share is None else Decimal(share))
