"""Where children with a plan are placed: count and share together, ours over Januaries and beside the comparators'."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Comparison, compare
from apps.benchmarking.selectors.benchmark import Origin
from apps.benchmarking.selectors.peers import Peers
from apps.benchmarking.selectors.series import Yearly, against, many_series, ratio
from apps.benchmarking.vocabulary import EhcpPlacement, FigureMeasure, Own
from apps.core.memory import remembered

HUNDRED = Decimal(100)
COUNTED = (FigureMeasure.PLANS, *(FigureMeasure(placement.value) for placement in EhcpPlacement))


@dataclass(frozen=True, slots=True)
class Count:
    """Plans in one type of placement in a January, of all plans."""

    january: int
    plans: Decimal
    total: Decimal

    @property
    def share(self) -> Decimal:
        """Of all plans, %."""
        return self.plans / self.total * HUNDRED


@dataclass(frozen=True, slots=True)
class Placed:
    """One type of placement in the January of comparison; ``compared`` is of shares, %, and None without others."""

    placement: EhcpPlacement
    count: Count
    compared: Comparison | None

    @property
    def apart(self) -> Decimal | None:
        """How many plans more than at the comparators' median share; below nought is fewer."""
        if self.compared is None:
            return None
        return self.compared.distance_per_head * self.count.total / HUNDRED


@dataclass(frozen=True, slots=True)
class Plans:
    """``compared_in`` is the newest January that comparators have, ``newest`` our own newest."""

    peers: Peers
    compared_in: int
    newest: int
    placed: tuple[Placed, ...]
    ours: Mapping[EhcpPlacement, tuple[Count, ...]]
    yearly: Mapping[EhcpPlacement, tuple[Yearly, ...]]
    origins: tuple[Origin, ...]


@remembered
def plans(peers: Peers, own: Own) -> Plans | None:
    """None where no January of ours can be set beside another authority's."""
    found, ours = many_series(COUNTED), peers.ours
    total = found[FigureMeasure.PLANS]
    mine = total.of(ours.pk)
    shared = [year for year in mine if any(pk in total.values[year] for pk in peers.members)]
    if not shared:
        return None
    counted = {placement: found[FigureMeasure(placement.value)] for placement in EhcpPlacement}
    compared_in = max(shared)
    yearly = {p: against(ratio(one, total), ours.pk, peers, own) for p, one in counted.items()}
    counts = {p: _counts(one.of(ours.pk), mine) for p, one in counted.items()}
    origins = dict.fromkeys(o for found in (total, *counted.values()) if (o := found.origin))
    return Plans(peers, compared_in, max(mine), _placed(counts, yearly, compared_in), counts, yearly, tuple(origins))


def _counts(given: Mapping[int, Decimal], total: Mapping[int, Decimal]) -> tuple[Count, ...]:
    return tuple(Count(year, given[year], total[year]) for year in sorted(given) if total.get(year))


def _placed(
    counts: Mapping[EhcpPlacement, tuple[Count, ...]], yearly: Mapping[EhcpPlacement, tuple[Yearly, ...]], january: int
) -> tuple[Placed, ...]:
    found = []
    for placement, ours in counts.items():
        count = next((c for c in ours if c.january == january), None)
        year = next((y for y in yearly[placement] if y.year == january), None)
        if count:
            others = year.others if year else ()
            found.append(Placed(placement, count, compare(count.share, others, None) if others else None))
    return tuple(found)
