"""Figures of claims and of the rate card, which the data feed gives in part only."""

from collections.abc import Iterator
from itertools import permutations

from apps.board.calculations.pack_hash import Figure
from apps.core.errors import Refused
from apps.core.vocabulary import Convention
from apps.initiatives.selectors.claims import claimed_amounts
from apps.initiatives.selectors.rates import rate_sheet
from apps.initiatives.vocabulary import PlacementType


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
