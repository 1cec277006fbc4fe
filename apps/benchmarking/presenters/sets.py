"""What the pages of chosen sets show."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from apps.benchmarking.forms.choices import ChoiceForm, choice
from apps.benchmarking.presenters.common import Page, above, within
from apps.benchmarking.selectors.peers import CHOSEN, Chosen
from apps.benchmarking.selectors.places import places
from apps.benchmarking.sentences import count
from apps.benchmarking.tables import SetTable
from apps.core.charts import Column, Rows

SHEET = "sets"


class ShowForm(ChoiceForm):
    """Which sets are listed: those that stand, or those that are archived."""

    def __init__(self, asked: dict[str, str]) -> None:
        super().__init__(asked, show="standing")
        self.fields["show"] = choice("Show")
        self.offered("show", [("standing", "Those that stand"), ("archived", "Archived ones")])


def sets_page(request: HttpRequest, known: dict[int, Chosen], *, may_choose: bool) -> Page:
    form = ShowForm(request.GET.dict())
    archived = form.valid("show") == "archived"
    rows = [_row(one) for one in known.values() if one.archived is archived]
    standing = sum(not one.archived for one in known.values())
    said = (
        "No set is chosen yet" if not standing else f"{count(standing).capitalize()} chosen set{'s' * (standing > 1)}"
    )
    context = {
        "form": form,
        "status": form.status,
        "within": within("sets"),
        "crumbs": [*above(), ("Chosen sets", "")],
        "message": f"{said}; a set stands among the comparators of every page, beside the DfE's neighbours, region and "
        "England.",
        "table": SetTable(rows),
        "may_choose": may_choose,
    }
    return context, ((SHEET, _sheet(rows)),)


def set_page(one: Chosen) -> dict[str, Any]:
    """Who is in it, why, and the pages that it can be compared on."""
    return {
        "set": one,
        "crumbs": [*above(), (one.name, "")],
        "message": f"{count(len(one.members)).capitalize()} authorities, chosen by {one.made_by} on {_day(one)}.",
        "facts": [
            {"key": "Why these", "value": one.reason},
            {"key": "Version", "value": str(one.version)},
            {"key": "State", "value": "Archived: it is no longer offered" if one.archived else "Offered on every page"},
        ],
        "members": [places()[pk].full_name for pk in one.members if pk in places()],
        "compare_url": f"{reverse('benchmarking:lines')}?with={CHOSEN}{one.pk}",
    }


def start_of(one: Chosen) -> dict[str, Any]:
    return {
        "version": one.version, "name": one.name, "reason": one.reason, "members": [str(pk) for pk in one.members],
    }  # fmt: skip


def _row(one: Chosen) -> dict[str, Any]:
    return {
        "pk": one.pk, "name": one.name, "councils": len(one.members), "reason": one.reason, "made_by": one.made_by,
        "made_at": timezone.localtime(one.made_at).date(),
    }  # fmt: skip


def _sheet(rows: list[dict[str, Any]]) -> Rows:
    columns = (
        Column("name", "Set"),
        Column("councils", "Authorities", kind="number"),
        Column("reason", "Why these"),
        Column("made_by", "Made by"),
        Column("made_at", "Made on"),
    )
    return Rows("Chosen sets", columns, rows)


def _day(one: Chosen) -> str:
    day = timezone.localtime(one.made_at)
    return f"{day.day} {day:%B %Y}"
