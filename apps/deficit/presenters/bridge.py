"""From the gap without the initiatives to the gap with them, one step an initiative, and how much of it they cover."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import in_words, millions, number
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Standing
from apps.deficit.calculations.projection.outcomes import APPROVED_AND_PIPELINE, UNMITIGATED
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.presenters.words import AFTER_EMPTY
from apps.deficit.selectors.projected import Projected

NOUGHT = Decimal(0)
STANDINGS = {Standing.APPROVED.value: "approved", Standing.PIPELINE.value: "not approved"}
IN_FORECAST = (Measure.IN_FORECAST, Measure.EMPTY_IN_FORECAST)
ADDITIONAL = (Measure.ADDITIONAL, Measure.EMPTY_ADDITIONAL)


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """£ within the year: avoidance is negative, what empty places cost is positive. ``total``: a gap, not a step."""

    label: str
    amount: Decimal
    total: bool = False
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """In-year avoidance beside the gap it would have been without it: one basis."""

    avoided: Decimal
    gap: Decimal

    @property
    def share(self) -> Decimal | None:
        """Avoidance ÷ (gap + avoidance), per cent."""
        whole = self.gap + self.avoided
        return self.avoided / whole * 100 if whole > 0 else None


def bridge_steps(projected: Projected, year: FinancialYear, names: Mapping[str, str]) -> list[BridgeStep]:
    """Unmitigated → what the forecast holds already → the forecast → what is additional → mitigated. ``names`` are the
    initiatives', by slug."""
    unmitigated = projected.of(UNMITIGATED, Measure.GAP)[year].central
    held = list(_steps(projected, year, names, *IN_FORECAST))
    forecast = unmitigated + sum((s.amount for s in held), NOUGHT)
    published = year in projected.held
    return [
        BridgeStep("Unmitigated gap", unmitigated, total=True),
        *held,
        BridgeStep("Gap as published" if published else "Published gap, carried on", forecast, total=True),
        *_steps(projected, year, names, *ADDITIONAL),
        BridgeStep("Mitigated gap", projected.of(APPROVED_AND_PIPELINE, Measure.GAP)[year].central, total=True),
    ]


def _steps(
    projected: Projected, year: FinancialYear, names: Mapping[str, str], avoided: Measure, empty: Measure
) -> Iterator[BridgeStep]:
    for measure, sign, words in ((avoided, -1, ""), (empty, 1, "Empty places of ")):
        for subject in projected.subjects(measure):
            band = projected.of("", measure, subject).get(year)
            initiative, _, standing = subject.partition("/")
            if band is not None and band.central:
                label = f"{words}{names.get(initiative, initiative)}, {STANDINGS[standing]}"
                yield BridgeStep(label, sign * band.central, subject=initiative)


def coverage(projected: Projected, year: FinancialYear) -> tuple[Coverage, Coverage]:
    """Of what the forecast holds already, and of that and what is additional together."""
    held = projected.in_year(Measure.IN_FORECAST, year) - projected.in_year(Measure.EMPTY_IN_FORECAST, year)
    more = projected.in_year(Measure.ADDITIONAL, year) - projected.in_year(Measure.EMPTY_ADDITIONAL, year)
    forecast = projected.of(UNMITIGATED, Measure.GAP)[year].central - held
    return Coverage(held, forecast), Coverage(held + more, forecast - more)


def bridge_message(projected: Projected, year: FinancialYear) -> str:
    held, both = coverage(projected, year)
    unmitigated = held.gap + held.avoided
    text = (
        f"Without the initiatives the high-needs gap of {year} would be {in_words(unmitigated)}; "
        f"{in_words(held.avoided)} of avoidance, {AFTER_EMPTY}, is in finance’s forecast already"
    )
    more = both.avoided - held.avoided
    text += f", and {in_words(more)} more is expected beside it" if more > 0 else ", and nothing is expected beside it"
    return f"{text}."


def coverage_sentence(projected: Projected, year: FinancialYear) -> str:
    """On one basis: in-year avoidance against the gap of the same year."""
    held, both = coverage(projected, year)
    if held.share is None or both.share is None:
        return f"There is no gap in {year} to cover."
    return (
        f"In {year}, avoidance in the forecast, {AFTER_EMPTY}, is {millions(held.avoided)} of a gap that would be "
        f"{millions(held.gap + held.avoided)}: it covers {number(held.share, 1)}%. With what is expected beside it, "
        f"{millions(both.avoided)} or {number(both.share, 1)}%. Both are in-year figures of the same year."
    )
