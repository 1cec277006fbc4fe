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
