"""The trail that the database writes: by every hand, in one chain, and closed to the application's role."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.core.management.commands.grant_application_role import database_written_tables
from apps.core.models import AuditEntry, Change, Seal, Sealing
from apps.core.services.audit import record_change
from apps.core.trail.faults import faults
from apps.initiatives.models import Initiative, Rate, RateCard
from tests.fixtures import person

pytestmark = pytest.mark.django_db(transaction=True)
PORTAGE = "SELECT id FROM initiatives_initiative WHERE slug = 'portage'"

# What the application's role may not do to the trail, whatever it tries.
FORBIDDEN = (
    *(f"{verb} {table}" for table in ("core_change", "core_seal", "core_sealhead", "core_sealing")
      for verb in ("DELETE FROM", "TRUNCATE", "DROP TABLE")),
    "DELETE FROM core_auditentry",
    "DELETE FROM core_auditcheck",
    "UPDATE core_auditentry SET reason = ''",
    "UPDATE core_auditcheck SET faults = 0",
    "UPDATE core_change SET after = '{}'",
    "UPDATE core_seal SET row_hash = ''",
    "UPDATE core_sealhead SET number = 0",
    "INSERT INTO core_sealhead (id, number, hash) VALUES (2, 0, '')",
    "INSERT INTO core_sealing (transaction) VALUES ('1/1')",
    "INSERT INTO core_seal SELECT number + 1000, table_name, row_id + 1000, row_hash, hash, hash, now() FROM core_seal",
    "INSERT INTO core_change (table_name, row_id, subject_table, subject_id, operation, recorded_at, transaction,"
    " database_role) VALUES ('x', 1, 'x', 1, 'added', now(), '1', 'x')",
    "SELECT core_seal_rows(NULL)",
    "SELECT core_record_state('core_user', 'core_user', 'id')",
    "ALTER TABLE initiatives_rate DISABLE TRIGGER initiatives_rate_tracked",
    "ALTER TABLE core_auditentry DISABLE TRIGGER core_auditentry_sealed",
    "DROP TRIGGER core_auditentry_recorded ON core_auditentry",
    "DROP FUNCTION core_track_change() CASCADE",
    "ALTER FUNCTION core_track_change() SECURITY INVOKER",
    "CREATE OR REPLACE FUNCTION core_change_hash(c core_change) RETURNS text LANGUAGE sql AS 'SELECT NULL'",
    "CREATE TEMP TABLE core_change (id int)",
    "CREATE TEMP TABLE initiatives_claimcontributor (claim_id int, person_id int)",
    "SET session_replication_role = replica",
)  # fmt: skip


@pytest.fixture
def application(reloaded_report: None, application_connection: psycopg.Connection) -> psycopg.Connection:
    return application_connection


def test_every_hand_is_recorded(application: psycopg.Connection):
    """The model, a bulk update, plain SQL, and the application's role."""
    portage = Initiative.objects.get(slug="portage")
    portage.owner = "Model"
    portage.save()
    Initiative.objects.filter(pk=portage.pk).update(owner="Bulk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_initiative SET owner = 'Plain' WHERE id = %s", [portage.pk])
    application.execute("UPDATE initiatives_initiative SET owner = 'Application' WHERE slug = 'portage'")
    told = Change.objects.filter(table_name="initiatives_initiative", row_id=portage.pk, operation="changed")
    steps = list(told.order_by("pk").values_list("before", "after"))
    owners = ["", "Model", "Bulk", "Plain", "Application"]
    assert steps == [({"owner": a}, {"owner": b}) for a, b in pairwise(owners)]
    roles = list(told.order_by("pk").values_list("database_role", flat=True))
    assert roles[-1] == application.info.user != roles[0]


def test_what_changes_nothing_is_no_change(application: psycopg.Connection):
    before = Change.objects.count()
    application.execute("UPDATE initiatives_initiative SET owner = owner")
    assert Change.objects.count() == before


def test_adding_and_deleting_keep_the_whole_row(application: psycopg.Connection):
    card = RateCard.objects.create(
        version=2, price_base=2025, prepared_by=person("manager"), prepared_at=timezone.now()
    )
    rate = Rate.objects.create(card=card, placement_type="inmss", amount=63_000, source_reference="x")
    key = rate.pk
    application.execute("DELETE FROM initiatives_rate WHERE id = %s", [key])
    added, deleted = Change.objects.filter(table_name="initiatives_rate", row_id=key).order_by("pk")
    assert (added.operation, added.before, added.after["amount"]) == ("added", None, 63_000)
    assert (deleted.operation, deleted.after) == ("deleted", None)
    assert deleted.before == added.after
    assert (deleted.subject_table, deleted.subject_id) == ("initiatives_ratecard", card.pk)


def test_a_row_keeps_its_number(application: psycopg.Connection):
    with pytest.raises(psycopg.IntegrityError, match="keeps its number"):
        application.execute("UPDATE initiatives_initiative SET id = id + 1000 WHERE slug = 'portage'")


