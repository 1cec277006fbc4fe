"""A paper as plain JSON and back, for the database, and the hash of what it says."""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

from apps.board.calculations.paper import document
from apps.board.calculations.paper.document import Paper

KINDS: Mapping[str, type] = {
    name: found for name, found in vars(document).items() if isinstance(found, type) and is_dataclass(found)
}


def plain(paper: Paper) -> dict[str, Any]:
    """JSON-ready: numbers as text, so that none is rounded on its way."""
    found: dict[str, Any] = _plain(paper)
    return found


def paper_of(stored: Mapping[str, Any]) -> Paper:
    found: Paper = _made(Paper, stored)
    return found


def hash_of(paper: Paper) -> str:
    """SHA-256 over the paper in one order of its keys: the same words and numbers give the same hash."""
    return hash_of_plain(plain(paper))


def hash_of_plain(stored: Mapping[str, Any]) -> str:
    """Of a paper as it is stored."""
    return hashlib.sha256(json.dumps(stored, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        rest = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"is": type(value).__name__, **rest}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _made(hint: Any, value: Any) -> Any:
    if isinstance(value, Mapping):
        kind = KINDS[value["is"]]
        hints = get_type_hints(kind, vars(document))
        held = [f.name for f in fields(kind) if f.name in value]  # one that came later was not stored with it
        return kind(**{name: _made(hints[name], value[name]) for name in held})
    if isinstance(value, list):
        return tuple(_made(get_args(hint)[0], item) for item in value)
    return _scalar(hint, value)


def _scalar(hint: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if hint is Decimal:
        return Decimal(value)
    return hint.fromisoformat(value) if hint in (date, datetime) else value
