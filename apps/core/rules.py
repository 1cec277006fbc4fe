"""Rules that the database keeps, as migration operations.

Plain triggers, made by the owner: the application's role may neither drop nor disable them.
"""

from django.db.migrations import RunSQL

REFUSE_FUNCTION = RunSQL(
    """
    CREATE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END $$;
    """,
    "DROP FUNCTION core_refuse_change();",
)


# A row that is seen and not yet committed was made by the transaction that sees it.
MADE_HERE_FUNCTION = RunSQL(
    """
    CREATE FUNCTION core_made_here(made_by xid) RETURNS boolean LANGUAGE sql AS $$
        SELECT pg_xact_status(
            (((pg_current_xact_id()::text::bigint >> 32) << 32) | made_by::text::bigint)::text::xid8
        ) = 'in progress'
    $$;
    """,
    "DROP FUNCTION core_made_here(xid);",
)


def refuse(table: str, name: str, events: str, sentence: str, when: str = "") -> RunSQL:
    """A trigger ``name`` that refuses ``events`` (such as ``UPDATE OR DELETE``) on ``table`` and says why."""
    condition = f"WHEN ({when})" if when else ""
    quoted = sentence.replace("'", "''")
    return RunSQL(
        f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW {condition} "
        f"EXECUTE FUNCTION core_refuse_change('{quoted}');",
        f"DROP TRIGGER {name} ON {table};",
    )


def append_only(table: str) -> RunSQL:
    return refuse(table, f"{table}_append_only", "UPDATE OR DELETE", f"{table} is append-only: add a new row instead.")


STAMP_FUNCTION = RunSQL(
    """
    INSERT INTO core_datastamp (id, moves) VALUES (1, 0);
    CREATE FUNCTION core_move_stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN
        IF current_setting('core.stamp_moved', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
            UPDATE core_datastamp SET moves = moves + 1 WHERE id = 1;
            PERFORM set_config('core.stamp_moved', pg_current_xact_id()::text, true);
        END IF;
        RETURN NULL;
    END $$;
    """,
    "DROP FUNCTION core_move_stamp(); DELETE FROM core_datastamp;",
)


def moves_the_stamp(*tables: str) -> list[RunSQL]:
    """Every change of these tables moves the data's stamp, once, as its transaction commits."""
    return [
        RunSQL(
            f"CREATE CONSTRAINT TRIGGER {table}_moves_stamp AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_move_stamp();",
            f"DROP TRIGGER {table}_moves_stamp ON {table};",
        )
        for table in tables
    ]


def refuse_parts(table: str, parent: str, key: str, closed: str, sentence: str) -> RunSQL:
    """Refuses changes to the parts of a closed parent. ``closed`` is a condition on the parent's row ``p``.

    The parent's row is locked first, so that a change waits for one that closes it. Parts may be added to a parent that
    the same transaction made: so a loader writes a closed parent with its parts, and nobody adds to it later.
    """
    function = f"{table}_of_closed_{parent.split('_')[-1]}"
    quoted = sentence.replace("'", "''")
    return RunSQL(
        f"""
        CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                PERFORM 1 FROM {parent} p WHERE p.id = OLD.{key} FOR SHARE;
                IF EXISTS (SELECT 1 FROM {parent} p WHERE p.id = OLD.{key} AND {closed}) THEN
                    RAISE EXCEPTION '{quoted}' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
                END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                PERFORM 1 FROM {parent} p WHERE p.id = NEW.{key} FOR SHARE;
                IF EXISTS (
                    SELECT 1 FROM {parent} p WHERE p.id = NEW.{key} AND {closed}
                    AND NOT (TG_OP = 'INSERT' AND core_made_here(p.xmin))
                ) THEN
                    RAISE EXCEPTION '{quoted}' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
                END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {function} BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {function}();
        """,
        f"DROP TRIGGER {function} ON {table}; DROP FUNCTION {function}();",
    )


# A trigger looks its tables up where they are, whatever search path its session has: that of ``as_at`` would give it
# what was frozen.
PIN_TRIGGER_FUNCTIONS = RunSQL(
    """
    DO $$
    DECLARE f record;
    BEGIN
        FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
            AND p.prorettype = 'trigger'::regtype AND NOT coalesce(p.proconfig::text ~ 'search_path', false)
        LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', f.name);
        END LOOP;
    END $$;
    """,
    RunSQL.noop,
)
