"""Through which statuses a position passes: Draft → Ready → Approved → Published, back to Draft, or Withdrawn."""

from dataclasses import dataclass

from apps.deficit.vocabulary import PositionDecisionKind, PositionStatus

Kind, Status = PositionDecisionKind, PositionStatus


@dataclass(frozen=True, slots=True)
class Move:
    """From which statuses a decision leads where, and whether it must say why."""

    from_: tuple[PositionStatus, ...]
    to: PositionStatus
    needs_reason: bool = False


MOVES: dict[PositionDecisionKind, Move] = {
    Kind.READY: Move((Status.DRAFT,), Status.READY),
    Kind.APPROVE: Move((Status.READY,), Status.APPROVED),
    Kind.RETURN: Move((Status.READY, Status.APPROVED), Status.DRAFT, needs_reason=True),
    Kind.PUBLISH: Move((Status.APPROVED,), Status.PUBLISHED),
    Kind.WITHDRAW: Move((Status.DRAFT, Status.READY), Status.WITHDRAWN, needs_reason=True),
}
SAYS_WHY = tuple(kind for kind, move in MOVES.items() if move.needs_reason)
OPEN = (Status.DRAFT, Status.READY, Status.APPROVED)
DECIDED = (Status.APPROVED, Status.PUBLISHED)
