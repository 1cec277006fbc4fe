"""Sources' figures from a spreadsheet: template, upload, every row shown, then saved together or not at all."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.charts import Rows
from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.core.sheets_in.checked import Carried, lines_of
from apps.core.sheets_in.flow import Checked, SheetFlow, Words
from apps.deficit.forms.source_rows import COLUMNS, read_rows
from apps.deficit.presenters import source_rows as page
from apps.deficit.selectors.reconciliation import newest_day, years
from apps.deficit.services.sources import enter_figures

Told = list[page.Told]


class SourceSheet(SheetFlow[Told]):
    salt, columns, slug = "deficit.source_upload", COLUMNS, page.TEMPLATE
    words = Words(
        upload="deficit:source_upload",
        confirm="deficit:source_confirm",
        done="deficit:reconciliation",
        question="Should these figures be entered?",
        button="Enter the figures",
        page="deficit/source_upload.html",
        of="template of sources’ figures",
    )

    def template(self, request: HttpRequest) -> Rows:
        return page.template(_year())

    def check(self, carried: Carried, by: User) -> Checked[Told]:
        read = read_rows(carried["headings"], lines_of(carried))
        said = page.told(read.rows)
        return Checked(
            message=page.message(said),
            rows=page.rows_table(said) if said else None,
            faults=page.refusals(said) if any(t.status == page.REFUSED for t in said) else None,
            writes={str(t.row.line): t.version for t in said if t.status in (page.NEW, page.CHANGED)},
            content=said,
            left_empty=read.left_empty,
        )

    def save(self, content: Told, by: User, at: datetime) -> str:
        new = [t for t in content if t.status in (page.NEW, page.CHANGED)]
        contents = [(t.row.content, t.version) for t in new if t.row.content]
        entered = enter_figures(contents=contents, by=by, at=at)
        return page.saved_text(entered, len(content) - entered)

    def more(self, request: HttpRequest) -> dict[str, Any]:
        return {"year": _year()}


FLOW = SourceSheet()


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def upload(request: HttpRequest) -> HttpResponse:
    return FLOW.upload(request)


@require_POST
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def confirm(request: HttpRequest) -> HttpResponse:
    return FLOW.confirm(request)


def _year() -> FinancialYear:
    """The newest year of which a source states anything, else the one that the newest paper falls in."""
    known, day = years(), newest_day()
    return known[0] if known else FinancialYear.containing(day or timezone.localdate())
