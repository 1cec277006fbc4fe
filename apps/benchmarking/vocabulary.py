"""The words of the benchmarking app; ``docs/glossary.md`` defines each."""

from django.db.models import TextChoices


class DeficitSize(TextChoices):
    """The report's labels of each authority's DSG position at 31 March 2025."""

    NONE = "none", "No deficit"
    MEDIUM = "medium", "Medium deficit"
    LARGE = "large", "Large deficit"


class Statistic(TextChoices):
    MEAN = "mean", "Mean"
    MEDIAN = "median", "Median"
    MAXIMUM = "maximum", "Maximum"
    MINIMUM = "minimum", "Minimum"


class ReturnKind(TextChoices):
    BUDGET = "budget", "Budget"
    OUTTURN = "outturn", "Outturn"

    @property
    def verb(self) -> str:
        return {ReturnKind.BUDGET: "budgets", ReturnKind.OUTTURN: "spent"}[self]


class CaseloadPlacement(TextChoices):
    """Where children with a plan are placed: the columns of SEN2, put together as costs go."""

    INMSS = "inmss", "Independent and non-maintained special schools"
    LOCAL_SPECIALIST = "local_specialist", "State special schools, resourced provision and SEN units"
    MAINSTREAM = "mainstream", "Mainstream, outside resourced provision and SEN units"
    OTHER = "other", "All other: further education, alternative provision, elsewhere, early years, awaiting, unknown"


class Own(TextChoices):
    """Whether a statistic of the neighbours counts our own council among them."""

    OUT = "out", "Neighbours only, own council left out"
    IN = "in", "Neighbours and own council, as the report prints"


PLACE_FUNDING = "1.0.2"

# How a sentence names each section 251 line. A line that is not here is named by its title.
SPEND_ON = {
    "1.0.2": "commissioned high-needs places",
    "1.2.1": "top-up funding of maintained schools",
    "1.2.2": "top-up funding of academies, free schools and colleges",
    "1.2.1 + 1.2.2": "top-up funding of all state schools",
    "1.2.3": "non-maintained and independent provision",
    "1.2.4": "targeted funding of mainstream schools",
    "1.2.5": "SEN support services",
    "1.2.6": "hospital education",
    "1.2.7": "alternative provision",
    "1.2.8": "support for inclusion",
    "1.2.9": "special schools and pupil referral units in financial difficulty",
    "1.2.10": "PFI and building costs of special and alternative provision",
    "1.2.11": "direct payments",
    "1.2.13": "therapies and other health services",
    "B = sum of 1.2.x": "all centrally held high-needs lines (B)",
    "A + B": "high needs in all (A + B)",
}
