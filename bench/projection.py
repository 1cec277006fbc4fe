"""The projection's engine beside a bare numpy kernel that draws and multiplies the same arrays, in one process.

60 benefits, each with an occupancy, displacement, deadweight and slippage of its own, over 12 years and 10,000 draws.
Engine: everything that a run stores (three scenarios, percentiles, sensitivity, switching values). Floor: the draws of
the same assumptions, and the arrays of 60 × 12 × 10,000 multiplied through and summed. Lean floor: the same, one
benefit after the other, so that little memory is at work.
"""

import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import (
    Assumption,
    Benefit,
    Gap,
    Placement,
    ProjectionInputs,
    Standing,
)
from apps.deficit.calculations.projection.project import project

BENEFITS, INITIATIVES, DRAWS, TIMES = 60, 20, 10_000, 7
FIRST, LAST = FinancialYear(2025), FinancialYear(2036)
GOALS = {"times_the_floor": 3.0}
SHARES = {"occupancy": ("0.8", "0.95", "1"), "displacement": ("0.5", "0.75", "1"), "deadweight": ("0", "0.25", "0.5")}
SPENT = {"growth": ("0.05", "0.12", "0.2"), "long_run": ("0", "0.02", "0.05"), "inflation": ("0.02", "0.03", "0.05")}


def projection() -> dict[str, Any]:
    """Seconds (medians of seven), how many times the floors, and the most memory held at once."""
    given = inputs()
    engine, floor, lean = (timed(partial(work, given)) for work in (project, kernel, lean_kernel))
    return {
        "benefits": BENEFITS,
        "years": len(given.years),
        "draws": DRAWS,
        "points": len(project(given).points),
        "engine_s": round(engine, 3),
        "floor_s": round(floor, 3),
        "lean_floor_s": round(lean, 3),
        "times_the_floor": round(engine / floor, 2),
        "times_the_lean_floor": round(engine / lean, 2),
        "engine_peak_mb": round(peak(lambda: project(given)) / 2**20, 1),
        "floor_peak_mb": round(peak(lambda: kernel(given)) / 2**20, 1),
    }


def kernel(given: ProjectionInputs) -> Any:
    """Every draw and every factor as a whole array: (benefits, years, draws)."""
    drawn, years = drawings(given), np.arange(len(given.years), dtype=np.float64)[None, :, None]

    def over(name: str) -> Any:
        return np.stack([drawn[getattr(b, name)] for b in given.benefits])[:, None, :]

    def of(name: str) -> Any:
        return np.asarray([float(getattr(b, name)) for b in given.benefits])[:, None, None]

    value = over("displacement") * of("dear") - of("actual")
    opened = np.clip((years * 12 + 12 - over("slippage")) / 12, 0, 1)
    prices = (1 + drawn["inflation"]) ** years
    return (of("units") * value * over("occupancy") * (1 - over("deadweight")) * opened * prices).sum(axis=0)


def lean_kernel(given: ProjectionInputs) -> Any:
    drawn, years = drawings(given), np.arange(len(given.years), dtype=np.float64)[:, None]
    prices = (1 + drawn["inflation"]) ** years
    total = np.zeros((len(given.years), given.draws))
    for b in given.benefits:
        value = drawn[b.displacement] * float(b.dear) - float(b.actual)
        opened = np.clip((years * 12 + 12 - drawn[b.slippage]) / 12, 0, 1)
        total += float(b.units) * value * drawn[b.occupancy] * (1 - drawn[b.deadweight]) * opened * prices
    return total


def drawings(given: ProjectionInputs) -> dict[str, Any]:
    """numpy's own triangular draws of every uncertain assumption."""
    random = np.random.default_rng(given.seed)
    uncertain = [a for a in given.assumptions if not a.certain]
    return {a.key: random.triangular(float(a.low), float(a.central), float(a.high), given.draws) for a in uncertain}


def inputs() -> ProjectionInputs:
    own = [Assumption(f"{name}:{n}", *map(Decimal, s)) for n in range(BENEFITS) for name, s in SHARES.items()]
    late = [Assumption(f"slippage:{n}", Decimal(0), Decimal(2), Decimal(6)) for n in range(BENEFITS)]
    spent = [Assumption(name, *map(Decimal, values)) for name, values in SPENT.items()]
    return ProjectionInputs(
        gap=gap(), benefits=tuple(map(benefit, range(BENEFITS))), assumptions=(*own, *late, *spent), last_year=LAST,
        effect_year=FinancialYear(2027), draws=DRAWS,
    )  # fmt: skip


def gap() -> Gap:
    placement = Placement("inmss", Decimal(554), Decimal(64_000), "growth", "inflation")
    return Gap(
        base_year=FIRST, opening=Decimal(113_300_000), published={FIRST: Decimal(73_500_000)}, other_blocks={},
        placements=(placement,), funding=Decimal(64_000_000), funding_growth="long_run", other_growth="growth",
        other_inflation="inflation", long_growth="long_run", fades_from=FIRST + 1, fades_to=FIRST + 6,
    )  # fmt: skip


def benefit(n: int) -> Benefit:
    return Benefit(
        key=f"b{n:02}", initiative=f"i{n % INITIATIVES:02}", block="high_needs", placement="inmss",
        standing=Standing.APPROVED if n % 2 else Standing.PIPELINE, in_forecast=not n % 3, units=Decimal(10 + n),
        opens=date(2026 + n % 5, 1 + n % 12, 1), dear=Decimal(64_000), other=Decimal(0), actual=Decimal(26_000),
        price_base=FIRST, empty_cost=Decimal(10_000), occupancy=f"occupancy:{n}", displacement=f"displacement:{n}",
        deadweight=f"deadweight:{n}", slippage=f"slippage:{n}", inflation="inflation",
        ramp=(Decimal("0.5"), Decimal(1)),
    )  # fmt: skip


def timed(work: Callable[[], Any]) -> float:
    work()
    return median(_seconds(work) for _ in range(TIMES))


def peak(work: Callable[[], Any]) -> int:
    """Bytes: numpy's arrays are counted, too."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
