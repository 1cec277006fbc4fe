"""How a file's columns become a model's rows."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db import models

from apps.core.loading.files import LoadError, Row
from apps.core.models import Sourced

REFERENCE = "source_reference"
SOURCE = "source"  # optional column: the slug of another document than the folder's own


@dataclasses.dataclass(frozen=True, slots=True)
class Ref:
    """A foreign key given by one or more columns, which match ``lookups`` of the rows within ``scope``."""

    field: str
    columns: tuple[str, ...]
    lookups: tuple[str, ...]
    scope: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are named as the model's fields; ``scaled`` gives a column's field and factor, such as
    ``{"amount_gbp_m": ("amount", 1_000_000)}``; ``fixed`` holds values that no column gives; ``elsewhere`` names
    columns that other tables read. Rows of an ``append_only`` table are added and never changed; a row whose
    ``written_since`` is filled was written in the product since, and is left alone.
    """

    file: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...] = ()
    scaled: Mapping[str, tuple[str, int]] = dataclasses.field(default_factory=dict)
    refs: tuple[Ref, ...] = ()
    fixed: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    name: str = ""
    append_only: bool = False
    written_since: str = ""

    @property
    def label(self) -> str:
        return self.name or str(self.model._meta.verbose_name_plural)

    @property
    def own_columns(self) -> tuple[str, ...]:
        return (*self.columns, REFERENCE) if self.is_sourced else self.columns

    @property
    def is_sourced(self) -> bool:
        return issubclass(self.model, Sourced)

    def field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def key_of(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(values[self.field(name).attname] for name in self.key)

    def check_header(self, row: Row) -> None:
        """Every column that is needed is there, and none that nobody reads."""
        needed = {*self.own_columns, *self.scaled, *(c for ref in self.refs for c in ref.columns)}
        known = {*needed, *self.elsewhere, REFERENCE, *([SOURCE] if self.is_sourced else [])}
        if missing := sorted(needed - set(row.cells)):
            raise LoadError(f"{row.file}, line 1: the column “{missing[0]}” is missing. Add it.")
        if unknown := sorted(set(row.cells) - known):
            raise LoadError(
                f"{row.file}, line 1: nothing reads the column “{unknown[0]}”. Remove it or correct its name."
            )
