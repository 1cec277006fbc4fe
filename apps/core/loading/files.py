"""Reads CSV and TOML files into rows that know where they stand, so that an error can say it."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from apps.core.errors import Refused


class LoadError(Refused):
    """A file that cannot be loaded: names file, line, column and value, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file. The header is line 1. ``printed`` gives a cell's own column where the row was reshaped."""

    file: str
    line: int
    cells: Mapping[str, str]
    printed: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, why: str, remedy: str, column: str = "") -> LoadError:
        place = f"{self.file}, line {self.line}"
        if column:
            place += f", column “{self.printed.get(column, column)}”, value “{self.cells.get(column, '')}”"
        return LoadError(f"{place}: {why.rstrip('.')}. {remedy}")


def read_csv(folder: Path, file: str) -> list[Row]:
    """Rows of a UTF-8 file with a header, cells without surrounding space."""
    text = _text(folder / file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(file, header)
        return [_row(file, reader.line_num, header, cells) for cells in reader if cells]
    except csv.Error as error:
        raise LoadError(f"{file}, line {reader.line_num}: {error}. Check the quotation marks in this line.") from error


def read_toml(folder: Path, file: str, table: str) -> list[Row]:
    """The entries ``[[table]]``; an entry's line is that of its heading."""
    text = _text(folder / file)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LoadError(f"{file}: {error}. Correct the line that it names.") from error
    if other := sorted(set(tables) - {table}):
        raise LoadError(f"{file}: nothing reads “{other[0]}”. Write [[{table}]].")
    entries = tables.get(table, [])
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{table}]]"]
    if not entries or len(lines) != len(entries):
        raise LoadError(f"{file} has no entries. Add them under [[{table}]], each on its own line.")
    return [
        Row(file, line, {name: _plain(value) for name, value in entry.items()})
        for line, entry in zip(lines, entries, strict=True)
    ]


def _plain(value: object) -> str:
    """A TOML value as a CSV cell writes it."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LoadError(f"{path} is missing. Put it back, or name another folder with --folder.") from None
    except UnicodeDecodeError as error:
        raise LoadError(
            f"{path.name} is not UTF-8 at byte {error.start}. Save it as “CSV UTF-8” and load again."
        ) from error


def _check_header(file: str, header: list[str]) -> None:
    if not any(header):
        raise LoadError(f"{file} is empty. It needs at least the line of column names.")
    if "" in header:
        raise LoadError(f"{file}, line 1: column {header.index('') + 1} has no name. Name it or remove it.")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise LoadError(f"{file}, line 1: the column “{twice[0]}” stands there twice. Keep one.")


def _row(file: str, line: int, header: list[str], cells: list[str]) -> Row:
    row = Row(file, line, dict(zip(header, (c.strip() for c in cells), strict=False)))
    if len(cells) != len(header):
        raise row.refuse(
            f"{len(cells)} cells under {len(header)} columns",
            "Put text that holds a comma in quotation marks, and keep empty cells.",
        )
    return row
