"""Frozen is frozen in the database: packs, papers and publications only grow, and a pack's parts come with it.

Views of the schema ``as_at`` give the rows of the pack that the setting ``board.pack`` names, table by table, under the
tables' own names: a search path that begins with the schema reads the product as it was. They name columns and types
and hang on no table, so that later migrations may change any; those that do run ``board_refresh_as_at`` at their end.
"""

from django.db import migrations

from apps.core.rules import PIN_TRIGGER_FUNCTIONS, append_only, moves_the_stamp
from apps.core.trail.operations import track

GROWING = (
    "board_pack", "board_frozenrows", "board_packtable", "board_packfigure", "board_restatement",
    "board_committeepaper", "board_papertext", "board_textagreement", "board_disclosureoverride",
    "board_paperversion", "board_paperdrawing", "board_papertemplate", "board_paperfile", "board_publication",
)  # fmt: skip
# Frozen rows and figures are found out by their pack's hash.
TRACKED = {
    "board_pack": ("", "id"),
    "board_restatement": ("board_pack", "pack_id"),
    "board_committeepaper": ("", "id"),
    "board_papertext": ("board_committeepaper", "paper_id"),
    "board_textagreement": ("", "id"),
    "board_disclosureoverride": ("board_committeepaper", "paper_id"),
    "board_paperversion": ("board_committeepaper", "paper_id"),
    "board_publication": ("", "id"),
    "board_paperfile": ("board_paperversion", "version_id", "content"),
    "board_paperdrawing": ("board_paperversion", "version_id", "svg,png"),
    "board_papertemplate": ("", "id", "content"),
}
# Parts come with their pack, before its row in the same transaction. A pack never changes, so no row is locked.
PARTS = """
CREATE FUNCTION board_part_of_frozen_pack() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM board_pack p WHERE p.id = NEW.pack_id AND NOT core_made_here(p.xmin)) THEN
        RAISE EXCEPTION 'This pack is frozen.' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER board_packtable_of_frozen_pack BEFORE INSERT ON board_packtable
FOR EACH ROW EXECUTE FUNCTION board_part_of_frozen_pack();
CREATE TRIGGER board_packfigure_of_frozen_pack BEFORE INSERT ON board_packfigure
FOR EACH ROW EXECUTE FUNCTION board_part_of_frozen_pack();
"""
# Who finished and who wrote are said again beside who published and who agreed: as the row itself says it, or not at all.
# What is published is whole: nothing is added to it, and its making is not taken away.
PERSONS = """
CREATE FUNCTION board_says_who() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'board_publication' THEN
        SELECT v.finished_by_id INTO NEW.finished_by_id FROM board_paperversion v WHERE v.id = NEW.version_id;
    ELSE
        SELECT t.written_by_id INTO NEW.written_by_id FROM board_papertext t WHERE t.id = NEW.text_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER board_publication_says_who BEFORE INSERT ON board_publication
FOR EACH ROW EXECUTE FUNCTION board_says_who();
CREATE TRIGGER board_textagreement_says_who BEFORE INSERT ON board_textagreement
FOR EACH ROW EXECUTE FUNCTION board_says_who();
CREATE FUNCTION board_published_is_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR EXISTS (SELECT 1 FROM board_publication p WHERE p.version_id = NEW.version_id) THEN
        RAISE EXCEPTION 'A finished paper keeps its making, and a published one is whole.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER board_paperfile_before_publication BEFORE INSERT ON board_paperfile
FOR EACH ROW EXECUTE FUNCTION board_published_is_whole();
CREATE TRIGGER board_paperdrawing_before_publication BEFORE INSERT ON board_paperdrawing
FOR EACH ROW EXECUTE FUNCTION board_published_is_whole();
CREATE TRIGGER board_papermaking_stays BEFORE DELETE ON board_papermaking
FOR EACH ROW EXECUTE FUNCTION board_published_is_whole();
"""
AS_AT = """
CREATE SCHEMA as_at;
CREATE FUNCTION board_refresh_as_at() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'as_at'::regnamespace AND relkind = 'v' LOOP
        EXECUTE format('DROP VIEW as_at.%I', t.relname);
    END LOOP;
    FOR t IN
        SELECT c.relname, string_agg(
            format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum
        ) AS fields
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            AND (c.relname ~ '^(initiatives|benchmarking|deficit)_' OR c.relname IN ('core_document', 'core_recomputerequest', 'core_user'))
        GROUP BY c.relname
    LOOP
        EXECUTE format(
            'CREATE VIEW as_at.%I AS WITH r AS MATERIALIZED (
                SELECT x.* FROM public.board_packtable k JOIN public.board_frozenrows f ON f.id = k.rows_id
                CROSS JOIN LATERAL jsonb_to_recordset(f.rows) AS x(%s)
                WHERE k.pack_id = current_setting(''board.pack'')::bigint AND k.table_name = %L
            ) SELECT * FROM r', t.relname, t.fields, t.relname);
    END LOOP;
    CREATE VIEW as_at.core_auditentry AS SELECT e.* FROM public.core_auditentry e, public.board_pack p
    WHERE p.id = current_setting('board.pack')::bigint
        AND e.at <= least(p.frozen_at, (p.known_by + 1)::timestamp AT TIME ZONE 'Europe/London');
END $$;
SELECT board_refresh_as_at();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0004_packs_and_papers"),
        ("benchmarking", "0007_loaded_by_owner"),
        ("core", "0007_tracked_without_bytes"),
        ("deficit", "0013_policy_from_files"),
        ("initiatives", "0019_demand_by_two"),
    ]
    operations = [
        *(append_only(table) for table in GROWING),
        migrations.RunSQL(PARTS, "DROP FUNCTION board_part_of_frozen_pack() CASCADE;"),
        migrations.RunSQL(
            PERSONS, "DROP FUNCTION board_says_who() CASCADE; DROP FUNCTION board_published_is_whole() CASCADE;"
        ),
        *moves_the_stamp(
            "board_pack", "board_restatement", "board_committeepaper", "board_papertext", "board_textagreement",
            "board_disclosureoverride", "board_paperversion", "board_papermaking", "board_publication", "board_papertemplate",
        ),
        migrations.RunSQL(AS_AT, "DROP SCHEMA as_at CASCADE; DROP FUNCTION board_refresh_as_at();"),
        *(track(table, *how) for table, how in TRACKED.items()),
        PIN_TRIGGER_FUNCTIONS,
    ]  # fmt: skip
