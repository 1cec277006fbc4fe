"""What needs the Board's attention: each item follows from the data, with the figures that make it so."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.presenters.approved import claims_waiting_items
from apps.board.presenters.places import gap_sentence
from apps.board.workings import WORKINGS
from apps.core.money import millions, number
from apps.core.vocabulary import Basis, Convention
from apps.deficit.models import PolicyParameter
from apps.deficit.presenters import day
from apps.initiatives.models import Initiative
from apps.initiatives.vocabulary import MeasurementPlanState, PlaceStatus

MONTHS_A_YEAR = 12


def attention(
    facts: Facts, initiatives: list[Initiative], override: PolicyParameter | None, read_for: date
) -> list[dict[str, str]]:
    return [
        *_override(facts, override, read_for),
        *claims_waiting_items(facts.claims_waiting),
        *_bridge(facts),
        *_plans(initiatives),
        *_sufficiency(facts),
        *_requests(facts),
    ]


def _override(facts: Facts, override: PolicyParameter | None, read_for: date) -> Iterator[dict[str, str]]:
    if override is None or override.effective_date is None:
        return
    ends, last = override.effective_date, facts.outlook.last
    months = (ends.year - read_for.year) * MONTHS_A_YEAR + ends.month - read_for.month
    when = f"in {months} months" if months > 0 else "and has passed"
    yield _item(
        f"The override ends on {day(ends)}, {when}",
        f"The newest forecast stops at {day(last.financial_year.last_day)} with {millions(last.closing)}. "
        f"What is to happen to it after the override has not been settled.",
        reverse("deficit:position"),
        "The deficit",
    )


def _bridge(facts: Facts) -> Iterator[dict[str, str]]:
    if facts.projection.run_id is None:
        return
    avoided = facts.projection.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    year = facts.outlook.last
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
