from apps.initiatives.models.benefits import ReportedBenefit
from apps.initiatives.models.funding import Fund, FundingLine
from apps.initiatives.models.initiatives import Evidence, Initiative, InitiativeOverlap, Milestone
from apps.initiatives.models.outcomes import OutcomeMeasure, OutcomeReading
from apps.initiatives.models.places import PlaceCount, PlaceExclusion, PlacePhaseSplit, PlaceTranche
from apps.initiatives.models.rates import QuotedDifference, Rate, RateCard

__all__ = [
    "Evidence",
    "Fund",
    "FundingLine",
    "Initiative",
    "InitiativeOverlap",
    "Milestone",
    "OutcomeMeasure",
    "OutcomeReading",
    "PlaceCount",
    "PlaceExclusion",
    "PlacePhaseSplit",
    "PlaceTranche",
    "QuotedDifference",
    "Rate",
    "RateCard",
    "ReportedBenefit",
]
