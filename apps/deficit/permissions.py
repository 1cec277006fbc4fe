"""Who may do what in this app: ``can_x`` for templates, ``check_can_x`` raises the sentence that the reader sees."""

from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.deficit.models import Position
from apps.deficit.vocabulary import PositionDecisionKind, PositionStatus
from apps.deficit.workflow.positions import MOVES

Kind = PositionDecisionKind
RIGHTS = {
    Kind.READY: "deficit.add_position",
    Kind.WITHDRAW: "deficit.add_position",
    Kind.APPROVE: "deficit.approve_position",
    Kind.RETURN: "deficit.approve_position",
    Kind.PUBLISH: "deficit.publish_position",
}


def can_enter_positions(user: User) -> bool:
    return user.has_perm("deficit.add_position")


def check_can_enter_positions(user: User) -> None:
    if not can_enter_positions(user):
        raise NotAllowed("Positions are entered by finance officers.")


def can_see_drafts(user: User) -> bool:
    """Whether the person may read positions that are not published: those who enter, approve or publish them."""
    return any(map(user.has_perm, RIGHTS.values()))


def can_change_position(user: User, position: Position) -> bool:
    return can_enter_positions(user) and position.status == PositionStatus.DRAFT


def check_can_change_position(user: User, position: Position) -> None:
    check_can_enter_positions(user)
    if position.status != PositionStatus.DRAFT:
        raise NotAllowed(
            f"{position} is {position.get_status_display().lower()}, so it does not change. Before it is published it "
            "can be returned to draft; a published one is corrected by a new version."
        )


def can_decide_position(user: User, position: Position, kind: PositionDecisionKind) -> bool:
    try:
        check_can_decide_position(user, position, kind)
    except NotAllowed:
        return False
    return True


def check_can_decide_position(user: User, position: Position, kind: PositionDecisionKind) -> None:
    if not user.has_perm(RIGHTS[kind]):
        raise NotAllowed("Positions are entered, approved and published by finance officers.")
    if position.status not in MOVES[kind].from_:
        raise NotAllowed(f"{position} is {position.get_status_display().lower()}: that cannot be done now.")
    if kind == Kind.APPROVE and user.pk in {c.person_id for c in position.contributors.all()}:
        raise NotAllowed(f"You prepared or edited {position}, so another finance officer approves it.")
