"""The overview's figures and sentences."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from apps.board.facts import Facts
from apps.board.presenters.approved import approved_words
from apps.core.models import AuditEntry
from apps.core.money import in_thousands, millions, number, signed
from apps.core.trail.kinds import Kind, kind_for, model_of
from apps.core.trail.values import column_of, heading, place, plain, value
from apps.core.vocabulary import Basis, Convention
from apps.deficit.presenters import day
from apps.initiatives.models import Milestone
from apps.initiatives.presenters.words import period
from apps.initiatives.vocabulary import MeasureUnit, PlaceStatus

UNSAID = ("version", "reason", "status", "state", "in_forecast", "result_hash", "run")


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: what stands largest on the page, with its basis and change in words."""

    label: str
    value: str
    unit: str
    basis: str
    change: str
    how_url: str


def figures(facts: Facts) -> list[Figure]:
    """Deficit now, next 31 March, next year's gap, and what is avoided: each on its own basis."""
    outlook = facts.outlook
    current, last = outlook.current, outlook.last
    rows = [
        Figure(
            f"Deficit at {day(current.financial_year.first_day)}",
            millions(current.opening),
            "",
            "Accumulated deficit, at a date",
            "The last figure that is not a forecast",
            _how("deficit-now"),
        ),
        Figure(
            f"Deficit at {day(current.financial_year.last_day)}",
            millions(current.closing),
            "",
            f"Accumulated deficit, forecast at {current.reporting_point.label.lower()}",
            f"{signed(millions(current.change))} in the year",
            _how("deficit-march-this"),
        ),
    ]
    if last is not current:
        growth = (last.in_year_gap / current.in_year_gap - 1) * 100 if current.in_year_gap else None
        rows.append(
            Figure(
                f"High-needs gap in {last.financial_year}",
                millions(last.in_year_gap),
                "",
                "In-year: spending less funding",
                ""
                if growth is None
                else f"{signed(number(growth, 1))}% on {millions(current.in_year_gap)} in {current.financial_year}",
                _how("gap-next-year"),
            )
        )
    if facts.projection.run_id is not None:
        rows.append(_avoidance(facts))
    return rows


def milestone_rows(milestones: list[Milestone]) -> list[dict[str, str]]:
    return [
        {
            "when": period(m.earliest_date, m.latest_date),
            "label": m.label,
            "initiative": m.initiative.name,
            "url": reverse("initiatives:detail", args=[m.initiative.slug]),
        }
        for m in milestones
    ]


FIGURE = re.compile(rf"[0-9.,]+(?: ?(?:{'|'.join(map(str, MeasureUnit.labels))}))?")
LONGEST_VALUE = 60


def change_rows(entries: list[AuditEntry]) -> list[dict[str, Any]]:
    """What people changed: who, what, from what to what, when and why."""
    return [
        {
            "at": e.at,
            "by": e.by,
            "words": f"{e.action[:1].lower()}{e.action[1:]}: {plain(e.subject_label)}{moved_words(e)}",
            "reason": e.reason,
        }
        for e in entries
    ]


def moved_words(entry: AuditEntry) -> str:
    """``, places 60 → 70`` for what stands in both, each in the words and the unit of the trail."""
    model, kind = model_of(entry.subject_type), kind_for(entry.subject_type)
    moved = [
        _one_moved(model, key, entry.before[key], entry.after[key], kind)
        for key in sorted(entry.before, key=lambda key: place(model, key))
        if key in entry.after and key not in UNSAID and entry.after[key] != entry.before[key]
    ]
    return f", {', '.join(moved)}" if moved else ""


def _one_moved(model: Any, key: str, before: Any, after: Any, kind: Kind) -> str:
    """A link to another row is named alone: what stands in the trail of it is its number."""
    column, name = column_of(model, key), heading(model, key, kind)
    name = name if name.isupper() else f"{name[:1].lower()}{name[1:]}"
    if column is not None and column.is_relation and isinstance(after, int):
        return f"another {name}"
    return f"{name} {_value(model, key, before, kind)} → {_value(model, key, after, kind)}"


def _value(model: Any, key: str, raw: Any, kind: Kind) -> str:
    """Text is quoted, of a long one the beginning."""
    said = value(model, key, raw, {}, kind)
    if not said:
        return "none given"
    own_words = isinstance(raw, str) and said == raw and not FIGURE.fullmatch(raw)
    return f"“{Truncator(said).chars(LONGEST_VALUE)}”" if own_words else said


def _avoidance(facts: Facts) -> Figure:
    now = facts.projection.amount(Basis.RUN_RATE, status=PlaceStatus.DELIVERED)
    then = facts.projection.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    stands = (
        f"As reported, {in_thousands(then)}"
        if now == then
        else f"Reported as {in_thousands(then)}, changed by {signed(in_thousands(now - then))}"
    )
    return Figure(
        "Cost avoidance in place",
        millions(now),
        "a year",
        "Run-rate: what is in place, in a full year",
        f"{stands}; {approved_words(facts.approved)}",
        _how("total-run-rate"),
    )


def _how(slug: str) -> str:
    return reverse("board:how", args=[slug])
