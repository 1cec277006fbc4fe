"""Packs in words and rows: what was frozen, when, by whom, and what has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from apps.board.calculations.pack_hash import Figure
from apps.board.figures.restatements import Moved
from apps.board.models import Pack, PackFigure, Restatement
from apps.core.charts import Column, Rows
from apps.core.charts.rows import NOT_KNOWN
from apps.core.models import AuditEntry
from apps.core.money import number, signed

GONE = "no longer there"
NEW = "not there"
PLACES = {"£": 0, "places": 0, "plans": 0, "rank": 0}
MOVED = (
    Column("what", "Figure"),
    Column("was", "As frozen"),
    Column("now", "Now"),
    Column("change", "Change"),
    Column("why", "Entries"),
    Column("group", "Part"),
)
ENTERED = (
    Column("what", "Figure"),
    Column("was", "As printed or frozen"),
    Column("now", "Now"),
    Column("why", "Why"),
    Column("where", "Where it stands"),
    Column("by", "Entered by"),
)
PACKS = (
    Column("meeting", "Pack", link="url"),
    Column("frozen", "Frozen"),
    Column("known_by", "Leaves out what was published after"),
    Column("hash", "Content hash"),
    Column("read", "Dashboards", link="read_url"),
)


def said(figure: Figure | PackFigure | None, missing: str = NOT_KNOWN) -> str:
    """The figure with its unit: “£113,300,000”, “46 places”, “41.4 percent”, or its words."""
    if figure is None:
        return missing
    if figure.value is None:
        return figure.words
    unit = figure.unit
    exact = figure.value.normalize()
    places = PLACES.get(unit, max(0, -int(exact.as_tuple().exponent)))
    text = number(figure.value, min(places, 2))
    if unit.startswith("£"):
        text = f"−£{text[1:]}" if text.startswith("−") else f"£{text}"
        unit = unit[1:]
    return f"{text} {unit.strip()}".strip()


def packs_table(packs: list[Pack]) -> Rows:
    return Rows("Packs, newest meeting first", PACKS, [_pack(pack) for pack in packs])


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


def entries_of(moved: Sequence[Moved]) -> list[AuditEntry]:
    """What was entered in between, oldest first, each once."""
    found = {entry.pk: entry for one in moved for entry in one.because}
    return sorted(found.values(), key=lambda e: (e.at, e.pk))


def entries_table(entries: Sequence[AuditEntry]) -> Rows:
    columns = (
        Column("number", "Entry"), Column("at", "On"), Column("by", "By"), Column("what", "What"), Column("why", "Why"),
    )  # fmt: skip
    rows = [
        {"number": str(n), "at": localdate(e.at), "by": str(e.by or "The service"),
         "what": f"{e.action}: {e.subject_label}", "why": e.reason}
        for n, e in enumerate(entries, start=1)
    ]  # fmt: skip
    return Rows("What was entered in between", columns, rows)


def entered_table(entered: list[Restatement]) -> Rows:
    return Rows("Restatements that somebody entered", ENTERED, [_entered(one) for one in entered])


def moved_message(moved: list[Moved], entered: list[Restatement], figures: int) -> str:
    """``12 of 2,488 figures of this pack have moved since it was frozen; 1 restatement was entered.``"""
    of_pack = sum(one.was is not None for one in moved)
    new = len(moved) - of_pack
    if not moved:
        text = f"None of this pack’s {number(figures)} figures has moved since it was frozen"
    else:
        text = f"{number(of_pack)} of this pack’s {number(figures)} figures {'has' if of_pack == 1 else 'have'} moved"
        text += " since it was frozen" + (f", and {number(new)} {'is' if new == 1 else 'are'} new" if new else "")
    count = len(entered)
    return f"{text}; {number(count)} {'restatement was' if count == 1 else 'restatements were'} entered."


def pack_message(pack: Pack, figures: int) -> str:
    return (
        f"{number(figures)} figures were frozen for {pack.name} on {_moment(pack)}, with every row beneath the "
        "dashboards. None of them changes again."
    )


def record_rows(pack: Pack) -> list[dict[str, Any]]:
    """The pack's record, for a summary list."""
    rows = [
        ("Meeting", pack.name),
        ("Frozen", f"{_moment(pack)}, by {pack.frozen_by or 'the service'}"),
        ("Leaves out", f"What was published after {pack.known_by.day} {pack.known_by:%B %Y}"),
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
        "frozen": _moment(pack),
        "known_by": pack.known_by,
        "hash": pack.content_hash[:12],
        "read": f"As at {pack}",
        "read_url": f"/as-at/{pack.slug}/",
    }


def _moved(one: Moved, numbers: Mapping[int, int]) -> dict[str, Any]:
    figure = one.figure
    because = sorted(numbers[entry.pk] for entry in one.because)
    return {
        "group": figure.group,
        "what": f"{figure.label} ({figure.basis})" if figure.basis else figure.label,
        "was": said(one.was, NEW),
        "now": said(one.now, GONE),
        "change": signed(said(replace(figure, value=one.change))) if one.change is not None else "",
        "why": ", ".join(map(str, because)) or "Worked out from what moved",
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


def _moment(pack: Pack) -> str:
    at = localtime(pack.frozen_at)
    return f"{at.day} {at:%B %Y, %H:%M}"
