"""Every kind of file: how it is read, and what of its source is known without asking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apps.benchmarking.services.importing.kinds import (
    authorities,
    by_authority,
    line_groups,
    neighbours,
    per_head,
    sen2,
)
from apps.benchmarking.services.importing.kinds import section_251 as s251
from apps.benchmarking.services.importing.kinds.base import Kind
from apps.benchmarking.services.importing.known import Known
from apps.benchmarking.services.importing.problems import Problems
from apps.benchmarking.services.importing.table import Column
from apps.benchmarking.vocabulary import ImportKind, ReturnKind

DFE, ONS = "Department for Education", "Office for National Statistics"


@dataclass(frozen=True, slots=True)
class FileKind:
    """``needs_year``: the file does not say its financial year, so whoever imports it does."""

    columns: Sequence[Column]
    reader: Callable[[Known, Problems], Kind]
    title: str
    publisher: str = DFE
    needs_year: bool = False
    undone: bool = True


FILE_KINDS: dict[ImportKind, FileKind] = {
    ImportKind.AUTHORITIES: FileKind(
        authorities.COLUMNS, authorities.Authorities, "Local authorities and regions of England", undone=False
    ),
    ImportKind.S251_BUDGET: FileKind(
        s251.BUDGET,
        lambda known, problems: s251.Section251(known, problems, return_kind=ReturnKind.BUDGET),
        "Planned local authority and school expenditure (section 251 budget)",
    ),
    ImportKind.S251_OUTTURN: FileKind(
        s251.OUTTURN,
        lambda known, problems: s251.Section251(known, problems, return_kind=ReturnKind.OUTTURN),
        "Local authority and school expenditure (section 251 outturn)",
    ),
    ImportKind.S251_PER_HEAD: FileKind(
        per_head.COLUMNS,
        per_head.PerHead,
        "High needs benchmarking: section 251 budget, net £ per head",
        needs_year=True,
    ),
    ImportKind.HIGH_NEEDS_BENCHMARKING: FileKind(
        line_groups.COLUMNS, line_groups.LineGroups, "High needs benchmarking tool: budget and outturn 2021-22"
    ),
    ImportKind.OUTTURN_TOTALS: FileKind(
        by_authority.OUTTURN_COLUMNS, by_authority.OutturnTotals, "Section 251 outturn: totals by authority"
    ),
    ImportKind.SEN2_CASELOAD: FileKind(
        sen2.CASELOAD, sen2.Sen2Caseload, "Education, health and care plans (SEN2): caseload by placement"
    ),
    ImportKind.SEN2_REQUESTS: FileKind(
        sen2.REQUESTS,
        lambda known, problems: sen2.ByCalendarYear(known, problems, counted=tuple(sen2.REQUESTED.items())),
        "Education, health and care plans (SEN2): requests for assessment",
    ),
    ImportKind.SEN2_TIMELINESS: FileKind(
        sen2.TIMELINESS,
        lambda known, problems: sen2.ByCalendarYear(
            known, problems, counted=tuple(sen2.ISSUED.items()), of=sen2.WITHIN
        ),
        "Education, health and care plans (SEN2): timeliness",
    ),
    ImportKind.NEIGHBOURS: FileKind(
        neighbours.COLUMNS, neighbours.Neighbours, "Local authority interactive tool: statistical neighbours"
    ),
    ImportKind.POPULATION: FileKind(
        by_authority.POPULATION_COLUMNS, by_authority.Populations, "Population estimates by age", ONS
    ),
    ImportKind.DSG_ALLOCATIONS: FileKind(
        by_authority.DSG_COLUMNS, by_authority.DsgAllocations, "Dedicated Schools Grant allocations"
    ),
}
