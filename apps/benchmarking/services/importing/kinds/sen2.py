"""SEN2: plans by type of placement, requests for assessment and timeliness. Headers differ by year; columns are read
by name. Rows of another breakdown than the whole are left out and counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.benchmarking.services.importing.kinds.base import GEOGRAPHY, Kind, Made
from apps.benchmarking.services.importing.known import calendar_year, financial_year
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.services.importing.targets import FIGURE
from apps.benchmarking.vocabulary import FigureMeasure as M

UNITS = tuple(
    f"mainstream_{kind}_{part}"
    for kind in ("la_maintained", "academy", "free_school")
    for part in ("resourced_provision", "senunit")
)
STATE_SPECIAL = ("special_la_maintained", "special_academy_free", "special_academy", "special_free_school")
INMSS = ("special_independent", "special_non_maintained")
WHOLE = ("", "all ehc plans", "all requests for ehc needs assessments", "all ehc plans issued")

CASELOAD = (
    *GEOGRAPHY,
    Column("breakdown", needed=False),
    Column("ehcplans", figure=True),
    Column("mainstream_total", figure=True),
    *(Column(name, needed=False, figure=True) for name in UNITS),
    *(Column(name, needed=False, figure=True) for name in STATE_SPECIAL),
    *(Column(name, figure=True) for name in INMSS),
    Column("special_total", figure=True),
    Column("ap_pru_total", figure=True),
    Column("fe_total", figure=True),
)
REQUESTED = {
    M.REQUESTS: "requests_received_in_year",
    M.DECIDED_TO_ASSESS: "requests_decided_to_assess",
    M.DECIDED_NOT_TO_ASSESS: "requests_decided_not_to_assess",
    M.REQUESTS_WITHDRAWN: "requests_withdrawn",
    M.REQUESTS_OUTSTANDING: "requests_decision_not_made",
    M.MEDIATION: "mediation_related_request",
    M.TRIBUNAL: "tribunal_related_request",
}
ISSUED = {
    M.PLANS_ISSUED: "plans_issued_den",
    M.PLANS_ISSUED_EX: "plans_issued_den_ex",
    M.WITHIN_20_WEEKS: "plans_issued_within_20_weeks",
    M.WITHIN_20_WEEKS_EX: "plans_issued_20_weeks_ex",
}
REQUESTS = (
    *GEOGRAPHY,
    Column("breakdown", needed=False),
    *(Column(column, needed=measure is M.REQUESTS, figure=True) for measure, column in REQUESTED.items()),
)
TIMELINESS = (*GEOGRAPHY, Column("breakdown", needed=False), *(Column(c, figure=True) for c in ISSUED.values()))


@dataclass(slots=True)
class Sen2Caseload(Kind):
    """Plans in the January within the academic year: 202425 is January 2025."""

    def rows(self, row: FileRow) -> Iterator[Made]:
        if row.text("breakdown").casefold() not in WHOLE:
            self.left_out += 1
            return
        year, area, (value, mark) = financial_year(row), self.known.area(row), row.count("ehcplans")
        plans = Counted(int(value or 0), mark)
        found = _placements(row, plans)
        if row.sound and year is not None and area is not None:
            for measure, counted in {M.PLANS: plans, **found}.items():
                yield FIGURE, (measure.value, year + 1, area), counted.stored


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of plans, or the mark for one that is not given."""

    plans: int
    mark: str = ""

    @property
    def stored(self) -> tuple[str | None, str]:
        return (None, self.mark) if self.mark else (str(self.plans), "")

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.plans + other.plans, self.mark or other.mark)

    def __sub__(self, other: "Counted") -> "Counted":
        return Counted(self.plans - other.plans, self.mark or other.mark)


def _placements(row: FileRow, plans: Counted) -> dict[M, Counted]:
    """By type of placement; they sum to all plans. What rests on a suppressed part is not given either, and sums are
    checked where every part is."""
    inmss, state, units = (_count(row, names) for names in (INMSS, STATE_SPECIAL, UNITS))
    mainstream, special, ap, post_16 = (
        _count(row, (name,)) for name in ("mainstream_total", "special_total", "ap_pru_total", "fe_total")
    )
    known, schools = mainstream + special + ap + post_16, inmss + state
    within, other = mainstream - units, plans - known
    if not row.sound:
        return {}
    if schools.plans != special.plans and not (schools + special).mark:
        row.refuse("special_total", f"The columns special_… add up to {schools.plans}. Check the row.")
    if within.plans < 0 and not within.mark:
        row.refuse("mainstream_total", f"Resourced provision and SEN units in it are {units.plans}. Check the row.")
    if other.plans < 0 and not other.mark:
        row.refuse("ehcplans", f"Its parts add up to {known.plans}, more than all plans. Check the row.")
    found = {
        M.PLANS_MAINSTREAM: within, M.PLANS_RESOURCED: units, M.PLANS_SPECIAL: state, M.PLANS_INMSS: inmss,
        M.PLANS_AP: ap, M.PLANS_POST_16: post_16, M.PLANS_OTHER: other,
    }  # fmt: skip
    return {measure: Counted(0, plans.mark) for measure in found} if plans.mark else found


def _count(row: FileRow, names: tuple[str, ...]) -> Counted:
    """The sum of the columns that the file has; z, and an empty cell, are none: not applicable."""
    found = [row.count(name) for name in names if row.has(name)]
    marks = "".join(mark for _, mark in found if mark != "z")
    return Counted(sum(int(value or 0) for value, _ in found), marks[:1])


@dataclass(slots=True)
class ByCalendarYear(Kind):
    """Counts over a calendar year, each a column of the file."""

    counted: tuple[tuple[M, str], ...] = ()
    of: tuple[tuple[M, M], ...] = ()  # a part, and the whole that it cannot pass

    def rows(self, row: FileRow) -> Iterator[Made]:
        if row.text("breakdown").casefold() not in WHOLE:
            self.left_out += 1
            return
        year, area = calendar_year(row), self.known.area(row)
        found = {measure: row.count(column) for measure, column in self.counted}
        for part, whole in self.of:
            _check_part(row, found, dict(self.counted), part, whole)
        if row.sound and year is not None and area is not None:
            for measure, values in found.items():
                yield FIGURE, (measure.value, year, area), values


def _check_part(row: FileRow, found: dict[M, tuple[str | None, str]], columns: dict[M, str], part: M, whole: M) -> None:
    some, of = found[part][0], found[whole][0]
    if row.sound and some is not None and of is not None and int(some) > int(of):
        row.refuse(columns[part], f"It is more than the {of} of “{row.printed[columns[whole]]}”. Check the row.")


WITHIN = ((M.WITHIN_20_WEEKS, M.PLANS_ISSUED), (M.WITHIN_20_WEEKS_EX, M.PLANS_ISSUED_EX))
