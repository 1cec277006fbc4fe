"""Everything that a projection rests on, read from below: as its own frozen values, and as what a run keeps."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings

from apps.core.errors import Refused
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.forecast import other_spend
from apps.deficit.calculations.projection.inputs import Benefit, Gap, ProjectionInputs
from apps.deficit.inputs.assumed import Assumed
from apps.deficit.inputs.benefits import Source, sources
from apps.deficit.inputs.gap import effect_year, gap_of, newest_census, newest_positions, stated_on
from apps.deficit.inputs.plain import plain
from apps.deficit.inputs.whatif import WhatIf
from apps.initiatives.selectors.rates import rate_sheet

SEED = 2026
EFFECT_YEAR = FinancialYear(2027)  # of pages that name 31 March 2028; a run measures at ``effect_year``
SHARES = ("occupancy", "displacement", "deadweight", "slippage", "inflation", "otherwise")


@dataclass(frozen=True, slots=True)
class Read:
    """``inputs`` go to the engine; ``sources`` say where each benefit comes from; ``record`` names versions."""

    inputs: ProjectionInputs
    sources: tuple[Source, ...]
    record: dict[str, Any]


def read_projection(what_if: WhatIf | None = None) -> Read:
    """Raises ``Refused`` with what is missing."""
    what_if = what_if or WhatIf()
    assumed, positions, census, sheet = Assumed(what_if.changes), newest_positions(), newest_census(), rate_sheet()
    base = FinancialYear(census.january - 1)
    stated = stated_on(positions, base)
    grants = what_if.grants(positions, base)
    gap = gap_of(positions, census, sheet, assumed, support=what_if.support, grants=grants)
    tied = None
    if what_if.changes and not what_if.agreed:
        tied = gap_of(positions, census, sheet, Assumed({}), support=what_if.support, grants=grants)
        gap = replace(gap, other=_other_spend(tied))
    found = [
        source
        for source in sources(sheet, assumed, stated, what_if.treatments)
        if source.benefit.closes is None or source.benefit.closes > base.first_day
    ]
    benefits = tuple(source.benefit for source in found)
    inputs = ProjectionInputs(
        gap=gap,
        benefits=benefits,
        assumptions=assumed.named(_keys(gap, benefits)),
        last_year=what_if.horizon or assumed.year("horizon"),
        effect_year=effect_year(base),
        seed=SEED,
        draws=settings.DRAWS,
        calibrated=Assumed({}).named(_keys(gap, ())) if tied else (),
        calibrated_gap=tied,
    )
    chain = [positions[year] for year in sorted(gap.published)]
    record = {
        "positions": [f"{p.financial_year} {p.reporting_point.value} version {p.version}" for p in chain],
        "stated_on": plain(stated),
        "caseload": census.january,
        "rate_card": sheet.version,
        "assumptions": assumed.versions,
        "illustrative": [key for key, state in assumed.states.items() if state == "illustrative"],
        "kinds": {source.benefit.key: source.kind.value for source in found},
        "words": {s.benefit.key: s.word[1].value for s in found if s.word and s.word[0] == s.benefit.initiative},
    }
    return Read(inputs, tuple(found), record)


def load_projection(what_if: WhatIf | None = None) -> dict[str, Any]:
    """As plain JSON, which ``frozen.thawed`` reads back."""
    return kept(read_projection(what_if))


def kept(read: Read) -> dict[str, Any]:
    """What a run keeps of it."""
    return {**plain(read.inputs), "read": read.record}


def _other_spend(gap: Gap) -> Decimal:
    """Raises ``Refused``."""
    try:
        return other_spend(gap)
    except ValueError as error:
        raise Refused(str(error)) from error


def _keys(gap: Gap, benefits: tuple[Benefit, ...]) -> set[str]:
    keys = {gap.funding_growth, gap.other_growth, gap.other_inflation, gap.long_growth, gap.support}
    keys |= {key for p in gap.placements for key in (p.growth, p.inflation)}
    keys |= {getattr(b, name) for b in benefits for name in SHARES}
    return keys - {""}
