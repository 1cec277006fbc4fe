"""R7: whatever a superuser does to the trail behind its triggers, ``verify_audit`` finds."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.models import AuditCheck, AuditEntry, Change, Seal, SealHead
from apps.core.services.audit import record_change
from apps.core.services.verify_audit import verify_audit
from apps.core.trail import heads
from apps.core.trail.faults import faults
from apps.initiatives.models import Initiative
from tests.core import pack_edits
from tests.core.trail_rows import Tables, fill_every_table, tracked_tables
from tests.fixtures import person

EDITS, OF_THE_TRAIL = 1_600, 400
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trail(reloaded_report: None, settings, tmp_path: Path) -> None:
    """The report, forty changes by two people, and the head written down outside."""
    settings.DATA_DIR = tmp_path
    for number, initiative in enumerate(Initiative.objects.order_by("pk")[:4]):
        for turn in range(10):
            with transaction.atomic():
                initiative.owner = f"Owner {turn}"
                initiative.save()
                record_change(
                    by=person("manager" if turn % 2 else "finance"), at=timezone.now(), action="Changed an owner",
                    subject=initiative, before={"n": number}, after={"n": turn, "nothing": None}, reason=f"Turn {turn}",
                )  # fmt: skip
    heads.write_head()


def sql(statement: str, *parameters: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


@contextmanager
def triggers_off(undo: bool = False) -> Iterator[None]:
    """As somebody works who owns the tables: no trigger fires, and afterwards all stand again."""
    tables = ("core_auditentry", "core_change", "core_seal", *pack_edits.HELD, *tracked_tables())
    with transaction.atomic():
        for table in tables:
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        sql("SET LOCAL timezone = 'UTC'")
        yield
        for table in () if undo else tables:
            sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        transaction.set_rollback(undo)


def found() -> set[tuple[str, int]]:
    """Rows that are named; that the triggers are off is another fault, and another test."""
    known, _ = heads.known_heads()
    return {(f.table, f.row) for f in [*heads.head_faults(known), *faults()] if f.row}


Edit = Callable[[random.Random], tuple[str, int]]


def some(chance: random.Random, model: type) -> int:
    return chance.choice(PICKED[model])


PICKED: dict[type, list[int]] = {}


def entry_edited(chance: random.Random) -> tuple[str, int]:
    row = some(chance, AuditEntry)
    change = chance.choice([
        "reason = reason || '.'", "action = 'Looked'", "at = at - interval '1 day'", "by_id = coalesce(by_id, 0) + 1",
        "before = before || '{\"n\": 76}' ",
        "after = coalesce(after - (SELECT min(k) FROM jsonb_object_keys(after) k), '[78]')",
        "subject_id = subject_id || '1'", "subject_label = subject_label || '.'", "database_role = 'x'",
        "recorded_at = recorded_at + interval '1 microsecond'", "transaction = '1/1'",
        "after = jsonb_set(after, '{n}', '77')",
    ])  # fmt: skip
    assert sql(f"UPDATE core_auditentry SET {change} WHERE id = %s", row) == 1
    return "core_auditentry", row


def entry_removed(chance: random.Random) -> tuple[str, int]:
    row = some(chance, AuditEntry)
    sql("DELETE FROM core_auditentry WHERE id = %s", row)
    return "core_auditentry", row


def entry_added(chance: random.Random) -> tuple[str, int]:
    sql("INSERT INTO core_auditentry (id, at, action, subject_type, subject_id, subject_label, before, after, reason)"
        " VALUES (990000, now(), 'Approved', 'x', '1', 'x', '{}', '{}', '')")  # fmt: skip
    return "core_auditentry", 990_000


def entry_renumbered(chance: random.Random) -> tuple[str, int]:
    row = some(chance, AuditEntry)
    sql("UPDATE core_auditentry SET id = 990001 WHERE id = %s", row)
    return "core_auditentry", row


def change_edited(chance: random.Random) -> tuple[str, int]:
    row = some(chance, Change)
    change = chance.choice([
        "row_id = row_id + 1", "operation = CASE operation WHEN 'found' THEN 'added' ELSE 'found' END",
        "database_role = 'x'", "transaction = 'x'", "recorded_at = recorded_at - interval '1 s'", "subject_id = 0",
        "after = coalesce(after, '{}') || '{\"owner\": \"x\"}'",
    ])  # fmt: skip
    sql(f"UPDATE core_change SET {change} WHERE id = %s", row)
    return "core_change", row


def change_removed(chance: random.Random) -> tuple[str, int]:
    row = some(chance, Change)
    sql("DELETE FROM core_change WHERE id = %s", row)
    return "core_change", row


def change_added(chance: random.Random) -> tuple[str, int]:
    sql(
        "INSERT INTO core_change SELECT 990000, table_name, row_id, subject_table, subject_id, operation, before,"
        " after, recorded_at, transaction, database_role FROM core_change WHERE id = %s",
        some(chance, Change),
    )
    return "core_change", 990_000


def seal_edited(chance: random.Random) -> tuple[str, int]:
    number = some(chance, Seal)
    change = chance.choice(["row_hash = repeat('a', 64)", "hash = repeat('a', 64)", "sealed_at = now()",
                            "previous_hash = repeat('a', 64)"])  # fmt: skip
    sql(f"UPDATE core_seal SET {change} WHERE number = %s", number)
    return "core_seal", number


def seal_edited_and_hashed_anew(chance: random.Random) -> tuple[str, int]:
    """The forger knows how a seal is hashed: the next one no longer follows, or the head outside."""
    number = some(chance, Seal)
    sql("UPDATE core_seal SET sealed_at = now() WHERE number = %s", number)
    sql("UPDATE core_seal s SET hash = core_seal_hash(s) WHERE number = %s", number)
    return "core_seal", min(number + 1, max(PICKED[Seal]))


def seal_removed(chance: random.Random) -> tuple[str, int]:
    number = some(chance, Seal)
    sql("DELETE FROM core_seal WHERE number = %s", number)
    return "core_seal", number


def row_removed_with_its_seal(chance: random.Random) -> tuple[str, int]:
    number = some(chance, Seal)
    table, row = Seal.objects.values_list("table_name", "row_id").get(number=number)
    sql(f"DELETE FROM {table} WHERE id = %s", row)
    sql("DELETE FROM core_seal WHERE number = %s", number)
    return "core_seal", number


def seals_exchanged(chance: random.Random) -> tuple[str, int]:
    one = some(chance, Seal)
    other = one - 1 or 2
    sql("UPDATE core_seal SET number = number + 900000 WHERE number IN (%s, %s)", one, other)
    sql("UPDATE core_seal SET number = CASE number WHEN %s THEN %s ELSE %s END WHERE number > 900000",
        one + 900000, other, one)  # fmt: skip
    return "core_seal", one


def tail_cut(chance: random.Random) -> tuple[str, int]:
    """The newest rows, their seals and the head, all in step: only a head outside the database tells."""
    last = max(PICKED[Seal])
    first = last - chance.randrange(9)
    for table in ("core_auditentry", "core_change"):
        sql(f"DELETE FROM {table} WHERE id IN (SELECT row_id FROM core_seal WHERE table_name = %s AND number >= %s)",
            table, first)  # fmt: skip
    sql("DELETE FROM core_seal WHERE number >= %s", first)
    sql("UPDATE core_sealhead SET (number, hash) = (SELECT number, hash FROM core_seal ORDER BY number DESC LIMIT 1)")
    return "core_seal", last


def head_edited(chance: random.Random) -> tuple[str, int]:
    sql("UPDATE core_sealhead SET hash = repeat('b', 64)")
    return "core_sealhead", 1


ADDED = {
    "initiatives_rate": "(id, card_id, placement_type, amount, source_reference)"
    " SELECT {id}, min(id), 'none', 1, '' FROM initiatives_ratecard",
    "initiatives_ledgerentry": "(id, claim_id, decision_id, entry, initiative_id, basis, financial_year, benefit_class,"
    " block, grade, amount, at) SELECT {id}, claim_id, decision_id, entry, initiative_id, 'in_year', 2099,"
    " benefit_class, block, grade, 1, at FROM initiatives_ledgerentry ORDER BY id LIMIT 1",
    "initiatives_claimdecision": "(id, claim_id, claim_version, decision, amount, grade, reason, by_id, at)"
    " SELECT {id}, claim_id, claim_version + 1, decision, amount, grade, reason, by_id, at"
    " FROM initiatives_claimdecision ORDER BY id LIMIT 1",
    "initiatives_claimcontributor": "(id, claim_id, person_id) SELECT {id}, min(claim_id), 990000"
    " FROM initiatives_claimcontributor",
    "initiatives_countedunit": "(id, claim_id, key, period) SELECT {id}, claim_id, 'child:x', period"
    " FROM initiatives_countedunit ORDER BY id LIMIT 1",
}


def tracked_row_added(chance: random.Random) -> tuple[str, int]:
    table = chance.choice(list(ADDED))
    assert sql(f"INSERT INTO {table} {ADDED[table].format(id=990_000)}") == 1
    return table, 990_000


ALL: list[Edit] = [
    entry_edited, entry_edited, entry_edited, entry_removed, entry_added, entry_renumbered, change_edited,
    change_edited, change_removed, change_added, seal_edited, seal_edited, seal_edited_and_hashed_anew, seal_removed,
    row_removed_with_its_seal, seals_exchanged, tail_cut, head_edited, tracked_row_added, tracked_row_added,
    *pack_edits.EDITS,
]  # fmt: skip
TOGETHER = 20  # edits of rows in as many tables, each of which must be named


@pytest.fixture
def claims(reloaded_report: None, settings) -> None:
    settings.CLAIM_NOTING_THRESHOLD = 1
    fill_every_table()


def test_each_of_a_thousand_edits_is_found(claims: None, trail: None):
    """Of the trail one at a time; of tracked rows a few at once; each undone after. The fault names the row, and the
    sound trail between them has none."""
    chance = random.Random(20260127)  # noqa: S311 - the same edits every time
    for model in (AuditEntry, Change, Seal):
        PICKED[model] = list(model.objects.order_by("pk").values_list("pk", flat=True))
    kinds: Counter[str] = Counter()
    with triggers_off(undo=True):
        assert found() == set()
        tables = Tables()
        assert len(tables.rows) >= 40
        assert [table for table, rows in tables.rows.items() if not rows] == []
        missed = [one for number in range(OF_THE_TRAIL) for one in tried([ALL[number % len(ALL)]], chance, kinds)]
        turns = cycle(of_each_table(tables))
        while sum(kinds.values()) < EDITS:
            missed += tried([next(turns) for _ in range(TOGETHER)], chance, kinds)
        assert found() == set()
    print(sum(kinds.values()), dict(kinds))
    assert missed == []
    assert min(kinds[table] for table in tables.rows) >= 10
    assert sum(kinds[table] for table in tables.rows) >= EDITS / 2


def of_each_table(tables: Tables) -> list[Edit]:
    """Three edits and a removal in each, so that no two of one batch meet."""
    return [
        partial(done, table) for done in (tables.edit, tables.edit, tables.remove, tables.edit) for table in tables.rows
    ]


def tried(edits: list[Edit], chance: random.Random, kinds: Counter[str]) -> list[tuple[str, int]]:
    """Makes the edits, undoes them, and gives those that no fault names."""
    point = transaction.savepoint()
    wanted = [edit(chance) for edit in edits]
    kinds.update(edit.args[0] if isinstance(edit, partial) else edit.__name__ for edit in edits)
    seen = found()
    transaction.savepoint_rollback(point)
    return [one for one in wanted if one not in seen]


def test_a_chain_forged_anew_from_its_middle_is_found_by_the_head_outside(trail: None):
    """Everything inside the database agrees; without the head outside nobody could tell."""
    entry = AuditEntry.objects.order_by("pk")[20]
    last = Seal.objects.order_by("-number")[0].number
    with triggers_off(undo=True):
        sql("UPDATE core_auditentry SET reason = 'Forged' WHERE id = %s", entry.pk)
        sql("CREATE TEMP TABLE chain ON COMMIT DROP AS SELECT table_name, row_id FROM core_seal ORDER BY number")
        sql("DELETE FROM core_seal")
        sql("UPDATE core_sealhead SET number = 0, hash = repeat('0', 64)")
        known = "SELECT transaction FROM core_auditentry UNION SELECT transaction FROM core_change"
        for (name,) in rows(known):
            sql("SELECT core_seal_rows(%s)", name)
        assert {f for f in faults() if f.row} == set()
        assert ("core_seal", last) in found()


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_a_trigger_switched_off_or_dropped_is_found(trail: None):
    with transaction.atomic():
        sql("ALTER TABLE core_auditentry DISABLE TRIGGER core_auditentry_append_only")
        sql("DROP TRIGGER initiatives_rate_tracked ON initiatives_rate")
        said = {str(f) for f in faults()}
        transaction.set_rollback(True)
    assert said == {
        "core_auditentry: its trigger core_auditentry_append_only is switched off.",
        "initiatives_rate: its trigger initiatives_rate_tracked is missing.",
    }


def test_command_counts_and_says_there_is_no_fault(trail: None, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    seals = Seal.objects.count()
    assert f"{seals} seals over 40 audit entries and {Change.objects.count()} changes, 1 heads" in said
    assert f"No fault. Head {seals}:" in said
    assert AuditCheck.objects.get().faults == 0


def test_command_names_the_fault_and_fails(trail: None, capsys):
    entry = AuditEntry.objects.order_by("pk")[5]
    with triggers_off():
        sql("UPDATE core_auditentry SET reason = 'Other' WHERE id = %s", entry.pk)
    with pytest.raises(CommandError, match="1 faults") as failed:
        call_command("verify_audit")
    assert failed.value.returncode == 1
    assert f"core_auditentry {entry.pk}: the row was edited after seal" in capsys.readouterr().out
    check = AuditCheck.objects.get()
    assert (check.faults, check.finished) == (1, True)
    assert check.found[0].startswith(f"core_auditentry {entry.pk}:")


def test_head_given_by_hand_is_compared(trail: None, capsys):
    head = str(heads.current_head())
    heads.heads_file().unlink()
    call_command("verify_audit", head=head)
    with triggers_off():
        tail_cut_by(3)
    heads.heads_file().unlink()
    call_command("verify_audit")  # in step with itself, and nobody remembers otherwise
    with pytest.raises(CommandError):
        call_command("verify_audit", head=head)


def tail_cut_by(rows_cut: int) -> None:
    PICKED[Seal] = list(Seal.objects.order_by("pk").values_list("pk", flat=True))
    chance = random.Random(1)  # noqa: S311
    chance.randrange = lambda _: rows_cut  # type: ignore[method-assign]
    cut = set(Seal.objects.order_by("-pk").values_list("table_name", "row_id")[: rows_cut + 1])
    tail_cut(chance)
    # The forger puts the tracked rows back, too.
    for table, row in cut:
        assert not rows(f"SELECT 1 FROM {table} WHERE id = {row}")
    sql("UPDATE initiatives_initiative SET owner = coalesce((SELECT c.after ->> 'owner' FROM core_change c WHERE"
        " c.table_name = 'initiatives_initiative' AND c.row_id = initiatives_initiative.id AND c.after ? 'owner'"
        " ORDER BY c.id DESC LIMIT 1), owner)")  # fmt: skip


@pytest.mark.parametrize("text", ["", "x", "1:abc:def", f"1:{'a' * 64}:{'b' * 64}"])
def test_what_is_no_head_is_refused(text: str):
    with pytest.raises(Refused):
        heads.parse(text)


def test_a_line_of_the_heads_file_that_was_changed_is_a_fault(trail: None):
    text = heads.heads_file().read_text()
    heads.heads_file().write_text(text.replace('"head": "', '"head": "9'))
    verified = verify_audit(by=None, at=timezone.now())
    said = [str(f) for f in verified.faults]
    assert said == ["audit-heads.jsonl: 1 lines were changed, or written under another key."]


def test_head_is_written_once_while_it_stands(trail: None):
    heads.write_head()
    heads.write_head()
    assert len(heads.known_heads()[0]) == 1
    assert SealHead.objects.get().number == heads.known_heads()[0][0].number
