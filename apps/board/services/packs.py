"""Freezes what a meeting sees, and enters what has changed since."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model
from psycopg import sql
from psycopg.errors import SerializationFailure, UniqueViolation

from apps.board.calculations.pack_hash import Figure, pack_hash
from apps.board.figures.every import figures
from apps.board.models import Meeting, Pack, PackFigure, PackTable, Restatement
from apps.board.paper_permissions import check_can_freeze, check_can_restate
from apps.board.renderers.formats import RENDERER_VERSION
from apps.board.selectors.as_at import day_of, reading_as_at
from apps.board.selectors.frozen_tables import CHILD_KEYS, COLUMNS, frozen_models, left_out_by
from apps.core.errors import Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import hold_turn, take_turn
from apps.core.world import World

ROWS_TOGETHER = 5_000
TURN = "freeze a pack"
FREEZE = """
WITH numbered AS (
    SELECT {row} AS content, (row_number() OVER (ORDER BY t.id) - 1) / {together} AS part, t.id
    FROM {table} t WHERE t.id <> ALL(%(left_out)s)
), parts AS (
    SELECT part, jsonb_agg(content ORDER BY id) AS rows, count(*) AS count FROM numbered GROUP BY part
), hashed AS (
    SELECT part, rows, count, encode(sha256(convert_to(rows::text, 'UTF8')), 'hex') AS content_hash FROM parts
), added AS (
    INSERT INTO board_frozenrows (table_name, content_hash, rows, count)
    SELECT %(name)s, content_hash, rows, count FROM hashed ON CONFLICT DO NOTHING RETURNING id, content_hash
)
SELECT h.part, h.content_hash, coalesce(a.id, f.id) FROM hashed h
LEFT JOIN added a USING (content_hash)
LEFT JOIN board_frozenrows f ON f.table_name = %(name)s AND f.content_hash = h.content_hash ORDER BY h.part
"""


def freeze_pack(*, meeting: Meeting, read_packs: int, reason: str, by: User | None, at: datetime) -> Pack:
    """Copies every row and every figure, as the meeting may know them, under one hash.

    ``read_packs`` is how many packs of the meeting the page showed. Documents dated after the meeting are left out,
    with what rests on them; a pack frozen late holds whatever else was recorded by then, and says so.
    Raises ``NotAllowed`` and ``Stale``.
    """
    check_can_freeze(by)
    try:
        with hold_turn(TURN):
            return _freeze(meeting, read_packs, reason, by, at)
    except (IntegrityError, OperationalError) as error:
        if isinstance(error.__cause__, SerializationFailure | UniqueViolation):
            raise Stale("This meeting's pack was frozen meanwhile.", ["Read the pack that stands now."]) from error
        raise


@transaction.atomic
def _freeze(meeting: Meeting, read_packs: int, reason: str, by: User | None, at: datetime) -> Pack:
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:  # one snapshot for all tables
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    number = meeting.packs.count() + 1
    if number != read_packs + 1:
        raise Stale("This meeting's pack was frozen meanwhile.", [f"Packs: {read_packs} when read, {number - 1} now."])
    known_by = meeting.last_day
    pack = Pack(
        pk=_next_pack(),
        meeting=meeting,
        number=number,
        slug=_slug(meeting, number),
        name=str(meeting),
        known_by=known_by,
        frozen_at=at,
        frozen_by=by,
        reason=reason.strip(),
        renderer_version=RENDERER_VERSION,
    )
    tables = _freeze_tables(pack, known_by)
    world = World(f"freezing {pack.pk}", day_of(known_by, at), str(meeting), at, "", "", "")
    with reading_as_at(pack.pk, world):
        found = [_fitting(figure) for figure in figures()]
    pack.content_hash = pack_hash([(t.table_name, t.order, content_hash) for t, content_hash in tables], found)
    pack.full_clean()
    pack.save(force_insert=True)
    PackFigure.objects.bulk_create(_row(pack, order, figure) for order, figure in enumerate(found, start=1))
    record_change(
        by=by, at=at, action="Froze a meeting's pack", subject=pack, reason=pack.reason,
        after={"content_hash": pack.content_hash, "figures": len(found), "known_by": known_by.isoformat()},
    )  # fmt: skip
    return pack


@transaction.atomic
def enter_restatement(
    *, pack: Pack, label: str, was: str, now_is: str, reason: str, source_reference: str, form_key: UUID | None,
    by: User | None, at: datetime,
) -> Restatement:  # fmt: skip
    """Adds to the pack's restatement log what the product cannot find by itself. A form sent twice makes one."""
    check_can_restate(by)
    take_turn(TURN)
    if form_key and (known := Restatement.objects.filter(form_key=form_key).first()):
        return known
    made = Restatement(
        pack=pack, label=label, was=was, now_is=now_is, reason=reason, source_reference=source_reference,
        entered_by=by, entered_at=at, form_key=form_key,
    )  # fmt: skip
    made.full_clean()
    made.save()
    record_change(
        by=by, at=at, action="Entered a restatement", subject=pack, reason=reason,
        before={"figure": was}, after={"figure": now_is, "what": label},
    )  # fmt: skip
    return made


