"""Positions entered through the pages, as finance does; and what the tests of them share."""

from typing import Any

from django.test import Client

from apps.deficit.models import Position
from tests.fixtures import person

ROOT = "/deficit/positions/"
TABLE_4 = {
    "q3": (
        ("Prior year additional funding – early years", "early_years", "movement", "-1.9m"),
        ("Budgeted high needs funding shortfall 2025-26", "high_needs", "in_year_gap", "57.5m"),
        ("High needs funding reduction 2025-26", "high_needs", "in_year_gap", "0.5m"),
        ("High needs forecast overspend 2025-26", "high_needs", "in_year_gap", "15.5m"),
        ("Variances for other funding blocks", "other_unsplit", "movement", "-1.3m"),
    ),
    "outlook": (("Projected high needs funding gap 2026/27", "high_needs", "in_year_gap", "95.7m"),),
}
WHY = "The ledger was read again, line by line."
BALANCES = {
    "opening": "113.3m", "opening_label": "Accumulated deficit 1 April 2025", "closing": "183.6m",
    "closing_label": "Projected accumulated deficit 31 March 2026", "source_reference": "Ledger at period 9",
}  # fmt: skip


def as_person(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def start_page(year: str, point: str) -> str:
    return f"{ROOT}start/?year={year}&point={point}"


def begin(client: Client, year: str = "2027-28", point: str = "budget", **fields: Any) -> Position:
    """A draft with the balances that the form offers, but for ``fields``."""
    address = start_page(year, point)
    offered = {k: v for k, v in client.get(address).context["form"].initial.items() if v is not None}
    given = {**BALANCES, **{k: str(v) for k, v in offered.items()}, **fields}
    answer = client.post(address, given)
    assert answer.status_code == 302, answer.context["form"].errors
    return Position.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2])


def save(client: Client, position: Position, part: str, **fields: Any) -> Any:
    position.refresh_from_db()
    return client.post(f"{ROOT}{position.pk}/{part}/", {"version": position.edits, **fields})


def add_line(client: Client, position: Position, label: str, block: str, kind: str, amount: str) -> Any:
    given = {"label": label, "block": block, "kind": kind, "amount": amount, "place": position.lines.count() + 1}
    answer = save(client, position, "lines/add", **given)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def decide(client: Client, position: Position, kind: str, **fields: Any) -> Any:
    return save(client, position, f"decide/{kind}", **fields)


def publish(position: Position, **seen: str) -> Position:
    """Entered by finance, approved by the second finance officer, published by the first."""
    finance, second = as_person("finance"), as_person("admin")
    for client, kind, given in ((finance, "ready", {}), (second, "approve", seen), (finance, "publish", {})):
        answer = decide(client, position, kind, **given)
        assert answer.status_code == 302, (kind, answer.context["form"].errors)
    position.refresh_from_db()
    return position


def enter_table_4(client: Client, year: str, point: str, opening: str, closing: str) -> Position:
    """A correction of the report's position, its lines typed in one by one."""
    position = begin(client, year, point, opening=opening, closing=closing, copy="none", reason=WHY)
    for line in TABLE_4[point]:
        add_line(client, position, *line)
    return position
