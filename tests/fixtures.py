"""The report, loaded once into each worker's test database, and one person for each role.

Tests with ``db`` see the loaded report inside a transaction that is rolled back. A transactional test empties the
tables when it ends: one that needs the report asks for ``reloaded_report``.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from django.db import connection
from django.test import override_settings

from apps.core import memory

if TYPE_CHECKING:
    from apps.core.models import User

T = TypeVar("T")


def load_everything() -> None:
    from apps.board.services.load_report import load_report
    from apps.core.models import DataStamp
    from apps.core.roles import sync_roles

    DataStamp.objects.get_or_create(pk=1)  # a migration made it, and a transactional test empties every table
    sync_roles()
    load_report()


READY = "tests_ready"


@pytest.fixture(scope="session")
def ready_database() -> Iterator[Callable[[], None]]:
    """A worker's database is a copy of the first one's, which is migrated and holds the report: each worker waits until
    there is one, or makes it, and says so with the function that it is given. Only on the tests' own server, where
    the copy is thrown away with everything else.
    """
    services = os.environ.get("TESTS_HAVE_SERVICES")
    if services is None:
        yield lambda: None
        return
    made = Path(services) / READY
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def ready() -> None:
            if not made.exists():
                name = connection.settings_dict["NAME"]
                connection.close()
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f"CREATE DATABASE {READY} TEMPLATE {name}")
                made.touch()
            fcntl.flock(lock, fcntl.LOCK_UN)

        if made.exists():
            connection.settings_dict["TEST"]["TEMPLATE"] = READY
        yield ready


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, ready_database: Callable[[], None]
) -> Callable[[], None]:
    return ready_database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, ready_database: Callable[[], None]) -> None:
    """pytest-django's database, then the report where it is not there yet."""
    from apps.core.models import Document

    with django_db_blocker.unblock():
        if not Document.objects.exists():
            load_everything()
        ready_database()


@pytest.fixture
def report(db: None) -> None:
    """The report's rows, also where an earlier transactional test has emptied the tables."""
    from apps.core.models import Document

    if not Document.objects.exists():
        load_everything()


@pytest.fixture
def reloaded_report(transactional_db: None) -> None:
    """The report for a transactional or live-server test, which starts with empty tables."""
    load_everything()


@contextmanager
def standing(blocker: Any, make: Callable[[], T]) -> Iterator[T]:
    """What ``make`` made stands for many tests: each rolls back its own changes, and this what was made.

    For fixtures of a wider scope than one test, of files without transactional tests.
    """
    from django.db import connection, transaction

    from apps.core.models import Document

    with blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
    try:
        with blocker.unblock():
            if not Document.objects.exists():
                load_everything()
            made = make()
            connection.check_constraints()  # deferred rules speak now, and not in each test
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


def person(username: str) -> "User":
    """The demonstration's person of that name, with its roles and no password: use ``client.force_login``."""
    from django.contrib.auth.models import Group

    from apps.core.models import User
    from apps.core.services.people import ACCOUNTS

    account = next(a for a in ACCOUNTS if a.username == username)
    user, made = User.objects.get_or_create(
        username=username,
        defaults={"first_name": account.shown_as, "email": account.email, "is_demonstration": True},
    )
    if made:
        user.groups.set(Group.objects.filter(name__in=account.roles))
    return user


@pytest.fixture
def board_user(report: None) -> "User":
    return person("board")


@pytest.fixture
def manager_user(report: None) -> "User":
    return person("manager")


@pytest.fixture
def finance_user(report: None) -> "User":
    return person("finance")


@pytest.fixture
def admin_user(report: None) -> "User":
    """Administrator, and the demonstration's second finance officer."""
    return person("admin")


@pytest.fixture
def adviser_user(report: None) -> "User":
    return person("adviser")


@contextmanager
def reads_remembered() -> Iterator[None]:
    """As in production. Inside a test nothing commits, so what is remembered is forgotten by hand."""
    with override_settings(REMEMBER_READS=True):
        memory._answers.clear()
        yield
        memory._answers.clear()


@pytest.fixture
def remembering() -> Iterator[None]:
    with reads_remembered():
        yield
