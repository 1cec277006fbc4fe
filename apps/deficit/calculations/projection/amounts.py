"""From arrays back to money: percentiles over the draws, and one rounding, half up, to the penny."""

from decimal import Decimal

import numpy as np

from apps.deficit.calculations.projection.draws import Array
from apps.deficit.calculations.projection.percentiles import percentiles
from apps.deficit.calculations.projection.results import PERCENTILES, Band

FINER = 3  # decimals of a penny to which a float says the exact value: what is short of half a penny by less is half


def pence(value: float) -> Decimal:
    (amount,) = in_pence(np.asarray([value]))
    return amount


def in_pence(values: Array) -> list[Decimal]:
    whole = np.floor(np.abs(np.round(values * 100, FINER)) + 0.5) * np.sign(values)
    return [Decimal(n).scaleb(-2) for n in whole.astype(np.int64).tolist()]


def bands(central: Array, draws: Array) -> list[Band]:
    """One for each row: ``central`` is (rows, 1), ``draws`` (rows, draws)."""
    if draws.shape[1] == 1:
        return [certain(row[0]) for row in central]
    rows = [np.append(at_centre, percentiles(row, PERCENTILES)) for at_centre, row in zip(central, draws, strict=True)]
    return [Band(*in_pence(row)) for row in rows]


def certain(value: float) -> Band:
    """Of what is not drawn: every percentile is the value."""
    amount = pence(value)
    return Band(amount, *[amount] * len(PERCENTILES))
