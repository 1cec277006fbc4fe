"""Puts rows into tables: new ones are added, changed ones updated or refused, equal ones left alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models

from apps.core.loading.cells import read_cell
from apps.core.loading.files import LoadError, Row, read_csv
from apps.core.loading.references import References
from apps.core.loading.tables import SOURCE, Ref, Table
from apps.core.models import Document

Values = dict[str, Any]


@dataclass(slots=True)
class Counts:
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0


class Load:
    """One load of one folder, whose figures ``document`` states. The caller holds the transaction."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.document: Document | None = None
        self.counts: dict[str, Counts] = {}
        self._references = References()

    @property
    def stated_at(self) -> datetime:
        """Noon UTC of the day of the document."""
        if self.document is None:
            raise LoadError("The documents come first: load them before the tables.")
        return datetime.combine(self.document.date, time(12), UTC)

    def rows(self, file: str) -> list[Row]:
        return read_csv(self.folder, file)

    def table(self, table: Table, rows: Sequence[Row] | None = None) -> None:
        """Loads the table's file, or ``rows`` made from it."""
        rows = self.rows(table.file) if rows is None else rows
        wanted = self._wanted(table, rows)
        stored = {table.key_of(vars(found)): found for found in table.model._default_manager.all()}
        new: list[models.Model] = []
        changed: list[models.Model] = []
        for key, (row, values) in wanted.items():
            found = stored.get(key)
            if found is None:
                new.append(_checked(row, table.model(**values)))
            elif table.written_since and getattr(found, table.written_since) is not None:
                continue
            elif any(getattr(found, name) != value for name, value in values.items()):
                changed.append(_checked(row, _changed(table, row, found, values)))
        self._store(table, new, changed, wanted.values())
        same = len(rows) - len(new) - len(changed)
        self.counts[table.label] = Counts(len(rows), len(new), len(changed), same)

    def _wanted(self, table: Table, rows: Sequence[Row]) -> dict[tuple[Any, ...], tuple[Row, Values]]:
        """The file's rows by natural key."""
        if rows:
            table.check_header(rows[0])
        wanted: dict[tuple[Any, ...], tuple[Row, Values]] = {}
        for row in rows:
            values = self._values(table, row)
            earlier, _ = wanted.setdefault(table.key_of(values), (row, values))
            if earlier is not row:
                raise row.refuse(f"it repeats line {earlier.line}", "Keep one of the two.", _column_of_key(table))
        return wanted

    def _values(self, table: Table, row: Row) -> Values:
        values = {table.field(name).attname: value for name, value in table.fixed.items()}
        values |= {name: read_cell(row, name, table.field(name)) for name in table.own_columns}
        for column, (name, factor) in table.scaled.items():
            values[name] = read_cell(row, column, table.field(name), factor)
        for ref in table.refs:
            values[table.field(ref.field).attname] = self._references.find(table, ref, row)
        if table.is_sourced:
            other = row.cells.get(SOURCE)
            cited = Ref(SOURCE, (SOURCE,), ("slug",))
            own = self.document.pk if self.document else None
            values["source_id"] = self._references.find(table, cited, row) if other else own
        return values

    def _store(
        self,
        table: Table,
        new: list[models.Model],
        changed: list[models.Model],
        wanted: Iterable[tuple[Row, Values]],
    ) -> None:
        rows = table.model._default_manager
        try:
            rows.bulk_create(new)
            if changed:
                names = {name for _, values in wanted for name in values}
                rows.bulk_update(changed, sorted(names - set(table.key)))
        except DatabaseError as error:
            sentence = str(error).splitlines()[0].rstrip(".")
            raise LoadError(f"{table.file}: the database refuses it: {sentence}. Correct the file.") from error
        if new or changed:
            self._references.forget(table.model)


def _changed(table: Table, row: Row, found: models.Model, values: Values) -> models.Model:
    """The stored row with the file's values; refused where the table only grows."""
    for name, value in values.items():
        stored = getattr(found, name)
        if stored != value and table.append_only:
            column = next((c for c, (field, _) in table.scaled.items() if field == name), name)
            raise row.refuse(
                f"the stored row says “{stored}”, and stored rows of {table.label} never change",
                "Put the file's value back; a correction is recorded in the product as a new version.",
                *([column] if column in row.cells else []),
            )
        setattr(found, name, value)
    return found


def _checked(row: Row, made: models.Model) -> models.Model:
    """Refuses what a check constraint would, in the constraint's own words and naming the line."""
    for constraint in made._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(type(made), made)
            except ValidationError as error:
                raise row.refuse(" ".join(error.messages), "Correct the row.") from error
    return made


def _column_of_key(table: Table) -> str:
    """A column that tells rows apart, to point at."""
    own = [column for column in table.own_columns if column in table.key]
    return own[0] if own else next((c for ref in table.refs for c in ref.columns), "")
