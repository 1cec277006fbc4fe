"""How this was worked out: every headline figure, down to lines, rate and paragraph."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.board.facts import Facts, NotKnown
from apps.board.workings import WORKINGS, Working
from apps.core.charts import Column, Rows
from apps.core.exports import downloads, export_if_asked


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def how(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in WORKINGS:
        raise Http404(f"No figure is called “{slug}”.")
    facts = Facts()
    try:
        working = WORKINGS[slug](facts)
    except NotKnown as reason:
        return render(request, "board/how_not_known.html", {"reason": str(reason)}, status=404)
    table = lines_table(working)
    if response := export_if_asked(request, (slug, table)):
        return response
    see_also = [(other, w) for other in working.see_also if (w := _title(facts, other))]
    context = {
        "working": working,
        "table": table,
        "downloads": downloads(request, slug),
        "see_also": [{"title": title, "url": reverse("board:how", args=[other])} for other, title in see_also],
    }
    return render(request, "board/how.html", context)


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def how_index(request: HttpRequest) -> HttpResponse:
    facts = Facts()
    rows = []
    for slug, work in WORKINGS.items():
        try:
            working = work(facts)
        except NotKnown:
            continue
        rows.append(
            {
                "figure": working.title,
                "url": reverse("board:how", args=[slug]),
                "value": working.result,
                "unit": working.unit,
                "basis": working.basis,
            }
        )
    columns = (
        Column("figure", "Figure", link="url"),
        Column("value", "Value"),
        Column("unit", "Unit"),
        Column("basis", "Basis"),
    )
    table = Rows("Headline figures and their bases", columns, rows)
    if response := export_if_asked(request, ("figures", table)):
        return response
    return render(request, "board/how_index.html", {"table": table, "downloads": downloads(request, "figures")})


def lines_table(working: Working) -> Rows:
    rows = [
        {
            "number": str(i),
            "label": line.label,
            "formula": line.formula,
            "value": line.value,
            "source": line.source,
            "url": line.url,
            "_kind": line.kind,
        }
        for i, line in enumerate(working.lines, 1)
    ]
    columns = (
        Column("number", "Line"),
        Column("label", "What", link="url"),
        Column("formula", "How"),
        Column("value", "Value"),
        Column("source", "Source"),
    )
    return Rows(f"{working.title}, line by line", columns, rows)


def _title(facts: Facts, slug: str) -> str:
    try:
        return WORKINGS[slug](facts).title
    except NotKnown:
        return ""
