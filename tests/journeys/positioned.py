"""What the pages of positions need in each of their states: a draft, one ready, one approved, one withdrawn.

None is published: the other pages show the report's own.
"""

from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.deficit.forms.position_rows import COLUMNS
from apps.deficit.vocabulary import ReportingPoint
from tests.deficit.position_pages import start_page
from tests.deficit.positions_made import CONTENT, WHY, approved_with_parts, decided, draft_with_parts

ROOT = "/deficit/positions/"
POINTS = {"draft": "budget", "ready": "q1", "approved": "q2", "withdrawn": "q3"}


def position_something() -> None:
    draft_with_parts()
    loose = replace(CONTENT, closing=CONTENT.closing + 1)
    decided(draft_with_parts(point=ReportingPoint.Q1, content=loose), "ready", "finance")
    approved_with_parts(point=ReportingPoint.Q2)
    decided(draft_with_parts(point=ReportingPoint.Q3), "withdraw", "finance", reason=WHY)


def _positions() -> dict[str, int]:
    from apps.deficit.models import Position

    found = dict(Position.objects.filter(financial_year=2027).values_list("reporting_point", "pk"))
    published = Position.objects.filter(status="published").order_by("pk").values_list("pk", flat=True)
    return {name: found[point] for name, point in POINTS.items()} | {"first": published[0], "second": published[1]}


def position_addresses() -> dict[str, str]:
    of = _positions()
    draft = f"{ROOT}{of['draft']}/"
    return {
        "positions": ROOT,
        "positions filtered": f"{ROOT}?year=2025-26&status=published&sort=-closing",
        "no position": f"{ROOT}?year=2025-26&status=draft",
        "position choose": f"{ROOT}start/",
        "position begin": start_page("2027-28", "outturn"),
        "position begin correction": start_page("2025-26", "q3"),
        "position published": f"{ROOT}{of['first']}/",
        "position draft": draft,
        "position ready": f"{ROOT}{of['ready']}/",
        "position approved": f"{ROOT}{of['approved']}/",
        "position withdrawn": f"{ROOT}{of['withdrawn']}/",
        "position balances": f"{draft}balances/",
        "position line add": f"{draft}lines/add/",
        "position line": f"{draft}lines/1/",
        "position blocks": f"{draft}blocks/",
        "position transfer add": f"{draft}transfers/add/",
        "position transfer": f"{draft}transfers/1/",
        "position upload": f"{draft}upload/",
        "position compare choose": f"{ROOT}compare/",
        "position compare": f"{ROOT}compare/?first={of['first']}&second={of['draft']}",
        "position compare bad": f"{ROOT}compare/?first=zzz&second={of['first']}",
        "history of a position": f"/history/position/{of['draft']}/",
    }


def position_refused() -> dict[str, tuple[str, dict[str, Any]]]:
    of = _positions()
    draft, ready = (f"{ROOT}{of[name]}/" for name in ("draft", "ready"))
    line = {"label": "Gap", "block": "high_needs", "kind": "movement", "amount": "57.5", "place": "0", "version": "1"}
    right = {**line, "amount": "57.5m", "place": "1", "version": "0"}
    return {
        "position choose refused": (f"{ROOT}start/", {}),
        "position begin refused": (start_page("2025-26", "q3"), {"opening": "lots", "copy": "zzz"}),
        "position balances refused": (f"{draft}balances/", {"opening": "1", "version": "1"}),
        "position line refused": (f"{draft}lines/add/", line),
        "position line stale": (f"{draft}lines/1/", right),
        "position blocks refused": (f"{draft}blocks/", {"schools_spend": "-1m", "version": "1"}),
        "position transfer refused": (f"{draft}transfers/add/", {"from_block": "schools", "to_block": "schools"}),
        "position upload refused": (f"{draft}upload/", {}),
        "position preview": (f"{draft}upload/", {"sheet": sheet("opening,Opening,,,,1\nclosing,Closing,,,,2")}),
        "position preview right": (f"{draft}upload/", {"sheet": sheet(RIGHT)}),
        "position confirm refused": (f"{draft}upload/confirm/", {"checked": "x"}),
        "position approval refused": (f"{ready}decide/approve/", {"version": "1", "differences_seen": "No."}),
        "position approval stale": (f"{ready}decide/approve/", {"version": "0", "differences_seen": WHY}),
    }


LINES = "line,Gap,Gap,High Needs,yes,95700000"
RIGHT = f"source,Ledger\nopening,Opening,,,,279300000\n{LINES}\nclosing,Closing,,,,375000000"


def sheet(rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("position.csv", f"{','.join(COLUMNS)}\n{rows}\n".encode(), "text/csv")
