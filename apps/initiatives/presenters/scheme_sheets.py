"""Uploads of schemes and of occupancy: the templates to fill in, and what becomes of each row."""

from collections.abc import Sequence

from apps.core.charts import Column, Rows
from apps.core.money import number
from apps.core.sheets_in.rows import Fault, SheetRow, faults_table
from apps.initiatives.forms import occupancy_rows, scheme_rows
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.services.schemes.many import Becomes, Outcome
from apps.initiatives.vocabulary import PlaceStatus

SCHEMES, OCCUPANCY = "schemes-template", "occupancy-template"
Told = Sequence[tuple[SheetRow, Outcome]]


def scheme_template(schemes: Sequence[SchemeView], programme: str) -> Rows:
    """A row for each scheme as it stands, and one that names the programme alone."""
    columns = [Column(name, name) for name in scheme_rows.COLUMNS]
    return Rows("Schemes", columns, [*map(_scheme_row, schemes), {scheme_rows.PROGRAMME: programme}])


def occupancy_template(schemes: Sequence[SchemeView]) -> Rows:
    """A row for each scheme that is open or was."""
    names = zip(occupancy_rows.NAMING, ("initiative_name", "setting", "name"), strict=True)
    pairs = list(names)
    rows = [
        {**{column: getattr(s, name) for column, name in pairs}, occupancy_rows.OPEN: str(s.places)}
        for s in schemes
        if s.place_status == PlaceStatus.DELIVERED
    ]
    return Rows("Occupancy", [Column(name, name) for name in occupancy_rows.COLUMNS], rows)


def refused(row: SheetRow, outcome: Outcome) -> list[Fault]:
    """Of the cell that the refusal names; of the scheme's own where it names none."""
    column, _, said = outcome.refusal.partition(": ")
    if column not in row.cells:
        column, said = ("Filled", said) if column == "Origins" else ("Scheme", outcome.refusal)
    return [Fault(row.line, column, row.cells[column], said)]


def upload_message(told: Told) -> str:
    found = {b: sum(outcome.becomes == b for _, outcome in told) for b in Becomes}
    parts = (
        f"{number(found[Becomes.NEW])} new, {number(found[Becomes.CHANGED])} in a new version, "
        f"{number(found[Becomes.SAME])} there already, {number(found[Becomes.REFUSED])} refused"
    )
    read = f"{count(len(told), 'row')} read: {parts}."
    if found[Becomes.REFUSED]:
        return f"{read} Nothing is saved until every row is right: correct the file and upload it again."
    if not found[Becomes.NEW] and not found[Becomes.CHANGED]:
        return f"{read} There is nothing to save."
    return f"{read} Nothing is saved yet."


def rows_table(told: Told, columns: Sequence[str]) -> Rows | None:
    if not told:
        return None
    heads = (Column("line", "Row"), Column("status", "Becomes"), *(Column(key, key) for key in columns))
    rows = [{"line": f"Row {row.line}", "status": str(o.becomes), **row.cells} for row, o in told]
    return Rows("Every row that was read", heads, rows)


def changes_table(told: Told) -> Rows | None:
    """Each field of which a new version says something else. Nothing where no row becomes one."""
    heads = (
        Column("line", "Row"),
        Column("scheme", "Scheme"),
        Column("field", "What changes"),
        Column("stands", "Stands now"),
        Column("given", "In the file"),
    )
    rows = [
        {
            "line": f"Row {row.line}",
            "scheme": f"{row.cells[scheme_rows.SETTING]}: {row.cells[scheme_rows.NAME]}",
            "field": field,
            "stands": stands,
            "given": given,
        }
        for row, outcome in told
        for field, stands, given in outcome.moved
    ]
    return Rows("What a new version changes", heads, rows) if rows else None


def refusals(told: Told) -> Rows | None:
    """Nothing where no row is refused."""
    found = [f for row, o in told if o.becomes == Becomes.REFUSED for f in (row.faults or refused(row, o))]
    return faults_table(found) if found else None


def saved_text(outcomes: Sequence[Outcome], what: str) -> str:
    new = sum(o.becomes == Becomes.NEW for o in outcomes)
    changed = sum(o.becomes == Becomes.CHANGED for o in outcomes)
    same = len(outcomes) - new - changed
    return f"{count(new, what)} entered, {number(changed)} changed; {number(same)} were there already."


def _scheme_row(s: SchemeView) -> dict[str, str]:
    """As an upload reads it again: unchanged, it is there already."""
    texts: dict[str, str] = {}
    for name, column in scheme_rows.CONTENT_COLUMNS.items():
        value = getattr(s, name)
        texts[column] = "" if value is None else str(getattr(value, "label", value))
    return {
        scheme_rows.PROGRAMME: s.initiative_name, scheme_rows.SETTING: s.setting, scheme_rows.NAME: s.name, **texts,
    }  # fmt: skip
