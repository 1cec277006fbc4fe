"""Statements that the rules of the Board's work refuse to everybody, as in ``claim_statements``."""

from tests.constraints.claim_statements import MAKER

HELD = "(SELECT min(id) FROM board_meeting WHERE status = 'held')"
FREE = (
    "(SELECT min(i.id) FROM board_agendaitem i JOIN board_meeting m ON m.id = i.meeting_id AND m.status = 'held'"
    " WHERE NOT EXISTS (SELECT 1 FROM board_boarddecision d WHERE d.item_id = i.id))"
)
DECISION = (
    "INSERT INTO board_boarddecision (item_id, outcome, words, reason, corrects_id, recorded_by_id, recorded_at)"
    " SELECT {item}, 'noted', 'x', 'x', {corrects}, " + MAKER + ", now()"
)
TARGET = (
    "INSERT INTO board_target (scope, amount, basis, financial_year, set_by, source_reference, replaces_id, reason,"
    " recorded_by_id, recorded_at) SELECT '{scope}', 1, '{basis}', 2029, 'x', 'x', {replaces}, '{reason}', "
    + MAKER
    + ", now()"
)
MEASURE = (
    'INSERT INTO initiatives_outcomemeasure (initiative_id, slug, name, unit, better, "order")'
    " SELECT min(id), 'fewer', '{name}', '{unit}', 'lower', 9 FROM initiatives_initiative"
)

BOARD_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("meeting_held_kept", "meeting_held_kept", ("DELETE FROM board_meeting WHERE status = 'held'",)),
    (
        "meeting_held_fixed",
        "meeting_held_fixed",
        (
            "UPDATE board_meeting SET status = 'planned' WHERE status = 'held'",
            "UPDATE board_meeting SET date = date + 1 WHERE status = 'held'",
            f"UPDATE board_meeting SET slug = 'other' WHERE id = {HELD}",
            f"UPDATE board_meeting SET date = date_trunc('month', date), day_known = false WHERE id = {HELD}",
        ),
    ),
    (
        "board_agendaitem_of_closed_meeting",
        "board_agendaitem_of_closed_meeting",
        (
            f"UPDATE board_agendaitem SET title = 'other' WHERE meeting_id = {HELD}",
            f"DELETE FROM board_agendaitem WHERE meeting_id = {HELD}",
            f"UPDATE board_agendaitem SET meeting_id = {HELD} WHERE meeting_id <> {HELD}",
        ),
    ),
    (
        "decision_of_held_meeting",
        "decision_of_held_meeting",
        (
            DECISION.format(
                item="(SELECT min(i.id) FROM board_agendaitem i JOIN board_meeting m ON m.id = i.meeting_id"
                " WHERE m.status = 'planned')",
                corrects="NULL",
            ),
        ),
    ),
    (
        "decision_corrects_own_item",
        "decision_corrects_own_item",
        (DECISION.format(item=FREE, corrects="(SELECT min(id) FROM board_boarddecision)"),),
    ),
    (
        "action_of_own_meeting",
        "action_of_own_meeting",
        (
            "INSERT INTO board_action (meeting_id, decision_id, words, owner, due, recorded_by_id, recorded_at)"
            " SELECT (SELECT min(id) FROM board_meeting WHERE status = 'planned'), min(id), 'x', 'x', '2027-01-01',"
            f" {MAKER}, now() FROM board_boarddecision",
        ),
    ),
    (
        "enquiry_text_fixed",
        "enquiry_text_fixed",
        (
            "UPDATE board_enquirytext SET words = 'other'",
            "UPDATE board_enquirytext SET role = 'other'",
            "UPDATE board_enquirytext SET version = 7",
        ),
    ),
    ("enquiry_text_kept", "enquiry_text_kept", ("DELETE FROM board_enquirytext",)),
    (
        "target_replaces_own",
        "target_replaces_own",
        (TARGET.format(scope="deficit", basis="", replaces="(SELECT min(id) FROM board_target)", reason="x"),),
    ),
    (
        "guardrail_replaces_own",
        "guardrail_replaces_own",
        (
            "INSERT INTO board_guardrail (guarded_id, benchmark, sense, threshold, source_reference, reason,"
            " replaces_id, recorded_by_id, recorded_at) SELECT (SELECT min(id) FROM initiatives_outcomemeasure),"
            f" 'timeliness', 'at_least', 1, 'x', 'x', min(id), {MAKER}, now() FROM board_guardrail",
        ),
    ),
    (
        "target_has_guardrail",
        "target_has_guardrail",
        (TARGET.format(scope="programme", basis="run_rate", replaces="NULL", reason=""),),
    ),
    (
        "measure_of_fewer_has_guardrail",
        "measure_of_fewer_has_guardrail",
        (
            MEASURE.format(name="Plans issued", unit="plans"),
            MEASURE.format(name="Children being assessed for an EHC plan", unit="children"),
            "UPDATE initiatives_outcomemeasure SET better = 'lower' WHERE slug = 'dingleys-in-assessment'",
        ),
    ),
)
BOARD_LATE = (
    (
        "decided_on_with_decision",
        "INSERT INTO board_decidedon (decision_id, pack) SELECT min(id), 'late' FROM board_boarddecision",
    ),
)
