"""The paper as a page: valid, without a fault that axe finds, with its outline and tables that can be scrolled."""

import re

import pytest

from apps.board.calculations.paper.document import Paragraph
from apps.board.renderers.html import html, standalone
from tests.board.paper.reading import html_text, walk
from tests.board.paper.sample import report
from tests.browser import WIDTHS, Opener, faults_of, html_faults, unseen_stops
from tests.markup import Element, read

PAPER = report()
PAGE = standalone(PAPER)
TREE = read(html(PAPER))


def elements(*tags: str) -> list[Element]:
    return [element for element in walk(TREE) if element.tag in tags]


def test_html_is_valid(tmp_path) -> None:  # type: ignore[no-untyped-def]  # reason: pytest's own path
    assert html_faults(tmp_path, {"paper": PAGE}) == []


def test_headings_form_the_papers_outline() -> None:
    found = [(h.tag, " ".join(html_text(h).split())) for h in elements("h1", "h2", "h3", "h4")]
    inner = ("sufficiency", "dingleys")
    sections = [("h3" if s.slug in inner else "h2", s.title) for s in PAPER.all_sections()]
    assert found == [("h1", PAPER.title), ("h2", "Contents"), *sections, ("h2", "About this paper")]


def test_every_address_within_leads_to_a_place_and_no_place_is_there_twice() -> None:
    places = [element["id"] for element in walk(TREE) if element["id"]]
    assert len(places) == len(set(places))
    assert {a["href"][1:] for a in elements("a") if a["href"].startswith("#")} <= set(places)
    assert {label for e in walk(TREE) for label in e["aria-labelledby"].split()} <= set(places)


def test_tables_have_captions_scopes_and_a_region_that_the_keyboard_reaches() -> None:
    tables = elements("table")
    assert len(tables) == len(elements("caption")) == 8
    assert all(head["scope"] in ("col", "row", "colgroup") for head in elements("th"))
    regions = [e for e in elements("section") if e["tabindex"]]
    assert len(regions) == 6
    assert all(region["tabindex"] == "0" and region["aria-labelledby"] for region in regions)


def test_every_numbered_paragraph_stands_with_its_number() -> None:
    numbers = [html_text(e) for e in walk(TREE) if "app-paper__number" in e.classes]
    assert numbers == [
        b.number for s in PAPER.all_sections() for b in s.blocks if isinstance(b, Paragraph) and b.number
    ]


def test_the_drawing_has_alternative_text_and_comes_with_the_page() -> None:
    (drawn,) = elements("img")
    assert drawn["alt"] == next(PAPER.pictures()).alternative
    assert drawn["src"].startswith("data:image/svg+xml;base64,")


def test_the_part_for_a_page_needs_no_style_and_no_script_of_its_own() -> None:
    assert not elements("style", "script", "link")
    assert "style=" not in html(PAPER)


def test_the_file_of_its_own_needs_no_other() -> None:
    assert re.findall(r'(?:src|href)="(?!#|data:|https://www\.legislation)', PAGE) == []
    assert set(re.findall(r'url\("?([a-z]+:)', PAGE)) == {"data:"}
    assert "@import" not in PAGE


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_a_browser_finds_no_fault(opened: Opener, width: int) -> None:
    styled = PAGE.replace("<style>", '<style nonce="paper">')
    policy = "default-src 'none'; style-src 'nonce-paper'; img-src data:; font-src data:; script-src 'unsafe-inline'"
    page = opened(styled, width, **{"content-security-policy": policy})
    assert faults_of(page) == []
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")


@pytest.mark.browser
def test_the_wide_table_scrolls_in_its_own_region_on_a_phone(opened: Opener) -> None:
    page = opened(PAGE.replace("<style>", '<style nonce="paper">'), 320, **{
        "content-security-policy": "default-src 'none'; style-src 'nonce-paper'; img-src data:; font-src data:",
    })  # fmt: skip
    region = page.locator("#appendix-3-table section")
    wide, seen = region.evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide > 3 * seen
    assert page.locator("#appendix-3-table caption").evaluate("e => e.getBoundingClientRect().right <= innerWidth")
    region.evaluate("e => e.scrollTo(400, 0)")
    first = page.locator("#appendix-3-table tbody th").first
    assert first.evaluate("e => e.getBoundingClientRect().left") >= 0  # the names of rows stay in view
    assert unseen_stops(page, 30) == []


@pytest.mark.browser
def test_the_words_of_the_head_have_more_room_than_their_names(opened: Opener) -> None:
    """A hidden caption set the columns' widths where it was out of the flow: each got half."""
    page = opened(PAGE.replace("<style>", '<style nonce="paper">'), 1280, **{
        "content-security-policy": "default-src 'none'; style-src 'nonce-paper'; img-src data:; font-src data:",
    })  # fmt: skip
    shares = page.locator(".app-paper__header").evaluate_all(
        "all => all.map(t => t.querySelector('th').offsetWidth / t.offsetWidth)"
    )
    assert len(shares) == 2
    assert max(shares) < 1 / 3
    captions = page.locator("caption.app-paper__hidden").evaluate_all("all => all.map(c => c.offsetHeight)")
    assert max(captions) <= 1
