from apps.core.models.audit import AuditEntry
from apps.core.models.documents import Document, Sourced
from apps.core.models.notifications import MailPreference, Notification
from apps.core.models.people import User
from apps.core.models.recompute import RecomputeRequest
from apps.core.models.stamp import DataStamp
from apps.core.models.trail import AuditCheck, Change, Operation, Seal, SealHead, Sealing

__all__ = [
    "AuditCheck",
    "AuditEntry",
    "Change",
    "DataStamp",
    "Document",
    "MailPreference",
    "Notification",
    "Operation",
    "RecomputeRequest",
    "Seal",
    "SealHead",
    "Sealing",
    "Sourced",
    "User",
]
