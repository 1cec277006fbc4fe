"""Quarters as their pages show them: what is there, what is due and from whom, what was approved and changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core import periods
from apps.core.charts import Column, Rows
from apps.core.models import User
from apps.initiatives.links import link
from apps.initiatives.models import BenefitClaim, LedgerEntry, OutcomeReading, QuarterFigure
from apps.initiatives.presenters.words import NOT_GIVEN, count, day, listed, plain, reading_text
from apps.initiatives.selectors.quarter_figures import CLAIMS, Changed
from apps.initiatives.selectors.quarters import Due, QuarterOn, labels
from apps.initiatives.workflow.claims import WHOSE_TURN, ClaimStatus

DUE_FROM, NAMED = "SEND managers", 10
LIST_COLUMNS = (
    Column("quarter", "Quarter", link="url"),
    Column("months", "Months"),
    Column("state", "State"),
    Column("there", "Readings there"),
    Column("due", "Due on"),
    Column("now", "What is open"),
)


def address(name: str, period: periods.Quarter) -> str:
    return reverse(f"initiatives:{name}", args=[period.year.slug, period.number])


def quarter_table(found: Sequence[QuarterOn]) -> Rows:
    rows = [
        {
            "quarter": str(one.period),
            "url": address("quarter", one.period),
            "months": one.period.months,
            "state": state_of(one),
            "there": f"{len(one.due) - len(one.missing)} of {len(one.due)}",
            "due": one.due_on,
            "now": _open(one),
        }
        for one in found
    ]
    return Rows("Quarters, newest first", LIST_COLUMNS, rows)


def list_message(found: Sequence[QuarterOn]) -> str:
    """“Quarter 2 of 2026/27 is 25 days late: 4 of 9 readings are missing.”"""
    late = [one for one in found if one.days_late and one.missing and not one.is_closed]
    if late:
        oldest = late[-1]
        return f"{oldest.period} is {_late(oldest)}: {_missing(oldest)}."
    to_close = [one for one in found if one.has_ended and not one.is_closed]
    if to_close:
        return f"{to_close[-1].period} is the next to be closed: {_missing(to_close[-1])}."
    return f"{found[0].period} runs to {day(found[0].period.last_day)}; its readings are due on {day(found[0].due_on)}."


def quarter_message(quarter: QuarterOn, restated: int) -> str:
    there = len(quarter.due) - len(quarter.missing)
    if quarter.is_closed and quarter.row and quarter.row.closed_at:
        since = f"{count(restated, 'figure')} restated since" if restated else "nothing was restated since"
        return f"Closed on {day(localdate(quarter.row.closed_at))}; {since}."
    if not quarter.due:
        return "No initiative had an agreed measurement plan by the end of this quarter, so no reading is due."
    if not quarter.missing:
        return f"{'The reading is' if there == 1 else f'All {there} readings are'} there."
    if quarter.days_late:
        return f"{_missing(quarter).capitalize()}, {_late(quarter)}."
    return f"{_missing(quarter).capitalize()}, due on {day(quarter.due_on)}."


def state_of(quarter: QuarterOn) -> str:
    if quarter.is_closed:
        return "Closed"
    return "Open, to be closed" if quarter.has_ended else "Running"


def due_table(quarter: QuarterOn, shown: Iterable[Due], closed: Sequence[QuarterFigure]) -> Rows:
    """A row for each measure of those ``shown``; a closed quarter also says what stood as it was closed."""
    columns = [
        Column("initiative", "Initiative", link="url"), Column("measure", "Measure"), Column("reading", "Reading"),
        Column("n", "Children or plans behind it", kind="number"), Column("period", "Period"),
        Column("source", "Source"), Column("from", "Due from"),
        Column("owner", "Answers for the plan"), Column("state", "State"),
    ]  # fmt: skip
    if quarter.is_closed:
        columns.insert(2, Column("as_closed", "As closed"))
        columns[3] = Column("reading", "Now")
    before = {(f.initiative_id, f.label): f for f in closed}
    named = labels(quarter.due)
    rows = [
        {**_due_row(quarter, one), "as_closed": _as_closed(before.get((one.plan.initiative_id, named[one.measure.pk])))}
        for one in shown
    ]
    return Rows("Readings of the agreed measurement plans", columns, rows)


def approved_table(quarter: QuarterOn, changed: Iterable[Changed], names: dict[int, str]) -> Rows:
    """Amounts that are never added together: each row says its class, basis, block and grade."""
    columns = [Column("initiative", "Initiative"), Column("what", "What was approved by the end of the quarter")]
    if quarter.is_closed:
        columns.append(Column("as_closed", "As closed", kind="money_k", places=1))
    columns.append(Column("now", "Now" if quarter.is_closed else "Approved", kind="money_k", places=1))
    rows = [
        {"initiative": names[f.initiative], "what": f.label, "as_closed": f.as_closed or 0, "now": f.now or 0}
        for f in changed
    ]
    return Rows("Approved by the end of the quarter", columns, rows)


def amounts_of(changed: Iterable[Changed]) -> list[Changed]:
    """Without the numbers of claims."""
    return [f for f in changed if f.unit.startswith("£")]


def claims_sentence(changed: Sequence[Changed], names: dict[int, str]) -> str:
    """“Claims approved: Portage 1, SEND Sufficiency 2.”"""
    found = [f"{names[f.initiative]} {plain(f.now)}" for f in changed if f.label == CLAIMS and f.now]
    more = f" and {count(len(found) - NAMED, 'more initiative')}" if len(found) > NAMED else ""
    return f"{CLAIMS}: {', '.join(found[:NAMED])}{more}." if found else ""


def decided_table(entries: Iterable[LedgerEntry]) -> Rows:
    columns = (
        Column("claim", "Claim", link="url"), Column("initiative", "Initiative"), Column("entry", "What happened"),
        Column("what", "Class, basis and block"), Column("amount", "Amount", kind="money_k", places=1),
        Column("by", "By"), Column("on", "On"),
    )  # fmt: skip
    rows = [
        {
            "claim": e.claim.reference,
            "url": claim_address(e.claim),
            "initiative": str(e.initiative),
            "entry": e.get_entry_display(),
            "what": f"{e.get_benefit_class_display()}, {e.get_basis_display().lower()}, {e.get_block_display()}",
            "amount": e.amount,
            "by": str(e.decision.by),
            "on": localdate(e.at),
        }
        for e in entries
    ]
    return Rows("Claims decided in the quarter", columns, rows)


def waiting_table(claims: Iterable[BenefitClaim]) -> Rows:
    columns = (
        Column("claim", "Claim", link="url"), Column("initiative", "Initiative"), Column("title", "What is claimed"),
        Column("submitted", "Submitted on"), Column("turn", "Whose turn"),
    )  # fmt: skip
    rows = [
        {
            "claim": claim.reference,
            "url": claim_address(claim),
            "initiative": str(claim.initiative),
            "title": claim.title,
            "submitted": _day(claim.submitted_at),
            "turn": WHOSE_TURN[ClaimStatus(claim.status)],
        }
        for claim in claims
    ]
    return Rows("Claims submitted by the end of the quarter that still wait", columns, rows)


def claim_address(claim: BenefitClaim) -> str:
    return link("initiatives:claim", claim.pk)


def warnings(quarter: QuarterOn, waits: int) -> list[str]:
    """What is not there, said before the quarter is closed."""
    missing = quarter.missing
    found = [f"Missing: {one.plan.initiative}, {one.measure}, due from the {DUE_FROM}." for one in missing[:NAMED]]
    if len(missing) > NAMED:
        found.append(f"And {len(missing) - NAMED} more readings are missing.")
    if waits:
        found.append(f"{count(waits, 'claim')} still {'waits' if waits == 1 else 'wait'} for a decision.")
    return found


def due_from_sentence(people: Sequence[User]) -> str:
    """Who owes the readings and is reminded of them, by name."""
    if not people:
        return f"Readings are due from the {DUE_FROM}. Nobody has that role now, so nobody is reminded."
    more = [f"{len(people) - NAMED} more"] if len(people) > NAMED else []
    names = listed([*(str(one) for one in people[:NAMED]), *more])
    return f"Readings are due from the {DUE_FROM}, who are the ones reminded: {names}."


def told(people: int) -> str:
    return f"{count(people, 'person', 'people')} told, each as they chose"


def reread(form: forms.Form, quarter: QuarterOn, waits: int) -> forms.Form:
    """The reader's own words, against what is missing now: sending them again is a decision."""
    form.data = cast(QueryDict, form.data).copy()
    form.data["missing"] = "-".join(str(one.measure.pk) for one in quarter.missing)
    form.data["waiting"] = str(waits)
    return form


