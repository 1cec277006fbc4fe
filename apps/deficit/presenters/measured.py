"""Sentences: what the register has measured, beside what is assumed."""

from fractions import Fraction

from apps.core.money import number
from apps.deficit.charts.displacement import decimal
from apps.deficit.presenters.words import day, things
from apps.deficit.selectors.measured import Measured

BESIDE = "It stands beside the assumption and does not change it: finance agrees another value where it wants one."


def measured_sentence(key: str, found: Measured | None) -> str:
    """For the page of an assumption; empty for one that the register does not measure."""
    if key == "occupancy":
        return _occupancy(found)
    if key == "displacement":
        return _displacement(found)
    return ""


def origins_sentence(found: Measured | None) -> str:
    """“Of N filled places at the census of …, M would otherwise be in INMSS.”"""
    if found is None:
        return "No scheme’s occupancy has been read, so the register says nothing of where children would otherwise be."
    if not found.said:
        return f"Of {number(found.filled)} filled places {_when(found)}, nobody has said where the children would be."
    return (
        f"The register says: of {number(found.filled)} filled places {_when(found)}, {number(found.inmss)} would "
        f"otherwise be in INMSS, of {number(found.said)} of which anything is said."
    )


def _occupancy(found: Measured | None) -> str:
    if found is None or found.occupancy is None:
        return "Measured: nothing yet. No scheme’s occupancy has been read."
    return (
        f"Measured: {_percent(found.occupancy)}, {number(found.filled)} of {number(found.places)} places of "
        f"{things(found.schemes, 'scheme')} {_when(found)}. {BESIDE}"
    )


def _displacement(found: Measured | None) -> str:
    if found is None or found.displacement is None:
        return "Measured: nothing yet. Nobody has said of any filled place where the child would otherwise be."
    return (
        f"Measured: {_percent(found.displacement)}, {number(found.inmss)} of the {number(found.said)} filled places of "
        f"which it is said, {_when(found)}. {BESIDE}"
    )


def _when(found: Measured) -> str:
    if found.first == found.last:
        return f"at the census of {day(found.last)}"
    return f"at each scheme’s newest census, {day(found.first)} to {day(found.last)}"


def _percent(share: Fraction) -> str:
    return f"{number(decimal(share * 100), 1)}%"
