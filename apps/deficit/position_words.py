"""Sentences and tables of the pages on positions, from the same values as their checks."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.core.charts import Column, Rows
from apps.core.money import in_words
from apps.core.vocabulary import Block
from apps.deficit.calculations.compare_positions import amount_of, paired
from apps.deficit.calculations.positions import PositionContent, net_transfers
from apps.deficit.models import Position
from apps.deficit.selectors.position_checks import CheckLine
from apps.deficit.vocabulary import LineKind, PositionStatus, TransferAgreement

NOUGHT = Decimal(0)
TAGS = {
    PositionStatus.DRAFT: "waiting",
    PositionStatus.READY: "waiting",
    PositionStatus.APPROVED: "good",
    PositionStatus.PUBLISHED: "good",
    PositionStatus.WITHDRAWN: "plain",
}


def position_sentence(p: Position, checks: Sequence[CheckLine]) -> str:
    loose = [check for check in checks if check.difference]
    tie = "Every sum that can be checked ties." if not loose else f"{_count(len(loose), 'sum')} not tie."
    limit = " A transfer is above the limit." if any(check.flag for check in checks) else ""
    return f"{p.financial_year} {p.get_reporting_point_display()}: closing deficit {in_words(p.closing)}. {tie}{limit}"


def _count(n: int, word: str) -> str:
    return f"1 {word} does" if n == 1 else f"{n} {word}s do"


def pence(*contents: PositionContent) -> int:
    """Two decimals where any amount has pence, else none: every figure of a table alike."""
    amounts: list[Decimal | None] = []
    for c in contents:
        amounts += [c.opening, c.closing, *(x.amount for x in c.lines), *(t.amount for t in c.transfers)]
        amounts += [figure for b in c.blocks for figure in (b.allocation, b.spend, b.balance)]
    return 2 if any(amount is not None and amount % 1 for amount in amounts) else 0


def _pounds(key: str, label: str, places: int, *, signed: bool = False) -> Column:
    return Column(key, label, kind="money", places=places, signed=signed)


def lines_table(content: PositionContent, change: str = "") -> Rows:
    """Opening, lines and closing with the balance after each. ``change`` is an address with ``{}`` for a line."""
    places = pence(content)
    columns = [
        Column("line", "Line", link="url"),
        Column("block", "Block"),
        Column("gap", "In-year gap"),
        _pounds("amount", "Amount", places),
        _pounds("balance", "Balance after it", places),
    ]
    balance = content.opening
    rows: list[dict[str, Any]] = [
        {"line": content.opening_label, "amount": balance, "balance": balance, "_kind": "total"}
    ]
    for place, x in enumerate(content.lines, 1):
        balance += x.amount
        rows.append(
            {
                "line": x.label,
                "block": Block(x.block).label,
                "gap": "Yes" if x.kind == LineKind.IN_YEAR_GAP else "No",
                "amount": x.amount,
                "balance": balance,
                "url": change.format(place) if change else "",
            }
        )
    rows.append(
        {"line": content.closing_label, "amount": content.closing, "balance": content.closing, "_kind": "total"}
    )
    return Rows("Position, line by line, £; a deficit is positive", columns, rows)


def blocks_table(content: PositionContent) -> Rows | None:
    """Each block's own figures, what its lines add, and transfers; None where no block is named."""
    net = net_transfers(content.transfers)
    moved: dict[str, Decimal] = {}
    for x in content.lines:
        moved[x.block] = moved.get(x.block, NOUGHT) + x.amount
    places = pence(content)
    codes = [b.value for b in Block if b.value in {*moved, *net, *(b.block for b in content.blocks)}]
    if not codes:
        return None
    keys = (
        ("allocation", "Allocation"),
        ("spend", "Spending"),
        ("lines", "Lines"),
        ("transfers", "Transfers in, less out"),
        ("after", "Movement after transfers"),
        ("balance", "Deficit at the closing"),
    )
    columns = [Column("block", "Block"), *(_pounds(k, w, places) for k, w in keys)]
    rows: list[dict[str, Any]] = []
    for code in codes:
        own, lines, came = content.block(code), moved.get(code, NOUGHT), net.get(code, NOUGHT)
        figures = {"allocation": own.allocation, "spend": own.spend, "balance": own.balance}
        rows.append({"block": Block(code).label, **figures, "lines": lines, "transfers": came, "after": lines - came})
    total = sum(moved.values(), NOUGHT)
    rows.append(
        {
            "block": "All blocks", "lines": total, "transfers": sum(net.values(), NOUGHT), "after": total,
            "_kind": "total",
        }
    )  # fmt: skip
    return Rows("By block, £ in the year; a transfer in reduces a block’s gap", columns, rows)


def transfers_table(content: PositionContent, change: str = "") -> Rows | None:
    if not content.transfers:
        return None
    places = pence(content)
    columns = (
        Column("way", "Transfer", link="url"),
        _pounds("amount", "Amount", places),
        Column("agreed", "Agreed by"),
        Column("reference", "Where that is written"),
    )
    rows = [
        {
            "way": f"{Block(t.from_block).label} to {Block(t.to_block).label}",
            "amount": t.amount,
            "agreed": TransferAgreement(t.agreed_by).label,
            "reference": t.reference,
            "url": change.format(number) if change else "",
        }
        for number, t in enumerate(content.transfers, 1)
    ]
    return Rows("Transfers between blocks, £ in the year", columns, rows)


