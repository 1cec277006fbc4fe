"""What does not follow: where, what is printed, what follows, and by how much the two differ."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What is checked; the value is its heading on a page."""

    SUMS = "Sums"
    PRODUCTS = "Units and quantities"
    COUNTS = "Counts against other tables"
    SHARES = "Shares and numbers"
    SPREAD = "Medians, maxima and minima"
    REPEATS = "Different figures for one thing"
    BASES = "Mixed bases in one total"
    PART_YEARS = "Part-years counted whole"
    RANGES = "Sums called a range"


class Severity(Enum):
    DIFFERS = "Differs"
    ROUNDING = "Rounding"
    QUESTION = "Question"


@dataclass(frozen=True, slots=True)
class Where:
    """A cell of a table, or a paragraph. What does not apply is blank."""

    place: str
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.place, self.row, self.column) if part)

    @property
    def in_words(self) -> str:
        """With what each part is: a row and a column may be called “2” and “2025”."""
        named = (("row", self.row), ("column", self.column))
        return ", ".join([self.place, *(f"{what} “{label}”" for what, label in named if label)])


@dataclass(frozen=True, slots=True)
class Finding:
    """``says`` and ``follows`` are the two figures as a reader would write them, ``difference`` what is printed less
    what follows (blank where the two cannot be taken from each other), ``unit`` in what it is counted where its signs
    do not say; ``sentence`` says it in words."""

    kind: Kind
    where: Where
    says: str
    follows: str
    difference: str
    sentence: str
    severity: Severity = Severity.DIFFERS
    unit: str = ""

    @property
    def difference_in_words(self) -> str:
        return f"{self.difference} {self.unit}".strip()


@dataclass(slots=True)
class Checked:
    """How often each thing was worked out again, so that finding nothing means something."""

    counts: Counter[Kind] = field(default_factory=Counter)

    def add(self, kind: Kind, times: int = 1) -> None:
        self.counts[kind] += times


@dataclass(frozen=True, slots=True)
class Outcome:
    findings: tuple[Finding, ...]
    checked: Checked

    def of(self, kind: Kind) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind is kind]


def unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each once, in the order of the kinds: what two rules say of one figure is one finding, in the first's words."""
    order = list(Kind)
    found: dict[tuple[Kind, Where, str, str], Finding] = {}
    for one in findings:
        found.setdefault((one.kind, one.where, one.says, one.follows), one)
    return tuple(sorted(found.values(), key=lambda finding: order.index(finding.kind)))
