"""An entry's before and after, and the changes beneath it, as tables in words."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.models import AuditEntry, Change
from apps.core.money import number
from apps.core.trail.kinds import kind_for, model_of, word_for
from apps.core.trail.values import Names, heading, place, value

BEFORE_AND_AFTER = (Column("what", "What"), Column("before", "Before"), Column("after", "After"))
CHANGED = (Column("row", "Row"), *BEFORE_AND_AFTER)
OWN_KEY = "id"


def before_and_after(entry: AuditEntry, names: Names) -> Rows:
    """One row for each value that the entry names."""
    model, kind = model_of(entry.subject_type), kind_for(entry.subject_type)
    rows = []
    for key in sorted({*entry.before, *entry.after}, key=lambda key: place(model, key)):
        was, became = (value(model, key, state.get(key), names, kind) for state in (entry.before, entry.after))
        if was or became:
            rows.append({"what": heading(model, key, kind), "before": was, "after": became})
    return Rows("Before and after", BEFORE_AND_AFTER, rows)


def in_lines(entry: AuditEntry, names: Names) -> list[tuple[str, str]]:
    """What moved, as lines: ``Status``, ``Submitted (before: Draft)``."""
    rows = [(row["what"], row["before"], row["after"]) for row in before_and_after(entry, names).rows]
    return [(what, _line(was, became)) for what, was, became in rows if was != became]


def _line(was: str, became: str) -> str:
    return f"{became or 'nothing'} (before: {was})" if was else became


def flat(entry: AuditEntry, state: Mapping[str, Any], names: Names) -> str:
    """One side of it in one cell of a file."""
    model, kind = model_of(entry.subject_type), kind_for(entry.subject_type)
    pairs = ((heading(model, key, kind), value(model, key, raw, names, kind)) for key, raw in state.items())
    return "; ".join(f"{name}: {said}" for name, said in pairs if said)


def change_rows(changes: Iterable[Change], names: Names, caption: str) -> Rows:
    """One row for each column that moved, under a heading for each table and what was done."""
    rows: list[dict[str, str]] = []
    for (table, done), few in groupby(changes, key=lambda c: (c.table_name, c.get_operation_display())):
        together = list(few)
        rows.append({"row": f"{word_for(table)}: {_how_many(together)} {done.lower()}", "_kind": "group"})
        rows += [row for change in together for row in _columns(change, names)]
    return Rows(caption, CHANGED, rows)


def _how_many(few: list[Change]) -> str:
    whole = getattr(few[0], "of", len(few))
    return number(whole) if whole == len(few) else f"{number(len(few))} of {number(whole)} rows"


def _columns(change: Change, names: Names) -> Iterator[dict[str, str]]:
    model, kind = model_of(change.table_name), kind_for(change.table_name)
    before, after = change.before or {}, change.after or {}
    for key in sorted({*before, *after}, key=lambda key: place(model, key)):
        was, became = (value(model, key, state.get(key), names, kind) for state in (before, after))
        if key != OWN_KEY and (was or became):
            yield {
                "row": f"Number {change.row_id}",
                "what": heading(model, key, kind),
                "before": was,
                "after": became,
            }
