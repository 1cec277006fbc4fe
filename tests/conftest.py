"""Starts the services that all tests share, before anything reads the settings."""

from django.conf import settings
from hypothesis import settings as hypothesis

from tests.embedded_plugin import start_services

start_services()
# Read now: pytest-django sets Django up only where it finds the settings already read.
assert settings.DEMONSTRATION

pytest_plugins = ["tests.application_role", "tests.browser", "tests.fixtures"]
# Time is not what these tests test; a busy machine must not fail them.
hypothesis.register_profile("house", deadline=None)
hypothesis.load_profile("house")
