"""Sums that a return does not give, from the lines that it does."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from apps.benchmarking.selectors.benchmark import Line

Values = dict[str, dict[int, Decimal]]
# A line that a file may lack altogether without its sums being withheld: the DfE's own tool leaves it out, too.
MAY_LACK = frozenset({"pfi-bsf"})
GROUPED = "-grouped"  # of the DfE's groups of lines: taken as a file gives them, never made here


def with_sums(values: Mapping[str, dict[int, Decimal]], lines: Iterable[Line]) -> Values:
    """And each sum that can be made: of councils for which every addend is given."""
    found, known = dict(values), list(lines)
    for line in known:
        if line.parts and line.slug not in found and not line.slug.endswith(GROUPED):
            addends = [found[slug] for slug in addends_of(line, found, known)]
            if addends:
                whole = set.intersection(*(set(addend) for addend in addends))
                found[line.slug] = {pk: sum((addend[pk] for addend in addends), Decimal(0)) for pk in whole}
    return found


def addends_of(line: Line, given: Mapping[str, object], lines: Iterable[Line]) -> list[str]:
    """The given lines that a sum is made of: its parts, or groups of its parts that a file gives in their place.

    Nothing where a part is neither given nor within a given group.
    """
    missing = {part for part in line.parts if not given.get(part)}
    addends = [part for part in line.parts if part not in missing]
    for group in lines:
        parts = set(group.parts)
        if parts and group.slug != line.slug and given.get(group.slug) and parts <= missing:
            addends.append(group.slug)
            missing -= parts
    return addends if missing <= MAY_LACK else []
