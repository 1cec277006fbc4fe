"""The trajectory in words, from the same values as its charts."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.money import in_words, millions, signed
from apps.core.periods import FinancialYear
from apps.deficit.calculations.forecast_errors import LEAST, PointErrors, Range
from apps.deficit.calculations.projection.outcomes import (
    APPROVED_AND_PIPELINE,
    APPROVED_ONLY,
    AS_REPORTED,
    UNMITIGATED,
)
from apps.deficit.calculations.projection.results import Band, Measure
from apps.deficit.presenters import policy_rows
from apps.deficit.presenters.what_if_changes import changes_of, in_a_sentence
from apps.deficit.presenters.words import AFTER_EMPTY, things
from apps.deficit.selectors.forecast_errors import errors, ranges
from apps.deficit.selectors.positions import outlook, reported_outlook
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.projection_page import PageFacts
from apps.deficit.selectors.trajectory import NAMES, Shown
from apps.deficit.vocabulary import BaseScenario, RecordMeasure, RecordPoint

Course = Mapping[FinancialYear, Band]
MEANINGS = {
    AS_REPORTED: "the report’s own positions, exactly, and nothing after the last of them",
    UNMITIGATED: "the published forecast, carried on, with every benefit added back that it holds already",
    APPROVED_ONLY: "the published forecast, carried on, less approved claims that it does not hold yet",
    APPROVED_AND_PIPELINE: "the same, less what is expected and not approved: places to come, and what no claim covers",
}
SHARES = {
    "p5": "1 draw in 20",
    "p10": "1 draw in 10",
    "p25": "1 draw in 4",
    "p50": "1 draw in 2",
    "p75": "3 draws in 4",
    "p90": "9 draws in 10",
    "p95": "19 draws in 20",
}
RANGE_MEANS = (
    "Occupancy, displacement, deadweight, slipped openings, prices, funding and the growth of each placement type are "
    "drawn ten thousand times, each from its low, central and high value. Eight draws in ten end between the dotted "
    "lines, half of them between the dashed ones. The range holds what the assumptions allow: it knows nothing of "
    "decisions, reforms or errors in the position itself."
)


def at_end(year: FinancialYear) -> str:
    """``31 March 2028``."""
    return f"{year.last_day.day} {year.last_day:%B %Y}"


def trajectory_message(shown: Shown, override_ends: date | None) -> str:
    """Where it ends, how sure, and what by the end of the override."""
    course = shown.of(Measure.ACCUMULATED)
    year, last = _years_told(course, override_ends)
    band = course[year]
    when = f"at {at_end(year)}"
    if override_ends == year.last_day:
        when += ", the day on which the statutory override ends"
    word = "projected" if has_range(shown) else "forecast"
    text = f"{shown.name}: the deficit is {word} to be {in_words(band.central)} {when}"
    if band.p10 != band.p90:
        text += f"; eight in ten draws lie between {in_words(band.p10)} and {in_words(band.p90)}"
    if year != last:
        text += f". It reaches {in_words(course[last].central)} by {at_end(last)} if nothing else changes"
    return f"{text}."


def _years_told(course: Course, override_ends: date | None) -> tuple[FinancialYear, FinancialYear]:
    """The year at whose end the override ends, where the course has it, and the last."""
    last = max(course)
    at = FinancialYear.containing(override_ends) if override_ends else last
    return (at if at in course else last), last


def middles(shown: Shown, override_ends: date | None) -> str:
    """Where the central line lies among the draws at the days that the message tells of."""
    course = shown.of(Measure.ACCUMULATED)
    return " ".join(middle_sentences(course, sorted(set(_years_told(course, override_ends)))))


def middle_sentences(course: Course, years: Sequence[FinancialYear]) -> list[str]:
    """Where the central line lies among the draws at the end of each year; nothing where there is no range."""
    return [_middle(course[y], y) for y in years if course[y].p10 != course[y].p90]


def _middle(band: Band, year: FinancialYear) -> str:
    return (
        f"The middle of the draws at {at_end(year)} is {in_words(band.p50)}: the central line lies {_lies(band)} it, "
        f"and {lower_share(band)}."
    )


def _lies(band: Band) -> str:
    return "below" if band.central < band.p50 else "above" if band.central > band.p50 else "on"


def lower_share(band: Band) -> str:
    """How many draws end lower than the central value, as far as the stored percentiles tell."""
    reached = [words for key, words in SHARES.items() if getattr(band, key) <= band.central]
    beyond = [words for key, words in SHARES.items() if getattr(band, key) > band.central]
    if not reached:
        return f"fewer than {beyond[0]} end lower"
    if not beyond:
        return f"more than {reached[-1]} end lower"
    if band.central == band.p50:
        return f"{SHARES['p50']} ends lower"
    return f"between {reached[-1]} and {beyond[0]} end lower"


def where_it_goes(projected: Projected | None, override_ends: date | None) -> str:
    """For pages that lead to the trajectory: its message for what finance has approved, or that there is none."""
    if projected is None:
        return "No projection is published. A finance officer publishes a finished run."
    shown = Shown(APPROVED_ONLY, NAMES[APPROVED_ONLY], projected, APPROVED_ONLY)
    return f"{trajectory_message(shown, override_ends)} {middles(shown, override_ends)}".strip()


def range_sentence(course: Course, year: FinancialYear) -> str:
    band = course[year]
    if band.p10 == band.p90:
        return f"At {at_end(year)} it is {in_words(band.central)}: published by finance, with no range of ours."
    return (
        f"At {at_end(year)} the central value is {in_words(band.central)}, {_lies(band)} the middle of the draws. "
        f"Half of the draws lie between {in_words(band.p25)} and {in_words(band.p75)}, eight in ten between "
        f"{in_words(band.p10)} and {in_words(band.p90)}."
    )


def scenario_sentence(courses: Mapping[str, Course], year: FinancialYear) -> str:
    """What each scenario ends at, and how the first differs from the others in the last year that both have."""
    ends = {name: course[year].central for name, course in courses.items() if year in course}
    texts = [f"{name} {in_words(amount)}" for name, amount in ends.items()]
    short = [name for name, course in courses.items() if year not in course]
    said = f"At {at_end(year)}: {'; '.join(texts)}."
    return said + "".join(f" {name} ends with {at_end(max(courses[name]))}." for name in short)


def sensitivity_sentence(rows: Sequence[Mapping[str, Any]], year: FinancialYear) -> str:
    largest = rows[0]
    low, high = (signed(millions(largest[key])) for key in ("low", "high"))
    return f"“{largest['assumption']}” moves the deficit at {at_end(year)} most: {low} at its low, {high} at its high."


def calibration_sentences(projected: Projected) -> list[str]:
    """What ties each published year to finance's figure, with its size."""
    first, *others = projected.calibration
    said = [
        f"{first.financial_year}: spend that no placement type holds makes the model equal the published gap of "
        f"{millions(first.published)}."
    ]
    for c in others:
        tie = "nothing is added" if not c.difference else f"{signed(millions(c.difference, 2))} a year is carried on"
        said.append(
            f"{c.financial_year}: caseload, unit costs and funding alone give {millions(c.modelled, 2)}; finance "
            f"published {millions(c.published, 2)}, so {tie}."
        )
    return said


