"""Starts the services that all tests share, before anything reads the settings."""

import django
from django.conf import settings
from hypothesis import settings as hypothesis

from tests.embedded_plugin import start_services

start_services()
# Now, and not when pytest-django would: the conftest of a folder below may import models.
django.setup()
assert settings.DEMONSTRATION

pytest_plugins = [
    "tests.application_role",
    "tests.browser",
    "tests.fixtures",
    "tests.journeys.keyboard",
    "tests.journeys.site",
]
# Time is not what these tests test; a busy machine must not fail them.
hypothesis.register_profile("house", deadline=None)
hypothesis.load_profile("house")
