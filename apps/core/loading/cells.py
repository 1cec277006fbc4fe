"""Turns a cell's text into a field's value, by the field's own rules."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from apps.core.loading.files import Row

YES_OR_NO = {"yes": True, "no": False, "": False}


def read_cell(row: Row, column: str, field: Any, scale: int = 1) -> Any:
    """Raises ``LoadError`` that names the cell, what is wrong with it and the remedy."""
    text = row.cells[column]
    if isinstance(field, models.BooleanField):
        return _yes_or_no(row, column)
    if text == "" and field.null:
        return None
    if text == "" and not field.blank:
        raise row.refuse("the cell is empty", "Fill it in.", column)
    value = _number(row, column) * scale if isinstance(field, models.DecimalField) else text
    try:
        return field.clean(value, None)
    except ValidationError as error:
        raise row.refuse(" ".join(error.messages), _remedy(field), column) from error


def _yes_or_no(row: Row, column: str) -> bool:
    try:
        return YES_OR_NO[row.cells[column].lower()]
    except KeyError:
        raise row.refuse("it is neither yes nor no", "Write yes or no.", column) from None


def _number(row: Row, column: str) -> Decimal:
    try:
        number = Decimal(row.cells[column])
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise row.refuse("it is not a number", "Write digits without commas, such as 1234.5.", column)
    return number


def _remedy(field: Any) -> str:
    if field.choices:
        return f"Use one of: {', '.join(str(value) for value, _ in field.flatchoices)}."
    if isinstance(field, models.DateField):
        return "Write the date as 2026-01-27."
    return "Correct the cell."
