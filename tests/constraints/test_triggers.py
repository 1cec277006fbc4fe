"""What never changes: rows that only grow, published positions, ended runs, decided rate cards. By owner and
application; and what the application's role has no right to at all."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.management.commands.grant_application_role import append_only_tables
from tests.constraints.board_statements import BOARD_LATE, BOARD_REFUSED
from tests.constraints.claim_statements import CLAIMS_LATE, CLAIMS_REFUSED, WRITING
from tests.constraints.national_rules import NATIONAL_OWNERS, NATIONAL_REFUSED, prepare_national
from tests.constraints.pack_statements import PACKS_FORBIDDEN, PACKS_GROW, PACKS_LATE
from tests.constraints.plan_statements import FIGURES_LATE, PLANS_AND_QUARTERS_REFUSED
from tests.constraints.position_statements import POSITIONS_LATE, POSITIONS_REFUSED
from tests.constraints.projection_rules import OWNERS as PROJECTION_OWNERS
from tests.constraints.projection_rules import PROJECTIONS_KEPT, PROJECTIONS_LATE, PROJECTIONS_REFUSED
from tests.constraints.rules import prepare
from tests.constraints.scheme_statements import SCHEMES_LATE, SCHEMES_REFUSED

OWNERS = (*PROJECTION_OWNERS, *NATIONAL_OWNERS)
REFUSED = (
    *CLAIMS_REFUSED, *PLANS_AND_QUARTERS_REFUSED, *POSITIONS_REFUSED, *PROJECTIONS_REFUSED, *NATIONAL_REFUSED,
    *SCHEMES_REFUSED, *BOARD_REFUSED,
)  # fmt: skip
GROWING = (
    *PACKS_GROW,
    "benchmarking_linecomment", "benchmarking_replacedrow", "board_action", "board_actionupdate",
    "board_agendacorrection", "board_boarddecision", "board_decidedon", "board_frameworkversion", "board_guardrail",
    "board_maturityarea", "board_maturityareaversion", "board_maturityassessment", "board_risk", "board_riskversion",
    "board_target", "board_termsofreference",
    "core_auditcheck", "core_auditentry", "deficit_avoidanceresult", "deficit_benefittreatment",
    "deficit_calibrationresult", "deficit_differenceexplanation", "deficit_positiondecision",
    "deficit_projectionpoint", "deficit_runpublication", "deficit_scenario", "deficit_scenariorevision",
    "deficit_sensitivityresult", "deficit_sourcefigure", "deficit_switchingresult", "initiatives_alreadypublic",
    "initiatives_boardnoting", "initiatives_claimdecision", "initiatives_cohort", "initiatives_evidenceitem",
    "initiatives_ledgerentry", "initiatives_occupancyreading", "initiatives_occupantorigin",
    "initiatives_overlapsettlement", "initiatives_placecount", "initiatives_placedemand",
    "initiatives_placeexclusion", "initiatives_quarterfigure", "initiatives_schemeversion",
)  # fmt: skip
PUBLISHED = "(SELECT id FROM deficit_position WHERE status = 'published' LIMIT 1)"
DECIDED = "(SELECT id FROM initiatives_ratecard WHERE status <> 'draft' LIMIT 1)"

# Rule, and statements that it refuses to everybody.
KEPT: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((f"{table}_append_only", (f"UPDATE {table} SET id = id", f"DELETE FROM {table}")) for table in GROWING),
    *PROJECTIONS_KEPT,
    ("core_change_append_only", ("UPDATE core_change SET id = id", "DELETE FROM core_change")),
    ("core_seal_append_only", ("UPDATE core_seal SET number = number", "DELETE FROM core_seal")),
    (
        "position_published",
        (
            f"UPDATE deficit_position SET closing = closing + 1 WHERE id = {PUBLISHED}",
            f"UPDATE deficit_position SET status = 'draft', published_date = NULL WHERE id = {PUBLISHED}",
            f"UPDATE deficit_position SET as_reported = false WHERE id = {PUBLISHED}",
            f"DELETE FROM deficit_position WHERE id = {PUBLISHED}",
        ),
    ),
    (
        "position_who_fixed",
        (
            "UPDATE deficit_position SET prepared_by_id = NULL WHERE status = 'draft'",
            "UPDATE deficit_position SET as_reported = true WHERE status = 'draft'",
        ),
    ),
    (
        "rate_card_who_fixed",
        (
            "UPDATE initiatives_ratecard SET as_reported = true WHERE status = 'draft'",
            "UPDATE initiatives_ratecard SET prepared_by_id = (SELECT id FROM core_user WHERE username = 'finance')"
            " WHERE status = 'draft'",
        ),
    ),
    (
        "deficit_positionline_of_closed_position",
        (
            f"UPDATE deficit_positionline SET amount = 0 WHERE position_id = {PUBLISHED}",
            f'UPDATE deficit_positionline SET "order" = 99 WHERE position_id = {PUBLISHED}',
            f"DELETE FROM deficit_positionline WHERE position_id = {PUBLISHED}",
        ),
    ),
    (
        "run_ended",
        (
            "UPDATE deficit_projectionrun SET state = 'queued' WHERE state = 'finished'",
            "UPDATE deficit_projectionrun SET result_hash = repeat('0', 64) WHERE state = 'finished'",
            "UPDATE deficit_projectionrun SET inputs = '{}' WHERE state = 'finished'",
            "UPDATE deficit_projectionrun SET attempts = 9 WHERE state = 'finished'",
            "DELETE FROM deficit_projectionrun WHERE state = 'finished'",
        ),
    ),
    (
        "rate_card_in_force_in_order",
        tuple(
            f"UPDATE initiatives_ratecard SET status = 'approved', approved_at = now(), in_force_from = {day},"
            " approved_by_id = (SELECT id FROM core_user WHERE username = 'finance') WHERE status = 'draft'"
            for day in ("'2020-01-01'", "current_date - 1")
        ),
    ),
    (
        "rate_card_decided",
        (
            f"UPDATE initiatives_ratecard SET reason = 'other' WHERE id = {DECIDED}",
            f"UPDATE initiatives_ratecard SET version = 7 WHERE id = {DECIDED}",
            f"DELETE FROM initiatives_ratecard WHERE id = {DECIDED}",
        ),
    ),
    *(
        (
            f"initiatives_{table}_of_closed_ratecard",
            (
                f"UPDATE initiatives_{table} SET amount = amount + 1 WHERE card_id = {DECIDED}",
                f"DELETE FROM initiatives_{table} WHERE card_id = {DECIDED}",
                f"UPDATE initiatives_{table} SET card_id = {DECIDED} WHERE card_id <> {DECIDED}",
            ),
        )
        for table in ("rate", "quoteddifference")
    ),
)

# Rule, and a part that nobody may add once its closed parent is committed.
LATE: tuple[tuple[str, str], ...] = (
    *BOARD_LATE,
    *CLAIMS_LATE,
    *PACKS_LATE,
    *FIGURES_LATE,
    *POSITIONS_LATE,
    *PROJECTIONS_LATE,
    *SCHEMES_LATE,
    (
        "deficit_positionline_of_closed_position",
        'INSERT INTO deficit_positionline (position_id, "order", label, short_label, block, kind, amount)'
        f" SELECT {PUBLISHED}, 99, 'x', 'x', 'high_needs', 'movement', 1",
    ),
    (
        "initiatives_rate_of_closed_ratecard",
        "INSERT INTO initiatives_rate (card_id, placement_type, amount, source_reference)"
        f" SELECT {DECIDED}, 'specialist', 1, 'x'",
    ),
    (
        "initiatives_quoteddifference_of_closed_ratecard",
        "INSERT INTO initiatives_quoteddifference"
        " (card_id, dearer, cheaper, amount, note, source_id, source_reference)"
        f" SELECT {DECIDED}, 'inmss', 'mainstream_support', 1, '', (SELECT min(id) FROM core_document), 'x'",
    ),
    (
        "deficit_avoidanceresult_of_closed_projectionrun",
        "INSERT INTO deficit_avoidanceresult"
        " (run_id, convention, initiative, status, financial_year, opening_month, basis, units, amount)"
        " SELECT id, 'current', 'x', 'delivered', 2025, 0, 'run_rate', 1, 1"
        " FROM deficit_projectionrun WHERE state = 'finished'",
    ),
)

# What the application's role may not do, whatever the rows hold.
FORBIDDEN = (
    *PACKS_FORBIDDEN,
    *(f"TRUNCATE {table}" for table in GROWING),
    "TRUNCATE deficit_position CASCADE",
    "DROP TRIGGER core_auditentry_append_only ON core_auditentry",
    "ALTER TABLE core_auditentry DISABLE TRIGGER ALL",
    "ALTER TABLE deficit_position DISABLE TRIGGER position_published",
    "ALTER TABLE initiatives_ratecard DROP CONSTRAINT rate_card_four_eyes",
    "DROP FUNCTION core_refuse_change() CASCADE",
    "CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "DROP TABLE core_auditentry",
    "CREATE TABLE mine (id int)",
    "DELETE FROM django_migrations",
    "ALTER ROLE CURRENT_USER SUPERUSER",
)


def each() -> Iterator[tuple[str, str]]:
    for rule, statements in KEPT:
        for statement in statements:
            yield rule, statement


def refused_by(execute: Callable[[str], Any], statement: str) -> str:
    """The rule that refuses, ``no right`` where the role lacks it, or nothing where it went through."""
    try:
        execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return "no right"
    except (IntegrityError, psycopg.IntegrityError) as error:
        cause = error.__cause__ if isinstance(error, IntegrityError) else error
        return str(cause.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's own error
    return ""


def as_owner(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def full(report: None) -> None:
    prepare()


def test_every_trigger_of_the_database_has_statements(full: None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
            " AND tgname !~ '_(moves_stamp|tracked|sealed|recorded|with_version)$'"
        )
        there = {name for (name,) in cursor.fetchall()}
    ruled = {rule for rule, _ in (*KEPT, *LATE, *OWNERS)}
    assert there == ruled | {trigger for trigger, *_ in REFUSED} | WRITING


def test_tables_that_only_grow_are_those_of_the_models():
    assert append_only_tables() == sorted(GROWING)


def test_owner_is_refused(full: None):
    found = {statement: refused_by(as_owner, statement) for _, statement in each()}
    assert found == {statement: rule for rule, statement in each()}


def test_statements_against_claims_are_refused_to_the_owner(full: None):
    asked = [(rule, s) for _, rule, statements in REFUSED for s in statements]
    found = {statement: refused_by(as_owner_at_once, statement) for _, statement in asked}
    assert found == {statement: rule for rule, statement in asked}
    print(f"{len(asked)} statements against claims, plans and the ledger")


def test_statements_against_claims_are_refused_to_the_application(
    reloaded_report: None, application_connection: psycopg.Connection
):
    """The same over a connection with the application's rights, which commits each at once."""
    prepare()
    before = fingerprints()
    asked = [(rule, s) for _, rule, statements in REFUSED for s in statements]
    found = {statement: refused_by(application_connection.execute, statement) for _, statement in asked}
    assert found == {statement: rule for rule, statement in asked}
    assert fingerprints() == before


