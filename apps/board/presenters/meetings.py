"""What the pages of meetings say: the message, what was asked, what was decided and on what."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from apps.board.models import AgendaItem, BoardDecision, DecidedOn, Meeting
from apps.board.selectors.decided_on import things_of
from apps.board.selectors.meetings import Decided, MeetingRead, OnAgenda
from apps.core.charts import Column, Rows

PAGES = {
    "claim": ("initiatives:claim", "claim_id"),
    "position": ("deficit:position_page", "position_id"),
    "run": ("deficit:run", "run_id"),
}
NO_OUTCOME = "The paper was written for the meeting, so it gives no outcome: enter it from the minutes."


def many(n: int, noun: str) -> str:
    """“no decision”, “one decision”, “3 decisions”."""
    if n == 1:
        return f"one {noun}"
    return f"{n or 'no'} {noun}s" if n else f"no {noun}"


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def moment(at: Any) -> str:
    at = localtime(at)
    return f"{at.day} {at:%B %Y, %H:%M}"


def meeting_message(read: MeetingRead) -> str:
    """How many items, how many decided, what is still open."""
    meeting, n = read.meeting, len(read.agenda)
    decided = sum(one.decided is not None for one in read.agenda)
    asked = f"The {meeting.body} {'was' if meeting.is_held else 'is'} asked for {many(n, 'decision')}"
    if not n:
        return f"The {meeting.body}: no agenda of this meeting is entered."
    if not meeting.is_held:
        return f"{asked}."
    said = {0: "none is recorded", 1: "one is recorded"}.get(decided, f"{decided} are recorded")
    return f"{asked}; {said}."


def meeting_facts(meeting: Meeting) -> list[dict[str, Any]]:
    rows = [
        {"key": "Body", "value": meeting.body.name},
        {"key": "Date", "value": meeting.when if meeting.day_known else f"{meeting.when} (the day is not known)"},
        {"key": "Status", "value": meeting.get_status_display()},
        {"key": "Place", "value": meeting.place},
        {"key": "What it is for", "value": meeting.purpose},
    ]
    return [row for row in rows if row["value"]]


def asked_rows(item: AgendaItem) -> list[dict[str, Any]]:
    return [
        {"key": "Item", "value": f"{item.label}. {item.title}"},
        {"key": item.get_asked_display(), "value": item.question},
    ]


def decided_rows(decided: Decided | None) -> list[dict[str, Any]]:
    if decided is None:
        return []
    row = decided.standing
    return [
        {"key": "Stands now", "value": f"{row.get_outcome_display()}: {row.words}"},
        {"key": "Why", "value": row.reason},
        {"key": "Recorded", "value": f"{row.recorded_by}, {moment(row.recorded_at)}"},
    ]


def agenda(read: MeetingRead) -> list[dict[str, Any]]:
    """Each item as the page shows it."""
    return [_item(one) for one in read.agenda]


def _item(one: OnAgenda) -> dict[str, Any]:
    item, decided = one.item, one.decided
    return {
        "item": item,
        "asked": item.get_asked_display(),
        "source": f"{item.source.title}, {item.source_reference}" if item.source else "",
        "evidence_url": reverse("initiatives:evidence_file", args=[item.evidence_id])
        if item.evidence and item.evidence.sha256
        else "",
        "corrections": [
            {"words": c.words, "reason": c.reason, "who": f"{c.by}, {moment(c.at)}"} for c in item.corrections.all()
        ],
        "decision": _decision(decided.standing) if decided else None,
        "on": decided_links(decided.on) if decided else [],
        "earlier": [_decision(row) for row in decided.earlier] if decided else [],
    }


def _decision(row: BoardDecision) -> dict[str, Any]:
    return {
        "row": row,
        "outcome": row.get_outcome_display(),
        "who": f"{row.recorded_by}, {moment(row.recorded_at)}",
    }


def decided_links(on: Sequence[DecidedOn]) -> list[tuple[str, str]]:
    """What a decision was on, each with the address of its page."""
    return [(thing.label, _address(link)) for thing, link in zip(things_of(list(on)), on, strict=True)]


def _address(link: DecidedOn) -> str:
    for kind, (name, key) in PAGES.items():
        if getattr(link, f"{kind}_id"):
            return reverse(name, args=[getattr(link, key)])
    if link.initiative:
        return reverse("initiatives:detail", args=[link.initiative.slug])
    return reverse("deficit:requests") if link.request_id else reverse("board:framework") if link.framework_id else ""


MEETINGS = (
    Column("meeting", "Meeting", link="url"),
    Column("status", "Status"),
    Column("items", "Items", kind="number"),
    Column("decisions", "Decisions recorded", kind="number"),
)


def meeting_rows(meetings: Sequence[Any]) -> Rows:
    """``item_count`` and ``decision_count`` come with each meeting."""
    rows = [
        {
            "meeting": str(m),
            "url": reverse("board:meeting", args=[m.slug]),
            "status": m.get_status_display(),
            "items": m.item_count,
            "decisions": m.decision_count,
        }
        for m in meetings
    ]
    return Rows("Meetings, newest first", MEETINGS, rows)


DECISIONS = (
    Column("item", "Item", link="url"),
    Column("meeting", "Meeting"),
    Column("outcome", "Outcome"),
    Column("words", "What was decided"),
    Column("reason", "Why"),
)


def decision_rows(decisions: Sequence[BoardDecision]) -> Rows:
    rows = [
        {
            "item": row.item.title,
            "url": f"{reverse('board:meeting', args=[row.item.meeting.slug])}#item-{row.item_id}",
            "meeting": str(row.item.meeting),
            "outcome": row.get_outcome_display(),
            "words": row.words,
            "reason": row.reason,
        }
        for row in decisions
    ]
    return Rows("Decisions, newest meeting first", DECISIONS, rows)


def board_message(decisions: Sequence[BoardDecision], of_actions: str) -> str:
    n = len(decisions)
    return f"{many(n, 'decision').capitalize()} {'is' if n < 2 else 'are'} recorded. {of_actions}"


def no_outcome(read: MeetingRead) -> str:
    """Said of a meeting that was held, whose paper is loaded and of which nothing is recorded yet."""
    nothing = read.agenda and all(one.decided is None for one in read.agenda)
    return NO_OUTCOME if read.meeting.is_held and read.meeting.source and nothing else ""


def since_words(read: MeetingRead) -> str:
    """Of which meeting “since” is; where a day is not known, from the first of its month."""
    if read.previous is None:
        return ""
    before = read.previous.when if read.previous.day_known else f"{read.previous.when}, from the first of the month"
    return f"{before}, to {read.meeting.when}"


def source_words(meeting: Meeting) -> str:
    return f"{meeting.source}, {meeting.source_reference}" if meeting.source else "Entered in this product"
