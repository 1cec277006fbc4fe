"""What a data set of the feed is: named fields with type and unit, and rows read from the pages' own selectors.

Names of fields never change once published (a test holds the list); a new meaning is a new field.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import TextChoices

FieldType = Literal["text", "integer", "decimal", "date", "yes_no"]
Value = str | int | Decimal | date | bool | None
Row = tuple[Value, ...]

TYPES: dict[FieldType, str] = {
    "text": "text",
    "integer": "whole number",
    "decimal": "decimal number",
    "date": "date",
    "yes_no": "true or false",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column. An amount of money is in pounds and its name ends in ``_gbp``."""

    name: str
    type: FieldType
    description: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows as they are now, and the day of the newest figure among them."""

    rows: Sequence[Row]
    as_at: date | None


@dataclass(frozen=True, slots=True)
class DataSet:
    """``what`` says what one row is; ``basis`` what may be added to what; ``source`` where the figures come from."""

    slug: str
    title: str
    what: str
    basis: str
    source: str
    fields: tuple[Field, ...]
    load: Callable[[], Loaded]


def text(name: str, description: str) -> Field:
    return Field(name, "text", description)


def whole(name: str, description: str, unit: str = "") -> Field:
    return Field(name, "integer", description, unit)


def decimal(name: str, description: str, unit: str = "") -> Field:
    return Field(name, "decimal", description, unit)


def pounds(name: str, description: str) -> Field:
    return Field(name, "decimal", description, "£")


def day(name: str, description: str) -> Field:
    return Field(name, "date", description)


def yes_no(name: str, description: str) -> Field:
    return Field(name, "yes_no", description)


def one_of(name: str, description: str, choices: type[TextChoices]) -> Field:
    """A text that is one of a few words; what each means stands in the description."""
    words = "; ".join(f"{value} = {label}" for value, label in choices.choices)
    return text(name, f"{description}: {words}")


FINANCIAL_YEAR = text("financial_year", "Financial year, April to March, as 2025/26")
YEAR_ENDING = day("financial_year_ending", "Last day of the financial year")
SOURCE = text("source", "Document that states the figure")
SOURCE_REFERENCE = text("source_reference", "Paragraph or table of the document")


def newest(days: Sequence[date | None]) -> date | None:
    return max((d for d in days if d), default=None)
