"""What the pages of actions and risks say: messages, lists, the matrix as a table, histories as timelines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from apps.board.models import RiskVersion
from apps.board.presenters.meetings import day, many, moment
from apps.board.selectors.actions import ActionNow
from apps.board.selectors.risks import RiskNow
from apps.board.vocabulary import IMPACTS, LIKELIHOODS, NOT_SCORED, ActionState, RiskStatus
from apps.core.charts import Column, Rows

ACTIONS = (
    Column("action", "Action", link="url"),
    Column("owner", "Owner"),
    Column("due", "Due"),
    Column("state", "State"),
    Column("last", "Last report"),
    Column("meeting", "Set by"),
)
NOT_GIVEN = "not given"


def actions_message(found: Sequence[ActionNow], read_for: date) -> str:
    """“3 actions are open on 27 January 2026; one is overdue, by 12 days at most.”"""
    standing = [one for one in found if one.state == ActionState.OPEN]
    late = [one.days_late(read_for) for one in standing if one.is_overdue(read_for)]
    if not found:
        return "No action is recorded."
    text = (
        f"{many(len(standing), 'action').capitalize()} {'is' if len(standing) < 2 else 'are'} open on {day(read_for)}"
    )
    if late:
        most = f"{max(late)} {'day' if max(late) == 1 else 'days'}"
        return f"{text}; {many(len(late), 'action')} {'is' if len(late) == 1 else 'are'} overdue, by {most} at most."
    return f"{text}; none is overdue."


def action_rows(found: Sequence[ActionNow], read_for: date, caption: str = "Actions, open ones first") -> Rows:
    return Rows(caption, ACTIONS, [_action(one, read_for) for one in found])


def _action(one: ActionNow, read_for: date) -> dict[str, Any]:
    last = one.updates[0] if one.updates else None
    return {
        "action": one.action.words,
        "url": reverse("board:action", args=[one.action.pk]),
        "owner": one.action.owner,
        "due": one.due,
        "state": state_words(one, read_for),
        "last": f"{day(last.at.date())}: {last.words}" if last else "None yet",
        "meeting": str(one.action.meeting),
    }


def state_words(one: ActionNow, read_for: date) -> str:
    if not one.is_overdue(read_for):
        return str(one.state.label)
    late = one.days_late(read_for)
    return f"Open, {late} {'day' if late == 1 else 'days'} overdue"


def action_facts(one: ActionNow, read_for: date) -> list[dict[str, Any]]:
    moved = f" (first {day(one.action.due)})" if one.due != one.action.due else ""
    rows = [
        {"key": "Owner", "value": one.action.owner},
        {"key": "Due", "value": f"{day(one.due)}{moved}"},
        {"key": "State", "value": state_words(one, read_for)},
        {"key": "Set by", "value": str(one.action.meeting)},
    ]
    if one.action.decision:
        rows.append({"key": "Follows from", "value": str(one.action.decision)})
    return rows


def action_timeline(one: ActionNow) -> list[dict[str, Any]]:
    """Newest first, ending with how it was set."""
    reports = [
        {"title": u.get_state_display(), "date": u.at.date(), "by": str(u.by), "text": f"{u.words} Due {day(u.due)}."}
        for u in one.updates
    ]
    a = one.action
    return [*reports, {"title": "Set", "date": a.recorded_at.date(), "by": str(a.recorded_by), "text": ""}]


RISKS = (
    Column("risk", "Risk", link="url"),
    Column("likelihood", "Likelihood, 1 to 5"),
    Column("impact", "Impact, 1 to 5"),
    Column("score", "Likelihood × impact", kind="number"),
    Column("owner", "Owner"),
    Column("mitigation", "Mitigation"),
    Column("proximity", "When"),
    Column("status", "Status"),
    Column("changed", "Last changed"),
)


def risks_message(found: Sequence[RiskNow]) -> str:
    standing = [one for one in found if one.now.status == RiskStatus.OPEN]
    if not found:
        return "No risk is registered."
    unscored = sum(one.now.score is None for one in standing)
    text = f"{many(len(standing), 'risk').capitalize()} {'is' if len(standing) < 2 else 'are'} open"
    scored = [one for one in standing if one.now.score is not None]
    if scored:
        top = max(scored, key=lambda one: one.now.score or 0).now
        text += f"; the highest score is {top.score} of 25, {top.title}"
    if unscored:
        alone = f"{unscored} of them {'is' if unscored == 1 else 'are'}"
        text += f"; {'it is' if unscored == len(standing) == 1 else alone} not scored"
    return f"{text}."


def risk_rows(found: Sequence[RiskNow]) -> Rows:
    return Rows("Risks, open ones first", RISKS, [_risk(one) for one in found])


def _risk(one: RiskNow) -> dict[str, Any]:
    now = one.now
    return {
        "risk": now.title,
        "url": reverse("board:risk", args=[one.risk.slug]),
        "likelihood": now.likelihood_words,
        "impact": now.impact_words,
        "score": now.score,
        "owner": now.owner or NOT_GIVEN.capitalize(),
        "mitigation": now.mitigation or NOT_GIVEN.capitalize(),
        "proximity": now.proximity or NOT_GIVEN.capitalize(),
        "status": now.get_status_display(),
        "changed": who_and_when(now),
    }


def who_and_when(version: RiskVersion) -> str:
    if version.recorded_at:
        return f"{moment(version.recorded_at)}, {version.recorded_by}"
    return f"As in {version.source}, {version.source_reference}"


def matrix(found: Sequence[RiskNow]) -> Rows:
    """Likelihood down, impact across; each cell names the open risks there."""
    standing = [one.now for one in found if one.now.status == RiskStatus.OPEN]
    columns = [Column("likelihood", "Likelihood")]
    columns += [Column(str(n), f"Impact {n}: {words}") for n, words in IMPACTS.items()]
    rows = []
    for likelihood in sorted(LIKELIHOODS, reverse=True):
        cells = {
            str(impact): "; ".join(r.title for r in standing if (r.likelihood, r.impact) == (likelihood, impact))
            for impact in IMPACTS
        }
        rows.append({"likelihood": f"{likelihood}: {LIKELIHOODS[likelihood]}", **cells})
    return Rows("Open risks by likelihood and impact", columns, rows)


def unscored(found: Sequence[RiskNow]) -> list[str]:
    return [one.now.title for one in found if one.now.status == RiskStatus.OPEN and one.now.score is None]


def risk_facts(now: RiskVersion) -> list[dict[str, Any]]:
    return [
        {"key": "Description", "value": now.description},
        {"key": "Likelihood", "value": now.likelihood_words},
        {"key": "Impact", "value": now.impact_words},
        {"key": "Likelihood × impact", "value": f"{now.score} of 25" if now.score else NOT_SCORED},
        {"key": "Mitigation", "value": now.mitigation or NOT_GIVEN.capitalize()},
        {"key": "Owner", "value": now.owner or NOT_GIVEN.capitalize()},
        {"key": "When it could come about", "value": now.proximity or NOT_GIVEN.capitalize()},
        {"key": "Status", "value": now.get_status_display()},
    ]


VERSIONS = (
    Column("version", "Version"),
    Column("when", "When and by whom"),
    Column("likelihood", "Likelihood"),
    Column("impact", "Impact"),
    Column("mitigation", "Mitigation"),
    Column("owner", "Owner"),
    Column("status", "Status"),
    Column("reason", "Why"),
)


def risk_versions(one: RiskNow) -> Rows:
    rows = [
        {
            "version": v.version,
            "when": who_and_when(v),
            "likelihood": v.likelihood_words,
            "impact": v.impact_words,
            "mitigation": v.mitigation or NOT_GIVEN,
            "owner": v.owner or NOT_GIVEN,
            "status": v.get_status_display(),
            "reason": v.reason or "First version",
        }
        for v in one.versions
    ]
    return Rows("Versions, newest first", VERSIONS, rows)


def action_message(one: ActionNow, read_for: date) -> str:
    """“Open, 12 days overdue on 27 January 2026; the Director of Education and Skills answers for it.”"""
    on = f" on {day(read_for)}" if one.state == ActionState.OPEN else ""
    return f"{state_words(one, read_for)}{on}; due on {day(one.due)}. It is answered for by: {one.action.owner}."


def risk_message(one: RiskNow) -> str:
    now = one.now
    scored = f"Likelihood {now.likelihood} and impact {now.impact} make {now.score} of 25" if now.score else NOT_SCORED
    return f"{scored}; {now.get_status_display().lower()}, version {now.version}."
