"""What every data set is read with: the lines, the councils, and which lines compare."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from apps.benchmarking.models import DeficitLabel, SpendLine
from apps.benchmarking.selectors.benchmark import Council, Line
from apps.benchmarking.selectors.peers import Peers
from apps.benchmarking.selectors.places import places
from apps.benchmarking.vocabulary import HIGH_NEEDS, DeficitSize
from apps.core.memory import remembered
from apps.core.periods import FinancialYear

Values = Mapping[str, Mapping[int, Decimal]]


def councils_of(peers: Peers, year: FinancialYear) -> tuple[tuple[Council, ...], date | None]:
    """Ours, then the comparators that stood in the year, each with the label of its DSG position at the newest date."""
    known = places()
    found = [peers.ours, *(known[pk] for pk in peers.members if known[pk].stood_in(year))]
    labels = list(DeficitLabel.objects.order_by("as_at_date").values_list("authority_id", "as_at_date", "size"))
    newest = labels[-1][1] if labels else None
    words = {pk: DeficitSize(size).label for pk, day, size in labels if day == newest}
    return tuple(Council(p.pk, p.name, str(words.get(p.pk, "")), p.ours) for p in found), newest


@remembered
def known_lines() -> dict[int, Line]:
    """Every line by its key, in the return's order."""
    parts = ArrayAgg("parts__slug", filter=Q(parts__isnull=False), order_by="parts__order", default=Value([]))
    lines = SpendLine.objects.order_by("order").annotate(part_slugs=parts)
    return {line.pk: Line(line.slug, line.code, line.title, line.short_title, tuple(line.part_slugs)) for line in lines}


def comparable(known: Iterable[Line], values: Values, councils: tuple[Council, ...]) -> tuple[Line, ...]:
    """The lines for which ours is given, and at least one comparator's."""
    ours, others = councils[0].pk, {council.pk for council in councils[1:]}
    compared = [line for line in known if ours in (given := values.get(line.slug, {})) and others & set(given)]
    compared.sort(key=lambda line: line.slug in HIGH_NEEDS)  # the totals after groups of lines, too
    return tuple(given_parts(line, values) for line in compared)


def given_parts(line: Line, values: Collection[str]) -> Line:
    """A sum keeps those of its parts that the data set has: a group whose parts it lacks stands as a line by itself."""
    return replace(line, parts=tuple(part for part in line.parts if part in values))
