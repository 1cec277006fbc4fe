"""Schemes, and census days, from a spreadsheet: every row tried and shown, then saved together or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.charts import Rows
from apps.core.models import User
from apps.core.sheets_in.checked import Carried, lines_of
from apps.core.sheets_in.flow import Checked, SheetFlow, Words
from apps.initiatives.forms import occupancy_rows, scheme_rows
from apps.initiatives.presenters import scheme_sheets as page
from apps.initiatives.selectors.initiatives import programmes
from apps.initiatives.selectors.schemes import schemes
from apps.initiatives.services.schemes.many import (
    Becomes,
    CensusLine,
    Outcome,
    SchemeLine,
    save_censuses,
    save_schemes,
    try_censuses,
    try_schemes,
)

L = TypeVar("L", SchemeLine, CensusLine)
RIGHT = ("initiatives.add_placecount", "initiatives.add_placeexclusion")
WRITES = (Becomes.NEW, Becomes.CHANGED)
UNREAD = Outcome(Becomes.REFUSED)


class SchemeSheet(SheetFlow[Sequence[SchemeLine]]):
    salt, columns, slug, most_rows = "initiatives.scheme_upload", scheme_rows.COLUMNS, page.SCHEMES, 500
    words = Words(
        upload="initiatives:scheme_upload",
        confirm="initiatives:scheme_confirm",
        done="initiatives:schemes",
        question="Should these schemes be saved?",
        button="Save the schemes",
        page="initiatives/scheme_upload.html",
        of="template of schemes",
    )

    def template(self, request: HttpRequest) -> Rows:
        offered = programmes()
        return page.scheme_template(schemes(), offered[0][1] if offered else "")

    def check(self, carried: Carried, by: User) -> Checked[Sequence[SchemeLine]]:
        named = {name: slug for slug, name in programmes()}
        rows, left_empty = scheme_rows.read_rows(carried["headings"], lines_of(carried), named)
        return _checked(rows, left_empty, self.columns, lambda lines: try_schemes(lines, by=by, at=timezone.now()))

    def save(self, content: Sequence[SchemeLine], by: User, at: datetime) -> str:
        return page.saved_text(save_schemes(content, by=by, at=at), "scheme")


class OccupancySheet(SheetFlow[Sequence[CensusLine]]):
    salt, columns, slug, most_rows = "initiatives.occupancy_upload", occupancy_rows.COLUMNS, page.OCCUPANCY, 500
    words = Words(
        upload="initiatives:occupancy_upload",
        confirm="initiatives:occupancy_confirm",
        done="initiatives:schemes",
        question="Should these census days be saved?",
        button="Save the census days",
        page="initiatives/occupancy_upload.html",
        of="template of occupancy",
    )

    def template(self, request: HttpRequest) -> Rows:
        return page.occupancy_template(schemes())

    def check(self, carried: Carried, by: User) -> Checked[Sequence[CensusLine]]:
        rows, left_empty = occupancy_rows.read_rows(carried["headings"], lines_of(carried), schemes())
        return _checked(rows, left_empty, self.columns, lambda lines: try_censuses(lines, by=by, at=timezone.now()))

    def save(self, content: Sequence[CensusLine], by: User, at: datetime) -> str:
        return page.saved_text(save_censuses(content, by=by, at=at), "census day")


def _checked(
    rows: Sequence[Any], left_empty: int, columns: Sequence[str], attempt: Callable[[list[L]], list[Outcome]]
) -> Checked[Sequence[L]]:
    """Rows that can be read are tried, in their order, as if they were saved."""
    lines: list[L] = [row.content for row in rows if row.content]
    tried = iter(attempt(lines))
    told = [(row, next(tried) if row.content else UNREAD) for row in rows]
    return Checked(
        message=page.upload_message(told),
        rows=page.rows_table(told, columns),
        faults=page.refusals(told),
        writes={str(row.line): outcome.version for row, outcome in told if outcome.becomes in WRITES},
        content=lines,
        left_empty=left_empty,
        changes=page.changes_table(told),
    )


SCHEMES, OCCUPANCY = SchemeSheet(), OccupancySheet()


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(RIGHT, raise_exception=True)
def scheme_upload(request: HttpRequest) -> HttpResponse:
    return SCHEMES.upload(request)


@require_POST
@permission_required(RIGHT, raise_exception=True)
def scheme_confirm(request: HttpRequest) -> HttpResponse:
    return SCHEMES.confirm(request)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(RIGHT, raise_exception=True)
def occupancy_upload(request: HttpRequest) -> HttpResponse:
    return OCCUPANCY.upload(request)


@require_POST
@permission_required(RIGHT, raise_exception=True)
def occupancy_confirm(request: HttpRequest) -> HttpResponse:
    return OCCUPANCY.confirm(request)
