"""Which numbers of a tranche's places schemes hold. Pure: ranges of numbers, both ends included.

free       the first run of as many numbers in a row that nobody holds
together   every range moved to the front, in the order in which they stand
"""

from collections.abc import Iterable, Mapping

Range = tuple[int, int]


def first_free(held: Iterable[Range], most: int, wanted: int) -> Range | None:
    """Of the numbers 1 to ``most``; nothing where no run is long enough."""
    start = 1
    for first, last in [*sorted(held), (most + 1, most + 1)]:
        if first - start >= wanted:
            return start, start + wanted - 1
        start = max(start, last + 1)
    return None


def free_count(held: Iterable[Range], most: int) -> int:
    return most - sum(last - first + 1 for first, last in held)


def together(held: Mapping[int, Range]) -> dict[int, Range]:
    """By scheme: those that move alone, lowest first, so that each moves into numbers that are free by then."""
    moved: dict[int, Range] = {}
    start = 1
    for scheme, (first, last) in sorted(held.items(), key=lambda one: one[1]):
        if first != start:
            moved[scheme] = (start, start + last - first)
        start += last - first + 1
    return moved
