from apps.board.models.actions import Action, ActionUpdate
from apps.board.models.decisions import BoardDecision, DecidedOn, FrameworkVersion
from apps.board.models.enquiry import EnquiryQuestion, EnquiryText
from apps.board.models.feed import DataToken
from apps.board.models.guardrails import Guardrail, Target
from apps.board.models.maturity import MaturityArea, MaturityAreaVersion, MaturityAssessment
from apps.board.models.meetings import AgendaCorrection, AgendaItem, Body, Meeting, TermsOfReference
from apps.board.models.risks import Risk, RiskVersion

__all__ = [
    "Action", "ActionUpdate", "AgendaCorrection", "AgendaItem", "BoardDecision", "Body", "DataToken", "DecidedOn",
    "EnquiryQuestion", "EnquiryText", "FrameworkVersion", "Guardrail", "MaturityArea", "MaturityAreaVersion",
    "MaturityAssessment", "Meeting", "Risk", "RiskVersion", "Target", "TermsOfReference",
]  # fmt: skip
