"""What a page shows, as a file: ``?…&_export=csv|ods|xlsx&_of=<slug>`` on the page's own address, so filters are kept.

In a view: ``if response := export_if_asked(request, chart, ("register", rows)): return response``.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.utils import timezone

from apps.core.charts import Chart, Download, Rows
from apps.core.exports.comma_separated import write_csv
from apps.core.exports.open_document import write_ods
from apps.core.exports.sheets import Sheet
from apps.core.exports.workbook import write_xlsx
from apps.core.world import frozen_world

__all__ = ["Sheet", "downloads", "export_if_asked"]

FORMAT, WHICH = "_export", "_of"
WRITERS = {"csv": write_csv, "ods": write_ods, "xlsx": write_xlsx}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def downloads(request: HttpRequest, slug: str) -> list[Download]:
    """Links to one table of the page in each format; the page's filters are kept."""
    query = request.GET.copy()
    links = []
    for name in WRITERS:
        query[FORMAT], query[WHICH] = name, slug
        links.append(Download(name.upper(), f"?{query.urlencode()}"))
    return links


def export_if_asked(request: HttpRequest, *sheets: Chart | Sheet | tuple[str, Rows]) -> HttpResponse | None:
    """The file that the address asks for; None where it asks for none. Of one table alone, ``_of`` may be left out."""
    if FORMAT not in request.GET:
        return None
    kind, slug = request.GET[FORMAT], request.GET.get(WHICH, "")
    known = {sheet.slug: sheet for sheet in map(Sheet.of, sheets)}
    if kind not in WRITERS:
        return _refusal(request, f"“{kind[:40]}” is not a format that this page can be exported in.", WRITERS)
    if not slug and len(known) == 1:
        slug = next(iter(known))
    if slug not in known:
        return _refusal(request, f"This page has no table named “{slug[:60]}” to export.", known)
    now = timezone.localtime()
    body = WRITERS[kind](known[slug], _page_address(request), now)
    world = frozen_world()
    name = f"{slug}-as-at-{world.key}.{kind}" if world else f"{slug}-{now:%Y-%m-%d}.{kind}"
    return HttpResponse(
        body,
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _page_address(request: HttpRequest) -> str:
    """The page with its filters: where the reader finds these figures again."""
    query = request.GET.copy()
    query.pop(FORMAT, None)
    query.pop(WHICH, None)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}" if query else request.path)


def _refusal(request: HttpRequest, sentence: str, choices: Iterable[str]) -> HttpResponse:
    context = {"sentence": sentence, "choices": list(choices), "page_url": request.path}
    return HttpResponseBadRequest(render_to_string("core/export_unknown.html", context, request))
