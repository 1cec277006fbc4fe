"""Columns and values of the trail in words. A child's keyed hash is never shown."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from apps.core.charts import Column
from apps.core.fields import FinancialYearField
from apps.core.money import number, pounds
from apps.core.periods import FinancialYear
from apps.core.trail.kinds import Kind

Names = Mapping[tuple[type[models.Model], int], str]
Of = type[models.Model] | None

CHILD = re.compile(r"child:[^\s\"',;\]}]+")
HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{28,}\b")
HIDDEN = "a child (keyed hash)"
MOST = 400  # characters of stored data that are shown
AMOUNT = re.compile(r"-?[0-9]{1,15}\.([0-9]{2,3})")
MONEY = 2
NUMBERS = (models.DecimalField, models.IntegerField, models.FloatField)


def plain(text: str) -> str:
    """Without the hash of any child; other hashes by their first twelve digits."""
    return HASH.sub(r"\1…", CHILD.sub(HIDDEN, text))


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y, %H:%M}"


@cache
def column_of(model: Of, name: str) -> Any:
    """The model's field of that column or name."""
    return next((f for f in model._meta.concrete_fields if name in (f.column, f.name)), None) if model else None


def place(model: Of, name: str) -> tuple[int, str]:
    """Columns in the model's order, then other keys by name: stored JSON keeps no order of its own."""
    columns = model._meta.concrete_fields if model else []
    return next((at for at, f in enumerate(columns) if name in (f.column, f.name)), len(columns)), name


def heading(model: Of, name: str, kind: Kind) -> str:
    found = column_of(model, name)
    return plain(kind.words.get(name) or capfirst(str(found.verbose_name) if found else name.replace("_", " ")))


def value(model: Of, name: str, raw: Any, names: Names, kind: Kind) -> str:
    """What a column held. ``names`` are those of the rows that it may lead to."""
    if raw is None or raw in ("", [], {}):
        return ""
    if isinstance(raw, dict | list):
        return plain(_stored(raw, kind))
    try:
        said = pounds(Decimal(str(raw))) if name in kind.money else _typed(column_of(model, name), raw, names)
    except (ValueError, TypeError, ArithmeticError):  # an entry may say what its column never could
        said = ""
    return plain(said or _text(raw, kind))


def _typed(found: Any, raw: Any, names: Names) -> str:
    """As its column says; nothing where that says nothing."""
    if found is None or isinstance(raw, bool):
        return ""
    if found.is_relation:
        return names.get((found.related_model, raw)) or (f"number {raw}" if isinstance(raw, int) else "")
    if found.choices:
        return str(dict(found.flatchoices).get(raw, ""))
    if isinstance(found, FinancialYearField):
        return str(FinancialYear(int(raw)))
    if isinstance(found, models.DateTimeField):
        return moment(datetime.fromisoformat(raw))
    if isinstance(found, models.DateField):
        return Column("", "").cell(date.fromisoformat(raw))
    return _figure(Decimal(str(raw)), getattr(found, "decimal_places", 0)) if isinstance(found, NUMBERS) else ""


def _figure(amount: Decimal, places: int) -> str:
    """With as many decimals as there are. Money is kept with two places, and nothing else is."""
    decimals = max(0, -int(amount.normalize().as_tuple().exponent))
    return pounds(amount, decimals and MONEY) if places == MONEY else number(amount, decimals)


def _text(raw: Any, kind: Kind) -> str:
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    text = str(raw)
    if found := AMOUNT.fullmatch(text):
        return _figure(Decimal(text), len(found[1]))
    return kind.words.get(text, text)


def _stored(raw: Any, kind: Kind) -> str:
    text = _joined(raw, kind)
    return text if len(text) <= MOST else f"{number(len(text))} characters of stored data, kept whole in the trail"


def _joined(raw: Any, kind: Kind) -> str:
    if isinstance(raw, dict):
        return "; ".join(f"{heading(None, key, kind)}: {_joined(held, kind)}" for key, held in raw.items())
    if isinstance(raw, list):
        between = "; " if any(isinstance(one, dict | list) for one in raw) else ", "
        return between.join(_joined(one, kind) for one in raw)
    return "none" if raw in (None, "") else _text(raw, kind)
