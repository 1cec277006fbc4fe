"""The words of the deficit app; ``docs/glossary.md`` defines each."""

from django.db.models import TextChoices


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
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"


class LineKind(TextChoices):
    MOVEMENT = "movement", "Movement that is not part of the in-year gap"
    IN_YEAR_GAP = "in_year_gap", "Part of the in-year gap"


class RunState(TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"
