"""One hash over a pack: its tables, row by row, and its figures."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that a meeting sees.

    ``key`` names it in every pack and ``group`` is the page or table that it stands in. ``value`` is exact and in
    ``unit``; ``words`` stand where it is no number. ``subject`` is part of what the trail calls
    the thing that it is a figure of.
    """

    key: str
    group: str
    label: str
    value: Decimal | None = None
    words: str = ""
    unit: str = ""
    basis: str = ""
    source: str = ""
    subject: str = ""


def pack_hash(tables: Iterable[tuple[str, int, str]], figures: Iterable[Figure]) -> str:
    """SHA-256, hexadecimal. ``tables`` are name, order and the hash of their rows."""
    content = {
        "tables": sorted(tables),
        "figures": [[_plain(v) for v in astuple(f)] for f in figures],
    }
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _plain(value: str | Decimal | None) -> str:
    return "" if value is None else f"{value:.6f}" if isinstance(value, Decimal) else value
