"""Gives the application's role what it needs and no more. Run as the owner after every migration."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql


def append_only_tables() -> list[str]:
    """Tables whose model says ``append_only``."""
    return sorted(m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False))


def database_written_tables() -> list[str]:
    """Tables whose model says ``database_written``: the owner's triggers write them, the application reads."""
    return sorted(m._meta.db_table for m in apps.get_models() if getattr(m, "database_written", False))


# A trigger function that runs as the owner must not be hung on a table of somebody else's making, and a temporary
# table must not stand before a real one.
OWNERS_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
"""
TEMPORARY = "SELECT has_database_privilege(%s, current_database(), 'TEMPORARY')"


class Command(BaseCommand):
    help = "Grants the application's role its rights: no UPDATE, DELETE or TRUNCATE on append-only tables."

    def handle(self, *args: Any, **options: Any) -> None:
        role = sql.Identifier(settings.APPLICATION_ROLE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.APPLICATION_ROLE])
            if not cursor.fetchone():
                raise CommandError(
                    f"There is no database role “{settings.APPLICATION_ROLE}”. Make it, or name the right one in "
                    "APPLICATION_ROLE."
                )
            for statement in (
                "GRANT USAGE ON SCHEMA public TO {role}",
                "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
                "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
            ):
                cursor.execute(sql.SQL(statement).format(role=role))
            open_frozen_rows(cursor, role)
            for table in append_only_tables():
                revoke(cursor, "UPDATE, DELETE", table)
            for table in database_written_tables():
                revoke(cursor, "INSERT, UPDATE, DELETE", table)
            close_functions(cursor)
            close_temporary_tables(cursor)
        self.stdout.write(
            f"{settings.APPLICATION_ROLE} may read and write; {len(append_only_tables())} tables only grow, "
            f"{len(database_written_tables())} are written by the database alone."
        )


def open_frozen_rows(cursor: Any, role: sql.Identifier) -> None:
    """The views of what was frozen are there to read; nobody but the owner may put anything beside them."""
    for statement in (
        "GRANT USAGE ON SCHEMA as_at TO {role}",
        "GRANT SELECT ON ALL TABLES IN SCHEMA as_at TO {role}",
    ):
        cursor.execute(sql.SQL(statement).format(role=role))


def revoke(cursor: Any, rights: str, table: str) -> None:
    statement = sql.SQL(f"REVOKE {rights} ON {{table}} FROM {{role}}")
    cursor.execute(statement.format(table=sql.Identifier(table), role=sql.Identifier(settings.APPLICATION_ROLE)))


def close_functions(cursor: Any) -> None:
    """Triggers go on firing: who fires one needs no right to its function, who makes one does."""
    cursor.execute(OWNERS_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")


def close_temporary_tables(cursor: Any) -> None:
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    role = sql.Identifier(settings.APPLICATION_ROLE)
    cursor.execute(TEMPORARY, [settings.APPLICATION_ROLE])
    if cursor.fetchone()[0]:
        cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC, {}").format(database, role))
        cursor.execute(TEMPORARY, [settings.APPLICATION_ROLE])
        if cursor.fetchone()[0]:
            raise CommandError(
                f"{settings.APPLICATION_ROLE} may make temporary tables, which could hide the real ones from the "
                "rules. As the database's owner: REVOKE TEMPORARY ON DATABASE … FROM PUBLIC."
            )
