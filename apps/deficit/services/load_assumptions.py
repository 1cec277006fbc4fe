"""Loads the first version of each assumption; growth is worked out from the caseload, never typed."""

from django.conf import settings

from apps.benchmarking.selectors.caseload import Census, caseload
from apps.core.loading import Load, Ref, Row, Table
from apps.deficit.calculations.growth import growth_of
from apps.deficit.models import Assumption
from apps.deficit.vocabulary import AssumptionStatus

FILE = "assumptions.csv"
WORDS = {
    "inmss": "Growth of plans in independent and non-maintained special schools",
    "local_specialist": "Growth of plans in state special schools, resourced provision and units",
    "mainstream": "Growth of plans in mainstream",
    "other": "Growth of all other plans, and of the spend that no placement type holds",
}
ASSUMPTIONS = Table(
    file=FILE,
    model=Assumption,
    key=("key", "version"),
    columns=("key", "order", "label", "group", "unit", "low", "central", "high", "owner", "source_reference"),
    refs=(Ref("source", ("source",), ("slug",)),),
    fixed={"version": 1, "status": AssumptionStatus.IN_FORCE.value},
    append_only=True,
)


def load_assumptions(load: Load) -> None:
    """Growth that is stored already stays: a later count is a reason for a new version, not for another first one."""
    rows = load.rows(FILE)
    stored = set(Assumption.objects.filter(version=1).values_list("key", flat=True))
    censuses = caseload(settings.COUNCIL_DFE_CODE)
    derived = [] if len(censuses) < 2 else [_growth(slug, order, censuses) for order, slug in enumerate(WORDS, 1)]
    load.table(ASSUMPTIONS, [*rows, *(row for row in derived if row.cells["key"] not in stored)])


def _growth(slug: str, order: int, censuses: tuple[Census, ...]) -> Row:
    counts = [census.plans[slug] for census in censuses]
    growth = growth_of(counts)
    first, last = censuses[0], censuses[-1]
    how = (
        f"Worked out from SEN2: {counts[0]} plans in January {first.january}, {counts[-1]} in January {last.january}. "
        "Low and high are the lowest and highest growth of one year, central the compound growth of all."
    )
    cells = {
        "key": f"growth:{slug}",
        "order": str(order),
        "label": WORDS[slug],
        "group": "Caseload",
        "unit": "rate",
        "low": str(growth.low),
        "central": str(growth.central),
        "high": str(growth.high),
        "owner": "Finance",
        "source": "",
        "source_reference": how,
    }
    return Row(FILE, 1, cells)
