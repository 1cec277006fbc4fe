"""Logging many outcomes from a spreadsheet: template, upload, every row shown, then saved together or not at all."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.charts import Rows
from apps.core.models import User
from apps.core.sheets_in.checked import Carried, lines_of
from apps.core.sheets_in.flow import Checked, SheetFlow, Words
from apps.initiatives.forms.outcome_rows import COLUMNS, read_rows
from apps.initiatives.presenters import outcomes_log as page
from apps.initiatives.selectors.outcome_checks import check_readings
from apps.initiatives.selectors.outcome_readings import Reading, measures
from apps.initiatives.services.outcomes_log import log_readings

Readings = list[Reading]


class OutcomeSheet(SheetFlow[Readings]):
    salt, columns, slug = "initiatives.outcome_upload", COLUMNS, page.TEMPLATE
    words = Words(
        upload="initiatives:outcome_upload",
        confirm="initiatives:outcome_confirm",
        done="initiatives:outcome_upload",
        question="Should these readings be logged?",
        button="Log the new readings",
        page="initiatives/outcome_upload.html",
        of="template of outcomes",
    )

    def template(self, request: HttpRequest) -> Rows:
        return page.template(_wanted(request))

    def check(self, carried: Carried, by: User) -> Checked[Readings]:
        read = read_rows(carried["headings"], lines_of(carried), measures())
        readings = [row.reading for row in read.rows if row.reading]
        told = page.statuses(read.rows, check_readings(readings, timezone.localdate()))
        found = page.counts(told, read.left_empty)
        return Checked(
            message=page.upload_message(found),
            rows=page.rows_table(told) if told else None,
            faults=page.refusals(told) if found.refused else None,
            writes={str(row.line): 0 for row, status, _ in told if status == page.NEW},
            content=readings,
            left_empty=read.left_empty,
        )

    def save(self, content: Readings, by: User, at: datetime) -> str:
        logged = log_readings(readings=content, by=by, at=at)
        return page.uploaded_text(logged.new, logged.same)

    def more(self, request: HttpRequest) -> dict[str, Any]:
        found = _wanted(request)
        initiative = found[0].initiative if found and request.GET.get("initiative") else None
        of = f"template of {initiative}" if initiative else "template of every initiative"
        return {"initiative": initiative, "of": of}


FLOW = OutcomeSheet()


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_upload(request: HttpRequest) -> HttpResponse:
    return FLOW.upload(request)


@require_POST
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_confirm(request: HttpRequest) -> HttpResponse:
    return FLOW.confirm(request)


def _wanted(request: HttpRequest) -> list[Any]:
    """The measures of the initiative that the address names; all where it names none."""
    slug = request.GET.get("initiative", "")
    return [m for m in measures() if slug in ("", m.initiative.slug)]
