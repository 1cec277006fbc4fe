"""What a figure of spend is set in: pounds a head, a plan, pounds, or a share. One comparison holds one measure.

A share is given as a percentage (35.9) of the high-needs spend; its distance is in percentage points.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.core.money import number, pounds, round_half_up

MILLION = Decimal(1_000_000)
Kind = Literal["rate", "pounds", "share"]


@dataclass(frozen=True, slots=True)
class Measure:
    """``figure`` names the ``FigureMeasure`` that a rate is divided by; blank where the source divides, or nobody."""

    slug: str
    label: str
    each: str
    kind: Kind
    heading: str
    figure: str = ""
    places: int = 2

    def show(self, value: Decimal) -> str:
        """“£525”, “£185.50”, “£12.34 million”, “35.9%”: pence of a rate where there are any."""
        if self.kind == "share":
            return f"{number(value, self.places)}%"
        if self.kind == "pounds":
            text = f"{number(abs(value) / MILLION, self.places)} million"
            return f"−£{text}" if value < 0 else f"£{text}"
        shown = round_half_up(value, self.places)
        return pounds(shown, 0 if shown == shown.to_integral_value() else self.places)

    def amount(self, value: Decimal) -> str:
        """With what it is of: “£525 a head”, “35.9% of its high-needs spend”."""
        return f"{self.show(value)} {self.each}".rstrip()

    def gap(self, value: Decimal) -> str:
        """A distance, without its sign: “£339.50 a head”, “3.1 percentage points”."""
        if self.kind == "share":
            return f"{number(abs(value), self.places)} percentage points"
        return self.amount(abs(value)) if self.kind == "rate" else self.show(abs(value))


PRINTED = Measure("per-head", "£ a head, as printed", "a head", "rate", "£ a head")
PER_HEAD_0_19 = Measure(
    "per-head-0-19", "£ a head, ages 0 to 19", "a head", "rate", "£ a head aged 0 to 19", "population_0_19"
)
PER_HEAD_2_18 = Measure(
    "per-head-2-18", "£ a head, ages 2 to 18", "a head", "rate", "£ a head aged 2 to 18", "population_2_18"
)
PER_PLAN = Measure("per-plan", "£ a plan", "a plan", "rate", "£ an education, health and care plan", "plans", 0)
POUNDS = Measure("pounds", "£", "", "pounds", "£m")
SHARE = Measure(
    "share", "Share of high-needs spend", "of its high-needs spend", "share", "% of high-needs spend", "", 1
)
MEASURES = {m.slug: m for m in (PRINTED, PER_HEAD_0_19, PER_HEAD_2_18, PER_PLAN, POUNDS, SHARE)}
NO_PUPILS = (
    "£ a pupil is not offered: none of the files loaded gives pupils for every authority, and a rate on pupils of some "
    "would not compare."
)
