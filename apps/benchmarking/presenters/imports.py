"""What the pages of imports show."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.benchmarking.models import NationalImport
from apps.benchmarking.presenters.common import above
from apps.benchmarking.services.importing.changes import Moved
from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.services.importing.problems import MOST_LISTED, Problem
from apps.benchmarking.services.importing.run import Outcome
from apps.benchmarking.vocabulary import ImportKind, ImportState
from apps.core.charts import Column, Rows
from apps.core.money import number

SHEET, PROBLEMS, TOTALS = "imports", "problems", "totals"
COUNTED = (
    ("read", "Rows read"), ("new", "New"), ("changed", "Changed"), ("same", "The same"), ("left_out", "Left out"),
)  # fmt: skip
MOST_TOTALS, MOST_CHANGES = 100, 50


def moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y, %H:%M}"


def by_whom(record: NationalImport) -> str:
    return str(record.imported_by) if record.imported_by else "A command"


def imports_message(count: int) -> str:
    if not count:
        return "No national file has been imported yet."
    plural = "s" * (count > 1)
    return f"{number(count)} import{plural}; each says what it read, and all but lists of authorities can be undone."


def kinds_table() -> Rows:
    """Every kind, the columns that it needs, and how its file is matched."""
    rows = [
        {
            "kind": kind.label,
            "word": kind.value,
            "columns": ", ".join(c.aliases[0] for c in FILE_KINDS[kind].columns if c.needed),
            "publisher": FILE_KINDS[kind].publisher,
        }
        for kind in ImportKind
    ]
    columns = (
        Column("kind", "What the file is"),
        Column("word", "Word of the command"),
        Column("columns", "Columns that it needs"),
        Column("publisher", "Published by"),
    )
    return Rows("Kinds of file that are read", columns, rows)


def counts_rows(counts: dict[str, int]) -> list[dict[str, str]]:
    return [{"key": label, "value": number(counts.get(name, 0))} for name, label in COUNTED]


def check_message(outcome: Outcome) -> str:
    found = outcome.counts
    if not outcome.sound:
        rows = len(outcome.problems.rows)
        return (
            f"{number(outcome.problems.number)} problem{'s' * (outcome.problems.number != 1)} in "
            f"{number(rows)} row{'s' * (rows != 1)}: nothing is saved until the file is right."
        )
    if not found.new and not found.changed:
        return f"Every one of its {number(found.same)} figures stands already: there is nothing to save."
    since = "Another import was saved or undone since you checked the file. Now " if outcome.moved else ""
    return (
        f"{since}{number(found.new)} new and {number(found.changed)} changed figures will be saved, all together; "
        f"{number(found.same)} stand already."
    )


def changes_table(changes: list[Moved]) -> Rows:
    rows = [
        {"what": m.what, "whose": m.whose, "year": m.year, "before": m.before, "after": m.after}
        for m in changes[:MOST_CHANGES]
    ]
    columns = (
        Column("what", "Figure"),
        Column("whose", "Of"),
        Column("year", "Year or table"),
        Column("before", "Stands"),
        Column("after", "Would be"),
    )
    return Rows("Figures that the file would change", columns, rows)


def changes_sentence(outcome: Outcome) -> str:
    if outcome.counts.changed > MOST_CHANGES:
        return f"The first of {number(outcome.counts.changed)} figures that stand and that the file gives anew."
    return "Figures that stand and that the file gives anew. Undoing the import puts them back."


def problems_table(listed: list[Problem]) -> Rows:
    rows = [
        {
            "row": f"Row {p.row}" if p.row else "The file",
            "column": p.column or "(the row)",
            "value": p.value or "(empty)",
            "reason": p.reason,
        }
        for p in listed
    ]
    columns = (
        Column("row", "Row"), Column("column", "Column"), Column("value", "Value"),
        Column("reason", "What is wrong, and what to do"),
    )  # fmt: skip
    return Rows("What is refused", columns, rows)


def not_listed(outcome: Outcome) -> str:
    left = outcome.problems.number - len(outcome.problems.listed)
    return f"The first {number(MOST_LISTED)} are listed; {number(left)} more are not." if left > 0 else ""


def totals_table(totals: list[dict[str, Any]]) -> Rows:
    """England's totals beside the sum of the file's authorities, those that differ first."""
    rows = [
        {
            "what": t["what"],
            "printed": t["printed"],
            "summed": t["summed"],
            "difference": t["difference"],
            "ties": "Ties" if t["ties"] else "Differs: flagged, not corrected",
        }
        for t in sorted(totals, key=lambda t: (t["ties"], t["what"]))[:MOST_TOTALS]
    ]
    columns = (
        Column("what", "Total"), Column("printed", "The file’s own, £"), Column("summed", "Sum of its rows, £"),
        Column("difference", "Difference, £"), Column("ties", "Check"),
    )  # fmt: skip
    return Rows("Totals of the file against its rows", columns, rows)


def totals_sentence(totals: list[dict[str, Any]]) -> str:
    if not totals:
        return "A file of this kind states no totals beside its rows."
    ties = sum(bool(t["ties"]) for t in totals)
    return f"{number(ties)} of {number(len(totals))} totals tie; what differs is flagged and left as published."


def record_message(record: NationalImport) -> str:
    if record.state == ImportState.UNDONE:
        return f"This import was undone on {moment(record.undone_at)} by {record.undone_by}: {record.undone_because}"
    new, changed = record.counts.get("new", 0), record.counts.get("changed", 0)
    return f"{number(new)} new and {number(changed)} changed figures came with this file."


def record_rows(record: NationalImport) -> list[dict[str, str]]:
    source = record.source
    kept = f"{number(record.size)} bytes, {record.encoding}; kept under SHA-256 {record.sha256}"
    rows = [
        {"key": "File", "value": record.file_name},
        {"key": "Kept", "value": kept},
        {"key": "Imported", "value": f"{moment(record.imported_at)} by {by_whom(record)}"},
        {"key": "Source", "value": f"{source.body}: {source.title}. {record.source_reference}."},
        {"key": "Published", "value": f"{source.date.day} {source.date:%B %Y}"},
        {"key": "Licence", "value": source.licence or "Not stated"},
        *counts_rows(record.counts),
    ]
    return [*rows, {"key": "Address", "value": source.address}] if source.address else rows


def imports_sheet(records: list[NationalImport]) -> Rows:
    rows = [
        {
            "import": r.pk, "kind": r.get_kind_display(), "file": r.file_name, "imported_at": moment(r.imported_at),
            "by": by_whom(r), "state": r.get_state_display(), "sha256": r.sha256,
            **{name: r.counts.get(name, 0) for name, _ in COUNTED},
        }
        for r in records
    ]  # fmt: skip
    columns = (
        Column("import", "Import", kind="number"), Column("kind", "What the file is"), Column("file", "File"),
        Column("imported_at", "Imported"), Column("by", "By"), Column("state", "State"),
        *(Column(name, label, kind="number") for name, label in COUNTED), Column("sha256", "SHA-256"),
    )  # fmt: skip
    return Rows("Imports of national files", columns, rows)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [*above(), ("Imports", reverse("benchmarking:imports") if more else ""), *more]
