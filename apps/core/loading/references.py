"""Finds the row that a natural key in a file names; each table is read once per load."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from apps.core.loading.files import Row
from apps.core.loading.tables import Ref, Table
from apps.core.periods import FinancialYear

Index = dict[tuple[str, ...], Any]


class References:
    def __init__(self) -> None:
        self._indexes: dict[tuple[Any, ...], Index] = {}

    def find(self, table: Table, ref: Ref, row: Row) -> Any:
        """The referred row's key, or nothing where the cells are blank and the field may be."""
        target = table.field(ref.field)
        wanted = tuple(row.cells[column] for column in ref.columns)
        if target.null and not any(wanted):
            return None
        model = target.related_model
        found = self._index(model, ref.lookups, ref.scope).get(wanted)
        if found is None:
            raise row.refuse(
                f"there is no {model._meta.verbose_name} “{', '.join(wanted)}”",
                "Use the name that its own file gives, or add it there.",
                ref.columns[0],
            )
        return found

    def forget(self, model: type[models.Model]) -> None:
        """After rows of ``model`` were added."""
        for slot in [slot for slot in self._indexes if slot[0] is model]:
            del self._indexes[slot]

    def _index(self, model: type[models.Model], lookups: tuple[str, ...], scope: Mapping[str, Any]) -> Index:
        slot = (model, lookups, tuple(scope.items()))
        if slot not in self._indexes:
            rows = model._default_manager.filter(**scope).order_by().values_list(*lookups, "pk")
            self._indexes[slot] = {tuple(_text(v) for v in values): pk for *values, pk in rows}
        return self._indexes[slot]


def _text(value: object) -> str:
    """As a file writes it."""
    match value:
        case FinancialYear():
            return value.slug
        case date():
            return value.isoformat()
        case _:
            return str(value)
