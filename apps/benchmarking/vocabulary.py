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

    @property
    def does(self) -> str:
        """In a question: “Where do we budget more?”"""
        return {ReturnKind.BUDGET: "budget", ReturnKind.OUTTURN: "spend"}[self]


class CaseloadPlacement(TextChoices):
    """Where children with a plan are placed: the columns of SEN2, put together as costs go."""

    INMSS = "inmss", "Independent and non-maintained special schools"
    LOCAL_SPECIALIST = "local_specialist", "State special schools, resourced provision and SEN units"
    MAINSTREAM = "mainstream", "Mainstream, outside resourced provision and SEN units"
    OTHER = "other", "All other: further education, alternative provision, elsewhere, early years, awaiting, unknown"


class AreaLevel(TextChoices):
    """The DfE's ``geographic_level``."""

    NATIONAL = "national", "National"
    REGIONAL = "regional", "Regional"
    AUTHORITY = "local_authority", "Local authority"


class ImportState(TextChoices):
    SAVED = "saved", "Saved"
    UNDONE = "undone", "Undone"


class ImportKind(TextChoices):
    """The genuine files that the product reads."""

    AUTHORITIES = "authorities", "Local authorities"
    S251_BUDGET = "s251-budget", "Section 251 budget"
    S251_OUTTURN = "s251-outturn", "Section 251 outturn"
    S251_PER_HEAD = "s251-per-head", "Section 251 budget per head"
    HIGH_NEEDS_BENCHMARKING = "high-needs-benchmarking", "High needs budget and outturn by line group"
    OUTTURN_TOTALS = "outturn-totals", "Section 251 outturn totals"
    SEN2_CASELOAD = "sen2-caseload", "SEN2 caseload"
    SEN2_REQUESTS = "sen2-requests", "SEN2 requests for assessment"
    SEN2_TIMELINESS = "sen2-timeliness", "SEN2 timeliness"
    NEIGHBOURS = "neighbours", "Statistical neighbours"
    POPULATION = "population", "Population"
    DSG_ALLOCATIONS = "dsg-allocations", "DSG allocations"


class EhcpPlacement(TextChoices):
    """Where children with a plan are placed: the seven sheets of the DfE's management plan."""

    MAINSTREAM = "plans_mainstream", "Mainstream schools and academies"
    RESOURCED = "plans_resourced", "Resourced provision and SEN units"
    SPECIAL = "plans_special", "State special schools and academies"
    INMSS = "plans_inmss", "Independent and non-maintained special schools"
    HOSPITAL_OR_AP = "plans_ap", "Hospital schools and alternative provision"
    POST_16 = "plans_post_16", "Post-16 and further education"
    OTHER = "plans_other", "Other placements, elsewhere, awaiting and unknown"


class FigureMeasure(TextChoices):
    """What a figure counts. Plans stand in the January of the year, populations in its middle, requests and timeliness
    over the calendar year, allocations and outturn over the financial year that starts in it.
    """

    PLANS = "plans", "Education, health and care plans"
    PLANS_MAINSTREAM = "plans_mainstream", "Plans: mainstream schools and academies"
    PLANS_RESOURCED = "plans_resourced", "Plans: resourced provision and SEN units"
    PLANS_SPECIAL = "plans_special", "Plans: state special schools and academies"
    PLANS_INMSS = "plans_inmss", "Plans: independent and non-maintained special schools"
    PLANS_AP = "plans_ap", "Plans: hospital schools and alternative provision"
    PLANS_POST_16 = "plans_post_16", "Plans: post-16 and further education"
    PLANS_OTHER = "plans_other", "Plans: other, elsewhere, awaiting and unknown"
    REQUESTS = "requests", "Requests for assessment"
    DECIDED_TO_ASSESS = "decided_to_assess", "Requests decided: to assess"
    DECIDED_NOT_TO_ASSESS = "decided_not_to_assess", "Requests decided: not to assess"
    REQUESTS_WITHDRAWN = "requests_withdrawn", "Requests withdrawn"
    REQUESTS_OUTSTANDING = "requests_outstanding", "Requests without a decision"
    MEDIATION = "mediation", "Mediation cases on requests"
    TRIBUNAL = "tribunal", "Tribunal appeals on requests"
    PLANS_ISSUED = "plans_issued", "New plans issued"
    PLANS_ISSUED_EX = "plans_issued_ex", "New plans issued, exceptions left out"
    WITHIN_20_WEEKS = "within_20_weeks", "New plans issued within 20 weeks"
    WITHIN_20_WEEKS_EX = "within_20_weeks_ex", "New plans issued within 20 weeks, exceptions left out"
    POPULATION_0_19 = "population_0_19", "Population aged 0 to 19"
    POPULATION_2_18 = "population_2_18", "Population aged 2 to 18"
    POPULATION = "population", "Population of all ages"
    DSG_SCHOOLS = "dsg_schools", "DSG allocation: Schools block, £"
    DSG_CENTRAL = "dsg_central", "DSG allocation: Central School Services block, £"
    DSG_HIGH_NEEDS = "dsg_high_needs", "DSG allocation: High Needs block, £"
    DSG_EARLY_YEARS = "dsg_early_years", "DSG allocation: Early Years block, £"
    DSG_TOTAL = "dsg_total", "DSG allocation in all, £"
    DSG_SCHOOLS_AFTER = "dsg_schools_after", "DSG after deductions: Schools block, £"
    DSG_CENTRAL_AFTER = "dsg_central_after", "DSG after deductions: Central School Services block, £"
    DSG_HIGH_NEEDS_AFTER = "dsg_high_needs_after", "DSG after deductions: High Needs block, £"
    DSG_EARLY_YEARS_AFTER = "dsg_early_years_after", "DSG after deductions: Early Years block, £"
    DSG_TOTAL_AFTER = "dsg_total_after", "DSG after deductions in all, £"
    OUTTURN_HIGH_NEEDS = "outturn_high_needs", "Outturn of the lines 1.2.x, net £"
    OUTTURN_PLACES = "outturn_places", "Outturn of the lines 1.0.x, net £"
    OUTTURN_CENTRAL = "outturn_central", "Outturn of the lines 1.1, 1.4 to 1.7, net £"
    OUTTURN_EARLY_YEARS = "outturn_early_years", "Outturn of the lines 1.3.x, net £"
    OUTTURN_OTHER = "outturn_other", "Outturn of the lines 2.x, net £"
    OUTTURN_TOTAL = "outturn_total", "Outturn in all, net £"


class Own(TextChoices):
    """Whether a statistic of the neighbours counts our own council among them."""

    OUT = "out", "Left out of median and quartiles"
    IN = "in", "Counted in, as the report prints"


PLACE_FUNDING = "1.0.2"
# The line that a share is a share of: the first of these that a data set has.
HIGH_NEEDS = ("high-needs-total", "central-total")

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
