from apps.deficit.models.policy import PolicyParameter
from apps.deficit.models.positions import Position, PositionLine
from apps.deficit.models.runs import AvoidanceResult, ProjectionRun

__all__ = ["AvoidanceResult", "PolicyParameter", "Position", "PositionLine", "ProjectionRun"]
