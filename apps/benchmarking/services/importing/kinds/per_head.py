"""The wide benchmarking table: £ per head of the population aged 0 to 19, one row an authority, as in Appendix 3.

Read under the names of its published titles or under the short ones of ``data/``. Rows of England's mean, median,
maximum and minimum are kept as printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from apps.benchmarking.models import BenchmarkValue, PrintedStatistic
from apps.benchmarking.services.importing.kinds.base import Kind, Made
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.services.importing.targets import PER_HEAD, STATISTIC, Key, Target
from apps.benchmarking.vocabulary import Statistic

TITLES = {
    "1.0.2": (
        "isb_place", "INDIVIDUAL SCHOOL BUDGETS (ISB)- commissioned places from high needs block",
    ),
    "1.2.1": ("topup_maintained", "Top-up funding – maintained schools"),
    "1.2.2": ("topup_academies", "Top-up funding – academies, free schools and colleges"),
    "1.2.1 + 1.2.2": ("topup_state_total", "Total top up state schools"),
    "1.2.3": (
        "topup_nmss_independent", "Top-up and other funding – non- maintained and independent providers",
        "Top-up and other funding – non-maintained and independent providers",
    ),
    "1.2.4": (
        "additional_targeted", "Additional high needs targeted funding for mainstream schools and academies",
    ),
    "1.2.5": ("sen_support", "SEN support services"),
    "1.2.6": ("hospital", "Hospital education services"),
    "1.2.7": ("other_ap", "Other alternative provision services"),
    "1.2.8": ("support_inclusion", "Support for inclusion"),
    "1.2.9": ("financial_difficulty", "Special schools and PRUs in financial difficulty"),
    "1.2.10": (
        "pfi_bsf", "PFI/BSF costs at special schools, AP/ PRUs and Post 16 institutions only",
    ),
    "1.2.11": ("direct_payments", "Direct payments (SEN and disability)"),
    "1.2.13": ("therapies", "Therapies and other health related services"),
    "B = sum of 1.2.x": ("central_total", "CENTRAL SPEND TOTAL"),
    "A + B": ("total_hn", "TOTAL HIGH NEEDS BLOCK SPEND"),
}  # fmt: skip
COLUMNS = (
    Column("la_code", ("la_code", "LA code + name", "statistic")),
    Column("of_neighbours", needed=False),
    *(Column(code, called, needed=code in ("1.2.3", "A + B"), figure=True) for code, called in TITLES.items()),
)
AUTHORITY = re.compile(r"([0-9]{3})\b.*")
STATISTICS = {
    "median": Statistic.MEDIAN, "max": Statistic.MAXIMUM, "maximum": Statistic.MAXIMUM, "min": Statistic.MINIMUM,
    "minimum": Statistic.MINIMUM, "mean": Statistic.MEAN, "average": Statistic.MEAN,
}  # fmt: skip
OF_ALL = re.compile(r"\b(england|all|authorities|neighbours|value)\b|[^a-z]+")
MOST = 10**7


@dataclass(slots=True)
class PerHead(Kind):
    """``return_id`` is the return of the year that the importer named: the file does not say it."""

    return_id: int = 0
    _stored: dict[Target, set[Key]] = field(default_factory=dict)

    def rows(self, row: FileRow) -> Iterator[Made]:
        whose = self._whose(row)
        values = [(line, row.number(line)[0]) for line in TITLES if row.has(line)]
        for line, value in values:
            if value is not None and abs(float(value)) >= MOST:
                row.refuse(line, "It is no rate per head. Check the cell.")
        if row.sound and whose:
            target, rest = whose
            for line, value in values:
                key = (self.return_id, self.known.lines[line], *rest)
                if value is not None:
                    yield target, key, (value,)
                elif self._stands(target, key):
                    row.refuse(line, "A value of it stands, and a blank or a mark takes none away. Undo its import.")

    def _stands(self, target: Target, key: Key) -> bool:
        """Whether a value is stored under the key; those of the return are read once."""
        if target not in self._stored:
            model: type[Model] = BenchmarkValue if target is PER_HEAD else PrintedStatistic
            rows = model._default_manager.filter(benchmark_return=self.return_id)
            self._stored[target] = set(rows.values_list(*target.key))
        return key in self._stored[target]

    def _whose(self, row: FileRow) -> tuple[Target, tuple[int | str | bool, ...]] | None:
        """An authority's row, or one of England's statistics. None where it is neither, with a problem noted."""
        first = row.text("la_code")
        if code := AUTHORITY.fullmatch(first):
            authority = self.known.authorities.get(code[1])
            if authority is None:
                row.refuse("la_code", "No authority has this DfE code. Import the list of authorities that names it.")
                return None
            return PER_HEAD, (authority,)
        if statistic := STATISTICS.get(OF_ALL.sub("", first.casefold())):
            return STATISTIC, (statistic.value, row.text("of_neighbours").casefold() in ("yes", "true", "1"))
        row.refuse("la_code", "It names no authority. Write the DfE code, or mean, median, maximum or minimum.")
        return None
