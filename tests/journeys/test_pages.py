"""Every page and role: our own checks, the HTML validator, and a real browser under the strict policy.

The one role that sees everything, at three widths; the others in test_pages_of_roles.py.
"""

import pytest

from tests.browser import WIDTHS, faults_of, html_faults, misfits, unseen_stops, wait_for_charts
from tests.journeys.audited import HISTORIES
from tests.journeys.boarded import KINDS as OF_THE_BOARD
from tests.journeys.checks import CHECKS
from tests.journeys.site import Served, Site

pytestmark = pytest.mark.django_db  # so that a run of these tests alone makes the database, too
KINDS = (
    "overview", "places", "places as reported", "places occupancy", "places capital", "places demand", "demand add",
    "how index", "how", "differences", "data", "tokens", "deficit", "runs",
    "displacement", "displacement of years", "displacement bad choice", "forecasts", "reconciliation",
    "reconciliation before the grant", "reconciliation bad choice", "source figure", "source new", "source explain",
    "source withdraw", "source upload", "source refused", "source stale", "explanation refused", "withdrawal refused",
    "requests", "requests less sure", "requests bad choice",
    "run", "initiatives", "initiatives filtered", "no initiative", "bad filter", "initiative with shares",
    "initiative with counts", "initiative", "public copy", "already public",
    "already public refused", "place", "exclusion", "exclusion change", "rate card", "rate card version",
    "rate card draft", "drafting", "benchmarking", "benchmarking own in", "benchmarking bad choice", "appendix 3",
    "line", "no plan", "plan agreed", "plan drafted", "plan draft", "plan refused", "plan stale",
    "claims", "claims filtered", "no claim", "claim queue", "claim submitted", "claim approved", "claim decide",
    "claim decided", "claim noting", "claim supersede", "decision refused", "decision stale", "noting refused",
    "quarters", "quarter closed", "quarter overdue", "restatements", "overlaps", "overlap", "overlap settled",
    "quarter refused", "overlap refused",
    "readings", "audit", "audit filtered", "no audit entry", "audit bad filter", "audit entry", "audit entry of a plan",
    *(f"history: {kind}" for kind in HISTORIES),
    "positions", "positions filtered", "no position", "position choose", "position begin", "position begin correction",
    "position published", "position draft", "position ready", "position approved", "position withdrawn",
    "position balances", "position line add", "position line", "position blocks", "position transfer add",
    "position transfer", "position upload", "position compare choose", "position compare", "position compare bad",
    "history of a position", "position choose refused", "position begin refused", "position balances refused",
    "position line refused", "position line stale", "position blocks refused", "position transfer refused",
    "position upload refused", "position preview", "position preview right", "position confirm refused",
    "position approval refused", "position approval stale",
    "trajectory", "trajectory of the reported", "trajectory bad choice", "in the forecast", "bridge",
    "bridge of another year", "bridge bad year", "initiative projected", "initiative of children",
    "initiative without benefit", "what-ifs", "what-ifs archived", "what-if", "what-if switched", "what-if waiting",
    "what-if archived", "what-if make", "what-if copy", "what-if revise", "what-ifs compared", "what-if effect",
    "what-if refused", "what-if stale", "what-if not archived", "assumptions", "assumption", "assumption drafted",
    "assumption refused",
    "benchmarking of England", "benchmarking in shares", "benchmarking in pounds", "benchmarking a plan",
    "benchmarking of a set", "benchmarking refused measure", "line of returns", "matrix", "trend", "trend growth",
    "trend a head", "trend bad choice", "trend of nobody", "budget and outturn", "plans", "plans of special schools",
    "timeliness", "timeliness of every plan", "side by side", "side by side of returns", "side by side with itself",
    "without a deficit", "sets", "sets archived", "set", "set archived", "set add", "set change", "comment",
    "comment first", "imports", "imports filtered", "no import", "imports bad choice", "import", "import new",
    "set refused", "set stale", "set archive refused", "comment refused", "comment stale", "import refused",
    "import file refused", "import checked", "import confirm refused", "import undo refused",
    "places occupancy", "places capital", "places demand", "demand add",
    "schemes", "schemes filtered", "no scheme", "schemes bad filter", "scheme", "scheme withdrawn", "scheme add",
    "scheme change", "occupancy add", "occupancy correct", "scheme upload", "occupancy upload", "scheme refused",
    "scheme change refused", "occupancy refused", "scheme upload refused", "scheme upload changed",
    "occupancy confirm refused",
    "packs", "pack", "pack filtered", "no figure", "pack restatements", "pack restatements all", "restate", "freeze",
    "freeze anew", "paper", "paper begun", "paper text", "paper text wrong", "paper text new", "paper draft",
    "paper hidden", "paper shown", "paper finish", "paper finish early", "paper version", "paper template",
    "as at overview", "as at deficit", "as at places", "as at none", "published", "published paper",
    "published replaced", "published none", "published accessibility", "freeze refused", "freeze stale",
    "restate refused", "paper text refused", "paper text stale", "paper agree refused",
    "paper show refused", "paper finish refused", "paper template refused", "as at refused",
    *OF_THE_BOARD,
    "reconcile", "reconciled", "reconcile refused", "reconciled pasted",
    "components", "not found", "export refused", "place refused", "exclusion refused", "drafting refused",
    "token refused", "preferences", "preferences refused", "sign-in", "sign-in refused", "accessibility",
)  # fmt: skip
DRAWN = ("overview", "places", "places demand", "deficit", "forecasts", "displacement", "initiative with shares",
         "initiative with counts", "benchmarking", "line", "trajectory", "bridge", "initiative projected", "what-if",
         "what-ifs compared")  # fmt: skip
