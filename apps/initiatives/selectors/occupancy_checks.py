"""What stands in the way of a reading of occupancy: its day, its numbers, its origins."""

from collections.abc import Iterable
from datetime import date

from apps.initiatives.selectors.schemes import SchemeView, most_places
from apps.initiatives.vocabulary import PlaceStatus


def census_refusal(scheme: SchemeView, day: date, places: int, filled: int, today: date) -> str:
    """A sentence that begins with the field; nothing where it may be recorded."""
    if scheme.place_status != PlaceStatus.DELIVERED:
        return f"Scheme: {scheme.name} is {scheme.status.label.lower()}, not open. Change its status first."
    if day > today:
        return f"Census day: {_day(day)} is still to come. Enter a day that has passed."
    if day < scheme.opening_date:
        return f"Census day: {_day(day)} is before it opened on {_day(scheme.opening_date)}. Enter a later day."
    if scheme.closing_date and day > scheme.closing_date:
        return f"Census day: {_day(day)} is after it closed on {_day(scheme.closing_date)}. Enter an earlier day."
    if filled > places:
        return f"Filled: {filled} is more than the {places} places of that day. Enter {places} or fewer."
    if places > (most := most_places(scheme.id)):
        return f"Places: {scheme.name} never had more than {most}. Enter {most} or fewer, or change the scheme first."
    return ""


def origins_refusal(filled: int, numbers: Iterable[int], children: int) -> str:
    told = sum(numbers) + children
    if told > filled:
        return (
            f"Filled: {told} children are more than the {filled} filled places. Say of {filled} or fewer where they "
            "would otherwise be."
        )
    return ""


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
