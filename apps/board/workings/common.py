"""What the workings of cost avoidance share: their words, and the addresses that their lines lead to."""

from decimal import Decimal

from django.urls import reverse

from apps.board.facts import Facts
from apps.core.vocabulary import Basis
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

RUN_RATE = "Run-rate: what everything in place is worth in a full year"
ROUNDED = "Each line is rounded for display; the sum is of unrounded values."
PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)


def run_rate(facts: Facts, initiative: str, status: PlaceStatus) -> Decimal:
    return facts.worked_out.amount(Basis.RUN_RATE, initiative=initiative, status=status)


def source_of(t: TrancheView) -> str:
    return t.source_reference if t.version == 1 else f"{t.source_reference}; changed since, version {t.version}"


def edit_url(t: TrancheView) -> str:
    return reverse("initiatives:place_edit", args=[t.id])


def how_url(slug: str) -> str:
    return reverse("board:how", args=[slug])
