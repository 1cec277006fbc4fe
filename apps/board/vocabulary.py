"""The words of the Board at work; ``docs/glossary.md`` defines each."""

from django.db.models import TextChoices


class BodyKind(TextChoices):
    BOARD = "board", "Board"
    SCRUTINY = "scrutiny", "Scrutiny committee"
    CABINET = "cabinet", "Cabinet"
    OTHER = "other", "Other"


class MeetingStatus(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"


class Asked(TextChoices):
    """The decision that an agenda item asks for."""

    NOTE = "note", "To note"
    APPROVE = "approve", "To approve"
    ENDORSE = "endorse", "To endorse"
    DISCUSS = "discuss", "To discuss"


class Outcome(TextChoices):
    NOTED = "noted", "Noted"
    APPROVED = "approved", "Approved"
    ENDORSED = "endorsed", "Endorsed"
    DEFERRED = "deferred", "Deferred"
    REJECTED = "rejected", "Rejected"


AGREEING = (Outcome.APPROVED, Outcome.ENDORSED)


class ActionState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class RiskStatus(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


LIKELIHOODS = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACTS = {1: "Slight", 2: "Minor", 3: "Moderate", 4: "Major", 5: "Severe"}
NOT_SCORED = "Not scored"


class Answers(TextChoices):
    """From which data a question of the committee is answered."""

    CATEGORIES = "categories", "Initiatives by category"
    EVIDENCE = "evidence", "Evidence, with financial detail"
    NEW = "new", "New initiatives and their measurement plans"
    REQUESTS = "requests", "Requests for 2026/27"


class TargetScope(TextChoices):
    INITIATIVE = "initiative", "One initiative’s approved benefits"
    PROGRAMME = "programme", "All initiatives’ approved benefits"
    DEFICIT = "deficit", "The accumulated deficit"


class Benchmark(TextChoices):
    """A measure of the DfE’s returns that can be watched."""

    TIMELINESS = "timeliness", "New plans issued within 20 weeks, % (SEN2, without exceptions)"


class Sense(TextChoices):
    """On which side of its threshold a guardrail holds."""

    AT_LEAST = "at_least", "At least"
    AT_MOST = "at_most", "At most"


MATURITY_LEVELS = {1: "Emerging", 2: "Developing", 3: "Established", 4: "Leading"}


class MakingState(TextChoices):
    """How far the worker is with the files of a paper."""

    QUEUED = "queued", "Queued"
    RUNNING = "running", "Being made"
    DONE = "done", "Made"
    FAILED = "failed", "Failed"


class PaperFormat(TextChoices):
    """A paper's formats, in the order in which they are made: HTML first."""

    HTML = "html", "Web page (HTML)"
    DOCX = "docx", "Word (DOCX)"
    PDF = "pdf", "PDF"
    ODS = "ods", "Spreadsheet (ODS)"
    XLSX = "xlsx", "Spreadsheet (XLSX)"
    CSV = "csv", "CSV with metadata (ZIP)"
