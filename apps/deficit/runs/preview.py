"""What a what-if would say, worked out here and now. Stores nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from apps.core.errors import Refused
from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.forecast import other_spend
from apps.deficit.calculations.projection.inputs import Benefit, ProjectionInputs
from apps.deficit.calculations.projection.project import ENGINE_VERSION, check, project
from apps.deficit.calculations.projection.results import Projection
from apps.deficit.calculations.projection.worth import worth_in
from apps.deficit.inputs import ENGINE_VERSION as INPUTS_VERSION
from apps.deficit.inputs import WhatIf, read_projection
from apps.deficit.inputs.assumed import Assumed
from apps.deficit.inputs.benefits import Source, sources
from apps.deficit.inputs.gap import newest_census, stated_on
from apps.deficit.inputs.projected import Read, kept
from apps.deficit.selectors.positions import PositionView, newest_of_years, published_positions
from apps.deficit.selectors.projected import Projected, by_series
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.selectors.rates import rate_sheet

AFTER_A_CLAIM = "/after-"  # in the key of places that go on where a claim ends
FEWEST = 2  # draws that show whether a projection can be worked out at all


def preview(what_if: WhatIf | None = None, *, draws: int | None = None) -> Projection:
    """``draws``: fewer than a run's for a quicker answer; central values do not depend on them. Raises ``Refused``."""
    inputs = read_projection(what_if).inputs
    return _projected(replace(inputs, draws=draws or inputs.draws))


def previewed(what_if: WhatIf | None = None) -> Projected:
    """The same, as pages read a stored run: no run, nobody published it. Raises ``Refused``."""
    return _as_stored(read_projection(what_if))


def _as_stored(read: Read) -> Projected:
    inputs, found = read.inputs, _projected(read.inputs)
    return Projected(
        run_id=None,
        published_at=None,
        published_by="",
        engine_version=ENGINE_VERSION,
        seed=inputs.seed,
        draws=inputs.draws,
        opening=inputs.gap.opening,
        series=by_series(found.points),
        sensitivities=found.sensitivities,
        switching=found.switching,
        calibration=found.calibration,
        positions=tuple(read.record["positions"]),
        assumed=len(read.record["assumptions"]),
        illustrative=len(read.record["illustrative"]),
    )


@remembered
def base_now(horizon: str = "") -> tuple[dict[str, Any], Projected]:
    """The named scenarios worked out on the inputs of this moment, to ``horizon`` (2030-31) or their own last year,
    and those inputs as a run would freeze them. Raises ``Refused``."""
    read = read_projection(WhatIf({}, {"horizon": horizon} if horizon else {}))
    return {**kept(read), "engine": INPUTS_VERSION}, _as_stored(read)


def check_projectable(what_if: WhatIf | None = None) -> Read:
    """What a run would refuse, before there is a run. Raises ``Refused``."""
    read = read_projection(what_if)
    with _said():
        check(read.inputs)
        other_spend(read.inputs.gap)
        project(replace(read.inputs, draws=FEWEST))
    return read


@contextmanager
def _said() -> Iterator[None]:
    """What the engine says of its inputs, as a refusal."""
    try:
        yield
    except ValueError as error:
        raise Refused(str(error)) from error


def _projected(inputs: ProjectionInputs) -> Projection:
    with _said():
        return project(inputs)


@dataclass(frozen=True, slots=True)
class Held:
    """Benefits of one initiative and kind: whether the published forecast holds them (nothing where only some are
    held), and what they are worth in ``year``, £ within it, less what empty places cost, all assumptions
    central; ``inside``: of those that it holds. ``again``: how many of the units an approved claim counts first, and
    they are from its end on. ``by_word``: finance's word puts them there, on these or on the units that they count."""

    initiative: str
    kind: BenefitKind
    in_forecast: bool | None
    units: Decimal
    worth: Decimal
    year: FinancialYear
    inside: Decimal = Decimal(0)
    again: Decimal = Decimal(0)
    by_word: bool = False

    @property
    def slug(self) -> str:
        return f"{self.initiative}/{self.kind.value}"


def benefits_held() -> list[Held]:
    """As finance has it now, a row for each initiative and kind; worth in the last published year. Raises ``Refused``
    where nothing can be projected."""
    read = read_projection()
    with _said():
        check(read.inputs)
    return _grouped(read.inputs, read.sources)


def changing_sides(position: PositionView) -> list[Held]:
    """What would move into the forecast or out of it if this position were published: its new side, and its worth."""
    published = published_positions()
    if not published:
        return []
    base = FinancialYear(newest_census().january - 1)
    stated = stated_on(newest_of_years([*published, position]), base)
    if stated == stated_on(newest_of_years(published), base):
        return []
    read = read_projection()
    then = {s.benefit.key: s.benefit.in_forecast for s in sources(rate_sheet(), Assumed({}), stated, {})}
    moved = [
        replace(s, benefit=replace(s.benefit, in_forecast=then[s.benefit.key]))
        for s in read.sources
        if then.get(s.benefit.key, s.benefit.in_forecast) != s.benefit.in_forecast
    ]
    return _grouped(read.inputs, moved)


def _grouped(inputs: ProjectionInputs, chosen: Iterable[Source]) -> list[Held]:
    """A row for each initiative and kind; worth in the last published year."""
    year = max(inputs.gap.published)
    groups: dict[tuple[str, BenefitKind], list[Source]] = defaultdict(list)
    for source in chosen:
        groups[source.benefit.initiative, source.kind].append(source)
    return [
        Held(
            initiative,
            kind,
            _one({s.benefit.in_forecast for s in found}),
            sum((s.benefit.units for s in found if _counts_at_the_end_of(year, s.benefit)), Decimal(0)),
            worth_in(inputs, [s.benefit for s in found], year),
            year,
            worth_in(inputs, [s.benefit for s in found if s.benefit.in_forecast], year),
            sum((s.benefit.units for s in found if AFTER_A_CLAIM in s.benefit.key), Decimal(0)),
            any(s.word for s in found),
        )
        for (initiative, kind), found in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1].value))
    ]


def _counts_at_the_end_of(year: FinancialYear, benefit: Benefit) -> bool:
    """A place or child counts here for some of its time, and elsewhere for the rest: in one of them on its last day."""
    end = (year + 1).first_day
    return (benefit.starts is None or benefit.starts < end) and (benefit.closes is None or benefit.closes >= end)


def _one(said: set[bool]) -> bool | None:
    return said.pop() if len(said) == 1 else None
