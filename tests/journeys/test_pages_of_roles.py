"""What other roles than the fullest see, in a real browser under the strict policy."""

import pytest

from tests.browser import faults_of, wait_for_charts
from tests.journeys.site import ROLES, Site
from tests.journeys.test_pages import look

pytestmark = pytest.mark.django_db  # so that a run of these tests alone makes the database, too


@pytest.mark.browser
@pytest.mark.parametrize("role", ROLES)
def test_page_of_another_role(role: str, site: Site, opened):
    """Where its body differs from the fullest role's; the overview always, for its navigation."""
    others = [page for page in site.different() if page.role == role and not page.name.startswith("making")]
    pages = [site.pages[role, "overview"], *others]
    faults = {}
    for page in pages:
        shown = look(opened, page, 768)
        wait_for_charts(shown)
        faults[page.path] = [f for f in faults_of(shown) if f"status of {page.status}" not in f]
    assert faults == {page.path: [] for page in pages}
