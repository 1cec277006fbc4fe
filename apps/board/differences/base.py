"""A difference, and the report's own inputs that it is found with."""

from dataclasses import dataclass
from decimal import Decimal

from apps.board.facts import PROGRAMME, Facts, NotKnown
from apps.board.selectors import differences as read
from apps.core.vocabulary import Basis, Convention
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
CHILD = (PlacementType.SPECIALIST_ANY, PlacementType.MAINSTREAM_SUPPORT)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the report says something, what it says, and what follows from it."""

    where: str
    says: str
    follows: str
    url: str = ""
    link: str = ""


class Reported:
    """The report's own inputs, whatever has changed since."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tranches = read.reported_tranches()
        self.delivered = [t for t in self.tranches if t.status == PlaceStatus.DELIVERED]
        self.pipeline = [t for t in self.tranches if t.status == PlaceStatus.PIPELINE]
        if not self.delivered or not self.pipeline:
            raise NotKnown("The report's delivered and pipeline places are not loaded.")
        self.rates = facts.rates_as_reported
        self.place_value = self.rates.difference(*PLACE)
        self.child_value = self.rates.difference(*CHILD)

    def run_rate(self, status: PlaceStatus | None = None, initiative: str = PROGRAMME) -> Decimal:
        of = {"status": status} if status else {}
        return self.facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, initiative=initiative, **of)
