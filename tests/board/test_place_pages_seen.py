"""The pages of places with schemes in them, as a browser shows them; the site of the journeys has none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.models import User
from apps.deficit.runs import recompute
from tests.board import schemes_made as made
from tests.browser import faults_of, html_faults, wait_for_charts
from tests.fixtures import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
PAGES = ("/places/", "/places/occupancy/", "/places/capital/", "/places/demand/", "/places/demand/add/")


@pytest.fixture
def served(client: Client, manager_user: User) -> dict[str, str]:
    north, south, _ = made.three_schemes()
    made.read(north, date(2025, 1, 16), 30, 20, inmss=10, mainstream=4)
    made.read(north, date(2026, 1, 15), 30, 27, inmss=15, mainstream=6, not_known=2)
    made.read(south, date(2026, 1, 15), 20, 12)
    waiting = made.demand("secondary", 2026, 120, 150, 200)
    recompute(by=None, at=timezone.now(), cause="test")
    client.force_login(manager_user)
    found = {path: client.get(path).content.decode() for path in PAGES}
    client.force_login(person("finance"))
    agree = f"/places/demand/{waiting.pk}/agree/"
    return {**found, agree: client.get(agree).content.decode()}


def test_pages_with_schemes_are_clean_at_every_width(served: dict[str, str], opened: Any) -> None:
    faults = {}
    for path, html in served.items():
        for width in (1280, 320):
            page = opened(html, width=width, path=path)
            wait_for_charts(page)
            faults[path, width] = faults_of(page)
    assert {where: found for where, found in faults.items() if found} == {}


def test_their_html_is_valid(served: dict[str, str], tmp_path: Path) -> None:
    assert html_faults(tmp_path, served) == []
