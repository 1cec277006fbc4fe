"""Figures of every authority over the years, one measure at a time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Spread
from apps.benchmarking.models import Figure, NationalImport
from apps.benchmarking.selectors.benchmark import Origin
from apps.benchmarking.selectors.peers import Peers, origin_of
from apps.benchmarking.selectors.places import places
from apps.benchmarking.vocabulary import AreaLevel, FigureMeasure, Own
from apps.core.memory import remembered

WHOLE = 0.9  # of the authorities that the fullest year has: such a year is compared
Years = Mapping[int, Mapping[int, Decimal]]


@dataclass(frozen=True, slots=True)
class Series:
    """``values`` by year and authority; ``england`` by year, as the file gives the national figure."""

    values: Years
    england: Mapping[int, Decimal]
    origin: Origin | None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.values))

    def of(self, authority: int) -> dict[int, Decimal]:
        return {year: given[authority] for year, given in self.values.items() if authority in given}


@dataclass(frozen=True, slots=True)
class Yearly:
    """Our value and the comparators' in one year; ``spread`` is None where none of them has a value."""

    year: int
    ours: Decimal | None
    others: tuple[Decimal, ...]
    spread: Spread | None

    @property
    def rank(self) -> int | None:
        """1 is the highest."""
        return None if self.ours is None else 1 + sum(value > self.ours for value in self.others)


def series(measure: FigureMeasure) -> Series:
    return many_series((measure,))[measure]


@remembered
def many_series(measures: tuple[FigureMeasure, ...]) -> dict[FigureMeasure, Series]:
    """Values that are given, in three queries; marks are left out, and so is an authority after it has ended."""
    found: dict[str, _Read] = {measure: _Read() for measure in measures}
    known = places()
    rows = Figure.objects.filter(measure__in=measures).exclude(area__level=AreaLevel.REGIONAL)
    for measure, year, level, authority, value, made_by in rows.values_list(
        "measure", "year", "area__level", "area__authority_id", "value", "national_import_id"
    ):
        one = found[measure]
        one.newest = max(one.newest, made_by)
        if value is not None and level == AreaLevel.NATIONAL:
            one.england[year] = value
        elif value is not None and ((end := known[authority].ended_on) is None or end.year >= year):
            one.values[year][authority] = value
    wanted = {one.newest for one in found.values()}
    imports = NationalImport.objects.select_related("source").in_bulk(wanted)
    return {
        measure: Series(
            dict(one.values), one.england, origin_of(imports[one.newest]) if one.newest in imports else None
        )
        for measure, one in ((measure, found[measure]) for measure in measures)
    }


@dataclass(slots=True)
class _Read:
    values: dict[int, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    england: dict[int, Decimal] = field(default_factory=dict)
    newest: int = 0


def whole_years(values: Years) -> tuple[int, ...]:
    """Those that nearly every authority of the fullest one has: a year of ours alone ends no comparison."""
    most = max(map(len, values.values()), default=0)
    return tuple(sorted(year for year, given in values.items() if len(given) >= WHOLE * most))


def ratio(over: Series, under: Series, scale: Decimal = Decimal(100)) -> Years:
    """Each authority's first figure ÷ its second × ``scale``; no value where the second is nought or not given."""
    return {
        year: {
            pk: value / below * scale for pk, value in given.items() if (below := under.values.get(year, {}).get(pk))
        }
        for year, given in over.values.items()
        if year in under.values
    }


def against(values: Years, ours: int, peers: Peers, own: Own) -> tuple[Yearly, ...]:
    """Every year, the oldest first: ours beside the comparators that have a value in that year."""
    found = []
    for year in sorted(values):
        given = values[year]
        others = tuple(sorted(given[pk] for pk in peers.members if pk in given))
        counted = (*others, given[ours]) if own == Own.IN and ours in given else others
        found.append(Yearly(year, given.get(ours), others, Spread.of(counted) if counted else None))
    return tuple(found)
