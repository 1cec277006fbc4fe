"""The report's figures on the product's pages, typed here from the paper and worked out by hand, not read from files.

The pages are those of ``tests.journeys.site``: as a board member is served them after the first recompute.
"""

import re

import pytest

from tests.journeys.site import FULLEST, Site
from tests.markup import Element, read

pytestmark = pytest.mark.django_db

ON_PAGES = {
    "/": (
        "£113.3m", "£183.6m", "£183.6 million", "£279.3 million", "£70.3 million", "£73.5 million", "£95.7 million",
        "£95.7m", "£10,690k", "30.2%", "31 March 2028",
    ),
    "/deficit/": ("113.3", "183.6", "279.3", "£70.3 million", "£73.5 million", "£95.7 million", "57.5", "0.5", "15.5"),
    "/deficit/forecasts/": (
        "£21.9 million", "£28.0 million", "£49.9 million", "28.0", "43.9", "44.6", "49.9", "57.5", "71.8", "73.5",
        "218.0", "140.0", "279.3", "40.2%", "78.2%", "£182.6 million", "£185.4 million", "£65.5m", "£113.4m", "£111.9m",
    ),
    "/deficit/displacement/": ("508", "554", "4,432", "4,982", "571.0", "17", "46", "11.46%", "11.12%", "60"),
    "/deficit/reconciliation/": ("97,632,654", "111,900,000", "14,267,346", "10,267,346", "113,300,000", "90%"),
    "/deficit/requests/": ("1,500,000", "39.5", "40", "31.9", "32", "38,000", "47,000"),
    "/deficit/requests/?confidence=75": ("52.6", "53", "75.0%"),
    "/places/": (
        "295", "264", "224", "519", "406", "113", "31", "10,032", "9,082", "17,784", "21,964", "8,512", "£18,544k",
        "14,997", "1,748", "684", "5,320", "2,280", "3,648", "4,864", "2,432", "7,752", "4,180", "11,932", "2,147",
        "5,535", "8,702", "3,167",
    ),
    "/places/?convention=as_reported&month=9": ("10,032", "9,082", "17,784", "21,964", "8,512", "£18,544k"),
    "/places/capital/": ("9,000,000", "180", "50,000", "1.3", "2.5", "£20,400"),
    "/places/demand/": ("182", "113", "224", "406"),
    "/benchmarking/": ("£525", "£185.50", "£339.50", "£29.0 million"),
    "/benchmarking/?own=in": ("£525", "£227"),
    "/benchmarking/top-up-independent/": ("£525", "£185.50", "£227", "£29.0 million", "85,483"),
    "/benchmarking/alternative-provision/": ("£172", "£29", "£34", "£12.2 million"),
    "/benchmarking/central-total/": ("£786.50", "£819"),
    "/benchmarking/high-needs-total/": ("£1,464", "£966.50", "£1,014"),
    "/benchmarking/appendix-3/": ("525", "172", "1,464"),
    "/initiatives/dingleys-promise/": ("564", "12", "135", "33", "86"),
    "/initiatives/portage/": ("94", "66%", "24%", "22%", "121"),
    "/initiatives/": ("10,032", "564", "94"),
    "/how/per-pupil-capital/": ("£6.84m", "180", "£38,000"),
    "/how/coverage/": ("14.5%", "11.2%"),
    "/differences/": ("10,690", "264", "1,178", "18,544", "£6.84m"),
}  # fmt: skip

WORKINGS = {
    "deficit-now": "£113.3m", "deficit-march-this": "£183.6m", "deficit-march-next": "£279.3m",
    "change-this-year": "+£70.3m", "gap-this-year": "£73.5m", "gap-next-year": "£95.7m", "places-delivered": "295",
    "places-pipeline": "224", "places-counted": "264", "places-total": "519", "total-run-rate": "10,690",
    "sufficiency-run-rate": "10,032", "dingleys-run-rate": "564", "portage-run-rate": "94",
    "pipeline-run-rate": "8,512", "programme-run-rate": "18,544", "in-year": "9,082", "cumulative": "17,784",
    "cumulative-full-year": "21,964", "coverage": "11.2%", "per-pupil-capital": "£6.84m", "capital-payback": "1.3",
    "forecast-missed": "+£21.9m",
    "displacement-observed": "17.04", "pre-ehcp-break-even": "40",
}  # fmt: skip

