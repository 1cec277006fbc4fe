"""The life of a benefit claim, as tables: statuses, who may move it where, and whose turn it is.

The database keeps the same table (migration ``0007_claim_rules``); a test compares the two. The diagram in
``docs/claim-states.md`` is drawn from here (``manage.py claim_states``).
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class ClaimStatus(TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ClaimDecisionKind(TextChoices):
    """What finance may decide on a submitted claim."""

    APPROVE = "approve", "Approve"
    APPROVE_LESS = "approve_less", "Approve a lower amount"
    RETURN = "return", "Return with a question"
    REJECT = "reject", "Reject"

    @property
    def leads_to(self) -> ClaimStatus:
        return {
            ClaimDecisionKind.APPROVE: ClaimStatus.APPROVED,
            ClaimDecisionKind.APPROVE_LESS: ClaimStatus.APPROVED,
            ClaimDecisionKind.RETURN: ClaimStatus.RETURNED,
            ClaimDecisionKind.REJECT: ClaimStatus.REJECTED,
        }[self]

    @property
    def done(self) -> str:
        """As a thing that happened, for a history."""
        return {
            ClaimDecisionKind.APPROVE: "Approved as claimed",
            ClaimDecisionKind.APPROVE_LESS: "Approved at a lower amount",
            ClaimDecisionKind.RETURN: "Returned with a question",
            ClaimDecisionKind.REJECT: "Rejected",
        }[self]

    @property
    def approves(self) -> bool:
        return self.leads_to is ClaimStatus.APPROVED


class Actor(TextChoices):
    MAKER = "maker", "SEND manager"
    FINANCE = "finance", "Finance, another person than made or edited it"
    CLAIM = "claim", "A later claim that names it, when approved"


@dataclass(frozen=True, slots=True)
class Transition:
    action: str
    before: ClaimStatus
    after: ClaimStatus
    by: Actor


TRANSITIONS: tuple[Transition, ...] = (
    Transition("Submit", ClaimStatus.DRAFT, ClaimStatus.SUBMITTED, Actor.MAKER),
    Transition("Withdraw", ClaimStatus.DRAFT, ClaimStatus.WITHDRAWN, Actor.MAKER),
    Transition("Approve", ClaimStatus.SUBMITTED, ClaimStatus.APPROVED, Actor.FINANCE),
    Transition("Return with a question", ClaimStatus.SUBMITTED, ClaimStatus.RETURNED, Actor.FINANCE),
    Transition("Reject", ClaimStatus.SUBMITTED, ClaimStatus.REJECTED, Actor.FINANCE),
    Transition("Submit again", ClaimStatus.RETURNED, ClaimStatus.SUBMITTED, Actor.MAKER),
    Transition("Withdraw", ClaimStatus.RETURNED, ClaimStatus.WITHDRAWN, Actor.MAKER),
    Transition("Supersede", ClaimStatus.APPROVED, ClaimStatus.SUPERSEDED, Actor.CLAIM),
)
EDITABLE = (ClaimStatus.DRAFT, ClaimStatus.RETURNED)
OPEN = (*EDITABLE, ClaimStatus.SUBMITTED)
WHOSE_TURN: dict[ClaimStatus, str] = {
    ClaimStatus.DRAFT: "The SEND manager’s: finish and submit it",
    ClaimStatus.SUBMITTED: "Finance’s: decide it",
    ClaimStatus.RETURNED: "The SEND manager’s: answer finance’s question and submit it again",
    ClaimStatus.APPROVED: "Nobody’s: it is decided",
    ClaimStatus.REJECTED: "Nobody’s: it is decided",
    ClaimStatus.SUPERSEDED: "Nobody’s: a later claim counts in its place",
    ClaimStatus.WITHDRAWN: "Nobody’s: it was withdrawn",
}


def may_move(before: ClaimStatus, after: ClaimStatus) -> bool:
    return any(t.before == before and t.after == after for t in TRANSITIONS)


def diagram() -> str:
    """The states as a Mermaid diagram, in the order of the table."""
    lines = ["stateDiagram-v2", "    [*] --> Draft: Start"]
    lines += [f"    {t.before.label} --> {t.after.label}: {t.action} ({t.by.label})" for t in TRANSITIONS]
    ends = [s for s in ClaimStatus if not any(t.before == s for t in TRANSITIONS)]
    return "\n".join([*lines, *(f"    {s.label} --> [*]" for s in ends)]) + "\n"