def test_what_the_report_says_is_written_by_the_owner_alone(
    reloaded_report: None, application_connection: psycopg.Connection
):
    """The application's role is refused; the owner, who loads the files, is not."""
    prepare_national()
    asked = [(rule, statement) for rule, statements in OWNERS for statement in statements]
    assert [(refused_by(application_connection.execute, statement), statement) for _, statement in asked] == asked
    for _, statements in OWNERS:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                assert cursor.rowcount > 0, statement
            transaction.set_rollback(True)


def as_owner_at_once(statement: str) -> None:
    """With what is checked at commit checked now: a test's transaction never commits."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_parts_of_a_closed_parent_are_refused(reloaded_report: None, application_connection: psycopg.Connection):
    """Parts come with their parent, in its transaction: nobody adds to what was closed before."""
    prepare()
    before = fingerprints()
    for refused in (as_owner, application_connection.execute):
        assert [(refused_by(refused, statement), statement) for _, statement in LATE] == list(LATE)
        assert fingerprints() == before


def test_a_rate_waits_for_the_approval_that_closes_it(
    reloaded_report: None, application_connection: psycopg.Connection, application_url: str
):
    """An approval that is not committed yet holds off a change of the card's rates, and then refuses it."""
    prepare()
    approve = (
        "UPDATE initiatives_ratecard SET status = 'approved', approved_at = now(), in_force_from = current_date,"
        " approved_by_id = (SELECT id FROM core_user WHERE username = 'finance') WHERE status = 'draft'"
    )
    late = "UPDATE initiatives_rate SET amount = 99000 WHERE card_id = (SELECT max(id) FROM initiatives_ratecard)"
    with psycopg.connect(application_url) as approving, ThreadPoolExecutor(1) as pool:
        approving.execute(approve)
        answer = pool.submit(refused_by, application_connection.execute, late)
        time.sleep(0.5)
        assert not answer.done()
        approving.commit()
        assert answer.result(timeout=10) == "initiatives_rate_of_closed_ratecard"


