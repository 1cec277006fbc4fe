"""Statements that the rules of plans, readings and quarters refuse to everybody, as in ``claim_statements``."""

from tests.constraints.claim_statements import MAKER, OTHER

PLAN, QUARTER = "initiatives_measurementplan", "initiatives_quarter"
FINANCE = "(SELECT id FROM core_user WHERE username = 'finance')"


def agreeing(by: str) -> str:
    return f"UPDATE {PLAN} SET state = 'agreed', agreed_by_id = {by}, agreed_at = now() WHERE state = 'drafted'"


def closing(year: int, number: int) -> str:
    return (
        f"INSERT INTO {QUARTER} (financial_year, number, state, closed_by_id, closed_at, note)"
        f" VALUES ({year}, {number}, 'closed', {FINANCE}, '2026-02-11', '')"
    )


PLANS_AND_QUARTERS_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "plan_who_fixed",
        "plan_who_fixed",
        (
            f"UPDATE {PLAN} SET prepared_by_id = {OTHER}, edited_by_id = {OTHER}, edits = edits + 1"
            " WHERE state = 'drafted'",
            f"UPDATE {PLAN} SET version = 7, edited_by_id = {MAKER}, edits = edits + 1 WHERE state = 'drafted'",
        ),
    ),
    ("plan_moves", "plan_edits_move", (f"UPDATE {PLAN} SET baseline = 'other' WHERE state = 'drafted'",)),
    ("plan_moves", "plan_agreed_by_another", (agreeing(MAKER),)),
    ("plan_moves", "plan_mix_is_whole", (agreeing(OTHER),)),
    (
        "quarter_closed",
        "quarter_closed",
        (
            f"UPDATE {QUARTER} SET note = 'other' WHERE state = 'closed'",
            f"UPDATE {QUARTER} SET state = 'open', closed_by_id = NULL, closed_at = NULL WHERE state = 'closed'",
            f"DELETE FROM {QUARTER} WHERE state = 'closed'",
        ),
    ),
    ("quarter_closed_after_its_end", "quarter_closed_after_its_end", (closing(2026, 1), closing(2025, 4))),
    ("quarter_closed_in_order", "quarter_closed_in_order", (closing(2023, 4),)),
    (
        "reading_of_closed_quarter",
        "reading_of_closed_quarter",
        (
            "INSERT INTO initiatives_outcomereading (measure_id, period_label, period_start, period_end, value,"
            " at_least, is_baseline, note, source_reference, recorded_by_id, recorded_at, restatement_reason)"
            " SELECT min(id), 'x', '2024-06-01', '2024-07-01', 1, false, false, '', 'x',"
            f" {MAKER}, now(), '' FROM initiatives_outcomemeasure",
        ),
    ),
    (
        "reading_logged_kept",
        "reading_logged_kept",
        (
            "UPDATE initiatives_outcomereading SET value = 2 WHERE recorded_by_id IS NOT NULL",
            "DELETE FROM initiatives_outcomereading WHERE recorded_by_id IS NOT NULL",
        ),
    ),
)
FIGURES_LATE = (
    (
        "initiatives_quarterfigure_of_closed_quarter",
        "INSERT INTO initiatives_quarterfigure (quarter_id, initiative_id, label, unit, value)"
        f" SELECT (SELECT min(id) FROM {QUARTER}), min(id), 'late', 'x', 1 FROM initiatives_initiative",
    ),
)
