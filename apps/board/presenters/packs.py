"""Packs in words and rows: what was frozen, when, by whom, and what has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from apps.board.calculations.pack_hash import Figure
from apps.board.figures.restatements import WORKED_OUT, Moved
from apps.board.models import Meeting, Pack, PackFigure, Restatement
from apps.board.presenters.overview import moved_words
from apps.board.selectors.late import late_by, late_words
from apps.core.charts import Column, Rows
from apps.core.charts.rows import NOT_KNOWN
from apps.core.models import AuditEntry
from apps.core.money import number, signed
from apps.core.trail.values import plain

GONE = "no longer there"
NEW = "not there"
PLACES = {"£": 0, "places": 0, "plans": 0, "rank": 0}
MOVED = (
    Column("what", "Figure"),
    Column("was", "As frozen"),
    Column("now", "Now"),
    Column("change", "Change"),
    Column("why", "Why"),
    Column("group", "Part"),
)
# In a file the change is a number, in a unit of its own.
MOVED_IN_A_FILE = (
    *MOVED[:3], Column("by", "Change", kind="number", places=6), Column("unit", "Unit of the change"), *MOVED[4:],
)  # fmt: skip
ENTERED = (
    Column("what", "Figure"),
    Column("was", "As printed or frozen"),
    Column("now", "Now"),
    Column("why", "Why"),
    Column("where", "Where it stands"),
    Column("by", "Entered by"),
)
BETWEEN = (Column("at", "On"), Column("by", "By"), Column("what", "What"), Column("why", "Why"))
PACKS = (
    Column("meeting", "Pack", link="url"),
    Column("frozen", "Frozen"),
    Column("known_by", "Leaves out documents dated after"),
    Column("hash", "Content hash"),
    Column("read", "Dashboards", link="read_url"),
)


def said(figure: Figure | PackFigure | None, missing: str = NOT_KNOWN) -> str:
    """The figure with its unit: “£113,300,000”, “46 places”, “41.4 percent”, or its words."""
    if figure is None:
        return missing
    if figure.value is None:
        return figure.words
    unit = "%" if figure.unit == "percent" else figure.unit
    exact = figure.value.normalize()
    places = PLACES.get(unit, max(0, -int(exact.as_tuple().exponent)))
    text = number(figure.value, min(places, 2))
    if unit.startswith("£"):
        text = f"−£{text[1:]}" if text.startswith("−") else f"£{text}"
        unit = unit[1:]
    return f"{text}%" if unit == "%" else f"{text} {unit.strip()}".strip()


def packs_table(packs: list[Pack]) -> Rows:
    return Rows("Packs, newest meeting first", PACKS, [_pack(pack) for pack in packs])


def pack_lines(packs: Sequence[Pack]) -> list[dict[str, Any]]:
    """Of one meeting, each with when it was frozen."""
    return [{"number": pack.number, "slug": pack.slug, "frozen": frozen_words(pack)} for pack in packs]


def figures_file(figures: Iterable[PackFigure]) -> Rows:
    """Every figure of the narrowed list with its exact value, its unit, basis and source."""
    columns = (
        Column("key", "Key"), Column("group", "Part"), Column("label", "Figure"),
        Column("value", "Value", kind="number", places=6), Column("words", "Words"), Column("unit", "Unit"),
        Column("basis", "Basis"), Column("source", "Source"),
    )  # fmt: skip
    rows = [{c.key: getattr(f, c.key) for c in columns} for f in figures]
    return Rows("Figures of the pack", columns, rows)


def moved_table(moved: Sequence[Moved], entries: Sequence[AuditEntry]) -> Rows:
    """``entries`` in the order in which they are numbered."""
    numbers = {entry.pk: n for n, entry in enumerate(entries, start=1)}
    rows = [_moved(one, numbers) for one in moved]
    return Rows("Figures that have moved, in the order of the pack", MOVED, rows)


def moved_file(table: Rows) -> Rows:
    return Rows(table.caption, MOVED_IN_A_FILE, table.rows)


def entries_of(moved: Sequence[Moved]) -> list[AuditEntry]:
    """What was entered in between, oldest first, each once."""
    found = {entry.pk: entry for one in moved for entry in one.because}
    return sorted(found.values(), key=lambda e: (e.at, e.pk))


def entries_table(entries: Sequence[AuditEntry]) -> Rows:
    columns = (
        Column("number", "Entry"), Column("at", "On"), Column("by", "By"), Column("what", "What"), Column("why", "Why"),
    )  # fmt: skip
    rows = [
        {"number": str(n), **_entry(e)} for n, e in enumerate(entries, start=1)
    ]  # fmt: skip
    return Rows("What was entered since it was frozen, oldest first", columns, rows)


def between_table(entries: Sequence[AuditEntry]) -> Rows:
    return Rows("Recorded between the meeting and the freezing, oldest first", BETWEEN, [_entry(e) for e in entries])


def between_words(pack: Pack, entries: Sequence[AuditEntry]) -> str:
    """Of a pack that was frozen late: how late, and whether what was recorded in between is in it."""
    text = f"This pack was frozen {late_words(pack)}."
    if not entries:
        return f"{text} Nothing that it rests on was changed here in between."
    count = f"{number(len(entries))} {'entry was' if len(entries) == 1 else 'entries were'}"
    return (
        f"{text} {count} recorded in between. Its figures hold what these changed, though the meeting could not know "
        "it, but for documents dated after the meeting and what rests on them. Decisions and actions of the Board "
        "stand on the pages of its meetings and in no pack."
    )


def entered_table(entered: list[Restatement]) -> Rows:
    return Rows("Restatements that somebody entered, oldest first", ENTERED, [_entered(one) for one in entered])


def moved_message(pack: Pack, moved: list[Moved], entered: list[Restatement], figures: int) -> str:
    """``12 of 2,488 figures of this pack have moved since it was frozen; 1 restatement was entered.``"""
    of_pack = sum(one.was is not None for one in moved)
    new = len(moved) - of_pack
    if not moved:
        text = f"None of this pack’s {number(figures)} figures has moved since it was frozen"
    else:
        text = f"{number(of_pack)} of this pack’s {number(figures)} figures {'has' if of_pack == 1 else 'have'} moved"
        text += " since it was frozen" + (f", and {number(new)} {'is' if new == 1 else 'are'} new" if new else "")
    count, late = len(entered), late_words(pack)
    text = f"{text}; {number(count)} {'restatement was' if count == 1 else 'restatements were'} entered."
    return (
        f"{text} It was frozen {late}: what was recorded before that is in the pack and not told here."
        if late
        else text
    )


def pack_message(pack: Pack, figures: int) -> str:
    return (
        f"{number(figures)} figures were frozen for {pack.name} on {frozen_words(pack)}, with every row beneath the "
        "dashboards. None of them changes again."
    )


def would_be_late(meeting: Meeting, at: datetime) -> str:
    """What is said before a pack is frozen after its meeting."""
    late = late_by(meeting, meeting.last_day, at)
    if not late:
        return ""
    return (
        f"It is {late}. What was recorded here since then will be in the pack, and the pack will say so; documents "
        "dated after the meeting will not."
    )


def record_rows(pack: Pack) -> list[dict[str, Any]]:
    """The pack's record, for a summary list."""
    rows = [
        ("Meeting", pack.name),
        ("Frozen", f"{frozen_words(pack)}, by {pack.frozen_by or 'the service'}"),
        ("Leaves out", f"Documents dated after {pack.known_by.day} {pack.known_by:%B %Y}, and what rests on them"),
        ("Content hash (SHA-256)", pack.content_hash),
        ("Renderer", f"Version {pack.renderer_version}"),
    ]
    if pack.reason:
        rows.append(("Why frozen anew", pack.reason))
    return [{"key": key, "value": value} for key, value in rows]


