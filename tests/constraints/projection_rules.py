"""Rules of assumptions, what-ifs and what runs work out, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.constraints.rules import Case, like, run
from tests.fixtures import person

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
ASSUMPTION, REVISION = "deficit.Assumption", "deficit.ScenarioRevision"
RESULTS = {
    "ProjectionPoint": "projection_point_once",
    "SensitivityResult": "sensitivity_result_once",
    "SwitchingResult": "switching_result_once",
    "CalibrationResult": "calibration_result_once",
}
# Statements that everybody is refused, by the rule that refuses them.
DRAFT = "WHERE status = 'draft' AND key = 'occupancy'"
OTHER = "(SELECT id FROM core_user WHERE username = 'manager')"
AGREES = f"status = 'in_force', state = 'agreed', decided_at = now(), decided_by_id = {OTHER}"
ANOTHER = (
    'INSERT INTO deficit_assumption (key, version, label, "group", "order", unit, low, central, high, source_reference,'
    " owner, status, state, prepared_by_id, prepared_at, decided_by_id, decided_at, reason)"
    " SELECT 'occupancy', 9, 'x', 'x', 1, 'share', 1, 1, 1, 'x', 'x', {}, (SELECT id FROM core_user WHERE username ="
    " 'finance'), now(), (SELECT id FROM core_user WHERE username = 'manager'), now(), 'x'"
)
NEW_RUN = (
    "INSERT INTO deficit_projectionrun (state, step, progress, requested_at, cause, attempts, engine_version,"
    " input_hash, result_hash, inputs, difference, error, seed, lost, finished_at)"
    " VALUES ('{}', '', 0, now(), 'x', 0, 'x', repeat('9', 64), repeat('9', 64), '{{}}', '[]', '', 1, false, now())"
)
FINISHES = (
    "UPDATE deficit_projectionrun SET state = 'finished', finished_at = now(), result_hash = repeat('9', 64),"
    " input_hash = lpad(id::text, 64, '9')"
)
# By trigger, the refusal's name, and the statements.
PROJECTIONS_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "assumption_draft_fixed",
        "assumption_draft_fixed",
        (
            f"UPDATE deficit_assumption SET prepared_by_id = {OTHER} {DRAFT}",
            f"UPDATE deficit_assumption SET prepared_by_id = {OTHER}, {AGREES} {DRAFT}",
            f"UPDATE deficit_assumption SET low = 0, central = 0, high = 0, {AGREES} {DRAFT}",
            f"UPDATE deficit_assumption SET central = 0.91 {DRAFT}",
            f"UPDATE deficit_assumption SET reason = 'other', source_reference = 'other' {DRAFT}",
            f"UPDATE deficit_assumption SET key = 'other', version = 7 {DRAFT}",
        ),
    ),
    (
        "assumption_withdrawn_instead",
        "assumption_withdrawn_instead",
        (f"DELETE FROM deficit_assumption {DRAFT}",),
    ),
    (
        "assumption_begins_as_draft",
        "assumption_begins_as_draft",
        (ANOTHER.format("'in_force', 'agreed'"), ANOTHER.format("'withdrawn', 'illustrative'")),
    ),
    (
        "run_within_rules",
        "run_begins_queued",
        tuple(NEW_RUN.format(state) for state in ("finished", "failed", "cancelled")),
    ),
    (
        "run_within_rules",
        "run_states_in_order",
        (
            FINISHES + " WHERE state = 'queued'",
            "UPDATE deficit_projectionrun SET state = 'failed' WHERE state = 'queued'",
        ),
    ),
    (
        "run_within_rules",
        "run_finished_has_results",
        (
            "DELETE FROM deficit_projectionrun WHERE state = 'running'; UPDATE deficit_projectionrun SET state ="
            " 'running' WHERE state = 'queued' AND scenario_id IS NULL; " + FINISHES + " WHERE state = 'running'",
            FINISHES + ", same_as_id = (SELECT min(id) FROM deficit_projectionrun WHERE"
            " state = 'finished') WHERE state = 'running'",
        ),
    ),
)
# Refused to the application's role alone: what the report says is loaded by the owner.
OWNERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "assumption_loaded_by_owner",
        (
            'INSERT INTO deficit_assumption (key, version, label, "group", "order", unit, low, central, high,'
            " source_reference, owner, status, state, reason) VALUES ('mine', 1, 'x', 'x', 1, 'share', 1, 1, 1, 'x',"
            " 'x', 'in_force', 'illustrative', '')",
        ),
    ),
    (
        "position_reported_by_owner",
        (
            "INSERT INTO deficit_position (source_reference, financial_year, reporting_point, version, status,"
            " as_reported, opening, opening_label, closing, closing_label, reason, edits, differences_seen,"
            " published_date) VALUES ('', 2041, 'q1', 1, 'published', true, 1, 'x', 1, 'x', '', 0, '', '2026-01-01')",
        ),
    ),
    (
        "recorded_figure_by_owner",
        (
            "UPDATE deficit_recordedfigure SET amount = amount + 1",
            "INSERT INTO deficit_recordedfigure (financial_year, measure, basis, stated_when, point, rule, amount,"
            " source, note, in_conflict, from_note) SELECT financial_year, measure, basis, 'other', point, rule,"
            " amount, source, note, in_conflict, from_note FROM deficit_recordedfigure LIMIT 1",
            "DELETE FROM deficit_recordedfigure",
        ),
    ),
    (
        "policy_parameter_by_owner",
        (
            "UPDATE deficit_policyparameter SET value = '10%'",
            "UPDATE deficit_policyparameter SET effective_date = '2031-03-31'",
            "DELETE FROM deficit_policyparameter",
        ),
    ),
)
PROJECTIONS_KEPT = (
    (
        "assumption_fixed",
        (
            "UPDATE deficit_assumption SET central = high WHERE status = 'in_force'",
            "UPDATE deficit_assumption SET state = 'agreed' WHERE status = 'in_force'",
            "DELETE FROM deficit_assumption WHERE status = 'in_force'",
        ),
    ),
    (
        "publication_of_finished",
        (
            "INSERT INTO deficit_runpublication (run_id, by_id, at, reason) SELECT p.id, u.id, now(), 'x'"
            " FROM deficit_projectionrun p, core_user u WHERE p.state = 'running' AND u.username = 'finance'",
            "INSERT INTO deficit_runpublication (run_id, by_id, at, reason) SELECT p.id, u.id, now(), 'x'"
            " FROM deficit_projectionrun p, core_user u WHERE p.state = 'queued' AND u.username = 'finance'",
        ),
    ),
)
BANDS = "central, p5, p10, p25, p50, p75, p90, p95"
PROJECTIONS_LATE = tuple(
    (
        f"deficit_{table}_of_closed_projectionrun",
        f"INSERT INTO deficit_{table} (run_id, {columns}) SELECT id, {values}"
        " FROM deficit_projectionrun WHERE state = 'finished'",
    )
    for table, columns, values in (
        (
            "projectionpoint",
            f"scenario, measure, subject, financial_year, {BANDS}",
            "'x', 'gap', '', 2025, 1, 1, 1, 1, 1, 1, 1, 1",
        ),
        ("sensitivityresult", "scenario, assumption, at_low, central, at_high", "'x', 'x', 1, 1, 1"),
        ("switchingresult", "initiative, assumption, central", "'x', 'x', 1"),
        ("calibrationresult", "financial_year, modelled, published", "2001, 1, 1"),
    )
)


def other(**changes: Any) -> Any:
    """A first version of another key, agreed by two people unless the case says otherwise."""
    whole = {"key": "another", "state": "agreed", "prepared_by": "@manager", "prepared_at": NOW,
             "decided_by": "@finance", "decided_at": NOW}  # fmt: skip
    return like(ASSUMPTION, where={"unit": "share", "status": "in_force"}, **{**whole, **changes})


def projection_cases() -> Iterator[Case]:
    yield from _of_assumptions()
    yield Case("scenario_revision_version", "twice", like(REVISION))
    yield Case("scenario_revision_has_reason", "no reason", like(REVISION, version=9, reason=""))
    yield Case("scenario_revision_named", "no name", like(REVISION, version=9, reason="x", name=""))
    yield Case("benefit_treatment_has_reason", "no reason", like("deficit.BenefitTreatment", reason=""))
    yield Case("run_publication_has_reason", "no reason", like("deficit.RunPublication", reason=""))
    yield Case("run_cancelled_by_and_at", "by somebody, nobody knows when", run(cancelled_by="@finance"))
    yield Case("run_cancelled_by_and_at", "at a time, by nobody", run(cancel_asked_at=NOW))
    for model, rule in RESULTS.items():
        yield Case(rule, "twice", like(f"deficit.{model}", where={"run__state": "running"}))


def _of_assumptions() -> Iterator[Case]:
    yield Case("assumption_version", "twice", like(ASSUMPTION, where={"status": "in_force"}))
    yield Case("assumption_one_draft", "a second", like(ASSUMPTION, where={"status": "draft"}, version=9))
    yield Case("assumption_in_order", "low above central", other(low=Decimal(1), central=Decimal("0.5")))
    yield Case("assumption_in_order", "central above high", other(central=Decimal(1), high=Decimal("0.9")))
    yield Case("assumption_share", "above one", other(high=Decimal("1.01")))
    yield Case("assumption_share", "below nought", other(low=Decimal("-0.01")))
    yield Case("assumption_four_eyes", "one person", other(prepared_by="@finance"))
    yield Case("assumption_four_eyes", "nobody prepared it", other(prepared_by=None))
    both, nobody = "assumption_agreed_by_and_at", {"decided_by": None, "decided_at": None}
    yield Case(both, "agreed by nobody", other(**nobody))
    yield Case(both, "agreed, nobody knows when", other(decided_at=None))
    yield Case(both, "agreed at a time, by nobody", other(decided_by=None))
    yield Case(both, "a later version in force and not agreed", other(version=9, state="illustrative", **nobody))
    yield Case(both, "a draft that somebody decided", other(status="draft", state="illustrative"))
    yield Case(both, "an agreed draft", other(status="draft", **nobody))
    yield Case(both, "withdrawn by nobody", other(status="withdrawn", state="illustrative", **nobody))
    yield Case("assumption_has_reason", "no reason", other(version=9, reason=""))
    draft = {"version": 9, "status": "draft", "state": "illustrative", "reason": "x", **nobody}
    yield Case("assumption_has_reason", "nobody prepared it", other(**draft, prepared_by=None))
    yield Case("assumption_has_reason", "nobody knows when", other(**draft, prepared_at=None))


def prepare_projections(working: Any) -> None:
    """A draft, a what-if, a treatment, a publication, and results of a run at work."""
    from apps.deficit.inputs import WhatIf
    from apps.deficit.models import ProjectionRun
    from apps.deficit.runs import preview
    from apps.deficit.runs.results import Results, store
    from apps.deficit.services.assumptions import draft_assumption
    from apps.deficit.services.runs import publish_run
    from apps.deficit.services.scenarios import create_scenario
    from apps.deficit.services.treatments import treat_benefits
    from apps.deficit.vocabulary import BaseScenario, BenefitKind

    finance = person("finance")
    draft_assumption(
        key="occupancy", low=Decimal("0.8"), central=Decimal("0.9"), high=Decimal(1), source_reference="Census",
        reason="counted", read_version=1, by=finance, at=NOW,
    )  # fmt: skip
    create_scenario(
        name="Dearer", based_on=BaseScenario.UNMITIGATED, changes={}, toggles={}, start_key=UUID(int=1), by=finance,
        at=NOW,
    )  # fmt: skip
    treat_benefits(
        initiative="portage", kind=BenefitKind.CHILDREN, in_forecast=False, reason="no budget moved", by=finance, at=NOW
    )
    finished = ProjectionRun.objects.get(state="finished")
    publish_run(run_id=finished.pk, reason="first", by=finance, at=NOW)
    store(working, Results({}, preview(WhatIf(), draws=100)))
