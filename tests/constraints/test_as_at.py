"""The views of what was frozen: every table's columns are theirs, nobody writes them, and no rule is read through them.

A reader's session looks there first for every table. What a trigger asks must be answered by the tables that stand.
"""

import re
from contextlib import suppress
from typing import Any

import psycopg
from django.db import ProgrammingError, connection, transaction

from apps.board.models import Pack
from apps.board.selectors.frozen_tables import frozen_models
from tests.constraints.rules import prepare
from tests.constraints.test_triggers import KEPT, LATE, REFUSED, as_owner_at_once, fingerprints, refused_by

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = %s::regnamespace AND c.relname = ANY(%s) ORDER BY c.relname, a.attnum
"""
LOOSE = """
SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c ~ '^search_path=(public|public, pg_temp)$')
"""
LOOSEN = """
DO $$ DECLARE f record; BEGIN
    FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
        AND p.prorettype = 'trigger'::regtype AND NOT p.prosecdef
    LOOP EXECUTE format('ALTER FUNCTION %s RESET search_path', f.name); END LOOP;
END $$
"""
READING = "SELECT set_config('search_path', 'as_at, public', {here}), set_config('board.pack', '{pack}', {here})"
TABLE = re.compile(r"(?<![.\w'])((?:board|core|deficit|initiatives|benchmarking)_[a-z_]+)\b")


def asked(sql: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def views() -> list[str]:
    return [name for (name,) in asked("SELECT viewname FROM pg_views WHERE schemaname = 'as_at' ORDER BY 1")]


def test_each_frozen_table_has_its_view(db: None):
    """And what is asked of the worker: in the past nothing is."""
    others = {"core_auditentry", "core_recomputerequest"}
    assert views() == sorted({m._meta.db_table for m in frozen_models()} | others)


def test_the_columns_of_each_view_are_its_tables(db: None):
    """A migration that changes a table and does not end with ``board_refresh_as_at()`` fails here."""
    names = views()
    assert len(names) > 60
    assert asked(COLUMNS, ["as_at", names]) == asked(COLUMNS, ["public", names])


def test_nothing_but_views_stands_beside_them(db: None):
    kinds = "SELECT DISTINCT relkind::text FROM pg_class WHERE relnamespace = 'as_at'::regnamespace"
    assert asked(kinds) == [("v",)]
    assert asked("SELECT 1 FROM pg_proc WHERE pronamespace = 'as_at'::regnamespace") == []


def test_every_trigger_function_looks_in_one_place(db: None):
    assert asked(LOOSE) == []


def test_no_view_can_be_written(reloaded_report: None, application_connection: psycopg.Connection):
    prepare()
    pack = Pack.objects.all()[0]
    before, went = fingerprints(), []
    application_connection.execute("SELECT set_config('board.pack', %s, false)", [str(pack.pk)])
    for view in views():
        for statement in (f"DELETE FROM as_at.{view}", f"UPDATE as_at.{view} SET id = id", f"TRUNCATE as_at.{view}",
                          f"INSERT INTO as_at.{view} (id) VALUES (1)"):  # fmt: skip
            try:
                application_connection.execute(statement)
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectNotInPrerequisiteState,
                    psycopg.errors.WrongObjectType):  # fmt: skip
                continue
            went.append(statement)
    assert went == []
    assert fingerprints() == before


def test_rules_ask_the_tables_that_stand_whatever_pack_is_read(
    reloaded_report: None, application_connection: psycopg.Connection
):
    """Every statement that a rule refuses, in a session that reads an empty pack: there, nothing is closed yet."""
    prepare()
    before, pack = fingerprints(), str(Pack.objects.all()[0].pk)
    application_connection.execute(READING.format(here="false", pack=pack))
    assert application_connection.execute("SELECT count(*) FROM initiatives_benefitclaim").fetchone() == (0,)

    def as_owner(statement: str) -> None:
        with transaction.atomic():
            as_owner_at_once_within(READING.format(here="true", pack=pack), statement)

    tables = set(connection.introspection.table_names())
    told = [(rule, qualified(statement, tables)) for rule, statement in statements()]
    assert len(told) > 150
    for execute in (application_connection.execute, as_owner):
        found = [(refused_by(execute, statement), statement) for _, statement in told]
        wrong = [(name, rule, s) for (name, s), (rule, _) in zip(found, told, strict=True)
                 if name not in (rule, "no right")]  # fmt: skip
        assert wrong == []
    assert fingerprints() == before


def test_rules_that_asked_the_views_would_be_evaded(report: None):
    """The negative control: without search paths of their own, some let through what they refuse."""
    prepare()
    tables = set(connection.introspection.table_names())
    evaded = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOOSEN)
        cursor.execute(READING.format(here="true", pack="0"))
        for _, rule, (statement, *_) in REFUSED:
            with suppress(ProgrammingError):
                if refused_by(as_owner_at_once, qualified(statement, tables)) == "":
                    evaded.append(rule)
        transaction.set_rollback(True)
    assert len(evaded) >= 3
    print(len(REFUSED), evaded)


def statements() -> list[tuple[str, str]]:
    kept = [(rule, s) for rule, many in KEPT for s in many]
    return [*kept, *LATE, *((rule, s) for _, rule, many in REFUSED for s in many)]


def as_owner_at_once_within(reading: str, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(reading)
    as_owner_at_once(statement)


def qualified(statement: str, tables: set[str]) -> str:
    """Every table by its own schema, so that the statement itself means what stands."""
    return TABLE.sub(lambda found: f"public.{found[1]}" if found[1] in tables else found[1], statement)