def difference_between(one: Decimal, other: Decimal) -> str:
    """``£6.7m lower``; ``the same``."""
    change = one - other
    if not change:
        return "the same"
    return f"{millions(abs(change))} {'higher' if change > 0 else 'lower'}"


def distances(first: Shown, shown: Sequence[Shown], ends: date | None) -> list[str]:
    """How far the first scenario is from each of the others on the day that the override ends. Central values."""
    year, course = FinancialYear.containing(ends) if ends else None, first.of(Measure.ACCUMULATED)
    if year is None or year not in course:
        return []
    there = [(one, one.of(Measure.ACCUMULATED)) for one in shown if one.slug != first.slug]
    return [
        f"At {at_end(year)} {first.name} is {said} {'as' if said == 'the same' else 'than'} {one.name}."
        for one, other in there
        if year in other and (said := difference_between(course[year].central, other[year].central))
    ]


def has_range(shown: Shown) -> bool:
    return any(band.p10 != band.p90 for band in shown.of(Measure.ACCUMULATED).values())


def page_words(first: Shown, shown: Sequence[Shown], facts: PageFacts) -> dict[str, Any]:
    """Template context: everything on the trajectory's page that is words."""
    return {
        "message": trajectory_message(first, facts.override_ends),
        "distances": distances(first, shown, facts.override_ends),
        "middles": middles(first, facts.override_ends),
        "meanings": [*({"name": one.name, "meaning": meaning(one, facts)} for one in shown), *_published_now(shown)],
        "range_means": RANGE_MEANS,
        "empirical": empirical_sentences(first),
        "treatment_sentence": treatment_sentence(first.projected),
        "calibration": calibration_sentences(first.projected),
        "policies": policy_rows(list(facts.policies)),
        "known_on": facts.known_on,
    }


