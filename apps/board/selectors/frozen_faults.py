"""What was done behind the database's back to packs and papers: their parts hang on hashes that the trail holds.

Rows of ``board_pack``, ``board_paperversion``, ``board_paperfile``, ``board_paperdrawing`` and ``board_papertemplate``
are tracked, with their hashes; here rows, figures and bytes are hashed again. ``settings.AUDIT_CHECKS`` names it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import connection

from apps.board.calculations.pack_hash import Figure, pack_hash
from apps.board.calculations.paper.stored import hash_of_plain
from apps.board.models import Pack, PackFigure, PackTable, PaperVersion
from apps.core.trail.faults import Fault

HASHED = {
    "board_paperfile": "encode(sha256(content), 'hex')",
    "board_papertemplate": "encode(sha256(content), 'hex')",
    "board_paperdrawing": "encode(sha256(sha256(svg) || sha256(png)), 'hex')",
}
ROWS = """
SELECT f.id, f.content_hash <> encode(sha256(convert_to(f.rows::text, 'UTF8')), 'hex')
    OR CASE jsonb_typeof(f.rows) WHEN 'array' THEN f.count <> jsonb_array_length(f.rows) ELSE true END AS edited
FROM board_frozenrows f WHERE NOT EXISTS (SELECT 1 FROM board_packtable k WHERE k.rows_id = f.id)
    OR f.content_hash <> encode(sha256(convert_to(f.rows::text, 'UTF8')), 'hex')
    OR CASE jsonb_typeof(f.rows) WHEN 'array' THEN f.count <> jsonb_array_length(f.rows) ELSE true END ORDER BY f.id
"""
STRAY = """
SELECT k.id, f.id IS NULL FROM board_packtable k LEFT JOIN board_frozenrows f ON f.id = k.rows_id
WHERE f.id IS NULL OR f.table_name <> k.table_name OR NOT EXISTS (SELECT 1 FROM board_pack p WHERE p.id = k.pack_id)
ORDER BY k.id
"""
LOST_FIGURES = """
SELECT g.id FROM board_packfigure g WHERE NOT EXISTS (SELECT 1 FROM board_pack p WHERE p.id = g.pack_id) ORDER BY g.id
"""
FIGURE = ("key", "group", "label", "value", "words", "unit", "basis", "source", "subject")


def frozen_faults() -> Iterator[Fault]:
    """Of packs, the rows that they hold, finished papers, files, drawings and templates."""
    for row, edited in _ask(ROWS):
        said = "the frozen rows were edited" if edited else "the frozen rows are no pack's: they were added"
        yield Fault("board_frozenrows", row, f"{said}.")
    for row, missing in _ask(STRAY):
        said = "the frozen rows that it names were removed" if missing else "it was edited or its pack removed"
        yield Fault("board_packtable", row, f"{said}.")
    for (row,) in _ask(LOST_FIGURES):
        yield Fault("board_packfigure", row, "its pack was removed.")
    yield from _packs()
    for version, content, content_hash in PaperVersion.objects.order_by("pk").values_list(
        "pk", "content", "content_hash"
    ):
        if hash_of_plain(content) != content_hash:
            yield Fault("board_paperversion", version, "its content was edited.")
    for table, hashed in HASHED.items():
        for (row,) in _ask(f"SELECT id FROM {table} WHERE content_hash <> {hashed} ORDER BY id"):  # noqa: S608 - ours
            yield Fault(table, row, "its bytes were edited.")


def _packs() -> Iterator[Fault]:
    tables: dict[int, list[tuple[str, int, str]]] = {}
    for pack, name, order, held in PackTable.objects.values_list(
        "pack_id", "table_name", "order", "rows__content_hash"
    ):
        tables.setdefault(pack, []).append((name, order, held))
    rows = PackFigure.objects.order_by("pack_id", "order").values_list("pack_id", "order", *FIGURE)
    known = dict(Pack.objects.order_by("pk").values_list("pk", "content_hash"))
    unread = set(known)
    for pack, group in groupby(rows.iterator(chunk_size=5_000), key=lambda row: row[0]):
        unread.discard(pack)
        found = list(group)
        figures = [Figure(*row[2:]) for row in found]
        in_order = [row[1] for row in found] == list(range(1, len(found) + 1))
        if pack in known and not (in_order and pack_hash(tables.get(pack, ()), figures) == known[pack]):
            yield Fault("board_pack", pack, "its tables or figures are not those that were frozen.")
    for pack in sorted(unread):
        if pack_hash(tables.get(pack, ()), ()) != known[pack]:
            yield Fault("board_pack", pack, "its figures were removed.")


def _ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