def _freeze_tables(pack: Pack, known_by: date) -> list[tuple[PackTable, str]]:
    left_out = left_out_by(known_by)
    salt = secrets.token_hex(32)
    made = []
    for model in frozen_models():
        for part, content_hash, rows in _freeze_table(model, sorted(left_out.get(model, ())), salt):
            made.append(
                (PackTable(pack_id=pack.pk, table_name=model._meta.db_table, order=part, rows_id=rows), content_hash)
            )
    PackTable.objects.bulk_create(table for table, _ in made)
    return made


def _freeze_table(model: type[Model], left_out: list[int], salt: str) -> Sequence[tuple[int, str, int]]:
    name = model._meta.db_table
    row: sql.Composable = sql.SQL("to_jsonb(t)")
    if columns := COLUMNS.get(name):
        pairs = sql.SQL(", ").join(sql.SQL("{}, t.{}").format(sql.Literal(c), sql.Identifier(c)) for c in columns)
        row = sql.SQL("jsonb_build_object({})").format(pairs)
    if key := CHILD_KEYS.get(name):
        row = sql.SQL(
            "to_jsonb(t) || CASE WHEN t.{key} LIKE 'child:%%' THEN jsonb_build_object({name}, 'child:' || "
            "encode(sha256(convert_to(%(salt)s || t.{key}, 'UTF8')), 'hex')) ELSE '{{}}' END"
        ).format(key=sql.Identifier(key), name=sql.Literal(key))
    statement = sql.SQL(FREEZE).format(row=row, table=sql.Identifier(name), together=sql.Literal(ROWS_TOGETHER))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', 'UTC', true)")
        cursor.execute(statement, {"left_out": left_out, "name": name, "salt": salt})
        found: Sequence[tuple[int, str, int]] = cursor.fetchall()
    return found


def _fitting(figure: Figure) -> Figure:
    """Cut before it is hashed, so that what is stored is what was hashed."""
    return replace(figure, label=figure.label[:300], source=figure.source[:300], subject=figure.subject[:80])


def _row(pack: Pack, order: int, figure: Figure) -> PackFigure:
    return PackFigure(
        pack=pack, order=order, key=figure.key, group=figure.group, label=figure.label, value=figure.value,
        words=figure.words, unit=figure.unit, basis=figure.basis, source=figure.source, subject=figure.subject,
    )  # fmt: skip


def _next_pack() -> int:
    """Parts name their pack before it is there: its hash is over them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('board_pack', 'id'))")
        return int(cursor.fetchone()[0])


def _slug(meeting: Meeting, number: int) -> str:
    """Of the first pack the meeting's own; of a later one a name that no pack has, whatever meetings are called."""
    if number == 1 and not Pack.objects.filter(slug=meeting.slug).exists():
        return meeting.slug
    taken = set(Pack.objects.filter(slug__startswith=f"{meeting.slug}-pack-").values_list("slug", flat=True))
    return next(slug for n in count(number) if (slug := f"{meeting.slug}-pack-{n}") not in taken)
