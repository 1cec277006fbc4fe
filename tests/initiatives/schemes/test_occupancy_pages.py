"""A census day of a scheme on its pages: recorded, corrected, stale, refused."""

import pytest
from django.test import Client

from apps.core.models import AuditEntry
from apps.initiatives.models import OccupancyReading
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of
from tests.initiatives.schemes.made import PLANNED, WHY, read, registered

pytestmark = pytest.mark.usefixtures("report")


@pytest.fixture
def manager(client: Client) -> Client:
    return signed_in(client, person("manager"))


def test_occupancy_is_recorded_corrected_and_shown(manager: Client) -> None:
    scheme = registered()
    url = f"/places/schemes/{scheme.pk}/"
    body = {"census_date": "2 October 2025", "places": "12", "filled": "9", "origin_inmss": "4", "origin_no_cost": "2"}
    page = text_of(manager.post(f"{url}occupancy/", body, follow=True))
    assert "9 of 12 places filled on 2 October 2025 is saved (reference: occupancy of scheme" in page
    assert "2 October 2025 12 9 3 75.0%" in page
    assert "Independent or non-maintained special school 4 44.4%" in page
    assert "Not known or not recorded 3 33.3%" in page
    assert "Of 9 filled places, 4 replace an INMSS placement as recorded; 3 have no record, or it is not known." in page
    assert manager.post(f"{url}occupancy/", body).status_code == 302
    reading = OccupancyReading.objects.get()
    correct = f"{url}occupancy/{reading.pk}/correct/"
    fixed = {**body, "filled": "10", "reason": WHY, "version": "1"}
    assert manager.post(correct, {**fixed, "reason": ""}).status_code == 422
    page = text_of(manager.post(correct, fixed, follow=True))
    assert "2 October 2025 12 10 2 83.3%" in page
    assert manager.post(correct, fixed).status_code == 302
    stale = manager.post(correct, {**fixed, "filled": "11"})
    assert stale.status_code == 409
    assert "Now: 10 of 12 places filled on 2 October 2025." in text_of(stale)
    assert OccupancyReading.objects.count() == 2
    assert AuditEntry.objects.get(action="Corrected occupancy").after["origins"] == {"inmss": 4, "no_cost": 2}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"filled": "13"}, "13 is more than the 12 places of that day. Enter 12 or fewer."),
        ({"origin_ap": "10"}, "10 children are more than the 9 filled places."),
        ({"census_date": "2 October 2090"}, "2 October 2090 is still to come."),
        ({"census_date": "1 September 2024"}, "is before it opened on 2 September 2024"),
        ({"census_date": "soon"}, "“soon” is not a day."),
        ({"filled": ""}, "Enter how many are filled, such as 9."),
        ({"origin_inmss": "-1"}, "“-1” is not a whole number."),
    ],
)
def test_a_bad_reading_is_refused(manager: Client, changes: dict[str, str], said: str) -> None:
    scheme = registered()
    body = {"census_date": "2 October 2025", "places": "12", "filled": "9", **changes}
    answer = manager.post(f"/places/schemes/{scheme.pk}/occupancy/", body)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not OccupancyReading.objects.exists()


def test_another_reading_of_a_day_is_corrected_not_recorded(manager: Client) -> None:
    scheme = registered()
    read(scheme)
    body = {"census_date": "2 October 2025", "places": "12", "filled": "8"}
    answer = manager.post(f"/places/schemes/{scheme.pk}/occupancy/", body)
    assert "9 of 12 places filled on 2 October 2025 stands for it already. Correct that reading" in text_of(answer)
    planned = registered("East", PLANNED)
    answer = manager.post(f"/places/schemes/{planned.pk}/occupancy/", body)
    assert "East is commissioned, not open. Change its status first." in text_of(answer)
