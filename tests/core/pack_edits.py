"""What somebody who owns the tables may do to packs, to the rows that they hold and to the files of papers.

Each edit gives the table and the row that a fault must name: of a figure or a table of a pack, the pack itself.
"""

import random
from collections.abc import Callable

from django.db import connection

Row = tuple[str, int]
NEW = 990_000
HELD = ("board_frozenrows", "board_packtable", "board_packfigure")
SHA = "encode(sha256({}), 'hex')"
PACK_OF = {
    "board_packtable": "SELECT pack_id FROM board_packtable WHERE id = %s",
    "board_packfigure": "SELECT pack_id FROM board_packfigure WHERE id = %s",
    "board_frozenrows": "SELECT min(pack_id) FROM board_packtable WHERE rows_id = %s",
}
HOLDER = "SELECT min(id) FROM board_packtable WHERE rows_id = %s"
OF_ROWS = ("rows = rows || '[1]'", "rows = '{}'", "rows = rows - 0", "rows = jsonb_set(rows, '{0,id}', '9')",
           "count = count + 1", "content_hash = repeat('0', 64)")  # fmt: skip
OTHER = "pack_id = (SELECT min(id) FROM board_pack p WHERE p.id <> pack_id)"
OF_TABLES = ('"order" = "order" + 7', f'{OTHER}, "order" = 7')
OF_FIGURES = (
    "key = key || '.'", '"group" = "group" || \'.\'', "label = label || '.'", "unit = unit || '.'",
    "basis = basis || '.'", "source = source || '.'", "subject = subject || '.'", '"order" = "order" + 1',
    '"order" = 7 - "order"', f"{OTHER}, key = key || '.'",
    "value = value + 0.000001, words = words || CASE WHEN value IS NULL THEN '.' ELSE '' END",
)  # fmt: skip


def ask(statement: str, *parameters: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.fetchone()[0])


