"""Every test run has a database server and a broker of its own, thrown away afterwards.

Started before Django reads its settings, by the one process that others spring from, so that the workers of
pytest-xdist share it. Tests run as the database's owner, who may make the test databases; what the application's role
may not do is tried over ``application_connection`` (tests/application_role.py).
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

STARTED = "TESTS_HAVE_SERVICES"


def start_services() -> None:
    """Once in each run; a server named by ``DATABASE_URL`` is used instead."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEMONSTRATION", "1")
    os.environ.setdefault("REMEMBER_READS", "0")
    if os.environ.get(STARTED) or os.environ.get("DATABASE_URL"):
        return
    from config.embedded.folders import Folders
    from config.embedded.services import Services, addresses, take_lock_or_refuse
    from config.embedded.steps import say_aside

    data = Path(tempfile.mkdtemp(prefix="deficit-tests-"))
    folders = Folders.named(data)
    services = Services(folders, take_lock_or_refuse(folders), say_aside, durable=False)
    services.start()
    found = addresses(folders)
    os.environ.update(found, DATABASE_URL=found["DATABASE_OWNER_URL"], APPLICATION_DATABASE_URL=found["DATABASE_URL"])
    os.environ[STARTED] = str(data)
    atexit.register(throw_away, services, os.getpid())


def throw_away(services: object, process: int) -> None:
    if os.getpid() != process:
        return
    services.stop()  # type: ignore[attr-defined]
    folders, place = services.folders, services.database.place  # type: ignore[attr-defined]
    if not place.data.is_relative_to(folders.data):
        shutil.rmtree(place.data.parent, ignore_errors=True)
    for folder in (folders.data, folders.sockets):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """pytest-django reads the settings in this hook, so the services come first."""
    start_services()
    return (yield)
