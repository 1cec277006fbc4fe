"""Reads for the data feed what no page asks for."""

from apps.deficit.models import AvoidanceResult
from apps.deficit.selectors.positions import published_positions
from apps.deficit.selectors.runs import run_in_force


def counts() -> dict[str, int]:
    """How many rows each data set has, by its name in the feed: a position has two rows beside its lines, and one
    more where it does not tie."""
    positions = published_positions()
    run = run_in_force()
    return {
        "positions": sum(len(p.steps) + 2 + bool(p.unexplained) for p in positions),
        "cost_avoidance": AvoidanceResult.objects.filter(run_id=run.pk).count() if run else 0,
    }
