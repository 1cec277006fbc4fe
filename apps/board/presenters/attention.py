"""What needs the Board's attention: each item follows from the data, with the figures that make it so."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator

from apps.board.facts import Facts, NotKnown
from apps.board.presenters.approved import claims_waiting_items
from apps.board.presenters.meetings import many
from apps.board.presenters.places import gap_sentence
from apps.board.selectors.actions import ActionNow
from apps.board.workings import WORKINGS
from apps.core.money import millions, number, signed
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.core.world import today
from apps.deficit.calculations.projection.outcomes import APPROVED_ONLY
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.models import PolicyParameter
from apps.deficit.presenters import day
from apps.deficit.presenters.bridge import coverage
from apps.deficit.presenters.words import AFTER_EMPTY
from apps.deficit.vocabulary import AssumptionState
from apps.initiatives.models import Initiative
from apps.initiatives.vocabulary import MeasurementPlanState, PlaceStatus

MONTHS_A_YEAR = 12


def attention(
    facts: Facts,
    initiatives: list[Initiative],
    override: PolicyParameter | None,
    actions: Sequence[ActionNow],
    read_for: date,
) -> list[dict[str, str]]:
    return [
        *_overdue(actions, today()),
        *_override(facts, override, read_for),
        *_assumptions(facts),
        *claims_waiting_items(facts.claims_waiting),
        *_bridge(facts),
        *_plans(initiatives),
        *_sufficiency(facts),
        *_requests(facts),
    ]


def _overdue(actions: Sequence[ActionNow], read_for: date) -> Iterator[dict[str, str]]:
    late = [one for one in actions if one.is_overdue(read_for)]
    if not late:
        return
    longest = max(late, key=lambda one: one.days_late(read_for))
    first = f"“{Truncator(longest.action.words).chars(80)}”" if len(late) > 1 else "It"
    yield _item(
        f"{many(len(late), 'action').capitalize()} of the Board {'is' if len(late) == 1 else 'are'} overdue",
        f"{first} was due from the {longest.action.owner} on {day(longest.due)}.",
        f"{reverse('board:actions')}?state=overdue",
        "Actions that are overdue",
    )


def _override(facts: Facts, override: PolicyParameter | None, read_for: date) -> Iterator[dict[str, str]]:
    if override is None or override.effective_date is None:
        return
    ends, last = override.effective_date, facts.outlook.last
    months = (ends.year - read_for.year) * MONTHS_A_YEAR + ends.month - read_for.month
    when = f"{months} months after {day(read_for)}" if months > 0 else "and has passed"
    projected = _projected_at(facts, ends)
    yield _item(
        f"The override ends on {day(ends)}, {when}",
        f"The newest forecast stops at {day(last.financial_year.last_day)} with {millions(last.closing)}. {projected}"
        f"What is to happen to it after the override has not been settled.",
        reverse("deficit:trajectory" if projected else "deficit:position"),
        "Where it ends, and how sure" if projected else "The deficit",
    )


def _projected_at(facts: Facts, ends: date) -> str:
    """The projected deficit on the day, with its range; nothing where none is published for it."""
    year = FinancialYear.containing(ends)
    course = facts.published.of(APPROVED_ONLY, Measure.ACCUMULATED) if facts.published else {}
    if year not in course or year.last_day != ends:
        return ""
    band = course[year]
    return (
        f"Projected for the day itself, with what finance has approved: {millions(band.central)}; eight in ten draws "
        f"lie between {millions(band.p10)} and {millions(band.p90)}. "
    )


def _assumptions(facts: Facts) -> Iterator[dict[str, str]]:
    """Nobody has agreed what the published projection rests on: one item, with the number."""
    rows = facts.assumptions.values()
    open_ = sum(row.state == AssumptionState.ILLUSTRATIVE for row in rows)
    if facts.published is None or not open_:
        return
    tie = facts.published.calibration[-1]
    yield _item(
        f"{number(open_)} of the projection’s {number(len(rows))} assumptions are not agreed by finance yet",
        "They are illustrative until finance agrees them. The calibration that ties the projection to the published "
        f"gap of {tie.financial_year}, {signed(millions(tie.difference, 2))} a year, rests on them.",
        reverse("deficit:assumptions"),
        "The assumptions",
    )


def _bridge(facts: Facts) -> Iterator[dict[str, str]]:
    if facts.projection.run_id is None:
        return
    avoided = facts.projection.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    year = facts.outlook.last
    if facts.published is not None and year.financial_year in facts.published.years:
        held, _ = coverage(facts.published, year.financial_year)
        yield _item(
            "The reported avoidance and the gap stand on two bases",
            f"{millions(avoided)} is a run-rate; the gap of {year.financial_year} is {millions(year.in_year_gap)} in "
            f"one year. Within it {millions(held.avoided)} of avoidance, {AFTER_EMPTY}, is in finance’s forecast "
            "already and cannot be taken off it again.",
            reverse("deficit:bridge"),
            "The bridge",
        )
        return
    yield _item(
        "Nothing bridges the reported avoidance to the forecast",
        f"{millions(avoided)} is a run-rate; the gap of {year.financial_year} is {millions(year.in_year_gap)} in "
        "one year. Ask finance which of it the forecast already holds before setting one against the other.",
        reverse("board:how", args=["coverage"]),
        "The comparison and its limits",
    )


def _plans(initiatives: list[Initiative]) -> Iterator[dict[str, str]]:
    agreed = sum(i.measurement_plan == MeasurementPlanState.AGREED for i in initiatives)
    if agreed < len(initiatives):
        yield _item(
            f"{number(agreed) if agreed else 'None'} of {number(len(initiatives))} initiatives "
            f"{'has' if agreed < 2 else 'have'} an agreed measurement plan",
            "Without a baseline, a counterfactual and an owner, no benefit can be claimed or approved.",
            reverse("initiatives:list"),
            "The initiatives",
        )


def _sufficiency(facts: Facts) -> Iterator[dict[str, str]]:
    if sentence := gap_sentence(facts):
        yield _item(
            "Where the pipeline has nothing",
            f"{sentence} Children move up from the primary places already delivered.",
            reverse("board:places"),
            "Places by phase",
        )


def _requests(facts: Facts) -> Iterator[dict[str, str]]:
    try:
        working = WORKINGS["pre-ehcp-break-even"](facts)
    except NotKnown:
        return
    yield _item(
        "A request that will come: the pre-EHCP model",
        f"At {working.lines[0].value} a year it must avoid {working.result} {working.unit} to pay for itself.",
        reverse("board:how", args=["pre-ehcp-break-even"]),
        "The break-even",
    )


def _item(title: str, text: str, url: str, link: str) -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "link": link}
