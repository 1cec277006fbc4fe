"""Which database a command meets, and as whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded.command_line import services_for
from config.embedded.folders import BASE_DIR, Folders

OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "SECRET_KEY", "DEMONSTRATION", "DATA_DIR")

WHO_AM_I = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0])
"""


@pytest.mark.parametrize(
    ("command", "met"), [("migrate", "owner"), ("recompute", "application"), ("--help", "application")]
)
def test_owner_changes_tables_and_the_application_does_the_rest(
    command: str, met: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "application")
    monkeypatch.setenv("DATABASE_OWNER_URL", "owner")
    with services_for(["manage.py", command]):
        assert os.environ["DATABASE_URL"] == met


def test_one_database_address_serves_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "application")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with services_for(["manage.py", "migrate"]):
        assert os.environ["DATABASE_URL"] == "application"


def manage(folders: Folders, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [sys.executable, BASE_DIR / "manage.py", *arguments],
        env={**environment, "DATA_DIR": str(folders.data)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_commands_start_services_where_none_run_and_leave_none_behind(folders: Folders) -> None:
    assert manage(folders, "shell", "--no-imports", "-c", WHO_AM_I) == "deficit_app\n"
    assert not folders.ready.exists()


def test_commands_that_need_no_database_start_none(open_folder: Path) -> None:
    folders = Folders.named(open_folder / "data")
    manage(folders, "check")
    assert not folders.data.exists()
