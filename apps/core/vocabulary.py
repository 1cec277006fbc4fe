"""The field's words that every app shares; ``docs/glossary.md`` defines each."""

from django.db.models import TextChoices


class Basis(TextChoices):
    """The four kinds of figure that are never added together."""

    ONE_OFF = "one_off", "One-off"
    RUN_RATE = "run_rate", "Run-rate"
    IN_YEAR = "in_year", "In-year"
    CUMULATIVE = "cumulative", "Cumulative"

    @property
    def question(self) -> str:
        return {
            Basis.ONE_OFF: "what happened once",
            Basis.RUN_RATE: "what everything now in place is worth in a full year",
            Basis.IN_YEAR: "what falls within one financial year, given opening dates and occupancy",
            Basis.CUMULATIVE: "the sum of in-year figures from a first to a last year",
        }[self]


class BenefitClass(TextChoices):
    CASHABLE = "cashable", "Cashable saving"
    AVOIDANCE = "avoidance", "Cost avoidance"
    NON_CASHABLE = "non_cashable", "Non-cashable"


class Block(TextChoices):
    """The four blocks of the Dedicated Schools Grant, and what stands outside it."""

    SCHOOLS = "schools", "Schools"
    CENTRAL = "central", "Central School Services"
    EARLY_YEARS = "early_years", "Early Years"
    HIGH_NEEDS = "high_needs", "High Needs"
    OTHER_UNSPLIT = "other_unsplit", "Other blocks (not split in the source)"
    ALL = "all", "All blocks"
    GENERAL_FUND = "general_fund", "General Fund (outside the DSG)"


class Convention(TextChoices):
    """On which inputs a figure was worked out."""

    AS_REPORTED = "as_reported", "As reported"
    CURRENT = "current", "Current"

    @property
    def meaning(self) -> str:
        return {
            Convention.AS_REPORTED: "the report's places, exclusions and rates, whatever changed since",
            Convention.CURRENT: "today's places and exclusions, and the approved rate card in force",
        }[self]


class NotificationKind(TextChoices):
    """What a person is told of."""

    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    DECIDED = "decided", "Decided"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    DIGEST = "digest", "Daily e-mail"

    @classmethod
    def told(cls) -> list["NotificationKind"]:
        """Every kind but the daily e-mail, which is written from the others."""
        return [kind for kind in cls if kind != cls.DIGEST]

    @property
    def meaning(self) -> str:
        return {
            NotificationKind.SUBMITTED: "Something was submitted that you may decide.",
            NotificationKind.RETURNED: "Something of yours was returned with a question.",
            NotificationKind.DECIDED: "Something of yours was decided.",
            NotificationKind.DUE: "Something of yours falls due within days.",
            NotificationKind.OVERDUE: "Something of yours was due and is not done.",
            NotificationKind.DIGEST: "What waits for you, each day at 7am; nothing when nothing waits.",
        }[self]


class Mailing(TextChoices):
    """Whether and when a notification is e-mailed."""

    AT_ONCE = "at_once", "At once"
    DIGEST = "digest", "In the daily e-mail"
    NEVER = "never", "Not at all"


MAILING_UNLESS_CHOSEN: dict[NotificationKind, Mailing] = {
    NotificationKind.SUBMITTED: Mailing.DIGEST,
    NotificationKind.RETURNED: Mailing.AT_ONCE,
    NotificationKind.DECIDED: Mailing.AT_ONCE,
    NotificationKind.DUE: Mailing.AT_ONCE,
    NotificationKind.OVERDUE: Mailing.AT_ONCE,
    NotificationKind.DIGEST: Mailing.DIGEST,
}
