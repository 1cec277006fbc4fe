"""Frozen values as plain JSON, every number as its exact text, and their hash."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson

from apps.core.periods import FinancialYear


def plain(value: Any) -> Any:
    """Dataclasses as objects, financial years as 2025-26, numbers of money and shares as text."""
    match value:
        case FinancialYear():
            return value.slug
        case Enum():
            return value.value
        case Decimal():
            return format(value.normalize(), "f") if value else "0"
        case date():
            return value.isoformat()
        case Mapping():
            return {str(plain(key)): plain(item) for key, item in sorted(value.items())}
        case list() | tuple():
            return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value


def hash_of(value: Any) -> str:
    """SHA-256 of the value's canonical JSON."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()
