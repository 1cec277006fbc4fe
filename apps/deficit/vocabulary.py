"""The words of the deficit app; ``docs/glossary.md`` defines each."""

from django.db.models import TextChoices

from apps.core.vocabulary import Block

DSG_BLOCKS = (Block.SCHOOLS, Block.CENTRAL, Block.EARLY_YEARS, Block.HIGH_NEEDS)
DSG_BLOCK_CHOICES = [(block.value, block.label) for block in DSG_BLOCKS]


class ReportingPoint(TextChoices):
    """When in a year a position was stated. An outlook is a forecast of a year that has no budget yet."""

    OUTLOOK = "outlook", "Outlook"
    BUDGET = "budget", "Budget"
    Q1 = "q1", "Quarter 1"
    Q2 = "q2", "Quarter 2"
    Q3 = "q3", "Quarter 3"
    OUTTURN = "outturn", "Outturn"


class PositionStatus(TextChoices):
    DRAFT = "draft", "Draft"
    READY = "ready", "Ready for approval"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PositionDecisionKind(TextChoices):
    """What moves a position from one status to the next."""

    READY = "ready", "Sent for approval"
    APPROVE = "approve", "Approved"
    RETURN = "return", "Returned to draft"
    PUBLISH = "publish", "Published"
    WITHDRAW = "withdraw", "Withdrawn"


class TransferAgreement(TextChoices):
    """Who agreed a transfer between blocks of the grant."""

    SCHOOLS_FORUM = "schools_forum", "Schools Forum"
    SECRETARY_OF_STATE = "secretary_of_state", "Secretary of State for Education"


class LineKind(TextChoices):
    MOVEMENT = "movement", "Movement that is not part of the in-year gap"
    IN_YEAR_GAP = "in_year_gap", "Part of the in-year gap"


class RunState(TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class RecordPoint(TextChoices):
    """When in a year a figure of the council's record was stated, by the rule that each row carries."""

    BEFORE = "before", "Before the year began"
    DRAFT = "draft", "Draft budget"
    BUDGET = "budget", "Budget"
    Q1 = "q1", "Quarter 1"
    Q2 = "q2", "Quarter 2"
    Q3 = "q3", "Quarter 3"
    OTHER = "other", "Forecast in another month"
    OUTTURN = "outturn", "Outturn"
    PLAN = "plan", "Plan"
    ALLOCATION = "allocation", "Allocation"


class RecordMeasure(TextChoices):
    """What a figure of the council's record measures. Deficits and gaps are positive."""

    IN_YEAR_GAP = "in_year_gap", "High-needs in-year gap"
    CUMULATIVE_DEFICIT = "cumulative_deficit", "Accumulated deficit at 31 March"
    ALL_DSG_GAP = "in_year_deficit_all_dsg", "In-year deficit of the whole DSG"
    IN_YEAR_SURPLUS = "in_year_surplus", "In-year surplus"
    SPEND = "high_needs_expenditure", "High-needs spending"
    FUNDING = "high_needs_funding", "High-needs funding"
    BLOCK = "high_needs_block_indicative", "High Needs Block, indicative allocation"
    SPECIALIST = "specialist_provision_cost", "Cost of specialist provision"
    ALTERNATIVE = "alternative_provision_cost", "Cost of alternative provision"


class SourceKind(TextChoices):
    """Where one and the same position is stated, for the reconciliation."""

    LEDGER = "ledger", "Ledger"
    S251 = "s251", "Section 251 outturn"
    DSG_NOTE = "dsg_note", "DSG note to the accounts"
    REVENUE_OUTTURN = "revenue_outturn", "Revenue outturn"
    ACCOUNTS = "accounts", "Statement of accounts"
    OUTTURN_REPORT = "outturn_report", "Council’s outturn report"


class SourceMeasure(TextChoices):
    CLOSING = "closing", "Closing accumulated deficit"
    SPEND = "spend", "Spending in the year"
    FUNDING = "funding", "Funding in the year"


class AssumptionUnit(TextChoices):
    SHARE = "share", "Share (a fraction of one)"
    RATE = "rate", "Rate a year (a fraction of one)"
    MONTHS = "months", "Months"
    POUNDS = "pounds", "£"
    COUNT = "count", "Number"
    YEAR = "year", "Financial year (the year in which it starts)"


class AssumptionStatus(TextChoices):
    DRAFT = "draft", "Draft"
    IN_FORCE = "in_force", "In force"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AssumptionState(TextChoices):
    """Whether finance has agreed the value."""

    ILLUSTRATIVE = "illustrative", "Illustrative"
    AGREED = "agreed", "Agreed by finance"


class BaseScenario(TextChoices):
    """What a what-if starts from."""

    UNMITIGATED = "unmitigated", "Unmitigated"
    APPROVED_ONLY = "approved-only", "Approved only"
    APPROVED_AND_PIPELINE = "approved-and-pipeline", "Approved and pipeline"


class BenefitKind(TextChoices):
    """Where a benefit comes from: each unit comes from one of these."""

    CLAIM = "claim", "Approved claims"
    DELIVERED_PLACES = "delivered_places", "Delivered places that no approved claim counts"
    PIPELINE_PLACES = "pipeline_places", "Places in the pipeline"
    CHILDREN = "children", "Children that the report states, and no approved claim counts"