# Of schemes, which the report names none of: held by tests/board/test_place_pages.py.
OF_SCHEMES = {"displacement-measured", "empty-places-cost"}
# Of the projection: their figures are held by tests/deficit/test_trajectory_page.py.
OF_THE_PROJECTION = {"coverage-in-year", "gap-unmitigated", "deficit-override-end"}

# Where a headline figure stands, and how it was worked out.
HEADLINES = [
    ("/", "£113.3m", "deficit-now"), ("/", "£183.6m", "deficit-march-this"), ("/", "£95.7m", "gap-next-year"),
    ("/", "£279.3 million", "deficit-march-next"), ("/", "£70.3 million", "change-this-year"),
    ("/", "£73.5 million", "gap-this-year"), ("/", "£10,690k", "total-run-rate"),
    ("/deficit/", "£73.5 million", "gap-this-year"), ("/deficit/", "£95.7 million", "gap-next-year"),
    ("/places/", "295", "places-delivered"), ("/places/", "264", "places-counted"), ("/places/", "519", "places-total"),
    ("/places/", "10,032", "sufficiency-run-rate"), ("/places/", "9,082", "in-year"),
    ("/places/", "17,784", "cumulative"), ("/places/", "21,964", "cumulative-full-year"),
    ("/places/", "8,512", "pipeline-run-rate"), ("/places/", "£18,544k", "programme-run-rate"),
    ("/initiatives/dingleys-promise/", "564", "dingleys-run-rate"), ("/initiatives/portage/", "94", "portage-run-rate"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Element]:
    return {page.path: read(page.html.partition("<main")[2]) for page in site.of(FULLEST).values()}


def holds(page: Element, figure: str) -> bool:
    """As a figure of its own, not as a part of another; thousands may stand as 10,032 or as £10,032k."""
    either = rf"(?:£{re.escape(figure)}k|{re.escape(figure)})"
    return bool(re.search(rf"(?<![\d£.,]){either}(?!\d|[.,]\d)", page.text))


@pytest.mark.parametrize("path", ON_PAGES)
def test_figures_stand_on_their_page(path: str, pages: dict[str, Element]):
    assert [figure for figure in ON_PAGES[path] if not holds(pages[path], figure)] == []


def test_part_of_a_figure_is_not_the_figure():
    page = read("<p>£1,113.3m, 295.5 and 110,032</p>")
    assert [figure for figure in ("£113.3m", "113.3", "295", "10,032", "032") if holds(page, figure)] == []


def test_every_working_is_here(pages: dict[str, Element]):
    found = {path.split("/")[2] for path in pages if path.startswith("/how/") and path != "/how/"}
    assert found == {*WORKINGS, *OF_THE_PROJECTION, *OF_SCHEMES}


@pytest.mark.parametrize("slug", WORKINGS)
def test_working_reaches_its_result(slug: str, pages: dict[str, Element]):
    page = pages[f"/how/{slug}/"]
    (value,) = page.all("p", class_="app-figure__value")
    assert value.text.split(" ")[0] in (WORKINGS[slug], f"£{WORKINGS[slug]}k")
    lines = page.all("table")[0].all("tbody")[0].all("tr")
    assert lines
    assert any(WORKINGS[slug] in line.text for line in lines), "the last lines lead to the result"


def test_around_six_million_stands_beside_what_it_is(pages: dict[str, Element]):
    for path in ("/how/per-pupil-capital/", "/differences/"):
        assert re.search(r"£?6\.84", pages[path].text)
        assert "£6m" in pages[path].text or "£6 million" in pages[path].text


def test_median_is_named_with_and_without_our_own_council(pages: dict[str, Element]):
    """227 counts BCP among its own neighbours, 185.50 does not; the page says which and of how many."""
    out, within = pages["/benchmarking/"].text, pages["/benchmarking/?own=in"].text
    assert "ten statistical neighbours is £185.50" in out
    assert "all 11, BCP among them, is £227" in within


@pytest.mark.parametrize(("path", "figure", "slug"), HEADLINES)
def test_headline_leads_to_its_calculation_in_two_clicks(path: str, figure: str, slug: str, pages: dict[str, Element]):
    assert holds(pages[path], figure)
    first = links_of(pages[path])
    second = {there for here in first & pages.keys() for there in links_of(pages[here])}
    assert f"/how/{slug}/" in first | second
    assert holds(pages[f"/how/{slug}/"], WORKINGS[slug])


def links_of(page: Element) -> set[str]:
    return {link["href"].partition("#")[0] for link in page.all("a", href=None)}
