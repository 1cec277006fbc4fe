from apps.core.models.audit import AuditEntry
from apps.core.models.documents import Document, Sourced
from apps.core.models.people import User
from apps.core.models.recompute import RecomputeRequest

__all__ = ["AuditEntry", "Document", "RecomputeRequest", "Sourced", "User"]
