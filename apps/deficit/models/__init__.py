from apps.deficit.models.assumptions import Assumption
from apps.deficit.models.policy import PolicyParameter
from apps.deficit.models.positions import (
    BlockTransfer,
    Position,
    PositionBlock,
    PositionContributor,
    PositionDecision,
    PositionLine,
)
from apps.deficit.models.record import RecordedFigure
from apps.deficit.models.results import (
    CalibrationResult,
    ProjectionPoint,
    RunPublication,
    SensitivityResult,
    SwitchingResult,
)
from apps.deficit.models.runs import AvoidanceResult, ProjectionRun
from apps.deficit.models.scenarios import BenefitTreatment, Scenario, ScenarioRevision
from apps.deficit.models.sources import DifferenceExplanation, SourceFigure

__all__ = [
    "Assumption",
    "AvoidanceResult",
    "BenefitTreatment",
    "BlockTransfer",
    "CalibrationResult",
    "DifferenceExplanation",
    "PolicyParameter",
    "Position",
    "PositionBlock",
    "PositionContributor",
    "PositionDecision",
    "PositionLine",
    "ProjectionPoint",
    "ProjectionRun",
    "RecordedFigure",
    "RunPublication",
    "Scenario",
    "ScenarioRevision",
    "SensitivityResult",
    "SourceFigure",
    "SwitchingResult",
]
