"""The words of the initiatives app; ``docs/glossary.md`` defines each."""

from django.db.models import TextChoices


class Category(TextChoices):
    """The committee's three categories (para 2.1)."""

    INVEST_TO_SAVE = "invest_to_save", "Invest to save"
    INVEST_TO_COST_AVOID = "invest_to_cost_avoid", "Invest to cost avoid"
    GRANT_FUNDING = "grant_funding", "Grant funding"

    @property
    def definition(self) -> str:
        return {
            Category.INVEST_TO_SAVE: (
                "Money put in at the start, from council revenue or the High Needs Block, "
                "to secure lasting savings in either."
            ),
            Category.INVEST_TO_COST_AVOID: (
                "Money put in at the start, from council revenue or the High Needs Block, "
                "to lessen future cost to either, most likely in the longer term."
            ),
            Category.GRANT_FUNDING: (
                "Money from the Department for Education or others, outside the High Needs Block, "
                "given first of all to improve services."
            ),
        }[self]


class Stage(TextChoices):
    IDEA = "idea", "Idea"
    DESIGN = "design", "Design"
    DELIVERY = "delivery", "Delivery"
    EMBEDDED = "embedded", "Embedded"
    CLOSED = "closed", "Closed"


class FundKind(TextChoices):
    """Who pays. Only High Needs Block money worsens the High Needs position."""

    HIGH_NEEDS_BLOCK = "high_needs_block", "High Needs Block"
    COUNCIL_REVENUE = "council_revenue", "Council revenue (General Fund)"
    DFE_GRANT = "dfe_grant", "DfE grant"
    OTHER_GRANT = "other_grant", "Other grant"
    SCHOOLS_BLOCK_TRANSFER = "schools_block_transfer", "Schools block transfer"
    CAPITAL = "capital", "Capital"

    @property
    def worsens_high_needs(self) -> bool:
        return self is FundKind.HIGH_NEEDS_BLOCK


class FundingState(TextChoices):
    AGREED = "agreed", "Agreed"
    REQUESTED = "requested", "To be requested"
    NOT_STATED = "not_stated", "Not stated"


class MeasurementPlanState(TextChoices):
    NONE = "none", "None"
    DRAFTED = "drafted", "Drafted"
    AGREED = "agreed", "Agreed"


class EvidenceGrade(TextChoices):
    SUFFICIENT = "sufficient", "Sufficient"
    PARTIAL = "partial", "Partial"
    INSUFFICIENT = "insufficient", "Insufficient"


class Better(TextChoices):
    """Which way a measure should move."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NEITHER = "neither", "For information"


class MeasureUnit(TextChoices):
    PERCENT = "percent", "%"
    CHILDREN = "children", "children"
    PLANS = "plans", "plans"
    PLACES = "places", "places"


class Standing(TextChoices):
    """How a reported benefit stands in the report."""

    HEADLINE = "headline", "In the report's total"
    BESIDE = "beside", "Reported beside the total"
    STATEMENT = "statement", "A statement of scope, not a benefit"


class PlaceStatus(TextChoices):
    DELIVERED = "delivered", "Delivered"
    PIPELINE = "pipeline", "In the pipeline"


class Phase(TextChoices):
    PRIMARY = "primary", "Early years and primary"
    SECONDARY = "secondary", "Secondary and post-16"


class PlacementType(TextChoices):
    INMSS = "inmss", "Independent and non-maintained special school (INMSS)"
    LOCAL_SPECIALIST = "local_specialist", "Local specialist place"
    MAINSTREAM_SUPPORT = "mainstream_support", "Mainstream with SEN support"
    SPECIALIST_ANY = "specialist", "Specialist place (type not given)"


class RateCardStatus(TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"
