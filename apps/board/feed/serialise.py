"""A data set as CSV or JSON, to the byte the same while its figures are the same."""

import csv
import hashlib
import io
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from apps.board.data_sets.base import DataSet, Loaded, Value
from apps.core.exports.comma_separated import safe_text
from apps.core.exports.sheets import plain_number

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def serialise(data_set: DataSet, kind: str) -> bytes:
    """``kind`` is csv or json."""
    loaded = data_set.load()
    return as_csv(data_set, loaded) if kind == "csv" else as_json(data_set, loaded)


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def as_csv(data_set: DataSet, loaded: Loaded) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads £ and names rightly; RFC 4180."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in data_set.fields])
    writer.writerows([_csv_value(value) for value in row] for row in loaded.rows)
    return out.getvalue().encode("utf-8-sig")


def as_json(data_set: DataSet, loaded: Loaded) -> bytes:
    names = [field.name for field in data_set.fields]
    return orjson.dumps(
        {
            "dataset": data_set.slug,
            "title": data_set.title,
            "as_at": loaded.as_at,
            "basis_note": data_set.basis,
            "source": data_set.source,
            "columns": [
                {"name": f.name, "type": f.type, "unit": f.unit, "description": f.description} for f in data_set.fields
            ],
            "rows": [dict(zip(names, row, strict=True)) for row in loaded.rows],
        },
        default=_json_value,
    )


def _csv_value(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain_number(value)
        case date():
            return value.isoformat()
        case _:
            return safe_text(value) if isinstance(value, str) else str(value)


def _json_value(value: Any) -> Any:
    """A decimal is written digit by digit, never by way of a binary fraction."""
    if isinstance(value, Decimal):
        return orjson.Fragment(plain_number(value))
    raise TypeError(f"{type(value).__name__} cannot stand in the feed")