BETWEEN = 768  # axe finds there what it finds at the widths beside it
HIDDEN_ON_PAPER = "nav, form button, .govuk-skip-link, .app-chart__downloads, .app-filters"


def look(opened, page: Served, width: int, scripts: bool = True):
    return opened(page.html, width, scripts, page.path, **{"content-security-policy": page.policy})


def test_every_kind_of_page_is_looked_at(site: Site):
    kinds = {name for name in site.fullest() if not name.startswith(("/", "making"))}
    assert kinds == set(KINDS)


def test_every_link_to_a_file_gives_one(site: Site):
    assert len(site.exported) > 100
    assert {address: status for address, status in site.exported.items() if status != 200} == {}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_own_check_of_every_page(check, site: Site):
    faults = {(page.role, page.path): found for page in site.pages.values() if (found := check(page.tree))}
    assert faults == {}


def test_html_of_every_page_is_valid(site: Site, tmp_path):
    pages = {page.path: page.html for page in site.fullest().values()}
    pages |= {f"{page.role} {page.name} {page.path}": page.html for page in site.different()}
    assert "\n".join(html_faults(tmp_path, pages)) == ""


def test_every_page_is_served_under_the_strict_policy(site: Site):
    assert {page.policy for page in site.pages.values()} == {site.pages["board", "overview"].policy}
    assert "unsafe" not in site.pages["board", "overview"].policy


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_page_at_every_width(kind: str, site: Site, opened):
    served = site.fullest()[kind]
    page, faults = look(opened, served, WIDTHS[0]), {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wait_for_charts(page)
        found = misfits(page) if width == BETWEEN else faults_of(page)
        faults[width] = [f for f in found if f"status of {served.status}" not in f]
    assert faults == {width: [] for width in WIDTHS}


@pytest.mark.browser
@pytest.mark.parametrize("kind", DRAWN)
def test_without_scripts_the_tables_stand_and_no_hole(kind: str, site: Site, opened):
    page = look(opened, site.fullest()[kind], 1280, scripts=False)
    assert page.locator(".app-chart").count() > 0
    assert page.locator(".app-chart figure:visible, [data-image]:visible").count() == 0
    for chart in page.locator(".app-chart").all():
        assert chart.locator("table:visible, details:visible").count() > 0


@pytest.mark.browser
@pytest.mark.parametrize("kind", [*DRAWN, "initiatives", "appendix 3", "how"])
def test_paper_holds_figures_and_no_navigation(kind: str, site: Site, opened):
    page = look(opened, site.fullest()[kind], 1280)
    wait_for_charts(page)
    page.emulate_media(media="print")
    assert page.locator(HIDDEN_ON_PAPER).locator("visible=true").count() == 0
    assert page.locator(".app-print-footer").is_visible()
    assert page.locator("main table").first.is_visible()
    drawings = page.locator("figure.app-chart__figure")
    assert drawings.locator("visible=true").count() == drawings.count()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["board", "meeting", "meeting planned"])
def test_a_record_on_paper_holds_nothing_that_acts(kind: str, site: Site, opened):
    page = look(opened, site.fullest()[kind], 1280)
    acting = page.locator(".app-acts, .govuk-button").locator("visible=true")
    assert acting.count() > 0
    page.emulate_media(media="print")
    assert acting.count() == 0
    assert page.locator("main h2").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["overview", "places", "initiatives", "benchmarking", "drafting refused", "sign-in"])
def test_every_stop_of_the_keyboard_can_be_seen(kind: str, site: Site, opened):
    assert unseen_stops(look(opened, site.fullest()[kind], 1280)) == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["place refused", "exclusion refused", "drafting refused", "token refused",
                                  "preferences refused", "decision refused", "noting refused", "source refused",
                                  "explanation refused", "withdrawal refused", "assumption refused",
                                  "what-if refused", "position line refused"])  # fmt: skip
def test_refused_form_says_what_is_wrong_where_it_is(kind: str, site: Site, opened):
    """Focus on the summary, “Error: ” in the title, each error led to by a link and tied to its field."""
    page = look(opened, site.fullest()[kind], 1280)
    assert page.title().startswith("Error: ")
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    for link in page.locator(".govuk-error-summary a").all():
        field = page.locator(link.get_attribute("href")).first
        control = field if field.evaluate("e => 'value' in e") else field.locator("input, select, textarea").first
        assert control.get_attribute("aria-invalid") == "true" or control.get_attribute("aria-describedby")
