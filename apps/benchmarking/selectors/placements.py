"""Reads an authority's plans by the placement sheets of the DfE's management plan, where SEN2 is imported."""

from collections import defaultdict

from apps.benchmarking.models import Figure
from apps.benchmarking.vocabulary import EhcpPlacement
from apps.core.memory import remembered


@remembered
def plans_by_placement(dfe_code: str) -> dict[int, dict[EhcpPlacement, int]]:
    """By January. A count that the file does not give is in no answer."""
    rows = Figure.objects.filter(
        area__authority__dfe_code=dfe_code, measure__in=EhcpPlacement.values, value__isnull=False
    )
    found: dict[int, dict[EhcpPlacement, int]] = defaultdict(dict)
    for january, measure, value in rows.values_list("year", "measure", "value"):
        found[january][EhcpPlacement(measure)] = int(value or 0)
    return dict(found)