def _published_now(shown: Sequence[Shown]) -> list[dict[str, str]]:
    """Beside “As reported”: what finance has published since, where it differs."""
    now, reported = outlook(), reported_outlook()
    if AS_REPORTED not in [one.slug for one in shown] or not (now and reported):
        return []
    same = {p.id for p in reported.years}
    newer = [p for p in now.years if p.id not in same]
    said = "; ".join(f"{p.name}: {in_words(p.closing)} at {at_end(p.financial_year)}" for p in newer)
    return [{"name": "As published now", "meaning": f"what stands in the report’s place, {said}"}] if newer else []


def meaning(shown: Shown, facts: PageFacts) -> str:
    if shown.what_if is None:
        return MEANINGS[shown.scenario]
    revision = shown.what_if.revision
    changes = in_a_sentence(changes_of(revision, facts.assumptions, facts.initiatives))
    archived = ", archived" if revision.archived else ""
    return f"a what-if by {revision.by}{archived}. {BaseScenario(shown.scenario).label}, with: {changes}"


def treatment_sentence(projected: Projected) -> str:
    """What is in the forecast, what that is worth after empty places, and that it is never taken off again."""
    year = projected.held[-1]
    held = projected.in_year(Measure.IN_FORECAST, year) - projected.in_year(Measure.EMPTY_IN_FORECAST, year)
    return (
        f"{in_words(held)} of avoidance in {year}, {AFTER_EMPTY}, had begun when the position was stated, so finance’s "
        "forecast holds it already. It is added back once, for the unmitigated gap, and never taken off the forecast "
        "again."
    )


def empirical_sentences(first: Shown) -> list[str]:
    """The range that the council's own record gives, beside the modelled one: whose errors it borrows, with n, and
    the errors that are too few to draw one."""
    drawn, few = ranges(RecordMeasure.CUMULATIVE_DEFICIT), _few(errors(RecordMeasure.CUMULATIVE_DEFICIT))
    if not drawn:
        return [
            "Our own record holds fewer than three forecasts of the accumulated deficit with an outturn at any one "
            "reporting point, so no range is drawn from it.",
            *few,
        ]
    return [*(_empirical(one, first) for one in drawn), *few]


def _empirical(one: Range, first: Shown) -> str:
    modelled = first.of(Measure.ACCUMULATED).get(one.year)
    point, made = RecordPoint(one.point).label, RecordPoint(one.forecast_point).label
    whose = (
        f"It is borrowed: it lays the errors of {things(one.n, 'forecast')} of {things(one.years, 'year')} (“{point}”) "
        f"on a forecast made at {made}, which has fewer than {LEAST} errors of its own."
        if one.point != one.forecast_point
        else f"It rests on {things(one.n, 'forecast')} of {things(one.years, 'year')} made at {point}: few."
    )
    text = (
        f"Drawn from our own record, the newest forecast, {in_words(one.forecast)} at {at_end(one.year)}, would end "
        f"between {in_words(one.lowest)} and {in_words(one.highest)}. {whose} It is no measure of how sure we are."
    )
    if modelled is not None and modelled.p10 != modelled.p90:
        text += (
            f" Modelled for the same day: {in_words(modelled.p10)} to {in_words(modelled.p90)} in eight draws of ten."
        )
    return text


def _few(points: Sequence[PointErrors]) -> list[str]:
    """In words, the errors of reporting points that have some, but fewer than a range needs."""
    made = [
        f"{RecordPoint(p.point).label} of {e.year}, {in_words(e.forecast)}: {in_words(abs(e.amount))} too "
        f"{'low' if e.amount >= 0 else 'high'}"
        for p in points
        if not p.enough
        for e in p.errors
    ]
    if not made:
        return []
    return [f"Not in that range, because fewer than {LEAST} were made at their reporting point: {'; '.join(made)}."]
