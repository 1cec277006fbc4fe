"""Keeps what meetings asked to be done: actions as they were set, and what became of them."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.board.models import Action, ActionUpdate, BoardDecision, Meeting
from apps.board.permissions import ACTIONS, check
from apps.board.selectors.actions import action_now
from apps.board.services.keeping import keep, made_by
from apps.board.vocabulary import ActionState
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn


@transaction.atomic
def add_action(
    *,
    meeting: Meeting,
    decision: BoardDecision | None,
    words: str,
    owner: str,
    due: date,
    form_key: UUID,
    by: User,
    at: datetime,
) -> Action:
    """``owner`` is a role. The same form sent twice gives one action."""
    check(by, ACTIONS)
    take_turn(f"board.action {form_key}")
    if found := made_by(Action, form_key):
        return found
    if due < meeting.date:
        raise Refused(f"Due: {due.day} {due:%B %Y} is before the meeting of {meeting.when}. Enter a later day.")
    row = Action(
        meeting=meeting, decision=decision, words=words, owner=owner, due=due, recorded_by=by, recorded_at=at,
        form_key=form_key,
    )  # fmt: skip
    keep(row, action="Set an action", by=by, at=at, names=("words", "owner", "due"))
    return row


@transaction.atomic
def update_action(
    *, action_id: int, version: int, words: str, state: ActionState, due: date, by: User, at: datetime
) -> ActionUpdate:
    """``version`` is the number of the update that was read, 0 where there was none. Raises ``Stale`` where somebody
    reported meanwhile; the same report sent twice by one person is one."""
    check(by, ACTIONS)
    take_turn(f"board.action {action_id}")
    now = action_now(action_id)
    if now.version != version:
        last = now.updates[0]
        if last.by_id == by.pk and (last.words, last.state, last.due) == (words, state, due):
            return last
        raise Stale(
            f"{last.by} reported on this action while you were writing. Nothing was saved.",
            [f"Now {last.get_state_display().lower()}, due on {last.due.day} {last.due:%B %Y}: {last.words}"],
        )
    row = ActionUpdate(
        action=now.action, number=version + 1, words=words, state=state, due=due, by=by, at=at
    )  # fmt: skip
    row.full_clean()
    row.save()
    record_change(
        by=by, at=at, action="Reported on an action", subject=now.action,
        before={"state": now.state.value, "due": now.due.isoformat()},
        after={"state": state.value, "due": due.isoformat()}, reason=words,
    )  # fmt: skip
    return row
