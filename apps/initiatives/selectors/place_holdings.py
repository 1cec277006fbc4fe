"""Reads which places of a tranche schemes itemise, and which of those approved claims count."""

from collections import defaultdict

from django.utils.timezone import localdate

from apps.core.world import today
from apps.initiatives.calculations.place_parts import Held, has_closed, month_after, month_of
from apps.initiatives.models import ClaimUnit, SchemePlaces, SchemeVersion
from apps.initiatives.workflow.claims import ClaimStatus


def holdings() -> dict[int, tuple[Held, ...]]:
    """By tranche, in one query; each scheme at its newest version."""
    newest = SchemeVersion.objects.order_by("scheme_id", "-version").distinct("scheme_id")
    versions = newest.filter(scheme__in=SchemePlaces.objects.values("scheme")).select_related("scheme__held")
    found: dict[int, list[Held]] = defaultdict(list)
    now = today()
    for version in versions:
        held = version.scheme.held
        found[held.tranche_id].append(
            Held(
                scheme=version.scheme_id,
                name=version.scheme.name,
                first=held.numbers.lower,
                last=held.numbers.upper - 1,
                opens=month_of(version.opening_date),
                closes=month_after(version.closing_date),
                closed=has_closed(version.status, version.closing_date, now),
                stated_on=localdate(version.recorded_at),
            )
        )
    return {tranche: tuple(sorted(held, key=lambda h: h.first)) for tranche, held in found.items()}


def claimed_numbers() -> dict[int, dict[int, frozenset[int]]]:
    """By approved claim and tranche, of tranches that schemes itemise alone."""
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    units = ClaimUnit.objects.filter(
        claim__status=ClaimStatus.APPROVED,
        excluded_because="",
        tranche__in=SchemePlaces.objects.values("tranche"),
    )
    for claim, tranche, number in units.values_list("claim", "tranche", "number"):
        if number is not None:
            found[claim][tranche].add(number)
    return {c: {t: frozenset(n) for t, n in of.items()} for c, of in found.items()}
