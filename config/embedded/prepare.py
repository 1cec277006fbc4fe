"""``python -m config.embedded prepare``: schema, rights and the report, in one process so that Django starts once.

Begun as the owner, who migrates, grants and loads the report, which the application may not write. The demonstration
is loaded with the application's own rights, so that what the product may not do is found out here and not by its first
reader.
"""

import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.embedded.steps import say_aside, step


def prepare() -> int:
    django.setup()
    command = ""
    try:
        if migrations_wait():
            command = "migrate"
            with step("Bringing the database up to date"):
                call_command(command, verbosity=0)
        command = "grant_application_role"
        with step("Granting the application its rights"):
            call_command(command, stdout=sys.stderr)
        command = "load_report"
        with step("Loading the report"):
            call_command(command, stdout=sys.stderr)
        become_the_application()
        command = "load_demonstration"
        with step("Loading the demonstration"):
            call_command(command, stdout=sys.stderr)
    except Exception as error:
        say_aside(f"manage.py {command} failed: {error}")
        raise
    return 0


def migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def become_the_application() -> None:
    """The same database as another role, from the next query on."""
    connection.close()
    connection.settings_dict["USER"] = settings.APPLICATION_ROLE
