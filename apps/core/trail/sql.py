"""What the database does for the trail, as SQL. Functions of the owner, closed to everybody else.

``transaction`` is a transaction's number with its start, so that a restored database never repeats one. Hashes are
taken over JSON arrays of named columns, moments as seconds: no setting of a session changes them.
"""

NOUGHT = "0" * 64
SEALED = {"core_auditentry": "core_entry_hash", "core_change": "core_change_hash"}

FUNCTIONS = """
CREATE FUNCTION core_transaction() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT pg_current_xact_id()::text || '/' || (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint
$$;

CREATE FUNCTION core_sha256(content text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(content, 'UTF8')), 'hex')
$$;

CREATE FUNCTION core_entry_hash(e core_auditentry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT public.core_sha256(jsonb_build_array(
        e.id, extract(epoch FROM e.at), e.by_id, e.action, e.subject_type, e.subject_id, e.subject_label, e.before,
        e.after, e.reason, extract(epoch FROM e.recorded_at), e.transaction, e.database_role
    )::text)
$$;

CREATE FUNCTION core_change_hash(c core_change) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT public.core_sha256(jsonb_build_array(
        c.id, c.table_name, c.row_id, c.subject_table, c.subject_id, c.operation, c.before, c.after,
        extract(epoch FROM c.recorded_at), c.transaction, c.database_role
    )::text)
$$;

CREATE FUNCTION core_seal_hash(s core_seal) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT public.core_sha256(jsonb_build_array(
        s.number, s.table_name, s.row_id, s.row_hash, s.previous_hash, extract(epoch FROM s.sealed_at)
    )::text)
$$;

CREATE AGGREGATE core_fold(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}');
"""

ENTRIES = """
CREATE FUNCTION core_stamp_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.recorded_at := clock_timestamp();
    NEW.transaction := core_transaction();
    NEW.database_role := session_user;
    RETURN NEW;
END $$;
CREATE TRIGGER core_auditentry_recorded BEFORE INSERT ON core_auditentry
FOR EACH ROW EXECUTE FUNCTION core_stamp_entry();
"""

CHANGES = """
CREATE FUNCTION core_track_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    known jsonb := coalesce(becomes, was);
    done text := CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN
        RAISE EXCEPTION 'A row keeps its number for good.' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, known -> o.key) INTO was, becomes
        FROM jsonb_each(was) o WHERE o.value IS DISTINCT FROM known -> o.key;
        IF was IS NULL THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO core_change (table_name, row_id, subject_table, subject_id, operation, before, after, recorded_at,
        transaction, database_role)
    VALUES (TG_TABLE_NAME, (known ->> 'id')::bigint, TG_ARGV[0], (known ->> TG_ARGV[1])::bigint, done, was, becomes,
        clock_timestamp(), core_transaction(), session_user);
    RETURN NULL;
END $$;

CREATE FUNCTION core_record_state(tracked text, subject text, key text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO core_change (table_name, row_id, subject_table, subject_id, operation, after, recorded_at,
            transaction, database_role)
        SELECT %L, r.id, %L, r.%I, ''found'', to_jsonb(r), clock_timestamp(), core_transaction(), session_user
        FROM %I r ORDER BY r.id', tracked, subject, key, tracked);
END $$;
REVOKE ALL ON FUNCTION core_track_change(), core_record_state(text, text, text) FROM PUBLIC;
"""

