"""The upload of sources' figures: the template to fill in, and what becomes of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core.charts import Column, Rows
from apps.core.money import number
from apps.core.periods import FinancialYear
from apps.core.sheets_in.rows import Fault, faults_table
from apps.deficit.forms.source_rows import COLUMNS, REASON, Row
from apps.deficit.forms.sources import BLOCK_CHOICES
from apps.deficit.presenters.words import things
from apps.deficit.selectors.reconciliation import current
from apps.deficit.vocabulary import SourceKind, SourceMeasure

TEMPLATE = "sources-template"
NEW, CHANGED, SAME, REFUSED = "New", "New version", "There already", "Refused"


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of a row, and the version that stands of its figure (nought where none does)."""

    row: Row
    status: str
    version: int
    faults: Sequence[Fault] = ()


def template(year: FinancialYear) -> Rows:
    """One heading row, and a row for each source, block and measure of the year."""
    rows = [
        dict(zip(COLUMNS, (year.slug, source.label, label, measure.label), strict=False))
        for source in SourceKind
        for _, label in BLOCK_CHOICES
        for measure in SourceMeasure
    ]
    return Rows(f"Sources’ figures of {year}", [Column(name, name) for name in COLUMNS], rows)


def told(rows: Sequence[Row]) -> list[Told]:
    """Against what stands now."""
    return [_told(row) for row in rows]


def message(said: Sequence[Told]) -> str:
    count = {status: sum(t.status == status for t in said) for status in (NEW, CHANGED, SAME, REFUSED)}
    parts = (
        f"{number(count[NEW])} new, {number(count[CHANGED])} in a new version, {number(count[SAME])} there already, "
        f"{number(count[REFUSED])} refused"
    )
    read = f"{things(len(said), 'row')} read: {parts}."
    if count[REFUSED]:
        return f"{read} Nothing is saved until every row is right: correct the file and upload it again."
    if not count[NEW] and not count[CHANGED]:
        return f"{read} There is nothing to save."
    return f"{read} Nothing is saved yet."


def refusals(said: Sequence[Told]) -> Rows:
    return faults_table(fault for t in said for fault in t.faults)


def rows_table(said: Sequence[Told]) -> Rows:
    columns = (Column("line", "Row"), Column("status", "Becomes"), *(Column(key, key) for key in COLUMNS))
    return Rows(
        "Every row that was read",
        columns,
        [{"line": f"Row {t.row.line}", "status": t.status, **t.row.cells} for t in said],
    )


def saved_text(entered: int, same: int) -> str:
    return f"{things(entered, 'figure')} entered; {number(same)} were there already."


def _told(row: Row) -> Told:
    if row.content is None:
        return Told(row, REFUSED, 0, row.faults)
    stands = current(row.content.key)
    if stands is None:
        return Told(row, NEW, 0)
    if row.content.equals(stands):
        return Told(row, SAME, stands.version)
    if not row.content.reason:
        said = f"Version {stands.version} stands already with another content. Say why it is changed."
        return Told(row, REFUSED, stands.version, [Fault(row.line, REASON, "", said)])
    return Told(row, CHANGED, stands.version)
