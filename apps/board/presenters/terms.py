"""Versions of terms of reference and of the benefits-measurement framework, as tables."""

from collections.abc import Sequence

from apps.board.models import BoardDecision, FrameworkVersion, TermsOfReference
from apps.board.presenters.meetings import day, moment
from apps.core.charts import Column, Rows

TERMS = (
    Column("version", "Version"),
    Column("agreed", "Agreed"),
    Column("source", "Source"),
    Column("recorded", "Recorded"),
    Column("reason", "Why"),
)
FRAMEWORK = (
    Column("version", "Version"),
    Column("title", "Title"),
    Column("status", "Status"),
    Column("prepared", "Entered"),
    Column("reason", "Why"),
)


def terms_rows(versions: Sequence[TermsOfReference]) -> Rows:
    rows = [
        {
            "version": row.version,
            "agreed": f"{row.agreed_by}, {day(row.agreed_on)}",
            "source": row.source_reference,
            "recorded": f"{row.recorded_by}, {moment(row.recorded_at)}" if row.recorded_at else str(row.source),
            "reason": row.reason or "First version",
        }
        for row in versions
    ]
    return Rows("Versions, newest first", TERMS, rows)


def framework_rows(versions: Sequence[tuple[FrameworkVersion, BoardDecision | None]]) -> Rows:
    rows = [
        {
            "version": row.version,
            "title": row.title,
            "status": f"{decision.get_outcome_display()} by {decision.item.meeting}" if decision else "Proposed",
            "prepared": f"{row.prepared_by}, {moment(row.prepared_at)}",
            "reason": row.reason or "First version",
        }
        for row, decision in versions
    ]
    return Rows("Versions, newest first", FRAMEWORK, rows)


def terms_message(versions: Sequence[TermsOfReference]) -> str:
    if not versions:
        return ""
    newest = versions[0]
    return f"Version {newest.version} stands, agreed by {newest.agreed_by} on {day(newest.agreed_on)}."


def framework_message(versions: Sequence[tuple[FrameworkVersion, BoardDecision | None]]) -> str:
    """What is approved, and whether a newer version waits."""
    if not versions:
        return "No benefits-measurement framework is entered."
    newest, decision = versions[0]
    if decision:
        return f"{newest} is {decision.get_outcome_display().lower()} by {decision.item.meeting}."
    approved = next(((row, by) for row, by in versions if by), None)
    if approved is None:
        return f"{newest} is proposed; no version is approved by the Board."
    return f"Version {approved[0].version} is approved; version {newest.version} is proposed."
