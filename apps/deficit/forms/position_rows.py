"""The rows of an uploaded position: each cell by the rules of the form that enters it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.form_fields import short, words_field
from apps.core.sheets_in import Line
from apps.core.sheets_in.rows import Fault, cells_of, yes_or_no
from apps.core.vocabulary import Block
from apps.deficit.calculations.positions import BlockContent, LineContent, PositionContent, TransferContent
from apps.deficit.forms.money import SignedPoundsField
from apps.deficit.forms.positions import LABEL_MOST, REFERENCE_MOST, SHORT_MOST
from apps.deficit.vocabulary import DSG_BLOCKS, LineKind, TransferAgreement

PART, LABEL, SHORT, BLOCK, GAP, AMOUNT, ALLOCATION, SPENDING, BALANCE, TO, AGREED, REFERENCE = COLUMNS = (
    "Part", "Label", "Short name", "Block", "In-year gap", "Amount (£)", "Allocation (£)", "Spending (£)",
    "Balance (£)", "To block", "Agreed by", "Reference",
)  # fmt: skip
OPENING, LINE, CLOSING, SOURCE, OWN_BLOCK, TRANSFER = PARTS = (
    "opening", "line", "closing", "source", "block", "transfer",
)  # fmt: skip
USED = {
    OPENING: (LABEL, AMOUNT),
    LINE: (LABEL, SHORT, BLOCK, GAP, AMOUNT),
    CLOSING: (LABEL, AMOUNT),
    SOURCE: (LABEL,),
    OWN_BLOCK: (BLOCK, ALLOCATION, SPENDING, BALANCE),
    TRANSFER: (BLOCK, TO, AMOUNT, AGREED, REFERENCE),
}
FIGURES = (ALLOCATION, SPENDING, BALANCE)
NOT_OF_A_BLOCK = tuple(column for column in COLUMNS[1:] if column not in USED[OWN_BLOCK])
ONCE = (OPENING, CLOSING, SOURCE)
WHOLE = 0


@dataclass(slots=True)
class Row:
    line: int
    cells: dict[str, str]
    part: str = ""
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """``content`` is there where ``faults`` is empty."""

    rows: list[Row]
    faults: list[Fault]
    content: PositionContent | None


def read_rows(headings: Sequence[str], lines: Sequence[Line]) -> Read:
    """Of columns without ``heading_faults``."""
    rows, faults = [], []
    for line in lines:
        cells = cells_of(line, headings, COLUMNS)
        if cells[PART].casefold() == OWN_BLOCK and not any(cells[column] for column in (*FIGURES, *NOT_OF_A_BLOCK)):
            continue  # the template's own row, left empty
        row = Row(line.number, cells)
        faults += _read(row)
        rows.append(row)
    faults += _whole(rows)
    return Read(rows, faults, None if faults else _content(rows))


def _read(row: Row) -> list[Fault]:
    row.part = row.cells[PART].casefold()
    if row.part not in PARTS:
        message = f"It is none of {', '.join(PARTS)}. Enter one of them."
        return [Fault(row.line, PART, row.cells[PART], message)]
    faults = []
    for column in COLUMNS[1:]:
        value = row.cells[column]
        if column not in USED[row.part]:
            if value:
                faults.append(Fault(row.line, column, value, f"A row of part “{row.part}” has nothing here. Empty it."))
            continue
        try:
            row.given[column] = CELLS[column](value)
        except ValidationError as error:
            faults.append(Fault(row.line, column, value, " ".join(error.messages)))
    return faults or _together(row)


def _together(row: Row) -> list[Fault]:
    """What two cells of one row say together."""
    given = row.given
    if row.part in (OWN_BLOCK, TRANSFER) and given[BLOCK] not in DSG_BLOCKS:
        message = f"It is no block of the grant. Enter one of {_listed(DSG_BLOCKS)}."
        return [Fault(row.line, BLOCK, row.cells[BLOCK], message)]
    if row.part == TRANSFER and given[BLOCK] == given[TO]:
        return [Fault(row.line, TO, row.cells[TO], "It gives already. Enter another block.")]
    needed = {OPENING: AMOUNT, CLOSING: AMOUNT, LINE: AMOUNT, TRANSFER: AMOUNT}.get(row.part)
    if needed and given[needed] is None:
        return [Fault(row.line, needed, "", "Enter the amount in pounds.")]
    if row.part == TRANSFER and given[AMOUNT] <= 0:
        return [Fault(row.line, AMOUNT, row.cells[AMOUNT], "Enter more than nought, or swap the blocks.")]
    if row.part == OWN_BLOCK:
        return _own_block(row)
    if row.part in (OPENING, CLOSING, SOURCE, LINE) and not given[LABEL]:
        return [Fault(row.line, LABEL, "", "Enter its words.")]
    if row.part == SOURCE and len(given[LABEL]) > REFERENCE_MOST:
        return [Fault(row.line, LABEL, row.cells[LABEL], f"Use {REFERENCE_MOST} characters at most.")]
    return _line(row) if row.part == LINE else []


def _line(row: Row) -> list[Fault]:
    if row.given[GAP] == LineKind.IN_YEAR_GAP and row.given[BLOCK] != Block.HIGH_NEEDS:
        message = "Only a line of High Needs is part of the in-year gap. Enter that block, or leave this empty."
        return [Fault(row.line, GAP, row.cells[GAP], message)]
    return []


def _own_block(row: Row) -> list[Fault]:
    figures = {column: row.given[column] for column in FIGURES}
    for column in (ALLOCATION, SPENDING):
        if figures[column] is not None and figures[column] < 0:
            return [Fault(row.line, column, row.cells[column], "Enter nought or more.")]
    if set(figures.values()) == {None}:
        return [Fault(row.line, ALLOCATION, "", "Enter allocation, spending or balance, or take the row out.")]
    return []


def _whole(rows: Sequence[Row]) -> list[Fault]:
    """What the rows say together."""
    faults = []
    for part in ONCE:
        found = [row for row in rows if row.part == part]
        if not found:
            faults.append(Fault(WHOLE, PART, "", f"There is no row of part “{part}”. Add one, as in the template."))
        faults += [Fault(row.line, PART, row.cells[PART], "It stands twice. Keep one.") for row in found[1:]]
    seen: set[str] = set()
    for row in rows:
        if row.part == OWN_BLOCK and (block := row.given.get(BLOCK)):
            if block in seen:
                faults.append(Fault(row.line, BLOCK, row.cells[BLOCK], "This block stands twice. Keep one."))
            seen.add(block)
    return faults


def _content(rows: Sequence[Row]) -> PositionContent:
    by_part = {part: [row.given for row in rows if row.part == part] for part in PARTS}
    opening, closing, source = (by_part[part][0] for part in ONCE)
    return PositionContent(
        opening=opening[AMOUNT],
        opening_label=opening[LABEL],
        closing=closing[AMOUNT],
        closing_label=closing[LABEL],
        source_reference=source[LABEL],
        lines=tuple(
            LineContent(g[LABEL], g[SHORT] or g[LABEL][:SHORT_MOST].strip(), g[BLOCK], g[GAP], g[AMOUNT])
            for g in by_part[LINE]
        ),
        blocks=tuple(
            sorted(
                (BlockContent(g[BLOCK], g[ALLOCATION], g[SPENDING], g[BALANCE]) for g in by_part[OWN_BLOCK]),
                key=lambda b: [block.value for block in DSG_BLOCKS].index(b.block),
            )
        ),
        transfers=tuple(
            TransferContent(g[BLOCK], g[TO], g[AMOUNT], g[AGREED], g[REFERENCE]) for g in by_part[TRANSFER]
        ),
    )


def _listed(choices: Sequence[Any]) -> str:
    return ", ".join(str(choice.label) for choice in choices)


def _one_of(choices: Sequence[Any]) -> Callable[[str], str]:
    """By label or code, whatever the case."""
    known = {word.casefold(): choice.value for choice in choices for word in (choice.value, str(choice.label))}

    def clean(value: str) -> str:
        if found := known.get(value.casefold()):
            return str(found)
        raise ValidationError(f"“{short(value)}” is not one of {_listed(choices)}. Enter one of them.")

    return clean


def _gap(value: str) -> str:
    return (LineKind.IN_YEAR_GAP if yes_or_no(value) else LineKind.MOVEMENT).value


def _pounds(value: str) -> Decimal | None:
    return SignedPoundsField(required=False).clean(value)


CELLS: dict[str, Callable[[str], Any]] = {
    LABEL: words_field(LABEL, "", most=LABEL_MOST).clean,
    SHORT: words_field(SHORT, "", most=SHORT_MOST).clean,
    BLOCK: _one_of(list(Block)),
    GAP: _gap,
    AMOUNT: _pounds,
    ALLOCATION: _pounds,
    SPENDING: _pounds,
    BALANCE: _pounds,
    TO: _one_of(DSG_BLOCKS),
    AGREED: _one_of(list(TransferAgreement)),
    REFERENCE: words_field(REFERENCE, "", most=LABEL_MOST, needed="Name the minute or letter that agrees it.").clean,
}
