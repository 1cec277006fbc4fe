"""How quickly new plans are issued, and what becomes of requests: over calendar years, beside the money of the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.selectors.benchmark import Origin
from apps.benchmarking.selectors.peers import Peers
from apps.benchmarking.selectors.series import Series, Yearly, Years, against, many_series, ratio
from apps.benchmarking.vocabulary import FigureMeasure, Own
from apps.core.memory import remembered

HUNDRED = Decimal(100)
F = FigureMeasure
COUNTED = {
    "without": (F.WITHIN_20_WEEKS_EX, F.PLANS_ISSUED_EX),
    "with": (F.WITHIN_20_WEEKS, F.PLANS_ISSUED),
}


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Shares in %, of new plans issued within 20 weeks; ``england`` as the national row gives it. ``spend``: our net
    high-needs outturn, £, by the year in which the financial year starts.
    """

    peers: Peers
    yearly: tuple[Yearly, ...]
    england: Mapping[int, Decimal]
    issued: Mapping[int, Decimal]
    within: Mapping[int, Decimal]
    spend: Mapping[int, Decimal]
    origins: tuple[Origin, ...]


@remembered
def timeliness(peers: Peers, own: Own, counted: str) -> Timeliness | None:
    """``counted``: “without” or “with” the exceptions that regulations allow. None where nothing of ours is loaded."""
    of, ours = (*COUNTED[counted], F.OUTTURN_HIGH_NEEDS), peers.ours
    found = many_series(of)
    within, issued, money = (found[measure] for measure in of)
    if not within.of(ours.pk):
        return None
    england = {
        year: value / issued.england[year] * HUNDRED
        for year, value in within.england.items()
        if issued.england.get(year)
    }
    return Timeliness(
        peers, against(ratio(within, issued), ours.pk, peers, own), england, issued.of(ours.pk), within.of(ours.pk),
        money.of(ours.pk), _origins(within, issued, money),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requests:
    """``figures`` of ours by measure and year; ``assessed``: of the requests decided, those to be assessed, %."""

    peers: Peers
    figures: Mapping[FigureMeasure, Mapping[int, Decimal]]
    assessed: tuple[Yearly, ...]
    years: tuple[int, ...]
    origins: tuple[Origin, ...]


REQUESTED = (
    F.REQUESTS, F.DECIDED_TO_ASSESS, F.DECIDED_NOT_TO_ASSESS, F.REQUESTS_WITHDRAWN, F.REQUESTS_OUTSTANDING, F.MEDIATION,
    F.TRIBUNAL,
)  # fmt: skip


@remembered
def requests(peers: Peers, own: Own) -> Requests | None:
    found = many_series(REQUESTED)
    ours = peers.ours
    if not found[F.REQUESTS].of(ours.pk):
        return None
    share = _share(found[F.DECIDED_TO_ASSESS], found[F.DECIDED_NOT_TO_ASSESS])
    figures = {measure: one.of(ours.pk) for measure, one in found.items()}
    years = sorted({year for given in figures.values() for year in given})
    return Requests(peers, figures, against(share, ours.pk, peers, own), tuple(years), _origins(*found.values()))


def _share(yes: Series, no: Series) -> Years:
    """Of the requests that were decided: to assess ÷ (to assess + not to assess), of authorities that give both."""
    both = {
        year: {pk: value + no.values.get(year, {})[pk] for pk, value in given.items() if pk in no.values.get(year, {})}
        for year, given in yes.values.items()
    }
    return ratio(yes, Series(both, {}, None))


def _origins(*found: Series) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(one.origin for one in found if one.origin))