def _due_row(quarter: QuarterOn, one: Due) -> dict[str, object]:
    reading = one.reading
    return {
        "initiative": str(one.plan.initiative),
        "url": reverse("initiatives:detail", args=[one.plan.initiative.slug]),
        "measure": one.measure.name,
        "reading": f"{_value(reading, one)}{' (restated)' if reading.restates_id else ''}" if reading else "",
        "n": reading.n if reading else None,
        "period": reading.period_label if reading else "",
        "source": _source(reading) if reading else "",
        "from": DUE_FROM,
        "owner": one.plan.owner or NOT_GIVEN,
        "state": "There" if reading else _owed(quarter),
    }


def _value(reading: OutcomeReading, one: Due) -> str:
    text = reading_text(reading, one.measure.unit)
    return text if text.endswith("%") else f"{text} {one.measure.get_unit_display()}"


def _as_closed(figure: QuarterFigure | None) -> str:
    if figure is None:
        return "Not reported"
    return f"{plain(figure.value)}{'' if figure.unit == '%' else ' '}{figure.unit}"


def _source(reading: OutcomeReading) -> str:
    return f"{reading.source or reading.recorded_by}, {reading.source_reference}"


def _owed(quarter: QuarterOn) -> str:
    if quarter.is_closed:
        return "Not reported"
    return _late(quarter) if quarter.days_late else f"due on {day(quarter.due_on)}"


def _late(quarter: QuarterOn) -> str:
    return f"{count(quarter.days_late, 'day')} late"


def _missing(quarter: QuarterOn) -> str:
    n, all_of_it = len(quarter.missing), len(quarter.due)
    if not n:
        return "every reading is there"
    return f"{n} of {count(all_of_it, 'reading')} {'is' if n == 1 else 'are'} missing"


def _open(quarter: QuarterOn) -> str:
    if quarter.is_closed and quarter.row and quarter.row.closed_at:
        return f"Closed on {day(localdate(quarter.row.closed_at))} by {quarter.row.closed_by}"
    if not quarter.missing:
        return "To be closed" if quarter.has_ended else ""
    return f"{len(quarter.missing)} missing, {_owed(quarter)}"


def _day(at: datetime | None) -> object:
    return localdate(at) if at else ""
