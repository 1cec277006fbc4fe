from apps.core.models.audit import AuditEntry
from apps.core.models.documents import Document, Sourced
from apps.core.models.people import User
from apps.core.models.recompute import RecomputeRequest
from apps.core.models.stamp import DataStamp

__all__ = ["AuditEntry", "DataStamp", "Document", "RecomputeRequest", "Sourced", "User"]
