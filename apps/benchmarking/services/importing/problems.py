"""What is wrong in an imported file: row, column, value, reason with its remedy."""

from dataclasses import dataclass, field
from typing import Any

MOST_LISTED, LONGEST_SHOWN = 1_000, 80


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` is the line of the file, its header being line 1; nought where the file as a whole is meant."""

    row: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "value": self.value, "reason": self.reason}


class FileRefused(Exception):
    """Nothing can be read of the file. ``problem`` says why."""

    def __init__(self, reason: str, row: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.problem = Problem(row, column, value[:LONGEST_SHOWN], reason)


@dataclass(slots=True)
class Problems:
    """Every problem is counted, the first thousand are listed. ``rows`` are the lines with at least one."""

    listed: list[Problem] = field(default_factory=list)
    number: int = 0
    rows: set[int] = field(default_factory=set)

    def add(self, row: int, column: str, value: str, reason: str) -> None:
        self.number += 1
        self.rows.add(row)
        if len(self.listed) < MOST_LISTED:
            self.listed.append(Problem(row, column, value[:LONGEST_SHOWN], reason))
