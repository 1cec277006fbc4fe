"""Model fields of the field's own types."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from apps.core.periods import FinancialYear


class FinancialYearField(models.SmallIntegerField):
    """A ``FinancialYear`` kept as the year in which it starts."""

    description = "Financial year (the year in which it starts)"
    if TYPE_CHECKING:  # the stubs type the field as a number; these say what it gives and takes
        _pyi_private_set_type: FinancialYear | str | int  # type: ignore[assignment]
        _pyi_private_get_type: FinancialYear  # type: ignore[assignment]

    def from_db_value(self, value: int | None, *_: Any) -> FinancialYear | None:
        return None if value is None else FinancialYear(value)

    def to_python(self, value: Any) -> FinancialYear | None:
        if value is None or isinstance(value, FinancialYear):
            return value
        if isinstance(value, int):
            return FinancialYear(value)
        try:
            return FinancialYear.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> int | None:
        year = self.to_python(value)
        return None if year is None else year.start

    def value_to_string(self, obj: models.Model) -> str:
        year = self.value_from_object(obj)
        return year.slug if isinstance(year, FinancialYear) else ""

    @property
    def validators(self) -> list[Any]:
        return []
