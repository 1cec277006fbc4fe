"""What the report says and what follows from its own figures (method, section 8). Every figure is read or computed."""

from collections.abc import Callable, Iterator

from apps.board.differences import benefits, places, words
from apps.board.differences.base import Difference, Reported
from apps.board.facts import Facts, NotKnown

__all__ = ["Difference", "differences"]

CHECKS: tuple[Callable[[Reported], Iterator[Difference]], ...] = (
    places.exclusion,
    places.since_2023,
    benefits.total_is_a_run_rate,
    benefits.sen_support,
    benefits.portage_children,
    places.a_sum_not_a_range,
    places.pipeline_this_year,
    places.around_six_million,
    benefits.two_unit_values,
    words.categories,
    words.base_dates,
    words.neighbours_median,
    benefits.no_bridge,
)


def differences(facts: Facts) -> list[Difference]:
    """Every difference whose figures are known."""
    try:
        reported = Reported(facts)
    except NotKnown:
        return []
    found = []
    for check in CHECKS:
        try:
            found += list(check(reported))
        except NotKnown:
            continue
    return found
