"""Each of our own checks finds the fault that a page is seeded with, and nothing in the page without it."""

import json

import pytest

from tests.browser import WIDER, axe_faults, html_faults, unseen_stops
from tests.journeys import checks
from tests.markup import read

FIGURE = {"data": [{"type": "bar", "x": [46, 49], "meta": {"column": "places"}}], "layout": {}}
SOUND = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Seeded page</title></head><body>
<main><h1>Seeded</h1><section class="app-chart" aria-labelledby="c-title"><h2 id="c-title">Places rise</h2>
<p id="c-sentences">46, then 49 places.</p>
<figure role="group" aria-labelledby="c-title" aria-describedby="c-sentences">
<div aria-hidden="true" data-chart="c-data"></div>
<script type="application/json" id="c-data">{json.dumps(FIGURE)}</script></figure>
<table><caption>Places</caption><thead><tr><th scope="col">Year</th><th scope="col">Places</th></tr></thead>
<tbody><tr><th scope="row">2022/23</th><td>46</td></tr><tr><th scope="row">2023/24</th><td>49</td></tr></tbody></table>
</section><p><a href="/a/">First</a> <a href="/b/">Second</a> <strong class="govuk-tag">Late</strong></p></main></body>
</html>"""
TWO = FIGURE["data"] * 2


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_sound_page_has_no_fault(check):
    assert check(read(SOUND)) == []


@pytest.mark.parametrize(
    ("check", "part", "seed", "fault"),
    [
        (checks.charts_say_what_they_are, ' aria-labelledby="c-title" aria-d', " aria-d", "no name"),
        (checks.charts_say_what_they_are, "Places rise", "", "no name"),
        (checks.charts_say_what_they_are, "46, then 49 places.", "", "no sentence"),
        (checks.charts_say_what_they_are, ' aria-describedby="c-sentences"', "", "no sentence"),
        (checks.charts_say_what_they_are, "</table>\n</section>", "</table>", None),
        (checks.charts_say_what_they_are, '<div aria-hidden="true"', "<div", "read out"),
        (checks.drawings_equal_their_tables, "<td>49</td>", "<td>48</td>", "no column"),
        (checks.drawings_equal_their_tables, "[46, 49]", "[49, 46]", "no column"),
        (checks.drawings_equal_their_tables, "[46, 49]", "[46]", "no column"),
        (checks.tables_are_described, "<caption>Places</caption>", "", "no caption"),
        (checks.tables_are_described, "<caption>Places</caption>", "<caption> </caption>", "no caption"),
        (checks.tables_are_described, '<th scope="row">2022/23', "<th>2022/23", "no scope"),
        (checks.links_say_where_they_lead, "Second", "First", "leads to /a/, /b/"),
        (checks.links_say_where_they_lead, "Second", "", "no words"),
        (checks.status_is_in_words, "Late", "", "says nothing"),
        (checks.status_is_in_words, "<td>49</td>", '<td class="app-red"></td>', "says nothing"),
        (checks.status_is_in_words, json.dumps(FIGURE["data"]), json.dumps(TWO), "colour alone"),
    ],
)
def test_seeded_fault_is_found(check, part, seed, fault):
    assert part in SOUND
    found = check(read(SOUND.replace(part, seed, 1)))
    assert any(fault in sentence for sentence in found) if fault else not found


def test_chart_without_its_table_is_found():
    table = SOUND[SOUND.index("<table") : SOUND.index("</table>") + len("</table>")]
    assert checks.charts_say_what_they_are(read(SOUND.replace(table, ""))) == ["c-data: no table"]


def test_validator_finds_a_seeded_fault(tmp_path):
    pages = {"sound": SOUND, "doubled": SOUND.replace('id="c-sentences"', 'id="c-title"')}
    assert {fault.split(":")[0] for fault in html_faults(tmp_path, pages)} == {"doubled"}


@pytest.mark.browser
def test_overflow_is_found(opened):
    page = opened(SOUND.replace("Seeded</h1>", f"{'x' * 200}</h1>"), 320)
    assert page.evaluate(WIDER)
    assert not opened(SOUND, 320).evaluate(WIDER)


@pytest.mark.browser
@pytest.mark.parametrize("seed", ["<p style='color:red'>x</p>", "<script>1</script>"])
def test_what_the_policy_forbids_is_found(seed, opened):
    page = opened(SOUND.replace("</main>", f"{seed}</main>"))
    assert page.evaluate("faults")
    assert page.said


@pytest.mark.browser
def test_focus_that_cannot_be_seen_is_found(opened):
    page = opened(SOUND, **{"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"})
    assert unseen_stops(page) == []
    page.add_style_tag(content="a:focus { outline: none }")
    assert len(unseen_stops(page)) == 2


@pytest.mark.browser
def test_axe_finds_a_seeded_fault(opened):
    page = opened(SOUND.replace("</main>", '<img src="/static/dist/icon.svg"></main>'))
    assert [fault for fault in axe_faults(page) if fault.startswith("image-alt")]
