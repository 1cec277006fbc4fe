"""Starts the services that all tests share, before anything reads the settings."""

import gc
from collections import Counter
from pathlib import Path

import django
import pytest
from django.conf import settings
from hypothesis import settings as hypothesis
from pytest_django.plugin import blocking_manager_key

from tests.embedded_plugin import start_services

start_services()
# A worker makes and drops much and has memory enough: looking for cycles every 700 objects took a tenth of its time.
gc.set_threshold(50_000, 50, 100)
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

EMPTIES = {"transactional_db", "live_server"}
emptied = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """So that no worker waits for another or is left with a long file at the end: first one file of the rendered site,
    then what a browser does without it, then the longest, then the other files of the site, rendered by then.

    Files that empty the tables come last, those of few tests (races and drills, which take longest) before others.
    """
    last, slow, shown, sizes = set(), set(), set(), Counter(item.path for item in items)
    for item in items:
        if empties(item):
            last.add(item.path)
        if item.get_closest_marker("browser"):
            slow.add(item.path)
        if "site" in getattr(item, "fixturenames", ()):
            shown.add(item.path)
    first = max(shown, key=lambda path: sizes[path], default=None)

    def place(item: pytest.Item) -> tuple[bool, bool, bool, bool, int, Path]:
        path, size = item.path, sizes[item.path]
        return path in last, path != first, path in shown, path not in slow, size if path in last else -size, path

    items.sort(key=place)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The report stands again, loaded once, for what follows a test that emptied the tables."""
    stash = item.config.stash
    if empties(item):
        stash[emptied] = True
    elif stash.get(emptied, False) and (item.get_closest_marker("django_db") or "db" in item.fixturenames):
        from tests.fixtures import load_everything

        with stash[blocking_manager_key].unblock():
            load_everything()
        stash[emptied] = False


def empties(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked = getattr(item, "fixturenames", ())
    return bool(EMPTIES & set(asked)) or bool(mark and mark.kwargs.get("transaction"))
