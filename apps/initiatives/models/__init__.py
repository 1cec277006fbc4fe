from apps.initiatives.models.benefits import ReportedBenefit
from apps.initiatives.models.claim_parts import (
    ClaimCost,
    ClaimDraw,
    ClaimEvidence,
    ClaimExclusion,
    ClaimMix,
    ClaimShare,
    ClaimUnit,
    Cohort,
)
from apps.initiatives.models.claims import BenefitClaim
from apps.initiatives.models.decisions import (
    AlreadyPublic,
    BoardNoting,
    ClaimContributor,
    ClaimDecision,
    CountedDraw,
    CountedUnit,
    LedgerEntry,
)
from apps.initiatives.models.demand import PlaceDemand
from apps.initiatives.models.evidence import EvidenceItem
from apps.initiatives.models.funding import Fund, FundingLine
from apps.initiatives.models.initiatives import Evidence, Initiative, InitiativeOverlap, Milestone
from apps.initiatives.models.occupancy import OccupancyReading, OccupantOrigin
from apps.initiatives.models.outcomes import OutcomeMeasure, OutcomeReading
from apps.initiatives.models.places import PlaceCount, PlaceExclusion, PlaceFunding, PlacePhaseSplit, PlaceTranche
from apps.initiatives.models.plans import MeasurementPlan, PlanContributor, PlanCounterfactual, PlanMeasure
from apps.initiatives.models.quarters import OverlapSettlement, Quarter, QuarterFigure
from apps.initiatives.models.rates import QuotedDifference, Rate, RateCard
from apps.initiatives.models.schemes import PlaceScheme, SchemePlaces, SchemeVersion

__all__ = [
    "AlreadyPublic", "BenefitClaim", "BoardNoting", "ClaimContributor", "ClaimCost", "ClaimDecision",
    "ClaimDraw", "ClaimEvidence", "ClaimExclusion", "ClaimMix", "ClaimShare", "ClaimUnit", "Cohort",
    "CountedDraw", "CountedUnit", "Evidence", "EvidenceItem", "Fund", "FundingLine", "Initiative",
    "InitiativeOverlap", "LedgerEntry", "MeasurementPlan", "Milestone", "OccupancyReading", "OccupantOrigin",
    "OutcomeMeasure", "OutcomeReading", "OverlapSettlement", "PlaceCount", "PlaceDemand", "PlaceExclusion",
    "PlaceFunding", "PlacePhaseSplit", "PlaceScheme", "PlaceTranche", "PlanContributor", "PlanCounterfactual",
    "PlanMeasure", "Quarter", "QuarterFigure", "QuotedDifference", "Rate", "RateCard", "ReportedBenefit",
    "SchemePlaces", "SchemeVersion",
]  # fmt: skip
