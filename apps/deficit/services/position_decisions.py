"""Moves a position on: sent for approval, approved by another person, returned, published, withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.deficit.models import Position, PositionDecision
from apps.deficit.permissions import check_can_decide_position
from apps.deficit.selectors.position_checks import untied
from apps.deficit.selectors.position_content import content_of
from apps.deficit.services.position_mail import tell_approvers, tell_preparers
from apps.deficit.services.positions import check_read
from apps.deficit.vocabulary import PositionDecisionKind
from apps.deficit.workflow.positions import MOVES

Kind = PositionDecisionKind
ACTIONS = {
    Kind.READY: "Sent a position for approval",
    Kind.APPROVE: "Approved a position",
    Kind.RETURN: "Returned a position to draft",
    Kind.PUBLISH: "Published a position",
    Kind.WITHDRAW: "Withdrew a position",
}


@transaction.atomic
def decide_position(
    *, position_id: int, kind: PositionDecisionKind, read_edits: int, reason: str, by: User, at: datetime,
    differences_seen: str = "",
) -> Position:  # fmt: skip
    """Raises ``NotAllowed``, ``Stale`` where the position was saved since it was read, or ``Refused``.

    What does not tie may be approved, in words that say it was seen: ``differences_seen``.
    """
    position = Position.objects.select_for_update(of=("self",)).get(pk=position_id)
    check_read(position, read_edits)
    check_can_decide_position(by, position, kind)
    _check_whole(position, kind, reason, differences_seen)
    was = position.status
    position.status = MOVES[kind].to
    approved = kind in (Kind.APPROVE, Kind.PUBLISH)
    if kind == Kind.APPROVE:
        position.approved_by, position.approved_at, position.differences_seen = by, at, differences_seen
    elif kind == Kind.PUBLISH:
        position.published_by, position.published_date = by, localdate(at)
    if not approved:
        position.approved_by = position.approved_at = None
        position.differences_seen = ""
    position.full_clean()
    position.save()
    decision = PositionDecision(
        position=position, decision=kind, edits=position.edits, reason=reason, by=by, at=at
    )  # fmt: skip
    decision.full_clean()
    decision.save()
    after = {"status": position.status, "edits": position.edits, "differences_seen": differences_seen}
    why = reason or (position.reason if kind == Kind.PUBLISH else "")
    record_change(by=by, at=at, action=ACTIONS[kind], subject=position, before={"status": was}, after=after, reason=why)
    _tell(position, decision, kind, by, at)
    return position


def _check_whole(position: Position, kind: PositionDecisionKind, reason: str, differences_seen: str) -> None:
    """What no constraint of one row can say, kindly."""
    if MOVES[kind].needs_reason and not reason:
        raise Refused("Say why, in a sentence.")
    if kind in (Kind.READY, Kind.APPROVE) and not content_of(position).lines:
        raise Refused("The position has no line yet. Add at least one.")
    if kind == Kind.APPROVE and not differences_seen and (open_checks := untied(position)):
        raise Refused(f"{open_checks[0].text} Say in words that you saw what does not tie, or return it to draft.")
    if kind == Kind.PUBLISH and not position.differences_seen and (open_checks := untied(position)):
        raise Refused(
            f"{open_checks[0].text} It was approved as tying and does so no more. Return it to draft: whoever approves "
            "it again says that they saw what does not tie."
        )


def _tell(position: Position, decision: PositionDecision, kind: PositionDecisionKind, by: User, at: datetime) -> None:
    if kind == Kind.READY:
        tell_approvers(position=position, at=at)
        return
    tell_preparers(position=position, decision=decision, at=at)
    if kind == Kind.PUBLISH:
        request_recompute(by=by, at=at, cause=f"DSG position published: {position}")
