"""What differs between two contents of a position, as sentences: what it said, what it says."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from apps.core.money import pounds
from apps.core.vocabulary import Block
from apps.deficit.calculations.positions import BlockContent, LineContent, PositionContent, TransferContent

FIELDS = {
    "opening": "Opening",
    "opening_label": "Opening in words",
    "closing": "Closing",
    "closing_label": "Closing in words",
    "source_reference": "Source",
    "stated_on": "Stated on",
}
FIGURES = ("allocation", "spend", "balance")


def position_differences(old: PositionContent, new: PositionContent) -> list[str]:
    said = [
        f"{label}: {_text(getattr(old, name))} → {_text(getattr(new, name))}."
        for name, label in FIELDS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    said += _parts("Line", [_line(x) for x in old.lines], [_line(x) for x in new.lines])
    for code in dict.fromkeys(b.block for b in (*old.blocks, *new.blocks)):
        said += _block(old.block(code), new.block(code))
    return said + _parts("Transfer", [_transfer(t) for t in old.transfers], [_transfer(t) for t in new.transfers])


def money(amount: Decimal) -> str:
    """£ exact, with pence where there are any."""
    return pounds(amount, 2 if amount % 1 else 0)


def _text(value: Decimal | str | date | None) -> str:
    if value is None:
        return "not entered"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return money(value) if isinstance(value, Decimal) else f"“{value}”"


def _parts(word: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    pairs = enumerate(zip_longest(old, new), 1)
    return [f"{word} {n}: {was or 'none'} → {now or 'taken out'}." for n, (was, now) in pairs if was != now]


def _line(x: LineContent) -> str:
    gap = ", part of the in-year gap" if x.kind == "in_year_gap" else ""
    return f"“{x.label}” (drawn as “{x.short_label}”), {Block(x.block).label}{gap}, {money(x.amount)}"


def _block(old: BlockContent, new: BlockContent) -> list[str]:
    name = Block(old.block).label
    return [
        f"{name}, {figure}: {_text(getattr(old, figure))} → {_text(getattr(new, figure))}."
        for figure in FIGURES
        if getattr(old, figure) != getattr(new, figure)
    ]


def _transfer(t: TransferContent) -> str:
    way = f"{Block(t.from_block).label} to {Block(t.to_block).label}"
    return f"{way}, {money(t.amount)}, agreed by {t.agreed_by.replace('_', ' ')} ({t.reference})"