# A transaction's rows are sealed together, after every other rule of its commit: the head's lock is the last one taken.
SEALS = """
CREATE FUNCTION core_ask_for_seal() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Where constraints are checked before the commit, the first row's event has sealed all of them.
    IF NOT EXISTS (SELECT 1 FROM core_seal s WHERE s.table_name = TG_TABLE_NAME AND s.row_id = NEW.id) THEN
        INSERT INTO core_sealing (transaction) VALUES (core_transaction()) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION core_seal_rows(wanted text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    head core_sealhead;
    item record;
    link core_seal;
BEGIN
    SELECT * INTO head FROM core_sealhead WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO core_sealhead (id, number, hash) VALUES (1, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM core_sealhead WHERE id = 1 FOR UPDATE;
    END IF;
    FOR item IN
        SELECT 'core_auditentry' AS kind, e.id, core_entry_hash(e) AS row_hash FROM core_auditentry e
        WHERE e.transaction IS NOT DISTINCT FROM wanted
        AND NOT EXISTS (SELECT 1 FROM core_seal s WHERE s.table_name = 'core_auditentry' AND s.row_id = e.id)
        UNION ALL
        SELECT 'core_change', c.id, core_change_hash(c) FROM core_change c
        WHERE c.transaction IS NOT DISTINCT FROM wanted
        AND NOT EXISTS (SELECT 1 FROM core_seal s WHERE s.table_name = 'core_change' AND s.row_id = c.id)
        ORDER BY 1, 2
    LOOP
        link := ROW(head.number + 1, item.kind, item.id, item.row_hash, head.hash, '', clock_timestamp());
        link.hash := core_seal_hash(link);
        INSERT INTO core_seal SELECT link.*;
        head.number := link.number;
        head.hash := link.hash;
    END LOOP;
    UPDATE core_sealhead SET number = head.number, hash = head.hash WHERE id = 1;
END $$;

CREATE FUNCTION core_seal_transaction() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM core_seal_rows(NEW.transaction);
    DELETE FROM core_sealing WHERE transaction = NEW.transaction;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION core_ask_for_seal(), core_seal_rows(text), core_seal_transaction() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER core_auditentry_sealed AFTER INSERT ON core_auditentry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_ask_for_seal();
CREATE CONSTRAINT TRIGGER core_change_sealed AFTER INSERT ON core_change
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_ask_for_seal();
CREATE CONSTRAINT TRIGGER core_sealing_sealed AFTER INSERT ON core_sealing
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_seal_transaction();
"""

# What stood before the chain began.
FIRST_SEALS = "SELECT core_seal_rows(NULL);"

# Bytes are left out of what is recorded of a row: the hash beside them is recorded, and they are checked against it.
# ``TG_ARGV[2]`` names their columns, with commas between.
WITHOUT_BYTES = """
CREATE OR REPLACE FUNCTION core_track_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    bytes text[] := string_to_array(coalesce(TG_ARGV[2], ''), ',');
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - bytes END;
    becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - bytes END;
    known jsonb := coalesce(becomes, was);
    done text := CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN
        RAISE EXCEPTION 'A row keeps its number for good.' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, known -> o.key) INTO was, becomes
        FROM jsonb_each(was) o WHERE o.value IS DISTINCT FROM known -> o.key;
        IF was IS NULL THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO core_change (table_name, row_id, subject_table, subject_id, operation, before, after, recorded_at,
        transaction, database_role)
    VALUES (TG_TABLE_NAME, (known ->> 'id')::bigint, TG_ARGV[0], (known ->> TG_ARGV[1])::bigint, done, was, becomes,
        clock_timestamp(), core_transaction(), session_user);
    RETURN NULL;
END $$;

DROP FUNCTION core_record_state(text, text, text);
CREATE FUNCTION core_record_state(tracked text, subject text, key text, bytes text DEFAULT '') RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO core_change (table_name, row_id, subject_table, subject_id, operation, after, recorded_at,
            transaction, database_role)
        SELECT %L, r.id, %L, r.%I, ''found'', to_jsonb(r) - %L::text[], clock_timestamp(), core_transaction(),
            session_user
        FROM %I r ORDER BY r.id', tracked, subject, key, string_to_array(bytes, ','), tracked);
END $$;
REVOKE ALL ON FUNCTION core_track_change(), core_record_state(text, text, text, text) FROM PUBLIC;
"""
