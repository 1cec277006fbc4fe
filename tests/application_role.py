"""The same test database as the application reaches it: for tests of what it may not do."""

import os
from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture(scope="session")
def application_url(django_db_setup: None, django_db_blocker: object) -> str:
    """This worker's test database as the application reaches it, rights granted as a deployment grants them."""
    from django.core.management import call_command
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("grant_application_role", verbosity=0)
    return make_conninfo(os.environ["APPLICATION_DATABASE_URL"], dbname=str(connection.settings_dict["NAME"]))


@pytest.fixture
def application_connection(application_url: str, transactional_db: None) -> Iterator[psycopg.Connection]:
    """A second connection, with the application's rights; it sees only what the test has committed."""
    with psycopg.connect(application_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def as_application(application_url: str, reloaded_report: None) -> Iterator[None]:
    """The report, and from here on Django itself reaches the database with the application's rights."""
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    owner = dict(connection.settings_dict)
    wanted = conninfo_to_dict(application_url)
    connection.close()
    connection.settings_dict.update(USER=wanted.get("user", ""), PASSWORD=wanted.get("password", ""))
    yield
    connection.close()
    connection.settings_dict.update(owner)
