"""A position as a spreadsheet to fill in, and what is said of one that was uploaded."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.sheets_in.rows import Fault
from apps.core.vocabulary import Block
from apps.deficit.calculations.positions import PositionContent
from apps.deficit.forms import position_rows as sheet
from apps.deficit.forms.money import SMALL
from apps.deficit.vocabulary import DSG_BLOCKS, LineKind, TransferAgreement

TEMPLATE = "position-template"


def template(content: PositionContent) -> Rows:
    """What the draft says now, with a row for each block; add, change and take out rows."""
    rows: list[dict[str, Any]] = [
        {sheet.PART: sheet.SOURCE, sheet.LABEL: content.source_reference},
        {sheet.PART: sheet.OPENING, sheet.LABEL: content.opening_label, sheet.AMOUNT: _cell(content.opening)},
    ]
    rows += [
        {
            sheet.PART: sheet.LINE,
            sheet.LABEL: x.label,
            sheet.SHORT: x.short_label,
            sheet.BLOCK: Block(x.block).label,
            sheet.GAP: "yes" if x.kind == LineKind.IN_YEAR_GAP else "no",
            sheet.AMOUNT: _cell(x.amount),
        }
        for x in content.lines
    ]
    rows.append({sheet.PART: sheet.CLOSING, sheet.LABEL: content.closing_label, sheet.AMOUNT: _cell(content.closing)})
    rows += [
        {
            sheet.PART: sheet.OWN_BLOCK,
            sheet.BLOCK: block.label,
            sheet.ALLOCATION: _cell(content.block(block).allocation),
            sheet.SPENDING: _cell(content.block(block).spend),
            sheet.BALANCE: _cell(content.block(block).balance),
        }
        for block in DSG_BLOCKS
    ]
    rows += [
        {
            sheet.PART: sheet.TRANSFER,
            sheet.BLOCK: Block(t.from_block).label,
            sheet.TO: Block(t.to_block).label,
            sheet.AMOUNT: _cell(t.amount),
            sheet.AGREED: TransferAgreement(t.agreed_by).label,
            sheet.REFERENCE: t.reference,
        }
        for t in content.transfers
    ]
    return Rows("A position to fill in", [Column(name, name) for name in sheet.COLUMNS], rows)


def _cell(amount: Decimal | None) -> Decimal | str | None:
    """Below £1,000 with its pound sign, so that it is not asked about when it is read again."""
    if amount is None or not 0 < abs(amount) < SMALL:
        return amount
    return f"(£{-amount:.2f})" if amount < 0 else f"£{amount:.2f}"


def rows_table(rows: Sequence[sheet.Row], faults: Sequence[Fault]) -> Rows:
    """Every row with what becomes of it."""
    refused = {f.line for f in faults}
    told = []
    for row in rows:
        becomes = "Refused" if row.line in refused else BECOMES.get(row.part, "")
        told.append({"line": f"Row {row.line}", "becomes": becomes, **row.cells})
    columns = (Column("line", "Row"), Column("becomes", "Becomes"), *(Column(name, name) for name in sheet.COLUMNS))
    return Rows("Every row that was read", columns, told)


BECOMES = {
    sheet.OPENING: "The opening",
    sheet.LINE: "A line",
    sheet.CLOSING: "The closing",
    sheet.SOURCE: "The source",
    sheet.OWN_BLOCK: "A block’s figures",
    sheet.TRANSFER: "A transfer",
}


def upload_message(rows: int, faults: int, differences: int) -> str:
    read = "1 row is read" if rows == 1 else f"{rows} rows are read"
    if faults:
        what = "1 fault" if faults == 1 else f"{faults} faults"
        return f"{read}, with {what}. Nothing is saved until every row is right: correct the file, upload it again."
    if not differences:
        return f"{read}. The draft says all of it already: there is nothing to save."
    return f"{read}, and all are right. Nothing is saved yet."
