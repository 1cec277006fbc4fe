"""Sentences of “How good were our forecasts?”, from the same values as its tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import in_words, millions
from apps.deficit.calculations.forecast_errors import LEAST, PointErrors, Range
from apps.deficit.presenters.words import first_up, stated, things, within
from apps.deficit.selectors.forecast_errors import Figure, YearRecord
from apps.deficit.vocabulary import RecordMeasure, RecordPoint

TENTH = Decimal(100_000)  # £0.1m: what rounding to one decimal may leave over


@dataclass(frozen=True, slots=True)
class Check:
    """What should equal what, and whether it does."""

    text: str
    tag: str
    kind: str


def forecasts_message(years: Sequence[YearRecord]) -> str:
    """Of the newest year that has both a budget and an outturn."""
    judged = [(y, y.one(RecordPoint.BUDGET), y.one(RecordPoint.OUTTURN)) for y in years]
    for year, budget, outturn in reversed(judged):
        if budget and outturn:
            missed = outturn.amount - budget.amount
            way = "more" if missed >= 0 else "less"
            return (
                f"The budget for {year.year} foresaw a high-needs gap of {in_words(budget.amount)}; it turned out "
                f"{in_words(outturn.amount)}, {in_words(abs(missed))} {way}."
            )
    return "No year of the record has both a budget and an outturn, so no forecast can be judged yet."


def range_sentences(measure: RecordMeasure, points: Sequence[PointErrors], ranges: Sequence[Range]) -> list[str]:
    """One a range drawn, and one that says of which points there are too few errors, or nothing to lay them on."""
    said = [_drawn(measure, one) for one in ranges]
    drawn = {one.point for one in ranges}
    few = [f"{within(RecordPoint(p.point).label)}: {p.n}" for p in points if not p.enough]
    if few:
        said.append(f"{measure.label}: no range is drawn where n is below {LEAST} ({', '.join(few)}).")
    idle = [within(RecordPoint(p.point).label) for p in points if p.enough and p.point not in drawn]
    if idle:
        said.append(f"{measure.label}: no forecast stands that these errors could be laid on ({', '.join(idle)}).")
    return said


def record_checks(gap: Sequence[YearRecord], deficit: Sequence[YearRecord], record: Sequence[Figure]) -> list[Check]:
    """Whether outturns of different papers fit each other: spending less funding, and one closing to the next."""
    checks = []
    closings = {y.year: y.one(RecordPoint.OUTTURN) for y in deficit}
    for year in gap:
        outturn = year.one(RecordPoint.OUTTURN)
        if not outturn:
            continue
        before, after = closings.get(year.year + -1), closings.get(year.year)
        if before and after:
            sums = f"{year.year}: opening {millions(before.amount)} + gap {millions(outturn.amount)}"
            checks.append(_tie(sums, before.amount + outturn.amount, after.amount, "closing"))
        spend, funding = (_outturn_of(record, year, m) for m in (RecordMeasure.SPEND, RecordMeasure.FUNDING))
        if spend and funding:
            sums = f"{year.year}: spending {millions(spend.amount)} − funding {millions(funding.amount)}"
            checks.append(_tie(sums, spend.amount - funding.amount, outturn.amount, "gap"))
    return checks


def conflict_rows(figures: Sequence[Figure]) -> list[dict[str, str]]:
    """Rows of a summary list: each figure that conflicts, and with what."""
    return [
        {
            "key": f"{f.measure.label}, {f.year}: {millions(f.amount)}",
            "value": f"{f.basis}, {stated(f.stated_when)}. {first_up(f.note.removeprefix('CONFLICT: '))}.",
        }
        for f in figures
    ]


def plans_sentence(figures: Sequence[Figure], forecast: Figure | None) -> str:
    """The plans for the date that the newest forecast is of, oldest first."""
    if not forecast:
        return ""
    same = [f for f in figures if (f.year, f.measure) == (forecast.year, forecast.measure)]
    if not same:
        return ""
    planned = ", then ".join(f"{in_words(f.amount)} ({stated(f.stated_when)})" for f in same)
    return (
        f"For 31 March {forecast.year.start + 1} management plans aimed at {planned}; the forecast of "
        f"{stated(forecast.stated_when)} is {in_words(forecast.amount)}. A plan says what was aimed at, not what was "
        "expected: plans enter no error."
    )


def _drawn(measure: RecordMeasure, one: Range) -> str:
    borrowed = (
        ""
        if one.forecast_point == one.point
        else f" It was made at {RecordPoint(one.forecast_point).label}, a point without errors enough of its own, so "
        "the range is borrowed."
    )
    return (
        f"{measure.label}, {one.year}: the newest forecast of {in_words(one.forecast)}, with the errors made at "
        f"“{RecordPoint(one.point).label}”, would turn out between {in_words(one.lowest)} and {in_words(one.highest)}, "
        f"{in_words(one.mean)} at their mean. That is {things(one.n, 'forecast')} of {things(one.years, 'year')} only: "
        f"few, and no measure of how likely it is.{borrowed}"
    )


def _tie(sums: str, total: Decimal, given: Decimal, what: str) -> Check:
    left = abs(given - total)
    text = f"{sums} = {millions(total)}; the {what} is stated as {millions(given)}: "
    if not left:
        return Check(f"{text}ties.", "Ties", "good")
    if left <= TENTH:
        return Check(f"{text}{millions(left)} apart, which rounding to £0.1m can leave.", "Within rounding", "good")
    return Check(f"{text}{millions(left)} apart.", "Does not tie", "alert")


def _outturn_of(record: Sequence[Figure], year: YearRecord, measure: RecordMeasure) -> Figure | None:
    found = (f for f in record if (f.year, f.measure, f.point) == (year.year, measure, RecordPoint.OUTTURN))
    return next(found, None)
