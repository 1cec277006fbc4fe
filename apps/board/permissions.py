"""Who may do what of the Board's work: ``check`` raises the sentence that the reader sees."""

from apps.core.errors import NotAllowed
from apps.core.models import User

VIEW = "board.view_meeting"
PREPARE = "board.prepare_meeting"
DECIDE = "board.record_decision"
ACTIONS = "board.keep_actions"
RISKS = "board.keep_risks"
ENQUIRY = "board.write_enquiry"
TARGETS = "board.set_target"
MATURITY = "board.assess_maturity"

STAFF = "SEND managers, finance officers and administrators"
WHO = {
    PREPARE: f"Meetings and their agendas are prepared by {STAFF}.",
    DECIDE: f"Decisions are recorded by {STAFF}.",
    ACTIONS: f"Actions are kept by {STAFF}.",
    RISKS: f"The risk register is kept by {STAFF}.",
    ENQUIRY: f"Answers to the committee are written and agreed by {STAFF}.",
    TARGETS: "Targets and guardrails are entered by finance officers.",
    MATURITY: f"The self-assessment is kept by {STAFF}.",
}


def check(person: User, right: str) -> None:
    if not person.has_perm(right):
        raise NotAllowed(WHO[right])
