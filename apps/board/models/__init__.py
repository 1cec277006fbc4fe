from apps.board.models.actions import Action, ActionUpdate
from apps.board.models.decisions import BoardDecision, DecidedOn, FrameworkVersion
from apps.board.models.enquiry import EnquiryQuestion, EnquiryText
from apps.board.models.feed import DataToken
from apps.board.models.guardrails import Guardrail, Target
from apps.board.models.maturity import MaturityArea, MaturityAreaVersion, MaturityAssessment
from apps.board.models.meetings import AgendaCorrection, AgendaItem, Body, Meeting, TermsOfReference
from apps.board.models.packs import FrozenRows, Pack, PackFigure, PackTable, Restatement
from apps.board.models.papers import (
    CommitteePaper,
    DisclosureOverride,
    PaperDrawing,
    PaperFile,
    PaperMaking,
    PaperTemplate,
    PaperText,
    PaperVersion,
    Publication,
    TextAgreement,
)
from apps.board.models.risks import Risk, RiskVersion

__all__ = [
    "Action", "ActionUpdate", "AgendaCorrection", "AgendaItem", "BoardDecision", "Body", "CommitteePaper",
    "DataToken", "DecidedOn", "DisclosureOverride", "EnquiryQuestion", "EnquiryText", "FrameworkVersion",
    "FrozenRows", "Guardrail", "MaturityArea", "MaturityAreaVersion", "MaturityAssessment", "Meeting", "Pack",
    "PackFigure", "PackTable", "PaperDrawing", "PaperFile", "PaperMaking", "PaperTemplate", "PaperText",
    "PaperVersion", "Publication", "Restatement", "Risk", "RiskVersion", "Target", "TermsOfReference",
    "TextAgreement",
]  # fmt: skip
