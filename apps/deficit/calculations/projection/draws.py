"""Values for every assumption: drawn, central, or one at a time at its low and high.

Each key has a stream of its own, fixed by the seed and the key: the order of assumptions, and what else is assumed,
change nothing, and two scenarios with one seed differ by their inputs alone (common random numbers).
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from apps.deficit.calculations.projection.inputs import Assumption

Array = NDArray[np.float64]
Samples = Mapping[str, Array]  # by key: (draws,) or (1,) where it is the same in each


def drawn(assumptions: Iterable[Assumption], *, draws: int, seed: int) -> Samples:
    """``draws`` values of each uncertain assumption, from the triangle over low, central and high; one of a certain."""
    return {
        a.key: _one(a.central) if a.certain else _triangle(a, _stream(seed, a.key).random(draws)) for a in assumptions
    }


def central(assumptions: Iterable[Assumption]) -> Samples:
    return {a.key: _one(a.central) for a in assumptions}


def one_at_a_time(assumptions: Sequence[Assumption]) -> tuple[Samples, tuple[str, ...]]:
    """Two cases for each uncertain assumption, in the order of the keys given back: at its low, then at its high, the
    rest central."""
    uncertain = [a for a in assumptions if not a.certain]
    samples = {a.key: np.full(2 * len(uncertain) or 1, float(a.central)) for a in assumptions}
    for index, a in enumerate(uncertain):
        samples[a.key][2 * index : 2 * index + 2] = float(a.low), float(a.high)
    return samples, tuple(a.key for a in uncertain)


def at_none_and_all(assumptions: Iterable[Assumption], keys: Collection[str]) -> Samples:
    """Two cases: all of ``keys`` at nought, then all at one; the rest central."""
    return {a.key: np.asarray([0.0, 1.0]) if a.key in keys else _one(a.central) for a in assumptions}


def _triangle(a: Assumption, uniform: Array) -> Array:
    """The inverse of the triangular distribution function (Kotz and van Dorp, *Beyond Beta*, 2004, equation 1.7)."""
    low, middle, high = float(a.low), float(a.central), float(a.high)
    width = high - low
    rising = uniform < (middle - low) / width
    distance = np.sqrt(np.where(rising, uniform * (middle - low), (1 - uniform) * (high - middle)) * width)
    return np.where(rising, low + distance, high - distance)


def _stream(seed: int, key: str) -> np.random.Generator:
    words = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words.tolist()])))


def _one(value: Decimal) -> Array:
    return np.asarray([float(value)])
