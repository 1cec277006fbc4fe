"""Statements that the rules of positions refuse to everybody: by trigger, the refusal's name, and the SQL."""

POSITION = "deficit_position"
DRAFT = f"(SELECT min(id) FROM {POSITION} WHERE status = 'draft')"
READY = f"(SELECT min(id) FROM {POSITION} WHERE status = 'ready')"
PUBLISHED = f"(SELECT min(id) FROM {POSITION} WHERE status = 'published')"
RULES = "position_within_rules"


def who(name: str) -> str:
    return f"(SELECT id FROM core_user WHERE username = '{name}')"


def move(which: str, changes: str) -> str:
    return f"UPDATE {POSITION} SET {changes} WHERE id = {which}"


def approve(by: str, seen: str = "") -> str:
    terms = f"approved_by_id = {who(by)}, approved_at = now(), differences_seen = '{seen}'"
    return move(READY, f"status = 'approved', {terms}")


EDITED = "UPDATE deficit_position SET edits = edits + 1, closing = 0, edited_by_id = {} WHERE id = {}; "
POSITIONS_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        RULES,
        "position_key_fixed",
        (
            move(DRAFT, "financial_year = 2040"),
            move(DRAFT, "reporting_point = 'q1'"),
            move(DRAFT, "version = 3"),
            move(DRAFT, "start_key = gen_random_uuid()"),
            move(READY, "prepared_at = now()"),
        ),
    ),
    (
        RULES,
        "position_only_drafts_change",
        (
            move(READY, f"closing = 1, edits = edits + 1, edited_by_id = {who('finance')}"),
            move(READY, f"closing = 1, edits = edits + 1, edited_by_id = {who('finance')}, status = 'draft'"),
            move(DRAFT, f"closing = 1, edits = edits + 1, edited_by_id = {who('finance')}, status = 'ready'"),
        ),
    ),
    (
        RULES,
        "position_edits_move",
        (
            move(DRAFT, "closing = 1"),
            move(DRAFT, f"closing = 1, edits = edits + 2, edited_by_id = {who('finance')}"),
            move(DRAFT, "closing = 1, edits = edits + 1"),
            move(DRAFT, "edits = edits + 2"),
        ),
    ),
    (
        RULES,
        "position_status_in_order",
        (
            move(DRAFT, f"status = 'approved', approved_by_id = {who('finance')}, approved_at = now()"),
            move(READY, f"status = 'published', published_date = now(), published_by_id = {who('finance')}"),
        ),
    ),
    (
        RULES,
        "position_approval_fixed",
        (
            move(READY, f"approved_by_id = {who('finance')}, approved_at = now()"),
            move(DRAFT, "differences_seen = 'I saw it'"),
        ),
    ),
    (
        RULES,
        "position_approved_by_another",
        (
            approve("manager", "I saw it."),
            move(READY, "status = 'draft'")
            + "; "
            + EDITED.format(who("finance"), f"(SELECT max(id) FROM {POSITION} WHERE status = 'draft')")
            + move(f"(SELECT max(id) FROM {POSITION} WHERE status = 'draft')", "status = 'ready'")
            + "; "
            + approve("finance", "I saw it."),
        ),
    ),
    (RULES, "position_difference_seen", (approve("finance"),)),
    (
        "position_withdrawn_instead",
        "position_withdrawn_instead",
        (f"DELETE FROM {POSITION} WHERE id = {DRAFT}", f"DELETE FROM {POSITION} WHERE id = {READY}"),
    ),
    (
        "position_begins_as_draft",
        "position_begins_as_draft",
        tuple(
            f"INSERT INTO {POSITION} (source_reference, financial_year, reporting_point, version, status, as_reported,"
            " opening, opening_label, closing, closing_label, reason, edits, differences_seen, prepared_by_id,"
            f" approved_by_id, approved_at, published_by_id, published_date) SELECT 'x', 2040, 'q1', 1, '{status}',"
            f" false, 1, 'x', 1, 'x', '', 0, '', {who('manager')}, {approver}, {at}, {publisher}, {day}"
            for status, approver, at, publisher, day in (
                ("ready", "NULL::bigint", "NULL::timestamptz", "NULL::bigint", "NULL::date"),
                ("approved", who("finance"), "now()", "NULL::bigint", "NULL::date"),
                ("published", who("finance"), "now()", who("finance"), "current_date"),
            )
        ),
    ),
    *(
        (
            f"deficit_{part}_of_closed_position",
            f"deficit_{part}_of_closed_position",
            (
                f"UPDATE deficit_{part} SET {column} = {column} WHERE position_id = {READY}",
                f"DELETE FROM deficit_{part} WHERE position_id = {READY}",
                f"UPDATE deficit_{part} SET position_id = {PUBLISHED} WHERE position_id = {DRAFT}",
            ),
        )
        for part, column in (("positionline", "amount"), ("positionblock", "spend"), ("blocktransfer", "amount"))
    ),
)

# A part of a draft changes only in a save that moves its edits.
ALONE = {
    f"{part}_with_version": (
        f"UPDATE deficit_{part} SET {column} = 5 WHERE position_id = {DRAFT}",
        f"DELETE FROM deficit_{part} WHERE position_id = {DRAFT}",
        f"INSERT INTO deficit_{part} {added}",
    )
    for part, column, added in (
        (
            "positionline", "amount",
            '(position_id, "order", label, short_label, block, kind, amount) VALUES'
            f" ({DRAFT}, 9, 'x', 'x', 'schools', 'movement', 1)",
        ),
        ("positionblock", "spend", f"(position_id, block, spend) VALUES ({DRAFT}, 'central', 1)"),
        (
            "blocktransfer", "amount",
            '(position_id, "order", from_block, to_block, amount, agreed_by, reference) VALUES'
            f" ({DRAFT}, 9, 'schools', 'central', 1, 'schools_forum', 'x')",
        ),
    )
}  # fmt: skip

# A part that nobody may add once its position is no draft.
POSITIONS_LATE = (
    (
        "deficit_positionblock_of_closed_position",
        f"INSERT INTO deficit_positionblock (position_id, block, spend) SELECT {PUBLISHED}, 'central', 1",
    ),
    (
        "deficit_blocktransfer_of_closed_position",
        'INSERT INTO deficit_blocktransfer (position_id, "order", from_block, to_block, amount, agreed_by, reference)'
        f" SELECT {PUBLISHED}, 9, 'schools', 'central', 1, 'schools_forum', 'x'",
    ),
)
