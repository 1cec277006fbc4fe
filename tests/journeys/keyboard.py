"""A reader without a mouse: real Chromium, JavaScript off, Tab, arrows, Space and Enter alone, on the product's server.

Each test has a database of its own, copied from one that was made ready once. A file of such tests puts ``copied_db``
in the place of ``transactional_db``.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from tests.fixtures import load_everything, person

FOCUSED = "e => e === document.activeElement"
IN_GROUP = "g => g.includes(document.activeElement)"
MOST_STOPS = 120


class Keyboard:
    """One person at one window. A page is read from its top, as it is after each load."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def to(self, locator: Any) -> None:
        """Tabs on until the control has the focus."""
        wanted = locator.first.element_handle(timeout=5_000)
        self._tab(lambda: wanted.evaluate(FOCUSED), str(locator))

    def write(self, label: str, text: str) -> None:
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def write_into(self, name: str, text: str) -> None:
        """Into the field of that name, where labels of several begin alike."""
        self.to(self.page.locator(f"input[name={name}]"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def upload(self, label: str, file: Path) -> None:
        """The keyboard reaches the control; the browser's own window, which it opens, is no page's affair."""
        control = self.page.get_by_label(label, exact=True)
        self.to(control)
        control.set_input_files(file)

    def download(self, words: str) -> Path:
        self.to(self.page.get_by_role("link", name=named(words)))
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        return Path(download.value.path())

    def choose(self, name: str, value: str) -> None:
        """A radio: Tab reaches the chosen or the first of the group, arrows the others."""
        group = self.page.locator(f"input[type=radio][name={name}]")
        every = group.evaluate_all("g => g.map(e => e.value)")
        reached = f"g => g.findIndex(e => e.value === {value!r} && e.checked)"
        self._tab(lambda: group.evaluate_all(IN_GROUP), f"the choice {name}")
        self.page.keyboard.press("Space")
        for _ in every:
            if group.evaluate_all(reached) >= 0:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name}={value} is not reached by the arrows, which reach {', '.join(every)}")

    def tick(self, name: str) -> None:
        self.to(self.page.locator(f"input[type=checkbox][name={name}]"))
        self.page.keyboard.press("Space")

    def pick(self, label: str, option: str) -> None:
        """An option of a closed list, by its first letters."""
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(option)

    def press(self, words: str, role: str = "button") -> None:
        """A button or, as ``role``, a link by its whole name."""
        self.to(self.page.get_by_role(role, name=named(words)))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, words: str) -> None:
        self.press(words, "link")

    def offered(self, words: str) -> bool:
        """Whether a link or a button of that name is on the page at all."""
        found = (self.page.get_by_role(role, name=named(words)) for role in ("link", "button"))
        return any(one.count() for one in found)

    def refused(self) -> list[str]:
        """Addresses that the page's body links to and this person may not open."""
        links = self.page.locator("main a[href]:not([download])").evaluate_all("l => l.map(a => a.href)")
        own = {link for link in links if link.startswith(self.address)}
        return [link for link in sorted(own) if self.page.request.get(link).status >= 400]

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text().replace("\n", " ")

    @property
    def text(self) -> str:
        """The words of the page's body, as they are laid out."""
        return words_of(self.page.locator("main"))

    def row(self, words: str) -> str:
        """The words of the first table row or list line that holds ``words``."""
        found = self.page.locator("main tr, main li").filter(has_text=re.compile(named(words).pattern.strip("^$")))
        return words_of(found.first)

    def fact(self, key: str) -> str:
        """What a summary list says under ``key``."""
        named = self.page.locator("dt").get_by_text(key, exact=True)
        row = self.page.locator(".govuk-summary-list__row", has=named)
        return row.first.locator("dd").first.inner_text(timeout=5_000)

    def _tab(self, there: Callable[[], Any], wanted: str) -> None:
        for _ in range(MOST_STOPS):
            if there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} is not reached by Tab on {self.page.url}")


def named(words: str) -> re.Pattern[str]:
    """Exactly these words, whichever hyphen; what only a screen reader is told is set apart by a space."""
    return re.compile("^" + re.escape(words).replace(r"\-", "[-\u2011]").replace(":", " ?:").replace("/", "[/]") + "$")


def words_of(locator: Any) -> str:
    """As they are laid out; hyphens and spaces that may not break read as plain ones."""
    return " ".join(locator.inner_text(timeout=5_000).replace("\u2011", "-").split()).replace(" :", ":")


@contextmanager
def within(name: str) -> Iterator[None]:
    """Everything happens in the database of that name."""
    known = connection.settings_dict
    before = known["NAME"]
    connections.close_all()
    known["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        known["NAME"] = before


@contextmanager
def copied(of: str, name: str) -> Iterator[str]:
    """A database ``name``, copied from ``of``, for as long as it is needed. What an earlier test left open to ``of``
    is closed: nothing may read what is copied."""
    connections.close_all()
    _beside(
        _closed(of), _closed(name), f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{of}"'
    )
    try:
        yield name
    finally:
        _beside(_closed(name), f'DROP DATABASE "{name}"')


def _closed(name: str) -> str:
    """Ends our own connections to it. Not ``WITH (FORCE)``: that also ends autovacuum's, which only a superuser may,
    where a plain ``DROP`` asks it to leave."""
    return f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND usename = current_user"


def _beside(*statements: str) -> None:
    """Runs them outside of any transaction, from no test's database."""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session")
def ready(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the report and the claims of ``awaiting``, which no test changes."""
    from apps.core.models import Document
    from tests.journeys.awaiting import await_decisions

    with django_db_blocker.unblock():
        tests = connection.settings_dict["NAME"]
        with copied(tests, f"{tests}_ready") as name:
            with within(name):
                if not Document.objects.exists():
                    load_everything()
                await_decisions()
            yield name


@pytest.fixture
def copied_db(ready: str, django_db_blocker: Any) -> Iterator[None]:
    """A copy of what is ``ready``. Stands for ``transactional_db``, which would empty every table after each test."""
    with django_db_blocker.unblock(), copied(ready, f"{ready}_one") as name, within(name):
        yield


@pytest.fixture
def at_keyboard(
    chromium: Any, transactional_db: None, live_server: Any, settings: Any
) -> Iterator[Callable[[str], Keyboard]]:
    """Signs a role in by the session's cookie; each has a window of its own."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}  # the names that the test's server looks for
    contexts = []

    def sign_in(role: str) -> Keyboard:
        client = Client()
        client.force_login(person(role))
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        contexts.append(context)
        return Keyboard(context.new_page(), live_server.url)

    yield sign_in
    for context in contexts:
        context.close()
