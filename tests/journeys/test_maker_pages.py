"""The steps of a claim are a SEND manager's alone: each in a real browser under the strict policy, at three widths."""

import pytest

from tests.browser import WIDTHS, faults_of, misfits
from tests.journeys.site import Served, Site
from tests.journeys.test_pages import BETWEEN

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PARTS = 4


def made(site: Site) -> list[Served]:
    return [page for name, page in site.of("manager").items() if name.startswith("making")]


def test_every_page_of_a_maker_is_answered(site: Site):
    assert [page.name for page in made(site) if page.status not in (200, 409, 422)] == []
    assert len(made(site)) > 25


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_of_a_maker_at_every_width(part: int, site: Site, opened):
    faults = {}
    for page in made(site)[part::PARTS]:
        shown = opened(page.html, WIDTHS[0], True, page.path, **{"content-security-policy": page.policy})
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 800})
            found = misfits(shown) if width == BETWEEN else faults_of(shown)
            faults[page.name, width] = [f for f in found if f"status of {page.status}" not in f]
    assert faults
    assert {at: found for at, found in faults.items() if found} == {}
