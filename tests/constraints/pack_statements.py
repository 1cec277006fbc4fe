"""Statements that packs and papers refuse, as in ``claim_statements``; and what nobody may do to the frozen views."""

PACKS_GROW = (
    "board_committeepaper", "board_disclosureoverride", "board_frozenrows", "board_pack", "board_packfigure",
    "board_packtable", "board_paperdrawing", "board_paperfile", "board_papertemplate", "board_papertext",
    "board_paperversion", "board_publication", "board_restatement", "board_textagreement",
)  # fmt: skip
PACKS_LATE = (
    ("board_papermaking_stays", "DELETE FROM board_papermaking"),
    (
        "board_paperfile_before_publication",
        "INSERT INTO board_paperfile (version_id, format, content, content_hash, made_at)"
        " SELECT version_id, 'late', '', '', now() FROM board_publication LIMIT 1",
    ),
    (
        "board_paperdrawing_before_publication",
        "INSERT INTO board_paperdrawing (version_id, slug, svg, png, width, height, content_hash)"
        " SELECT version_id, 'late', '', '', 1, 1, '' FROM board_publication LIMIT 1",
    ),
    (
        "board_packtable_of_frozen_pack",
        'INSERT INTO board_packtable (pack_id, table_name, "order", rows_id)'
        " SELECT p.id, 'deficit_position', 99, f.id FROM board_pack p, board_frozenrows f LIMIT 1",
    ),
    (
        "board_packfigure_of_frozen_pack",
        'INSERT INTO board_packfigure (pack_id, key, "order", "group", label, value, words, unit, basis, source,'
        " subject) SELECT id, 'late', 99, 'x', 'x', 1, '', '', '', '', '' FROM board_pack LIMIT 1",
    ),
)
# The application's role has no right to any of these.
PACKS_FORBIDDEN = (
    "ALTER TABLE board_pack DISABLE TRIGGER ALL",
    "ALTER TABLE board_publication DISABLE TRIGGER board_publication_append_only",
    "ALTER TABLE board_paperfile DROP CONSTRAINT paper_file_once",
    "ALTER TABLE board_publication DROP CONSTRAINT published_by_another",
    "DROP TRIGGER board_packfigure_of_frozen_pack ON board_packfigure",
    "DROP TRIGGER board_pack_tracked ON board_pack",
    "DROP TABLE board_paperfile",
    "DROP FUNCTION board_part_of_frozen_pack() CASCADE",
    "ALTER FUNCTION board_part_of_frozen_pack() SET search_path = as_at, public",
    "CREATE OR REPLACE FUNCTION board_part_of_frozen_pack() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "CREATE TABLE as_at.mine (id int)",
    "CREATE VIEW as_at.mine AS SELECT 1",
    "CREATE FUNCTION as_at.core_made_here(xid) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE OR REPLACE VIEW as_at.deficit_position AS SELECT * FROM public.deficit_position",
    "DROP VIEW as_at.deficit_position",
    "ALTER VIEW as_at.deficit_position SET SCHEMA public",
    "DROP SCHEMA as_at CASCADE",
    "CREATE SCHEMA mine",
    "SELECT board_refresh_as_at()",
    "CREATE TEMPORARY TABLE board_pack (id bigint)",
    "CREATE TEMPORARY VIEW board_pack AS SELECT 1",
    "SET ROLE pg_write_all_data",
)
