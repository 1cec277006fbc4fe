"""The way of an upload: from the form to what was read, and from the page that shows it, signed, to its confirmation.

What was read is nowhere kept between the two: it travels through the page, for the person who uploaded it alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.core import signing

from apps.core.form_fields import file_field
from apps.core.models import User
from apps.core.sheets_in import Grid, Line, SheetRefused, read_sheet
from apps.core.sheets_in.rows import heading_faults

VALID_SECONDS, MOST_CARRIED = 60 * 60, 2_000_000
MISSING = "Choose the spreadsheet that you filled in."
EXPIRED = "The rows that were checked are gone: an hour has passed, or the page was changed. Upload the file again."
TOO_MUCH = "The file holds more text than one upload takes."
SPLIT = "Split it into smaller files."

Carried = dict[str, Any]  # ``headings`` and ``lines`` of the sheet, and what else a confirmation needs


def sheet_field(most: str = "2 MB and 5,000 rows at most") -> forms.FileField:
    hint = f"The template filled in, as CSV, XLSX or ODS, {most}."
    return file_field("Spreadsheet", hint, endings=".csv,.xlsx,.ods", needed=MISSING)


class SheetForm(forms.Form):
    """The file alone; ``grid`` reads it."""

    sheet = sheet_field()

    @classmethod
    def saying(cls, sentence: object) -> Self:
        """The form again, with why nothing came of the last upload."""
        form = cls({})
        form.add_error(None, str(sentence))
        return form

    def grid(self, columns: Sequence[str]) -> Grid | None:
        """Of a file with these columns; None where it is refused, and then the form says why."""
        if not self.is_valid():
            return None
        file = self.cleaned_data["sheet"]
        try:
            grid = read_sheet(file.name, file.read())
        except SheetRefused as error:
            self.add_error("sheet", str(error))
            return None
        wrong = heading_faults(grid.headings, columns)
        for sentence in wrong:
            self.add_error("sheet", sentence)
        return None if wrong else grid


def as_carried(grid: Grid) -> Carried:
    return {"headings": grid.headings, "lines": [(line.number, line.cells) for line in grid.lines]}


def lines_of(carried: Carried) -> list[Line]:
    return [Line(*line) for line in carried["lines"]]


def signed(carried: Carried, salt: str, by: User, remedy: str = SPLIT) -> str:
    """For the page that shows the rows. Raises ``SheetRefused`` where it is more than a form may send."""
    text = signing.dumps(carried, salt=_salt(salt, by), compress=True)
    if len(text) > MOST_CARRIED:
        raise SheetRefused(f"{TOO_MUCH} {remedy}")
    return text


def read_back(sent: Mapping[str, Any], salt: str, by: User) -> Carried:
    """What ``signed`` gave, of the field ``checked``. Raises ``SheetRefused`` where it is old, or is another's."""
    try:
        found: Carried = signing.loads(sent.get("checked", ""), salt=_salt(salt, by), max_age=VALID_SECONDS)
    except signing.BadSignature:
        raise SheetRefused(EXPIRED) from None
    return found


def _salt(salt: str, by: User) -> str:
    """The rows are confirmed by the person who uploaded them."""
    return f"{salt}.{by.pk}"