def test_a_rollback_leaves_no_trace_and_no_gap(application: psycopg.Connection):
    before = Change.objects.count(), Seal.objects.count()
    with transaction.atomic():
        Initiative.objects.update(owner="Nobody")
        transaction.set_rollback(True)
    assert (Change.objects.count(), Seal.objects.count()) == before
    Initiative.objects.filter(slug="portage").update(owner="Somebody")
    assert Seal.objects.count() == before[1] + 1
    assert list(faults()) == []


def test_entry_says_when_the_database_received_it(application: psycopg.Connection):
    """A false moment in the entry stands beside the true one, which the role cannot choose."""
    application.execute(
        "INSERT INTO core_auditentry (at, action, subject_type, subject_id, subject_label, before, after, reason,"
        " recorded_at, transaction, database_role) VALUES ('2020-01-01', 'Approved', 'x', '1', 'x', '{}', '{}', '',"
        " '2020-01-01', '1/1', 'deficit_owner')"
    )
    entry = AuditEntry.objects.get(action="Approved")
    assert entry.recorded_at is not None
    assert abs((timezone.now() - entry.recorded_at).total_seconds()) < 60
    assert entry.transaction != "1/1"
    assert entry.database_role == application.info.user


def test_application_may_not_touch_the_trail(application: psycopg.Connection):
    for statement in FORBIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(statement)
    assert list(faults()) == []


def test_application_may_hang_no_trigger_of_the_owner_on_a_table_of_its_own(application: psycopg.Connection):
    """Where it may make no table at all this is out of reach twice: here it is given one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE lent (id int)")
        cursor.execute(f"GRANT ALL ON lent TO {application.info.user}")
    try:
        for function in ("core_track_change", "core_seal_transaction", "initiatives_claim_decision_moves"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(
                    f"CREATE TRIGGER forge AFTER INSERT ON lent FOR EACH ROW EXECUTE FUNCTION {function}()"
                )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE lent")


@pytest.mark.parametrize("setting", ["pgtrigger.ignore", "pghistory.context_id", "core.stamp_moved", "row_security"])
def test_no_setting_of_a_session_switches_tracking_off(setting: str, application: psycopg.Connection):
    value = "on" if setting == "row_security" else "{initiatives_initiative_tracked}"
    application.execute("SELECT set_config(%s, %s, false)", [setting, value])
    before = Change.objects.count()
    application.execute("UPDATE initiatives_initiative SET owner = 'Unseen' WHERE slug = 'portage'")
    assert Change.objects.count() == before + 1


def test_no_setting_of_a_session_changes_what_is_hashed(application: psycopg.Connection):
    """Other zone, other writing of dates and numbers: the seals still hold."""
    for name, value in (("timezone", "Asia/Tokyo"), ("datestyle", "SQL, DMY"), ("extra_float_digits", "-3"),
                        ("intervalstyle", "iso_8601"), ("bytea_output", "escape")):  # fmt: skip
        application.execute("SELECT set_config(%s, %s, false)", [name, value])
    person("manager")
    application.execute(
        "INSERT INTO initiatives_ratecard (version, status, as_reported, price_base, reason, prepared_by_id,"
        " prepared_at) VALUES (7, 'draft', false, 2025, '', (SELECT min(id) FROM core_user), '01/02/2026 10:00')"
    )  # fmt: skip
    assert list(faults()) == []


def test_the_database_alone_writes_the_trail():
    assert {"core_change", "core_seal", "core_sealhead", "core_sealing"} <= set(database_written_tables())


def test_writers_at_once_make_one_chain(application_url: str, reloaded_report: None):
    """Eight writers, twenty commits each: every row sealed once, no gap, no fault, none turned away."""

    def write(number: int) -> int:
        with psycopg.connect(application_url, autocommit=True) as own:
            for turn in range(20):
                with own.transaction():
                    own.execute(
                        "INSERT INTO core_auditentry (at, action, subject_type, subject_id, subject_label, before,"
                        " after, reason) VALUES (now(), 'Tried', 'x', %s, 'x', '{}', '{}', '')", [str(number)]
                    )  # fmt: skip
                    own.execute(f"UPDATE initiatives_initiative SET owner = %s WHERE id = ({PORTAGE})",
                                [f"{number} {turn}"])  # fmt: skip
        return number

    before = Seal.objects.count()
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(8))) == list(range(8))
    assert Seal.objects.count() == before + 8 * 20 * 2
    assert Sealing.objects.count() == 0
    assert list(faults()) == []


def test_a_change_and_its_entry_carry_one_transaction(reloaded_report: None):
    with transaction.atomic():
        portage = Initiative.objects.get(slug="portage")
        portage.owner = "Finance"
        portage.save()
        record_change(by=person("finance"), at=timezone.now(), action="Changed", subject=portage, reason="Named")
    change = Change.objects.order_by("-pk")[0]
    assert AuditEntry.objects.get(action="Changed").transaction == change.transaction
