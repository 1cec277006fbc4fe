"""One published table of rates with all that its pages need: read in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from apps.benchmarking.calculations.comparison import Comparison, Spread, compare
from apps.benchmarking.calculations.measures import PRINTED, Measure
from apps.benchmarking.calculations.rounding import StatisticCheck, SumCheck, check_sum
from apps.benchmarking.vocabulary import ReturnKind, Statistic
from apps.core.periods import FinancialYear

COMPARED = (Statistic.MEDIAN, Statistic.MAXIMUM, Statistic.MINIMUM)


class Printed(NamedTuple):
    """Which printed statistic: England's, or the report's own of the neighbours."""

    line: str
    statistic: Statistic
    of_neighbours: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """A document and the place in it; of an imported file ``reference`` is where it was found."""

    title: str
    body: str
    reference: str
    date: date
    licence: str
    address: str
    is_file: bool = False

    @property
    def titled(self) -> str:
        """Title and place; of a file the title alone."""
        return self.title if self.is_file else f"{self.title}, {self.reference}"

    @property
    def cited(self) -> str:
        """For a line under a title: the place in a document, or the title of a file."""
        return f"{self.body}, {self.title if self.is_file else self.reference}"


@dataclass(frozen=True, slots=True)
class Line:
    """``parts`` are the slugs of the lines that a derived line is the sum of."""

    slug: str
    code: str
    title: str
    short_title: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Council:
    """``deficit`` is the label of its DSG position, in words; empty where none is known."""

    pk: int
    name: str
    deficit: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """What a named person says of a line, in force."""

    text: str
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Population:
    name: str
    as_at: str
    value: Decimal
    origin: Origin


@dataclass(frozen=True, slots=True)
class Whom:
    """How sentences name the comparators: “its ten statistical neighbours”, “the 14 other authorities of …”."""

    slug: str
    noun: str
    short: str
    article: str = "the"

    @property
    def whose(self) -> str:
        """“its neighbours'” and “the comparators'”, before a median."""
        return f"{self.article} {self.short}'"


NEIGHBOURS = Whom("2025-05", "statistical neighbours", "neighbours", "its")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """``councils`` begin with ours, then the comparators, nearest first; ``values``: by line and council, in the
    measure's own unit. ``population`` is what a distance is multiplied by; of shares it is the high-needs spend ÷ 100.
    ``england``: the spread over every authority that has a value, where it is worked out here and not printed.
    ``defaults``: what addresses leave out, by the name of the choice.
    """

    name: str
    financial_year: FinancialYear
    kind: ReturnKind
    unit: str
    origin: Origin
    comparator_name: str
    comparator_origin: Origin
    population: Population | None
    councils: tuple[Council, ...]
    deficit_at: date | None
    lines: tuple[Line, ...]
    values: Mapping[str, Mapping[int, Decimal]]
    printed: Mapping[Printed, Decimal]
    narratives: Mapping[str, str]
    measure: Measure = PRINTED
    whom: Whom = NEIGHBOURS
    data: str = ""
    england: Mapping[str, Spread] = field(default_factory=dict)
    comments: Mapping[str, "Comment"] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> Council:
        return self.councils[0]

    @property
    def single_lines(self) -> tuple[Line, ...]:
        """The lines that are no sum of others."""
        return tuple(line for line in self.lines if not line.parts)

    def line(self, slug: str) -> Line | None:
        return next((line for line in self.lines if line.slug == slug), None)

    def comparison(self, line: Line) -> Comparison:
        values = self.values[line.slug]
        others = [values[c.pk] for c in self.councils[1:] if c.pk in values]
        return compare(values[self.ours.pk], others, self.multiplier)

    @property
    def basis(self) -> str:
        """“2025/26 budget”."""
        return f"{self.financial_year} {self.kind.label.lower()}"

    @property
    def multiplier(self) -> Decimal | None:
        """What turns a distance into £ a year: our own denominator, or nothing where the measure is £ already."""
        if self.measure.kind == "pounds":
            return Decimal(1)
        return self.population.value if self.population else None

    def widest(self) -> Line:
        """The single line, no sum of others, on which we are furthest above the median of the others."""
        return max(self.single_lines or self.lines, key=lambda line: self.comparison(line).distance_per_head)

    def part_values(self, line: Line, council: Council) -> list[Decimal]:
        return [self.values[part][council.pk] for part in line.parts if council.pk in self.values.get(part, {})]

    def sum_checks(self, line: Line) -> list[SumCheck]:
        """Each council's printed sum against its printed parts; nothing where a part is missing."""
        checks = []
        for council in self.councils if line.parts else ():
            parts, printed = self.part_values(line, council), self.values[line.slug].get(council.pk)
            if printed is not None and len(parts) == len(line.parts):
                checks.append(check_sum(line=line.slug, council=council.name, printed=printed, parts=parts))
        return checks

    def statistic_checks(self) -> list[StatisticCheck]:
        """The report's statistics of the neighbours beside ours, in the order of the lines."""
        checks = []
        for line in self.lines:
            comparison = self.comparison(line)
            inside, outside = comparison.spread(True), comparison.spread(False)
            for statistic in COMPARED:
                printed = self.printed.get(Printed(line.slug, statistic, True))
                if printed is not None:
                    pair = getattr(inside, statistic), getattr(outside, statistic)
                    checks.append(StatisticCheck(line.slug, statistic, printed, *pair))
        return checks
