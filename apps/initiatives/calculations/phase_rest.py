"""The phases of places that no scheme itemises, as far as the report's printed split settles them. Pure.

The report splits a status as a whole (182 + 113 of 295 delivered), not by year. What schemes itemise of the places that
it counted is taken off its split; what is left stands where places that no scheme itemises are at least as many (those
above it have no phase yet), or where one phase alone is left (of a pipeline without a secondary place every part has
none). Else, and where schemes hold more of a phase than was printed, nobody knows.
"""

from collections.abc import Mapping
from typing import TypeVar

P = TypeVar("P")


def phases_of_the_rest(printed: Mapping[P, int], itemised: Mapping[P, int], rest: int) -> dict[P, int] | None:
    """``rest`` places by phase, or nothing where they cannot be split. ``itemised``: of the places that were printed.

    They may be fewer than ``rest``: the others have no phase yet.
    """
    left = {phase: places - itemised.get(phase, 0) for phase, places in printed.items()}
    if min(left.values(), default=0) < 0:
        return None
    if sum(left.values()) <= rest:
        return left
    only = [phase for phase, places in left.items() if places]
    if len(only) == 1:
        return {phase: rest if phase == only[0] else 0 for phase in left}
    return None
