"""What the Board's pages read, each asked for once a request and only when wanted."""

from collections.abc import Mapping
from functools import cached_property

from apps.core.errors import Refused
from apps.core.money import millions
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.core.world import today
from apps.deficit.models import Assumption
from apps.deficit.selectors.assumptions import assumptions_in_force
from apps.deficit.selectors.avoidance import Projection, projection
from apps.deficit.selectors.positions import (
    Outlook,
    PositionView,
    newest_of_years,
    outlook,
    published_positions,
    replaced,
    reported_outlook,
)
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.projections import published_projection
from apps.initiatives.calculations.phase_rest import phases_of_the_rest
from apps.initiatives.models import ReportedBenefit
from apps.initiatives.selectors.benefits import reported_benefits
from apps.initiatives.selectors.claim_totals import ClaimsWaiting, ClaimTotal, all_claim_totals, claims_waiting
from apps.initiatives.selectors.places import TrancheView, phase_split, tranches
from apps.initiatives.selectors.rates import RateSheet, rate_sheet
from apps.initiatives.selectors.schemes import SchemeView, schemes
from apps.initiatives.vocabulary import Phase, PlaceStatus

PROGRAMME = "send-sufficiency"


class NotKnown(Exception):
    """Nothing is loaded or worked out that would answer."""


class Facts:
    @cached_property
    def outlook(self) -> Outlook:
        found = outlook()
        if found is None:
            raise NotKnown("No position has been published.")
        return found

    @cached_property
    def reported(self) -> Outlook:
        """The report's own positions."""
        found = reported_outlook()
        if found is None:
            raise NotKnown("The report's positions are not loaded.")
        return found

    def published_now(self) -> list[str]:
        """What is published in the place of the report's positions where the gap is another, in words."""
        return [f"{p.name}: {millions(p.in_year_gap)}" for p in replaced(self.reported, outlook()).values()]

    @cached_property
    def projection(self) -> Projection:
        return projection()

    @cached_property
    def worked_out(self) -> Projection:
        """The projection, where there is a run."""
        if self.projection.run_id is None:
            raise NotKnown("Nothing has been worked out yet.")
        return self.projection

    @cached_property
    def published(self) -> Projected | None:
        """The projection that finance has published."""
        return published_projection()

    @cached_property
    def newest_positions(self) -> Mapping[FinancialYear, PositionView]:
        return newest_of_years(published_positions())

    @cached_property
    def assumptions(self) -> Mapping[str, Assumption]:
        return assumptions_in_force()

    @cached_property
    def tranches(self) -> list[TrancheView]:
        return tranches(Convention.CURRENT)

    @cached_property
    def rates(self) -> RateSheet:
        return _sheet(Convention.CURRENT)

    @cached_property
    def rates_as_reported(self) -> RateSheet:
        return _sheet(Convention.AS_REPORTED)

    @cached_property
    def benefits(self) -> dict[str, ReportedBenefit]:
        return {b.slug: b for b in reported_benefits()}

    @cached_property
    def approved(self) -> list[ClaimTotal]:
        """Approved claims on the run-rate or once (£)."""
        return all_claim_totals(False)

    @cached_property
    def claims_waiting(self) -> ClaimsWaiting:
        return claims_waiting()

    @cached_property
    def phase_split(self) -> dict[tuple[PlaceStatus, Phase], int]:
        return phase_split()

    def of(self, status: PlaceStatus) -> list[TrancheView]:
        return [t for t in self.tranches if t.status == status]

    @cached_property
    def schemes(self) -> list[SchemeView]:
        return schemes()

    def itemised(self, status: PlaceStatus) -> list[SchemeView]:
        """Schemes whose places are among those of a status."""
        return [s for s in self.schemes if s.place_status == status]

    def not_itemised(self, status: PlaceStatus) -> int:
        """Places of a status that no scheme itemises."""
        return sum(p.places for t in self.of(status) for p in t.parts if p.held is None)

    def rest_by_phase(self, status: PlaceStatus) -> dict[Phase, int] | None:
        """Their phases, as far as the report's split settles them."""
        reported = {t.id: t.places for t in self.reported_tranches}
        counted: dict[Phase, int] = {}
        for s in self.itemised(status):
            printed_ones = min(s.last, reported.get(s.tranche or 0, 0)) - s.first + 1
            if printed_ones > 0:
                counted[s.phase.table_2] = counted.get(s.phase.table_2, 0) + printed_ones
        printed = {p: self.phase_split.get((status, p), 0) for p in Phase}
        return phases_of_the_rest(printed, counted, self.not_itemised(status))

    def by_phase(self, status: PlaceStatus) -> dict[Phase, int]:
        """Places of each phase, of schemes and of the report's split together."""
        rest = self.rest_by_phase(status) or {}
        schemes = self.itemised(status)
        return {p: rest.get(p, 0) + sum(s.places for s in schemes if s.phase.table_2 == p) for p in Phase}

    def open_by_phase(self, status: PlaceStatus) -> dict[Phase, int]:
        """The same, without schemes that have closed: they hold nobody any more."""
        now = today()
        closed = [s for s in self.itemised(status) if status == PlaceStatus.DELIVERED and not s.is_open(now)]
        return {p: n - sum(s.places for s in closed if s.phase.table_2 == p) for p, n in self.by_phase(status).items()}

    def without_phase(self, status: PlaceStatus) -> int:
        return sum(t.places for t in self.of(status)) - sum(self.by_phase(status).values())

    @cached_property
    def reported_tranches(self) -> list[TrancheView]:
        return tranches(Convention.AS_REPORTED)

    @cached_property
    def delivered(self) -> list[TrancheView]:
        return self.of(PlaceStatus.DELIVERED)

    @cached_property
    def pipeline(self) -> list[TrancheView]:
        return self.of(PlaceStatus.PIPELINE)


def _sheet(convention: Convention) -> RateSheet:
    try:
        return rate_sheet(convention)
    except Refused as refusal:
        raise NotKnown(str(refusal)) from refusal
