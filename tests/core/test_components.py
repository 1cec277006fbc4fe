"""The gallery in a real browser under the strict policy, at three widths, with and without scripts."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.shortcuts import render
from django.template import Context, Template
from django.test import RequestFactory

from apps.core import gallery
from apps.core.charts import Column, Rows
from tests.browser import WIDTHS, faults_of, html_faults, unseen_stops, wait_for_charts


class Reader:
    """Someone signed in who may see everything, without a database."""

    is_authenticated = is_active = True
    is_anonymous = False

    def get_full_name(self) -> str:
        return "A. Reader"

    def has_perm(self, right: str) -> bool:
        return True


def request(path: str = "/") -> HttpRequest:
    made = RequestFactory().get(path)
    made.user, made._messages = Reader(), []
    return made


def page_of(name: str, context: dict) -> str:
    return render(request(), name, {"read_for": date(2026, 1, 27), **context}).content.decode()


def shown(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.fixture(autouse=True)
def _without_a_database(settings):
    """Plain static files, and nothing that the navigation would count."""
    settings.NAVIGATION_COUNTS = {}
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def gallery_html() -> str:
    return page_of("core/gallery.html", gallery.context(request()))


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_gallery_is_accessible_and_fits_under_the_policy(opened, gallery_html, width):
    page = opened(gallery_html, width)
    wait_for_charts(page)
    assert faults_of(page) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("seed", "fault"),
    [
        ('<p style="color:red">x</p>', "style-src-attr inline"),
        ("<script>1</script>", "script-src-elem inline"),
        (f"<p>{'x' * 200}</p>", "overflow"),
        ('<input name="bare">', "label:"),
        ('<img src="static/dist/icon.svg">', "image-alt:"),
        ('<h1>Another</h1><h6 class="govuk-heading-s">x</h6>', "heading-order:"),
        ('<p><font color="#bbbbbb">Pale words</font></p>', "color-contrast:"),
    ],
)
def test_seeded_fault_is_found(opened, seed, fault):
    page = opened(page_of("404.html", {}).replace("</main>", f"{seed}</main>"), 320)
    assert [found for found in faults_of(page) if found.startswith(fault)]


@pytest.mark.browser
def test_bundle_waits_for_a_chart_and_is_never_asked_for_without(opened, gallery_html):
    page = opened(page_of("404.html", {}))
    assert "plotly" not in page.evaluate("performance.getEntriesByType('resource').map(r => r.name).join()")
    assert page.evaluate("faults") == []


@pytest.mark.browser
def test_without_scripts_the_table_stands_alone(opened, gallery_html):
    page = opened(gallery_html, scripts=False)
    assert page.locator("figure:visible").count() == 0
    assert page.locator("[data-image]:visible").count() == 0
    assert page.locator(".app-chart table").first.is_visible()


@pytest.mark.browser
def test_on_a_telephone_the_table_comes_before_the_drawing(opened, gallery_html):
    page = opened(gallery_html, 320)
    wait_for_charts(page)
    boxes = [page.locator(f"#walk {part}").bounding_box()["y"] for part in ("table", "figure")]
    assert boxes == sorted(boxes)


@pytest.mark.browser
def test_error_summary_has_the_focus_and_leads_to_its_field(opened, gallery_html):
    page = opened(gallery_html)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Reason: This field is required.").click()
    assert page.evaluate("document.activeElement.name") == "reason"


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_chart_is_saved_as_an_image_with_its_title(opened, gallery_html, kind):
    page = opened(gallery_html)
    with page.expect_download() as download:
        page.locator(f"#walk [data-image={kind}]").click()
    assert download.value.suggested_filename == f"walk.{kind}"
    body = Path(download.value.path()).read_bytes()
    assert body.startswith(b"\x89PNG") if kind == "png" else b"Placements outweigh the grant" in body
    assert page.evaluate("faults") == []


@pytest.mark.browser
def test_every_stop_of_the_keyboard_can_be_seen(opened, gallery_html):
    assert unseen_stops(opened(gallery_html), 90) == []


@pytest.mark.parametrize("name", ["core/gallery.html", "400.html", "403.html", "404.html", "500.html"])
def test_html_is_valid(tmp_path, name):
    page = page_of(name, gallery.context(request()) if "gallery" in name else {})
    assert html_faults(tmp_path, {name: page}) == []


class Tables(HTMLParser):
    """Counts what a table must have."""

    def __init__(self) -> None:
        super().__init__()
        self.tables = self.captions = self.unscoped = 0

    def handle_starttag(self, tag, attrs) -> None:
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.unscoped += tag == "th" and "scope" not in dict(attrs)


def test_every_table_has_a_caption_and_every_heading_a_scope(gallery_html):
    read = Tables()
    read.feed(gallery_html)
    assert read.tables == read.captions == 6
    assert read.unscoped == 0


def test_links_that_read_alike_lead_to_one_place(gallery_html):
    places: dict[str, set[str]] = {}
    for href, inner in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', gallery_html, re.S):
        places.setdefault(re.sub(r"<[^>]+>|\s+", " ", inner).strip(), set()).add(href)
    assert {
        text: to for text, to in places.items() if len(to) > 1 and not re.fullmatch(r"\d+|(Next|Previous)\s+page", text)
    } == {}


def test_title_says_error_only_when_there_is_one():
    assert "<title>Error: Components –" in page_of("core/gallery.html", gallery.context(request()))
    assert "<title>Components –" in page_of("core/gallery.html", {**gallery.context(request()), "form": None})


def test_component_refuses_an_argument_that_it_does_not_know():
    with pytest.raises(TypeError, match="basiss"):
        shown('{% figure_card label="A" value="1" basiss="x" %}')


@pytest.mark.parametrize(
    ("filtered", "text"),
    [
        ("183600000|millions", "£183.6m"), ("70300000|signed_millions", "+£70.3m"), ("10032000|thousands", "10,032"),
        ("1234567|pounds", "£1,234,567"), ("41.4|percent", "41.4%"), ("nothing|millions", ""),
        ("nothing|signed_pounds", ""), ("183600000|in_words", "£183.6 million"),
    ],
)  # fmt: skip
def test_figures_in_words(filtered, text):
    assert shown("{{ " + filtered + " }}", nothing=None) == text


def test_text_from_people_is_escaped_everywhere():
    evil = "<script>x</script>"
    table = Rows(evil, (Column("a", evil),), [{"a": evil}, {"a": evil, "_kind": "group"}])
    html = shown(
        "{% data_table t %}{% message e %}{% tag e %}{% details e %}{{ e }}{% enddetails %}"
        "{% figure_card label=e value=e %}{% empty_state title=e text=e %}",
        t=table, e=evil,
    )  # fmt: skip
    assert "<script>x" not in html
    assert "&lt;script&gt;" in html


def test_list_keeps_its_filters_in_every_link():
    table = gallery.SampleTable([{"name": "A"}] * 60)
    gallery.tables.RequestConfig(request("/?stage=x&page=2")).configure(table)
    html = shown("{% list_table table %}", table=table)
    assert "?stage=x&amp;_export=csv" in html
    assert "?stage=x&amp;sort=name" in html
    assert "?stage=x&amp;page=3" in html
    assert "60 results, showing 26 to 50" in html


def test_list_in_order_says_so():
    table = gallery.SampleTable([{"name": "A"}, {"name": "B"}])
    gallery.tables.RequestConfig(request("/?sort=-name")).configure(table)
    assert 'aria-sort="descending"' in shown("{% list_table table %}", table=table)
