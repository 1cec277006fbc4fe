"""Differences: what the report says and what follows."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.board.differences import Difference, differences
from apps.board.facts import Facts
from apps.core.charts import Column, Rows
from apps.core.exports import downloads, export_if_asked
from apps.core.money import number


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def difference_list(request: HttpRequest) -> HttpResponse:
    found = differences(Facts())
    table = differences_table(found)
    if response := export_if_asked(request, ("differences", table)):
        return response
    message = (
        f"In {number(len(found))} places the report's words and its figures say different things. None changes the "
        "forecast deficit; several change what the cost avoidance means."
    )
    context = {"message": message, "table": table, "downloads": downloads(request, "differences")}
    return render(request, "board/differences.html", context)


def differences_table(found: list[Difference]) -> Rows:
    columns = (
        Column("where", "Where"),
        Column("says", "What the report says"),
        Column("follows", "What follows"),
        Column("link", "Leads to", link="url"),
    )
    rows = [{"where": d.where, "says": d.says, "follows": d.follows, "link": d.link, "url": d.url} for d in found]
    return Rows("What the report says and what follows from it", columns, rows)
