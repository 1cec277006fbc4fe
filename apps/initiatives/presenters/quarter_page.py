"""One quarter as its page shows it, and what finance can do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.core.charts import Rows
from apps.core.errors import Stale
from apps.core.models import User
from apps.initiatives.forms.quarters import CloseQuarterForm
from apps.initiatives.models import QuarterFigure
from apps.initiatives.permissions import can_close_quarter
from apps.initiatives.presenters import quarters as page
from apps.initiatives.presenters.quarter_pages import Pages, page_of, shown
from apps.initiatives.presenters.quarters_restated import restated_table
from apps.initiatives.presenters.words import day
from apps.initiatives.selectors.due_from import due_from
from apps.initiatives.selectors.initiatives import names_by_number
from apps.initiatives.selectors.quarter_figures import (
    APPROVED_UNITS,
    Changed,
    approved_figures,
    changed_figures,
    decided_in,
    figures_of,
    waiting,
)
from apps.initiatives.selectors.quarters import QuarterOn
from apps.initiatives.selectors.quarters_restated import restatements

TABLES = ("readings", "approved", "decided", "waiting", "restated")


def context(
    quarter: QuarterOn,
    by: User,
    at: datetime,
    asked: Mapping[str, str],
    form: CloseQuarterForm | None,
    stale: Stale | None,
) -> dict[str, Any]:
    """``asked`` is the address's query. ``form`` is a closing that did not hold: it stands in place of its empty
    form."""
    read = _read(quarter, at)
    pages = {name: page_of(asked, name, items) for name, items in read.lists.items()}
    return {
        "quarter": quarter,
        "period": quarter.period,
        "message": page.quarter_message(quarter, len(read.lists["restated"])),
        "due_from": page.due_from_sentence(due_from()) if quarter.due else "",
        "pages": pages,
        "shown": shown(pages),
        "claims_approved": page.claims_sentence(read.changed, read.names),
        **_state(quarter),
        **_tables(quarter, read, pages),
        **_closing(quarter, by, pages["waiting"].paginator.count, form, stale),
    }


@dataclass(frozen=True, slots=True)
class _Read:
    """``lists`` by the name of their table."""

    names: dict[int, str]
    closed: list[QuarterFigure]
    changed: list[Changed]
    lists: dict[str, Any]


def _read(quarter: QuarterOn, at: datetime) -> _Read:
    period = quarter.period
    closed = figures_of(period) if quarter.is_closed else []
    changed = changed_figures([f for f in closed if f.unit in APPROVED_UNITS], approved_figures(period, at))
    lists = {
        "readings": quarter.due,
        "approved": page.amounts_of(changed),
        "decided": decided_in(period),
        "waiting": waiting(period),
        "restated": restatements(quarter.row) if quarter.is_closed else [],
    }
    return _Read(names_by_number(), closed, changed, lists)


def _tables(quarter: QuarterOn, read: _Read, pages: Pages) -> dict[str, Rows]:
    return {
        "readings": page.due_table(quarter, pages["readings"], read.closed),
        "approved": page.approved_table(quarter, pages["approved"], read.names),
        "decided": page.decided_table(pages["decided"]),
        "waiting": page.waiting_table(pages["waiting"]),
        "restated": restated_table(list(pages["restated"])),
    }


def _state(quarter: QuarterOn) -> dict[str, Any]:
    period, row = quarter.period, quarter.row if quarter.is_closed else None
    return {
        "state": page.state_of(quarter),
        "closed_by": row.closed_by if row else "",
        "note": row.note if row else "",
        "dates": f"{day(period.first_day)} to {day(period.last_day)}; readings due on {day(quarter.due_on)}",
    }


def _closing(
    quarter: QuarterOn, by: User, waits: int, form: CloseQuarterForm | None, stale: Stale | None
) -> dict[str, Any]:
    may_close = can_close_quarter(by) and not quarter.is_closed
    why_not = _why_not(quarter)
    return {
        "why_not": why_not if may_close else "",
        "warnings": page.warnings(quarter, waits),
        "may_remind": may_close and quarter.has_ended and bool(quarter.missing),
        "form": (page.reread(form, quarter, waits) if stale and form else form)
        or (CloseQuarterForm(quarter, waits) if may_close and not why_not else None),
        "stale": stale,
    }


def _why_not(quarter: QuarterOn) -> str:
    """Why it cannot be closed yet; nothing where it can."""
    if not quarter.has_ended:
        return f"It can be closed after {day(quarter.period.last_day)}."
    return f"Quarters are closed in order: {quarter.earlier_open} comes first." if quarter.earlier_open else ""
