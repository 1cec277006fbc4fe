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
            for table in append_only_tables():
                cursor.execute(
                    sql.SQL("REVOKE UPDATE, DELETE ON {table} FROM {role}").format(
                        table=sql.Identifier(table), role=role
                    )
                )
        self.stdout.write(
            f"{settings.APPLICATION_ROLE} may read and write; {len(append_only_tables())} tables only grow."
        )
