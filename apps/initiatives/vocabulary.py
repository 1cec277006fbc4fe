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
    """How the report itself counts a benefit. The stable value “headline” is the report's own total, of which nothing
    was graded or approved: it is not the headline of claims (``selectors.claim_totals.ClaimStanding``)."""

    HEADLINE = "headline", "In the report’s own total, neither graded nor approved"
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


class UnitKind(TextChoices):
    """What a claim counts, so that it is counted once."""

    PLACES = "places", "Places of the place register"
    CHILDREN = "children", "Children, from a list that is never stored"
    COHORT = "cohort", "A number drawn on a named cohort"

    @property
    def meaning(self) -> str:
        return {
            UnitKind.PLACES: "Each place is counted once in any period.",
            UnitKind.CHILDREN: "Only a keyed hash of each pupil number is kept, so that a child is counted once.",
            UnitKind.COHORT: "For children who cannot be listed: all claims together never exceed the cohort’s size.",
        }[self]


class Recurrence(TextChoices):
    RECURRING = "recurring", "Recurring: each year while it lasts"
    ONE_OFF = "one_off", "One-off: it happened once"


class CounterfactualPlacement(TextChoices):
    """Where a child would otherwise be. All but the last are priced by the rate card."""

    INMSS = "inmss", "Independent or non-maintained special school (INMSS)"
    LOCAL_SPECIALIST = "local_specialist", "Local specialist place"
    MAINSTREAM_SUPPORT = "mainstream_support", "Mainstream with SEN support"
    SPECIALIST_ANY = "specialist", "Specialist place (type not given)"
    NO_COST = "no_cost", "No cost otherwise (a bound, not an estimate)"


class ValuesState(TextChoices):
    """Whether finance has agreed the values that a plan holds."""

    ILLUSTRATIVE = "illustrative", "Illustrative"
    AGREED = "agreed", "Agreed by finance"


class EvidenceKind(TextChoices):
    FILE = "file", "A file"
    LINK = "link", "A link"
    CITED = "cite", "A paper, cited by its paragraph"


class LedgerEntryKind(TextChoices):
    APPROVAL = "approval", "Approved"
    REVERSAL = "reversal", "Reversed by a later claim"


class QuarterState(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class OverlapOutcome(TextChoices):
    """How two initiatives that meet on the same children or places were told apart."""

    ONE_CLAIM = "one_claim", "One claim carries both, with shares"
    FIRST = "first", "The effect is the first one’s alone"
    SECOND = "second", "The effect is the second one’s alone"
    APART = "apart", "They were found not to meet"


class ProvisionType(TextChoices):
    RESOURCED_PROVISION = "resourced_provision", "Resourced provision"
    SEN_UNIT = "sen_unit", "SEN unit"
    SATELLITE = "satellite", "Satellite"
    MAINSTREAM_PLUS = "mainstream_plus", "Mainstream+"
    SPECIAL = "special", "Special school"
    ALTERNATIVE_PROVISION = "alternative", "Alternative provision"


class SchemePhase(TextChoices):
    EARLY_YEARS = "early_years", "Early years"
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    POST_16 = "post_16", "Post-16"

    @property
    def table_2(self) -> Phase:
        """The column of Table 2 that it falls in."""
        return Phase.PRIMARY if self in (SchemePhase.EARLY_YEARS, SchemePhase.PRIMARY) else Phase.SECONDARY


class PrimaryNeed(TextChoices):
    """The DfE's primary needs, as its management plan lists them, and schemes that take several."""

    AUTISM = "asd", "Autistic spectrum disorder"
    HEARING = "hi", "Hearing impairment"
    MODERATE_LEARNING = "mld", "Moderate learning difficulty"
    MULTI_SENSORY = "msi", "Multi-sensory impairment"
    PHYSICAL = "pd", "Physical disability"
    PROFOUND_LEARNING = "pmld", "Profound and multiple learning difficulty"
    SEMH = "semh", "Social, emotional and mental health"
    SLCN = "slcn", "Speech, language and communication needs"
    SEVERE_LEARNING = "sld", "Severe learning difficulty"
    SPECIFIC_LEARNING = "spld", "Specific learning difficulty"
    VISUAL = "vi", "Visual impairment"
    OTHER = "oth", "Other difficulty or disability"
    NOT_ASSESSED = "nsa", "SEN support without a specialist assessment of need"
    MIXED = "mixed", "Mixed needs"


class SchemeStatus(TextChoices):
    PROPOSED = "proposed", "Proposed"
    COMMISSIONED = "commissioned", "Commissioned"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def place_status(self) -> PlaceStatus | None:
        """How Table 2 counts its places: what has closed was delivered, what was withdrawn counts nowhere."""
        return {
            SchemeStatus.PROPOSED: PlaceStatus.PIPELINE,
            SchemeStatus.COMMISSIONED: PlaceStatus.PIPELINE,
            SchemeStatus.OPEN: PlaceStatus.DELIVERED,
            SchemeStatus.CLOSED: PlaceStatus.DELIVERED,
        }.get(self)


class Counting(TextChoices):
    """Whether a scheme's places are in the tranche's count already."""

    PART = "part", "Part of the places that are counted already"
    ADDITION = "addition", "On top of them: the count goes up"


class OriginPlacement(TextChoices):
    """Where the child of a filled place would otherwise be."""

    INMSS = "inmss", "Independent or non-maintained special school"
    LOCAL = "local", "Another local specialist place"
    MAINSTREAM = "mainstream", "Mainstream with support"
    AP = "ap", "Alternative provision"
    ELSEWHERE = "elsewhere", "Elsewhere"
    NO_COST = "no_cost", "No cost otherwise"
    NOT_KNOWN = "not_known", "Not known"


class DemandState(TextChoices):
    ILLUSTRATIVE = "illustrative", "Illustrative"
    AGREED = "agreed", "Agreed by finance"
