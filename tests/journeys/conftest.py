from typing import Any

import pytest

from tests.journeys.site import Site, rendered


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: Any) -> Site:
    """Every page for every role, rendered once for this worker and rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        site = rendered()
        transaction.set_rollback(True)
    return site