def test_application_is_refused(reloaded_report: None, application_connection: psycopg.Connection):
    """By the rule, or because the role may not even try; and every row is as it was."""
    prepare()
    before = fingerprints()
    found = {}
    for rule, statement in each():
        answer = refused_by(application_connection.execute, statement)
        changes = not statement.startswith("INSERT")  # rows may be added to a table that grows
        grows = changes and statement.split()[1 if statement.startswith("UPDATE") else 2] in (
            *GROWING,
            "core_change",
            "core_seal",
        )
        assert answer == ("no right" if grows else rule), statement
        found[statement] = answer
    assert len(found) == len(list(each()))
    assert fingerprints() == before


def test_application_may_not_touch_the_rules(reloaded_report: None, application_connection: psycopg.Connection):
    prepare()
    before = fingerprints()
    allowed = []
    for statement in FORBIDDEN:
        try:
            application_connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            continue
        allowed.append(statement)
    assert allowed == []
    application_connection.execute("GRANT UPDATE ON core_auditentry TO CURRENT_USER")  # a warning, and nothing granted
    held = application_connection.execute("SELECT has_table_privilege('core_auditentry', 'UPDATE')").fetchone()
    assert held == (False,)
    assert fingerprints() == before


def test_application_may_add_to_what_only_grows(reloaded_report: None, application_connection: psycopg.Connection):
    """It has the right to do its work: the refusals above are not of a role without rights."""
    prepare()
    added = application_connection.execute(
        "INSERT INTO core_auditentry (at, action, subject_type, subject_id, subject_label, before, after, reason)"
        " VALUES (now(), 'Tried', 'x', '1', 'x', '{}', '{}', '')"
    )
    assert added.rowcount == 1
    changed = application_connection.execute("UPDATE initiatives_ratecard SET reason = 'y' WHERE status = 'draft'")
    assert changed.rowcount == 1


def fingerprints() -> dict[str, Any]:
    tables = (*GROWING, "deficit_position", "deficit_positionline", "initiatives_ratecard", "initiatives_rate")
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {table} t").fetchone()
            for table in tables
        }