def position_facts(p: Position) -> list[dict[str, str]]:
    people = ", ".join(str(c.person) for c in p.contributors.all())
    rows = [
        ("Source", f"{p.source}, {p.source_reference}" if p.source else p.source_reference),
        ("Stated on", f"{p.stated_on.day} {p.stated_on:%B %Y}" if p.stated_on else ""),
        ("Why it corrects the version before", p.reason),
        ("Prepared or edited by", people or "Nobody: the council’s own paper"),
        ("Approved by", str(p.approved_by or "")),
        ("What the approver saw that does not tie", p.differences_seen),
        ("Published", _published(p)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _published(p: Position) -> str:
    if not p.published_date:
        return ""
    on = f"{p.published_date.day} {p.published_date:%B %Y}"
    return f"{on}, by {p.published_by}" if p.published_by else on


def decision_items(p: Position) -> list[dict[str, Any]]:
    """Newest first, for a timeline."""
    return [
        {"title": d.get_decision_display(), "date": timezone.localtime(d.at).date(), "by": str(d.by), "text": d.reason}
        for d in reversed(list(p.decisions.all()))
    ]


def named(p: Position) -> str:
    return f"{p} ({p.get_status_display().lower()})"


def listed_rows(positions: Sequence[Any]) -> Rows:
    """The list as a file: every position with its figures. ``gap`` is annotated by the selector."""
    money = ("opening", "Opening deficit"), ("gap", "In-year gap"), ("closing", "Closing deficit")
    people = ("prepared", "Prepared by"), ("approved", "Approved by"), ("published", "Published by")
    columns = [
        Column("year", "Year"), Column("point", "Reporting point"), Column("version", "Version", kind="number"),
        Column("status", "Status"), *(_pounds(key, label, 2) for key, label in money),
        *(Column(key, label) for key, label in people), Column("date", "Published"),
    ]  # fmt: skip
    rows = [
        {
            "year": str(p.financial_year), "point": p.get_reporting_point_display(), "version": p.version,
            "status": p.get_status_display(), "opening": p.opening, "gap": p.gap, "closing": p.closing,
            "prepared": str(p.prepared_by or ""), "approved": str(p.approved_by or ""),
            "published": str(p.published_by or ""), "date": p.published_date,
        }
        for p in positions
    ]  # fmt: skip
    return Rows("DSG positions, £; a deficit is positive", columns, rows)


def list_sentence(count: int, waiting: int) -> str:
    shown = "1 position is" if count == 1 else f"{count} positions are"
    return f"{shown} shown{f', {waiting} of them not published' if waiting else ''}."


def compared(first: Position, second: Position, a: PositionContent, b: PositionContent) -> Rows:
    """Line by line; a line that answers to another by its order shows both labels."""
    rows: list[dict[str, Any]] = [_compared_balance(a.opening_label, a.opening, b.opening_label, b.opening)]
    for pair in paired(a.lines, b.lines):
        x, y = pair.first, pair.second
        rows.append(
            {
                "line": _both(x.label if x else "", y.label if y else ""),
                "block": _both(Block(x.block).label if x else "", Block(y.block).label if y else ""),
                "first": x.amount if x else None,
                "second": y.amount if y else None,
                "difference": amount_of(y) - amount_of(x),
            }
        )
    if a.closing != a.reached or b.closing != b.reached:
        rows.append(_compared_balance("Not reached by the lines", a.closing - a.reached, "", b.closing - b.reached, ""))
    rows.append(_compared_balance(a.closing_label, a.closing, b.closing_label, b.closing))
    columns = (Column("line", "Line"), Column("block", "Block"), *_sides(first, second, pence(a, b)))
    return Rows("Line by line, £; a deficit is positive", columns, rows)


def compared_blocks(first: Position, second: Position, a: PositionContent, b: PositionContent) -> Rows:
    """What lines and transfers add to each block's deficit in the year."""
    one, two = _moved(a), _moved(b)
    rows: list[dict[str, Any]] = [
        {
            "block": block.label, "first": one.get(block.value, NOUGHT), "second": two.get(block.value, NOUGHT),
            "difference": two.get(block.value, NOUGHT) - one.get(block.value, NOUGHT),
        }
        for block in Block if block.value in one or block.value in two
    ]  # fmt: skip
    x, y = sum(one.values(), NOUGHT), sum(two.values(), NOUGHT)
    rows.append({"block": "All blocks", "first": x, "second": y, "difference": y - x, "_kind": "total"})
    return Rows(
        "By block, after transfers, £ in the year",
        (Column("block", "Block"), *_sides(first, second, pence(a, b))),
        rows,
    )


def compare_sentence(first: Position, second: Position) -> str:
    moved = second.closing - first.closing
    way = "more" if moved > 0 else "less"
    said = f"{in_words(abs(moved))} {way} than" if moved else "the same as"
    return f"The closing deficit of {second} is {in_words(second.closing)}, {said} that of {first}."


def _moved(content: PositionContent) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for x in content.lines:
        found[x.block] = found.get(x.block, NOUGHT) + x.amount
    for code, came in net_transfers(content.transfers).items():
        found[code] = found.get(code, NOUGHT) - came
    return found


def _sides(first: Position, second: Position, places: int) -> tuple[Column, ...]:
    return (
        _pounds("first", str(first), places),
        _pounds("second", str(second), places),
        _pounds("difference", "Second less first", places, signed=True),
    )


def _compared_balance(label: str, x: Decimal, other: str, y: Decimal, kind: str = "subtotal") -> dict[str, Any]:
    row: dict[str, Any] = {"line": _both(label, other), "first": x, "second": y, "difference": y - x}
    return row | ({"_kind": kind} if kind else {})


def _both(first: str, second: str) -> str:
    return f"{first} / {second}" if first and second and first != second else first or second


def said_of(p: Position, what: str) -> str:
    """“2026/27 Budget, version 1 is approved (reference: position 7).”"""
    return f"{p} {what} (reference: position {p.pk})."


def page_of(p: Position) -> str:
    return reverse("deficit:position_page", args=[p.pk])