def _pack(pack: Pack) -> dict[str, Any]:
    return {
        "meeting": f"Pack of {pack}",
        "url": reverse("board:pack", args=[pack.slug]),
        "frozen": frozen_words(pack),
        "known_by": pack.known_by,
        "hash": pack.content_hash[:12],
        "read": f"As at {pack}",
        "read_url": f"/as-at/{pack.slug}/",
    }


def _moved(one: Moved, numbers: Mapping[int, int]) -> dict[str, Any]:
    figure = one.figure
    change = None if one.change is None else replace(figure, value=one.change, unit=_unit_of_change(one))
    return {
        "group": figure.group,
        "what": f"{figure.label} ({figure.basis})" if figure.basis else figure.label,
        "was": said(one.was, NEW),
        "now": said(one.now, GONE),
        "change": signed(said(change)) if change else "",
        "by": one.change,
        "unit": change.unit if change else "",
        "why": _why(one, numbers),
    }


def _unit_of_change(one: Moved) -> str:
    """Between two percentages lie percentage points."""
    if one.figure.unit not in ("percent", "%"):
        return one.figure.unit
    return "percentage point" if one.change in (1, -1) else "percentage points"


def _why(one: Moved, numbers: Mapping[int, int]) -> str:
    """``Entry 3: the reason that it gives``; of what is worked out the entries alone: all may have a part."""
    because = sorted(one.because, key=lambda entry: numbers[entry.pk])
    if not because:
        return "Worked out from what moved" if one.figure.group in WORKED_OUT else "No entry says"
    if one.figure.group in WORKED_OUT:
        of = ", ".join(str(numbers[entry.pk]) for entry in because)
        return f"Worked out; {'entry' if len(because) == 1 else 'entries'} {of}"
    return " ".join(f"Entry {numbers[e.pk]}: {e.reason or f'{e.action}, without a reason.'}" for e in because)


def _entry(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": localdate(entry.at),
        "by": str(entry.by or "The service"),
        "what": f"{entry.action}: {plain(entry.subject_label)}{moved_words(entry)}",
        "why": plain(entry.reason),
    }


def _entered(one: Restatement) -> dict[str, Any]:
    return {
        "what": one.label,
        "was": one.was,
        "now": one.now_is,
        "why": one.reason,
        "where": one.source_reference,
        "by": f"{one.entered_by or 'The service, from the report'}, {one.entered_at:%-d %B %Y}",
    }


def frozen_words(pack: Pack) -> str:
    """“26 January 2026, 09:00”, and how long after the meeting where it was later."""
    at, late = localtime(pack.frozen_at), late_words(pack)
    return f"{at.day} {at:%B %Y, %H:%M}{f', {late}' if late else ''}"
