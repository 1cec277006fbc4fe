"""What neighbours without a deficit do differently: medians by the size of deficit, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.calculations.comparison import median
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.vocabulary import DeficitSize


@dataclass(frozen=True, slots=True)
class Group:
    """The comparators with one label, and their median; None where none of them gave a value."""

    n: int
    median: Decimal | None


@dataclass(frozen=True, slots=True)
class Different:
    """One line, in the benchmark's unit. ``apart``: ours less the median of those without a deficit."""

    line: Line
    ours: Decimal
    groups: Mapping[DeficitSize, Group]
    apart: Decimal
    worth: Decimal | None


def labelled(b: Benchmark) -> dict[DeficitSize, list[int]]:
    """The comparators by label; our own council is in no group."""
    sizes = {str(size.label): size for size in DeficitSize}
    found: dict[DeficitSize, list[int]] = {size: [] for size in DeficitSize}
    for council in b.councils[1:]:
        if council.deficit in sizes:
            found[sizes[council.deficit]].append(council.pk)
    return found


def differences(b: Benchmark) -> list[Different]:
    """Every line of which somebody without a deficit gave a value, in the return's order."""
    groups, found = labelled(b), []
    for line in b.lines:
        values = b.values[line.slug]
        by_size = {size: _group(members, values) for size, members in groups.items()}
        theirs = by_size[DeficitSize.NONE].median
        if theirs is None:
            continue
        apart = values[b.ours.pk] - theirs
        worth = None if b.multiplier is None else apart * b.multiplier
        found.append(Different(line, values[b.ours.pk], by_size, apart, worth))
    return found


def _group(members: list[int], values: Mapping[int, Decimal]) -> Group:
    given = [values[pk] for pk in members if pk in values]
    return Group(len(given), median(given) if given else None)
