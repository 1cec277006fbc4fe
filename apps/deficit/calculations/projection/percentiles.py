"""Percentiles of many draws, exact, about three times as quick as sorting.

The values fall into equal bins; only those in the bins that hold a wanted rank are put in order. Between two ranks
the value lies on a straight line (Hyndman and Fan, *Sample Quantiles in Statistical Packages*, 1996, type 7).
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from apps.deficit.calculations.projection.draws import Array

BINS = 2048
FEW = 500  # below this, sorting is as quick


def percentiles(values: Array, wanted: Sequence[int]) -> Array:
    """Of one row of draws, for each of ``wanted`` (0 to 100)."""
    below, weight, ranks = _ranks(values.size, tuple(wanted))
    at_rank = np.sort(values)[ranks] if values.size < FEW else _at_ranks(values, ranks)
    half = len(below)
    low, high = at_rank[:half], at_rank[half:]
    return low + (high - low) * weight


@cache
def _ranks(size: int, wanted: tuple[int, ...]) -> tuple[Array, Array, NDArray[np.intp]]:
    """The ranks below and above each percentile, one list after the other, and how far it lies between them."""
    place = np.asarray(wanted) / 100 * (size - 1)
    below = np.floor(place)
    ranks = np.concatenate([below, np.minimum(below + 1, size - 1)]).astype(np.intp)
    return below, place - below, ranks


def _at_ranks(values: Array, ranks: NDArray[np.intp]) -> Array:
    lowest, highest = values.min(), values.max()
    if lowest == highest:
        return np.full(len(ranks), lowest)
    bins = ((values - lowest) * ((BINS - 1) / (highest - lowest))).astype(np.intp)
    up_to = np.cumsum(np.bincount(bins, minlength=BINS))
    needed = np.searchsorted(up_to, ranks, side="right")
    taken = np.zeros(BINS, dtype=bool)
    taken[needed] = True
    kept = np.sort(values[taken[bins]])
    held = np.where(taken, np.diff(up_to, prepend=0), 0)
    before = np.cumsum(held) - held  # how many of the kept values lie in bins below
    return kept[ranks - (up_to - np.diff(up_to, prepend=0))[needed] + before[needed]]
