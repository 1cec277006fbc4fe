"""Figures of claims, of the rate card and of readings that people logged, which the data feed gives in part or not."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from apps.board.calculations.pack_hash import Figure
from apps.core.errors import Refused
from apps.core.vocabulary import Convention
from apps.initiatives.selectors.claims import claimed_amounts
from apps.initiatives.selectors.outcome_readings import logged_readings
from apps.initiatives.selectors.rates import rate_sheet
from apps.initiatives.vocabulary import PlacementType

LOGGED = "Outcomes that people logged"


def logged_figures() -> Iterator[Figure]:
    """Readings that people logged and that stand. One that restates another is the same figure as that one was: it
    says what it was and why it is another. None of them is in the data feed, and no paper states one."""
    for found in logged_readings():
        reading, first, was = found.reading, found.first, found.was
        measure = reading.measure
        name = f"outcomes:{measure.initiative.slug}:{measure.slug}:{first.period_label}:{first.source_reference}"
        label = f"{measure.initiative.name}: {measure.name}, {reading.period_label}"
        label += f" ({first.source_reference})" if first.source_reference else ""
        source, why = reading.source_reference, f"; why: {reading.restatement_reason}"
        n_was = "not known" if was is None or was.n is None else str(was.n)
        value_source = f"{source}; restated from {was.value_words}{why}" if was else source
        n_source = f"{source}; restated from {n_was}{why}" if was else source
        yield Figure(f"{name}:value"[:200], LOGGED, label, reading.value, unit=measure.unit, source=value_source,
                     subject=str(reading))  # fmt: skip
        n = None if reading.n is None else Decimal(reading.n)
        yield Figure(f"{name}:n"[:200], LOGGED, f"{label}: n", n, "" if n is not None else "not known",
                     unit="children or plans", source=n_source, subject=str(reading))  # fmt: skip


def claim_figures() -> Iterator[Figure]:
    """Every claim that finance has before it or decided: what is claimed, and where it stands."""
    for claim in claimed_amounts():
        key, label = f"claims:{claim.reference}", f"{claim.reference} {claim.title}"
        unknown = "" if claim.amount is not None else "none"
        yield Figure(f"{key}:claimed", "Claims", f"{label}: claimed", claim.amount, unknown, "£", claim.basis,
                     subject=claim.reference)  # fmt: skip
        yield Figure(f"{key}:status", "Claims", f"{label}: status", None, claim.status, subject=claim.reference)


def rate_figures() -> Iterator[Figure]:
    """The report's card and the one in force: £ a placement for a full year."""
    for convention in Convention:
        try:
            sheet = rate_sheet(convention)
        except Refused:
            continue
        key, name = f"rates:{convention.value}", convention.label
        yield Figure(f"{key}:version", "Rate card", f"{name}: version", words=str(sheet.version))
        for placement, amount in sheet.rates.items():
            yield Figure(f"{key}:{placement}", "Rate card", f"{PlacementType(placement).label}, {name}", amount,
                         unit="£ a year", source=sheet.references.get(placement, ""), subject="Rate card")  # fmt: skip
        for dearer, cheaper in permutations(sheet.rates, 2):
            if sheet.rates[dearer] > sheet.rates[cheaper]:
                words = f"{PlacementType(dearer).label} less {PlacementType(cheaper).label}, {name} (derived)"
                yield Figure(f"{key}:{dearer}-{cheaper}", "Rate card", words, sheet.difference(dearer, cheaper),
                             unit="£ a year", subject="Rate card")  # fmt: skip
        for (dearer, cheaper), amount in sheet.quoted.items():
            words = f"{PlacementType(dearer).label} less {PlacementType(cheaper).label}, {name} (quoted)"
            yield Figure(f"{key}:{dearer}-{cheaper}", "Rate card", words, amount, unit="£ a year", subject="Rate card")