def done(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount > 0, statement


def one_of(chance: random.Random, table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY id")
        return int(chance.choice(cursor.fetchall())[0])


def of_pack(table: str, row: int) -> Row:
    return "board_pack", ask(PACK_OF[table], row)


def rows_edited(chance: random.Random) -> Row:
    row = one_of(chance, "board_frozenrows")
    done(f"UPDATE board_frozenrows SET {chance.choice(OF_ROWS)} WHERE id = %s", row)
    return "board_frozenrows", row


def rows_edited_and_hashed_anew(chance: random.Random) -> Row:
    """The forger knows how they are hashed: the pack's hash is over that hash."""
    row = one_of(chance, "board_frozenrows")
    done("UPDATE board_frozenrows SET rows = rows || '[1]', count = count + 1 WHERE id = %s", row)
    hashed = SHA.format("convert_to(rows::text, 'UTF8')")
    done(f"UPDATE board_frozenrows SET content_hash = {hashed} WHERE id = %s", row)
    return of_pack("board_frozenrows", row)


def rows_of_another_table(chance: random.Random) -> Row:
    row = one_of(chance, "board_frozenrows")
    done("UPDATE board_frozenrows SET table_name = 'core_user' WHERE id = %s", row)
    return "board_packtable", ask(HOLDER, row)


def rows_removed(chance: random.Random) -> Row:
    row = one_of(chance, "board_frozenrows")
    done("DELETE FROM board_frozenrows WHERE id = %s", row)
    return "board_packtable", ask(HOLDER, row)


def rows_added(chance: random.Random) -> Row:
    hashed = SHA.format("convert_to('[]', 'UTF8')")
    done("INSERT INTO board_frozenrows (id, table_name, content_hash, rows, count)"
         f" VALUES ({NEW}, 'core_document', {hashed}, '[]', 0)")  # fmt: skip
    return "board_frozenrows", NEW


def table_edited(chance: random.Random) -> Row:
    row = one_of(chance, "board_packtable")
    found = of_pack("board_packtable", row)
    done(f"UPDATE board_packtable SET {chance.choice(OF_TABLES)} WHERE id = %s", row)
    return found


def table_removed(chance: random.Random) -> Row:
    row = one_of(chance, "board_packtable")
    found = of_pack("board_packtable", row)
    done("DELETE FROM board_packtable WHERE id = %s", row)
    return found


def table_added(chance: random.Random) -> Row:
    row = one_of(chance, "board_packtable")
    done('INSERT INTO board_packtable (id, table_name, "order", pack_id, rows_id)'
         f" SELECT {NEW}, table_name, 9, pack_id, rows_id FROM board_packtable WHERE id = %s", row)  # fmt: skip
    return of_pack("board_packtable", row)


def figure_edited(chance: random.Random) -> Row:
    row = one_of(chance, "board_packfigure")
    found = of_pack("board_packfigure", row)
    done(f"UPDATE board_packfigure SET {chance.choice(OF_FIGURES)} WHERE id = %s", row)
    return found


def figure_removed(chance: random.Random) -> Row:
    row = one_of(chance, "board_packfigure")
    found = of_pack("board_packfigure", row)
    done("DELETE FROM board_packfigure WHERE id = %s", row)
    return found


def figures_removed(chance: random.Random) -> Row:
    """All of a pack."""
    found = of_pack("board_packfigure", one_of(chance, "board_packfigure"))
    done("DELETE FROM board_packfigure WHERE pack_id = %s", found[1])
    return found


def figure_added(chance: random.Random) -> Row:
    row = one_of(chance, "board_packfigure")
    columns = '"group", label, value, words, unit, basis, source, subject, pack_id'
    done(f'INSERT INTO board_packfigure (id, key, "order", {columns})'
         f" SELECT {NEW}, 'new', 4, {columns} FROM board_packfigure WHERE id = %s", row)  # fmt: skip
    return of_pack("board_packfigure", row)


def pack_removed_with_its_tables(chance: random.Random) -> Row:
    """Its figures are left, and name it."""
    pack = one_of(chance, "board_pack")
    done("DELETE FROM board_packtable WHERE pack_id = %s", pack)
    done("DELETE FROM board_pack WHERE id = %s", pack)
    return "board_packfigure", ask("SELECT min(id) FROM board_packfigure WHERE pack_id = %s", pack)


def bytes_edited(chance: random.Random) -> Row:
    table, column = chance.choice((
        ("board_paperfile", "content"), ("board_papertemplate", "content"), ("board_paperdrawing", "svg"),
        ("board_paperdrawing", "png"),
    ))  # fmt: skip
    row = one_of(chance, table)
    done(f"UPDATE {table} SET {column} = {column} || 'x' WHERE id = %s", row)
    return table, row


def bytes_edited_and_hashed_anew(chance: random.Random) -> Row:
    """The forger knows how: the hash itself is recorded."""
    table = chance.choice(("board_paperfile", "board_papertemplate"))
    row = one_of(chance, table)
    done(f"UPDATE {table} SET content = content || 'x' WHERE id = %s", row)
    done(f"UPDATE {table} SET content_hash = {SHA.format('content')} WHERE id = %s", row)
    return table, row


def drawing_turned_about(chance: random.Random) -> Row:
    row = one_of(chance, "board_paperdrawing")
    done("UPDATE board_paperdrawing SET svg = png, png = svg WHERE id = %s", row)
    return "board_paperdrawing", row


def file_exchanged(chance: random.Random) -> Row:
    """Of two versions that are public, the later one's bytes under the first one's name."""
    row = one_of(chance, "board_paperfile")
    done("UPDATE board_paperfile SET content = 'other', content_hash = " + SHA.format("'other'::bytea")
         + " WHERE id = %s", row)  # fmt: skip
    return "board_paperfile", row


EDITS: tuple[Callable[[random.Random], Row], ...] = (
    rows_edited, rows_edited, rows_edited_and_hashed_anew, rows_of_another_table, rows_removed, rows_added,
    table_edited, table_removed, table_added,
    figure_edited, figure_edited, figure_edited, figure_removed,
    figures_removed, figure_added, pack_removed_with_its_tables, bytes_edited,
    bytes_edited, bytes_edited_and_hashed_anew,
    drawing_turned_about, file_exchanged,
)  # fmt: skip
