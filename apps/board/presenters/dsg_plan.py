"""The placement sheets of the DfE's DSG management plan, filled with what is known; every other cell says “not known”.

Plans come from the January counts: by all seven sheets where the DfE's national file is imported, else of two of them,
and of the others in a sum that the note gives. Places come from schemes by type of provision, phase and need.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from apps.benchmarking.selectors.caseload import Census
from apps.benchmarking.vocabulary import CaseloadPlacement, EhcpPlacement
from apps.board.facts import Facts
from apps.board.selectors.plan_template import PlanTemplate
from apps.core.charts import Column, Rows
from apps.core.charts.rows import NOT_KNOWN
from apps.core.exports import Sheet
from apps.core.world import today
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import PlaceStatus, PrimaryNeed, ProvisionType, SchemePhase

SLUG = "dsg-plan"
MAINSTREAM, UNITS, SPECIAL, INDEPENDENT, ALTERNATIVE, POST_16, OTHER = range(7)
NAMES = (
    "Mainstream", "RP or SEN units", "Special schools", "NMSS or independent", "Hospital or AP", "Post 16 and FE",
    "Other or direct payments",
)  # fmt: skip
SHEET_OF = {
    ProvisionType.MAINSTREAM_PLUS: MAINSTREAM,
    ProvisionType.RESOURCED_PROVISION: UNITS,
    ProvisionType.SEN_UNIT: UNITS,
    ProvisionType.SATELLITE: SPECIAL,
    ProvisionType.SPECIAL: SPECIAL,
    ProvisionType.ALTERNATIVE_PROVISION: ALTERNATIVE,
}
WHOLE = {MAINSTREAM: CaseloadPlacement.MAINSTREAM, INDEPENDENT: CaseloadPlacement.INMSS}
PART_OF = {
    UNITS: CaseloadPlacement.LOCAL_SPECIALIST,
    SPECIAL: CaseloadPlacement.LOCAL_SPECIALIST,
    ALTERNATIVE: CaseloadPlacement.OTHER,
    POST_16: CaseloadPlacement.OTHER,
    OTHER: CaseloadPlacement.OTHER,
}
PHASES = (SchemePhase.EARLY_YEARS, SchemePhase.PRIMARY, SchemePhase.SECONDARY, SchemePhase.POST_16)
NEEDS = {
    PrimaryNeed.AUTISM: "Autistic Spectrum Disorder",
    PrimaryNeed.HEARING: "Hearing Impairment",
    PrimaryNeed.MODERATE_LEARNING: "Moderate Learning Difficulty",
    PrimaryNeed.MULTI_SENSORY: "Multi- Sensory Impairment",
    PrimaryNeed.PHYSICAL: "Physical Disability",
    PrimaryNeed.PROFOUND_LEARNING: "Profound & Multiple Learning Difficulty",
    PrimaryNeed.SEMH: "Social, Emotional and Mental Health",
    PrimaryNeed.SLCN: "Speech, Language and Communications needs",
    PrimaryNeed.SEVERE_LEARNING: "Severe Learning Difficulty",
    PrimaryNeed.SPECIFIC_LEARNING: "Specific Learning Difficulty",
    PrimaryNeed.VISUAL: "Visual Impairment",
    PrimaryNeed.OTHER: "Other Difficulty/Disability",
    PrimaryNeed.NOT_ASSESSED: "SEN support but no specialist assessment of type of need",
}  # as the template writes them; mixed needs stand in no row of it
ORDER = (
    EhcpPlacement.MAINSTREAM, EhcpPlacement.RESOURCED, EhcpPlacement.SPECIAL, EhcpPlacement.INMSS,
    EhcpPlacement.HOSPITAL_OR_AP, EhcpPlacement.POST_16, EhcpPlacement.OTHER,
)  # fmt: skip
Imported = Mapping[int, Mapping[EhcpPlacement, int]]
CENSUSES = 3  # the newest ones


@dataclass(frozen=True, slots=True)
class Plans:
    """One January: the product's own count in four groups, and the national file's by sheet, where it is imported."""

    census: Census
    sheets: Mapping[EhcpPlacement, int]

    @property
    def january(self) -> int:
        return self.census.january

    def of(self, n: int) -> int | str:
        if ORDER[n] in self.sheets:
            return self.sheets[ORDER[n]]
        return self.census.plans.get(WHOLE[n], NOT_KNOWN) if n in WHOLE else NOT_KNOWN


def dsg_plan(facts: Facts, censuses: Sequence[Census], imported: Imported, template: PlanTemplate) -> Sheet:
    """One worksheet a placement sheet, and all rows of them in the table that a CSV holds."""
    shown = [Plans(c, imported.get(c.january, {})) for c in censuses[-CENSUSES:]]
    rows = {n: list(_rows(n, facts, shown, template)) for n in range(len(template.sheets))}
    columns = _columns(shown)
    pages = [(NAMES[n], Rows(template.sheets[n], columns, found)) for n, found in rows.items()]
    every = [{"sheet": template.sheets[n], **row} for n, found in rows.items() for row in found]
    title = "Placement sheets in the shape of the DfE’s DSG management plan"
    return Sheet(SLUG, title, Rows(title, (Column("sheet", "Sheet"), *columns), every), _about(facts, template), pages)


def _columns(censuses: Sequence[Plans]) -> tuple[Column, ...]:
    return (
        Column("breakdown", "Breakdown"),
        Column("group", "Group"),
        *(Column(f"plans_{c.january}", f"Plans, January {c.january}", kind="number") for c in censuses),
        Column("delivered", "Places open, of schemes", kind="number"),
        Column("pipeline", "Places planned, of schemes", kind="number"),
        Column("note", "Note"),
    )


def _rows(n: int, facts: Facts, censuses: Sequence[Plans], template: PlanTemplate) -> Iterator[dict[str, Any]]:
    yield {
        "breakdown": "All",
        "group": "All",
        **{f"plans_{c.january}": c.of(n) for c in censuses},
        **_places(n, facts, lambda _: True),
        "note": _note(n, censuses),
    }
    unknown = {f"plans_{c.january}": NOT_KNOWN for c in censuses}
    for place, age in enumerate(template.ages):
        if n == POST_16 and place < PHASES.index(SchemePhase.POST_16):
            continue
        phase = PHASES[place] if place < len(PHASES) else None
        places = _places(n, facts, partial(_of_phase, phase=phase))
        note = f"Places of the phase {phase.label.lower()}" if phase else "No phase of the register has these ages"
        yield {"breakdown": "Age group", "group": age, **unknown, **places, "note": note}
    for need in template.needs:
        places = _places(n, facts, partial(_of_need, need=need))
        yield {"breakdown": "Need", "group": need, **unknown, **places, "note": ""}


def _of_phase(s: SchemeView, phase: SchemePhase | None) -> bool:
    return s.phase == phase


def _of_need(s: SchemeView, need: str) -> bool:
    return NEEDS.get(s.need) == need


def _places(n: int, facts: Facts, wanted: Callable[[SchemeView], bool]) -> dict[str, int | str]:
    """Of schemes; nought is not known while the register holds places of no scheme."""
    found: dict[str, int | str] = {}
    for status in PlaceStatus:
        of = [s for s in facts.itemised(status) if status == PlaceStatus.PIPELINE or s.is_open(today())]
        places = sum(s.places for s in of if SHEET_OF.get(s.provision) == n and wanted(s))
        found[status.value] = places or (NOT_KNOWN if facts.not_itemised(status) and n in SHEET_OF.values() else 0)
    return found


def _note(n: int, censuses: Sequence[Plans]) -> str:
    """Of the newest count that does not split them: the sum that they are part of."""
    unsplit = [c.census for c in censuses if c.of(n) == NOT_KNOWN]
    if not unsplit or n in WHOLE:
        return ""
    newest = unsplit[-1]
    both = newest.plans.get(PART_OF[n], 0)
    return f"Part of {both} plans in January {newest.january}: {PART_OF[n].label}. The count is not split further here."


def _about(facts: Facts, template: PlanTemplate) -> list[tuple[str, str]]:
    rest = " and ".join(f"{facts.not_itemised(s)} {s.label.lower()}" for s in PlaceStatus)
    return [
        ("Shape", f"Sheets, age groups and needs of the template: {'; '.join(template.sources)}"),
        ("Ages", template.age_note),
        ("Places and ages", "Places stand by phase; primary places also hold reception, who are under 5 on 31 August."),
        ("Not on any sheet", f"Places that no scheme itemises: {rest}."),
        ("Not known", "Nobody has given the figure to this product. It is neither nought nor estimated."),
    ]
