"""The rows of an uploaded sheet, cell by cell: each is taken, or a fault names the line, the column and the remedy."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.charts import Column, Rows
from apps.core.form_fields import short
from apps.core.sheets_in.grid import Line

YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0", "")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and what to do. ``line`` is that of the file, its heading being line 1; nought where a
    row is missing."""

    line: int
    column: str
    value: str
    message: str


@dataclass(slots=True)
class SheetRow:
    """One line of the file; ``cells`` by heading, each column of the template among them."""

    line: int
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, column: str, message: str) -> None:
        self.faults.append(Fault(self.line, column, self.cells[column], message))

    def cleaned(self, column: str, clean: Callable[[Any], Any]) -> Any:
        """None where the cell is refused; then the row has a fault more."""
        try:
            return clean(self.cells[column])
        except ValidationError as error:
            self.refuse(column, " ".join(error.messages))
            return None


def heading_faults(headings: Sequence[str], columns: Sequence[str]) -> list[str]:
    """What keeps the columns from being read, as sentences; each once."""
    known = [h for h in headings if h]
    sentences = [f"Line 1: there is no column “{c}”. Start from the template." for c in columns if c not in known]
    sentences += [f"Line 1: “{short(h)}” is no column of the template. Take it out." for h in known if h not in columns]
    twice = {h for h in known if known.count(h) > 1}
    return sentences + [f"Line 1: the column “{short(h)}” stands twice. Keep one." for h in sorted(twice)]


def cells_of(line: Line, headings: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """By heading, without white space around them; empty where the line is shorter."""
    cells = dict.fromkeys(columns, "") | dict(zip(headings, map(str.strip, line.cells), strict=False))
    cells.pop("", None)
    return cells


def yes_or_no(value: str) -> bool:
    if (word := value.strip().casefold()) in YES:
        return True
    if word in NO:
        return False
    raise ValidationError(f"“{short(value)}” is neither yes nor no. Enter yes, or leave it empty.")


def one_of(
    choices: Iterable[tuple[str, Any]], make: Callable[[str], Any], *, empty: bool = False
) -> Callable[[Any], Any]:
    """By its label or its value, in any case; nothing for an empty cell where that is allowed."""
    offered = [(value, str(label)) for value, label in choices]
    known = {word.casefold(): value for value, label in offered for word in (label, value)}

    def clean(text: str) -> Any:
        if empty and not text:
            return None
        value = known.get(text.replace("'", "’").casefold())
        if value is None:
            raise ValidationError(
                f"“{short(text)}” is not one of: {', '.join(label for _, label in offered)}. Choose one."
            )
        return make(value)

    return clean


def faults_table(faults: Iterable[Fault]) -> Rows:
    """Row, column, value, reason and remedy of every refusal."""
    columns = (
        Column("line", "Row"),
        Column("column", "Column"),
        Column("value", "Value"),
        Column("message", "What is wrong, and what to do"),
    )
    rows = [
        {
            "line": f"Row {f.line}" if f.line else "The file",
            "column": f.column,
            "value": f.value or "(empty)",
            "message": f.message,
        }
        for f in faults
    ]
    return Rows("What is refused", columns, rows)
