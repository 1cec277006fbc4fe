"""Reads the council's INMSS caseload in two Januaries, and what was claimed to be displaced between them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.conf import settings

from apps.benchmarking.selectors.caseload import Census, caseload
from apps.benchmarking.vocabulary import CaseloadPlacement
from apps.core.periods import APRIL
from apps.deficit.calculations.displacement import Count, Observed, Opened, displaced, observe, opened_between
from apps.initiatives.calculations.place_parts import Part
from apps.initiatives.selectors.claim_displacement import claimed_units
from apps.initiatives.selectors.places import TrancheView, tranches
from apps.initiatives.vocabulary import PlaceStatus


@dataclass(frozen=True, slots=True)
class DisplacementTest:
    """Observed between two Januaries, beside what the places register and approved claims say was displaced.

    The register's places and the claims overlap: a claim counts places of the register. They are never summed.
    """

    observed: Observed
    places: tuple[Opened, ...]
    claims: tuple[Opened, ...]
    sources: tuple[str, ...]

    @property
    def displaced_by_places(self) -> Fraction:
        return displaced(self.places)

    @property
    def displaced_by_claims(self) -> Fraction:
        return displaced(self.claims)


def counts() -> list[Count]:
    """Every January's INMSS plans beside all plans, oldest first."""
    return [Count(c.january, c.plans.get(CaseloadPlacement.INMSS, 0), c.total) for c in _censuses()]


def displacement_test(first: int, second: int, displacement: Fraction) -> DisplacementTest:
    """``displacement`` is the share of opened places assumed to replace an INMSS placement, a fraction of one.

    Raises ``KeyError`` for a January that is not held, ``ValueError`` for two that are out of order.
    """
    known = {c.january: c for c in counts()}
    places = [
        Opened(_label(t, p), _opens(t, p), Fraction(p.counted), displacement)
        for t in tranches()
        for p in t.parts
        if t.status == PlaceStatus.DELIVERED and p.counted
    ]
    claims = [
        Opened(f"{c.reference}, {c.initiative}", c.opens, Fraction(c.units), Fraction(c.inmss_share) / 100)
        for c in claimed_units()
    ]
    sources = {c.january: c.source_title for c in _censuses()}
    return DisplacementTest(
        observe(known[first], known[second]),
        tuple(opened_between(places, first, second)),
        tuple(opened_between(claims, first, second)),
        tuple(dict.fromkeys((sources[first], sources[second]))),
    )


def _censuses() -> tuple[Census, ...]:
    return caseload(settings.COUNCIL_DFE_CODE)


def _label(t: TrancheView, part: Part) -> str:
    return f"{t.initiative_name}, {part.held.name if part.held else t.financial_year}"


def _opens(t: TrancheView, part: Part) -> date:
    if part.held and part.held.opens:
        return part.held.opens
    year = t.financial_year.start if t.opening_month >= APRIL else t.financial_year.start + 1
    return date(year, t.opening_month, 1)
