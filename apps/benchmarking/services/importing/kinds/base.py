"""What a kind of file is."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from apps.benchmarking.services.importing.known import Known
from apps.benchmarking.services.importing.problems import Problems
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.services.importing.targets import Key, Target, Values

Made = tuple[Target, Key, Values]
GEOGRAPHY = (
    Column("time_period"),
    Column("geographic_level"),
    Column("country_code", needed=False),
    Column("region_code", needed=False),
    Column("new_la_code"),
    Column("old_la_code", needed=False),
)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of the file beside the sum of its rows: what, both, and whether they agree within the tolerance."""

    what: str
    printed: Decimal
    summed: Decimal
    tolerance: Decimal = Decimal(1)

    @property
    def difference(self) -> Decimal:
        return self.printed - self.summed

    @property
    def ties(self) -> bool:
        return abs(self.difference) <= self.tolerance

    def as_json(self) -> dict[str, object]:
        return {
            "what": self.what,
            "printed": str(self.printed),
            "summed": str(self.summed),
            "difference": str(self.difference),
            "ties": self.ties,
        }


@dataclass(slots=True)
class Kind(ABC):
    """Reads one file. ``rows`` gives what a line becomes: none where the line is left out, or where it is refused."""

    known: Known
    problems: Problems
    left_out: int = 0
    warned: list[Total] = field(default_factory=list)
    columns: Sequence[Column] = ()

    @abstractmethod
    def rows(self, row: FileRow) -> Iterator[Made]:
        """What the line becomes; nothing where it is left out or refused."""

    def finish(self) -> None:  # noqa: B027 - a hook: of most kinds the rows show all
        """At the end of the file, before its last rows are written: refuses what only the whole file shows."""

    def totals(self) -> list[Total]:
        """At the end of the file. Those that do not tie are flagged, never corrected."""
        return self.warned
