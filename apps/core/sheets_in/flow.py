"""The two pages of an upload: choose the file, then see every row with what becomes of it, and confirm.

A flow says how rows are checked and saved; this says in which order, what travels signed through the page, and when it
is a conflict. All rows are saved, or none.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.core.actor import actor
from apps.core.charts import Rows
from apps.core.errors import CONFLICT, INVALID, Refused
from apps.core.exports import downloads, export_if_asked
from apps.core.models import User
from apps.core.sheets_in.checked import Carried, SheetForm, as_carried, read_back, signed
from apps.core.sheets_in.grid import SheetRefused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """Rows as they were checked. ``writes`` are the lines that would be saved, each with the version that stands of
    what it changes (nought where nothing does): where that moves before the confirmation, the rows are shown again.
    ``changes`` tells what stands beside what takes its place."""

    message: str
    rows: Rows | None
    faults: Rows | None
    writes: Mapping[str, int]
    content: T
    left_empty: int = 0
    changes: Rows | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Routes, what stands on the page of the checked rows, and what the template is of."""

    upload: str
    confirm: str
    done: str
    question: str
    button: str
    page: str
    of: str


class SheetFlow(ABC, Generic[T]):
    salt: str
    columns: Sequence[str]
    words: Words
    slug: str
    most_rows: int = 0  # nought: as many as a sheet may hold

    @abstractmethod
    def template(self, request: HttpRequest) -> Rows:
        """To be filled in."""

    @abstractmethod
    def check(self, carried: Carried, by: User) -> Checked[T]:
        """Every row against what stands now."""

    @abstractmethod
    def save(self, content: T, by: User, at: datetime) -> str:
        """All or none; what was saved, as a sentence. Raises ``Refused`` where something changed meanwhile."""

    def more(self, request: HttpRequest) -> dict[str, Any]:
        """What the upload page shows besides."""
        return {}

    def upload(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            if response := export_if_asked(request, (self.slug, self.template(request))):
                return response
            return self._upload_page(request, SheetForm())
        form = SheetForm(request.POST, request.FILES)
        grid = form.grid(self.columns)
        if grid and self.most_rows and len(grid.lines) > self.most_rows:
            form.add_error("sheet", f"It holds more than {self.most_rows:,} rows. Split it into smaller files.")
            grid = None
        if grid is None:
            return self._upload_page(request, form, INVALID)
        return self._preview(request, as_carried(grid), unread=grid.unread)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """The signed rows are checked again. Sent twice, the second time finds every row there already."""
        try:
            carried = read_back(request.POST, self.salt, actor(request))
        except SheetRefused as error:
            return self._upload_page(request, SheetForm.saying(error), INVALID)
        found = self.check(carried, actor(request))
        seen = carried["seen"]
        if found.faults or any(seen.get(line) != version for line, version in found.writes.items()):
            return self._preview(request, carried, status=CONFLICT)
        try:
            said = self.save(found.content, actor(request), timezone.now())
        except Refused:
            return self._preview(request, carried, status=CONFLICT)
        messages.success(request, said)
        return redirect(self.words.done)

    def _preview(
        self, request: HttpRequest, carried: Carried, status: int = 200, unread: Sequence[str] = ()
    ) -> HttpResponse:
        """Every row with what becomes of it. A file with a refused row is not saved in part."""
        found = self.check(carried, actor(request))
        ready = bool(found.writes) and not found.faults
        try:
            seen = {**carried, "seen": dict(found.writes)}
            checked = signed(seen, self.salt, actor(request)) if ready else ""
        except SheetRefused as error:
            return self._upload_page(request, SheetForm.saying(error), INVALID)
        context = {
            "found": found,
            "words": self.words,
            "checked": checked,
            "changed": status == CONFLICT,
            "unread": ", ".join(unread),
        }
        return render(request, "core/sheet_preview.html", context, status=INVALID if found.faults else status)

    def _upload_page(self, request: HttpRequest, form: SheetForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "downloads": downloads(request, self.slug),
            "count": len(self.template(request)),
            "of": self.words.of,
            **self.more(request),
        }
        return render(request, self.words.page, context, status=status)
