"""The words of an imported file name no child: the file is kept, also the columns that nothing reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from apps.benchmarking.services.importing.problems import Problems
from apps.core.free_text import check_no_child

LETTER = re.compile(r"[^\W\d_]")
MOST_KNOWN = 20_000  # different words; a published file has a few hundred


@dataclass(slots=True)
class TextScan:
    """Each different text that is in order is looked at once. Columns of figures are passed over, since words are
    refused there anyway, and so is a cell without a letter: ten digits are an amount.
    """

    problems: Problems
    places: Sequence[int]
    header: Sequence[str]
    known: set[str] = field(default_factory=set)

    def check(self, line: int, cells: Sequence[str]) -> None:
        for place in self.places:
            cell = cells[place]
            if cell not in self.known and LETTER.search(cell):
                self._look(line, self.header[place], cell)

    def _look(self, line: int, column: str, cell: str) -> None:
        try:
            check_no_child(cell)
        except ValidationError as error:
            self.problems.add(line, column, cell, error.messages[0])
            return
        if len(self.known) < MOST_KNOWN:
            self.known.add(cell)
