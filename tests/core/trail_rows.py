"""Rows in every table whose changes are recorded, and what somebody who owns the tables may do to any of them."""

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from apps.core.models import Document
from apps.core.trail.faults import TRACKED
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.models import AlreadyPublic, EvidenceItem, Initiative, PlaceFunding
from apps.initiatives.services.claims.decide import note_claim
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.services.claims.steps import save_cost, save_declaration, save_evidence
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.services.claims.units import save_exclusions
from apps.initiatives.services.overlaps import settle_overlap
from apps.initiatives.vocabulary import EvidenceGrade, OverlapOutcome
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.board.packs.made import small_pack, small_paper
from tests.constraints.board_rules import prepare_board
from tests.constraints.scheme_rules import prepare_schemes
from tests.deficit.positions_made import draft_with_parts, published_with_parts
from tests.deficit.published import publish_a_run
from tests.deficit.what_ifs_made import saved
from tests.fixtures import person
from tests.initiatives import quarterly
from tests.initiatives.claims.cases import AT, agree_all, decide
from tests.initiatives.claims.sharing import children_claim, cohort, cohort_claim
from tests.journeys.compared import compare_something
from tests.journeys.reconciled import explain_something

WHY = "The reason that a reader needs, in a sentence."
LATER = datetime(2026, 3, 1, 9, tzinfo=UTC)


def fill_every_table() -> None:
    """Claims in draft, submitted, approved, noted and superseded with all their parts, and what they rest on."""
    agree_all()
    finance, manager = person("finance"), person("manager")
    portage = Initiative.objects.get(slug="portage")
    evidence = EvidenceItem.objects.create(
        initiative=portage, title="Tracker", kind="link", address="https://example.org/", source="Tracker",
        expires_on=date(2999, 1, 1), added_by=manager, added_at=AT,
    )  # fmt: skip
    children_claim("portage", [1], submit=False)
    children_claim("dingleys-promise", [2])
    old = children_claim("portage", [3, 4])
    decide(old)
    draws = cohort_claim("portage", cohort(121), Decimal("2.42"))
    decide(draws, ClaimDecisionKind.RETURN)
    draws.refresh_from_db()
    asked = {"claim_id": draws.pk, "by": manager, "at": AT}
    for service, answers in (
        (save_exclusions, {"places": {}, "numbers": [(Decimal("0.5"), WHY)], "nothing": False}),
        (save_cost, {"costs": {"general-fund": Decimal("10.50")}, "no_cost_because": ""}),
        (save_evidence, {"items": [evidence.pk], "measure": None, "grade": "partial", "grade_because": WHY}),
        (save_declaration, {"declared": True}),
    ):
        draws = service(read_version=draws.version, **asked, **answers)
    draws = submit_claim(read_version=draws.version, **asked)
    decide(draws, grade=EvidenceGrade.PARTIAL)
    note_claim(claim_id=draws.pk, meeting_date=LATER.date(), reference="Minutes, item 7", by=finance, at=LATER)
    new = start_claim(initiative="portage", key=UUID(int=7), supersedes=old.pk, by=manager, at=AT)
    new = save_declaration(claim_id=new.pk, declared=True, read_version=new.version, by=manager, at=AT)
    decide(submit_claim(claim_id=new.pk, read_version=new.version, by=manager, at=AT))
    AlreadyPublic.objects.create(
        initiative=portage, what="£94,000", amount=94_000, source_reference="Table 1", reason=WHY, by=finance, at=AT
    )
    settle_overlap(
        first="portage", second="dingleys-promise", outcome=OverlapOutcome.ONE_CLAIM, reason=WHY, read_settlements=0,
        by=finance, at=AT,
    )  # fmt: skip
    PlaceFunding.objects.get_or_create(
        financial_year=2025,
        defaults={"occupied_amount": 10_000, "empty_amount": 6_000, "source": Document.objects.all()[0]},
    )
    draft_with_parts()
    published_with_parts(2028)
    publish_a_run()
    saved()
    treat_benefits(
        initiative="send-sufficiency", kind=BenefitKind.PIPELINE_PLACES, in_forecast=True,
        reason="Planned when the outlook was made.", by=person("finance"), at=AT,
    )  # fmt: skip
    explain_something(AT)
    compare_something(AT)
    prepare_schemes()
    compare_something(AT)
    quarterly.logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    quarterly.close(quarterly.WINTER, quarterly.AFTER_WINTER)
    prepare_board(date(2026, 3, 2), date(2026, 6, 1))
    small_paper(small_pack())
    small_pack("second", 2)


def tracked_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TRACKED)
        return [table for (table,) in cursor.fetchall()]


# Another value of a column, by its type.
OTHERWISE = {
    "bigint": "coalesce({c}, 0) + 1", "integer": "coalesce({c}, 0) + 1", "smallint": "coalesce({c}, 0) + 1",
    "numeric": "coalesce({c}, 0) + 1", "boolean": "NOT coalesce({c}, false)",
    "character varying": "CASE {c} WHEN 'x' THEN 'y' ELSE 'x' END", "text": "coalesce({c}, '') || '.'",
    "timestamp with time zone": "coalesce({c}, now()) - interval '1 second'", "date": "coalesce({c}, current_date) - 1",
    "jsonb": "coalesce({c}, '{{}}') || '{{\"x\": 1}}'", "uuid": "gen_random_uuid()",
    "bytea": "{c} || 'x'",
    "daterange": "daterange(lower({c}) - 1, upper({c}))", "int4range": "int4range(lower({c}) + 1, upper({c}))",
}  # fmt: skip
COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'"


class Tables:
    """Rows and columns of the tracked tables as they stand."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}
        self.columns: dict[str, list[tuple[str, str]]] = {}
        with connection.cursor() as cursor:
            for table in tracked_tables():
                cursor.execute(f"SELECT id FROM {table} ORDER BY id")
                self.rows[table] = [row for (row,) in cursor.fetchall()]
                cursor.execute(f"{COLUMNS} ORDER BY ordinal_position", [table])
                self.columns[table] = cursor.fetchall()

    def edit(self, table: str, chance: random.Random) -> tuple[str, int]:
        """One column of one row says something else. A column whose checks refuse it is left for another."""
        row = chance.choice(self.rows[table])
        for name, kind in chance.sample(self.columns[table], len(self.columns[table])):
            other = OTHERWISE[kind].format(c=f'"{name}"')
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f'UPDATE {table} SET "{name}" = {other} WHERE id = %s', [row])
            except IntegrityError:
                continue
            return table, row
        raise AssertionError(f"{table} has no column that can be changed")

    def remove(self, table: str, chance: random.Random) -> tuple[str, int]:
        row = chance.choice(self.rows[table])
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row])
        return table, row
