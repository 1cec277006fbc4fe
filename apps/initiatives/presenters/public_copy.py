"""The copy for outside the service: its rows, its sentences, and the report's own case as an example."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.disclosure import SHORTHAND, ProtectedCell, ProtectedPublication, Reason, note
from apps.core.money import in_thousands, number, pounds
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.calculations.public_copy import (
    AMOUNT,
    TITLE,
    TOGETHER,
    UNITS,
    Line,
    PublicCopy,
    Total,
    cell_key,
    to_decimal,
)
from apps.initiatives.models import AlreadyPublic
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.public_copy import HiddenFigure, Table1
from apps.initiatives.vocabulary import EvidenceGrade

NOTHING = "No claim is approved yet, so there is nothing to copy."
REFUSED = "A figure of this copy could be worked out whatever else is hidden, so nothing may leave the service."


def copy_table(copy: PublicCopy) -> Rows:
    """Lines, each group's total after it; ``[c]`` in place of what is hidden."""
    totals = {sums.kind: sums for sums in copy.totals}
    rows: list[dict[str, Any]] = []
    for index, line in enumerate(copy.lines):
        rows.append(_row(copy.protected, line, line.name))
        last = index + 1 == len(copy.lines) or copy.lines[index + 1].kind != line.kind
        if last and line.kind in totals:
            rows.append(_row(copy.protected, totals[line.kind], "Total") | {"_kind": "total"})
    whole = all(row["units"] == int(row["units"]) for row in rows if isinstance(row["units"], Decimal))
    return Rows(TITLE, [replace(c, places=0) if c.key == "units" and whole else c for c in COLUMNS], rows)


def copy_file(copy: PublicCopy) -> Rows:
    """The same with what ``[c]`` means as its first line, because a file travels without its page."""
    table = copy_table(copy)
    said = {"name": f"Copy for outside the service. {note(copy.protected)}", "_kind": "group"}
    return Rows(table.caption, table.columns, [said, *table.rows])


def copy_message(copy: PublicCopy) -> str:
    hidden, all_of_them = len(copy.protected.hidden), len(copy.protected.cells)
    if not copy.lines:
        return NOTHING
    figures = count(all_of_them, "figure")
    if not hidden:
        return f"All {figures} on approved claims may leave the service: none gives away a small count."
    return (
        f"{all_of_them - hidden} of {figures} on approved claims may leave the service; {hidden} "
        f"{'is' if hidden == 1 else 'are'} hidden, so that nobody can work out a count of "
        f"1 to {copy.protected.threshold - 1} children or places."
    )


def why_hidden(copy: PublicCopy) -> list[str]:
    """For staff: how many figures are hidden for which reason, and what no hiding can mend."""
    reasons = [cell.reason for cell in copy.protected.cells.values()]
    small, other = reasons.count(Reason.SMALL), reasons.count(Reason.SECONDARY)
    said = []
    if small:
        verb = "is" if small == 1 else "are"
        said.append(f"{count(small, 'figure')} {verb} of fewer than {copy.protected.threshold}, or money for so few.")
    if other:
        verb = "is" if other == 1 else "are"
        said.append(f"{count(other, 'figure')} {verb} hidden so that a smaller figure cannot be worked out.")
    if unsaid := reasons.count(Reason.UNSAID):
        said.append(f"{count(unsaid, 'figure')} hidden together, because even the reasons would give a small one away.")
    if copy.protected.given_away:
        given = count(len(copy.protected.given_away), "small figure")
        said.append(
            f"{given} can be worked out from what the council has published already. Hiding more would not help."
        )
    return said


def figure_choices(figures: list[HiddenFigure]) -> list[tuple[str, str]]:
    return [(figure.value, figure_words(figure)) for figure in figures]


def figure_words(figure: HiddenFigure) -> str:
    value = f"{_plain(figure.amount)} units" if figure.what == UNITS else pounds(figure.amount, 2)
    return f"{figure.name}: {value}"


def public_table(rows: list[AlreadyPublic]) -> Rows:
    columns = [
        Column("what", "Figure"), Column("source", "Where it is published"), Column("reason", "Why it may be shown"),
        Column("by", "Decided by"), Column("at", "On"),
    ]  # fmt: skip
    return Rows("Figures marked as already public", columns, [_public_row(row) for row in rows])


def marked_text(row: AlreadyPublic) -> str:
    return f"“{row.what}” is marked as already public (reference: public {row.pk}). The copy shows it."


def example(printed: Table1) -> tuple[str, Rows]:
    """What a copy of the report's Table 1 would show outside: the sentence, and the table."""
    benefits, protected = printed.benefits, printed.protected
    columns = [
        Column("name", "Part"), Column("printed", "As the report prints it", kind="money_k"),
        Column("copied", "As this copy would show it", kind="money_k"),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = [
        {"name": b.label, "printed": b.amount, "copied": _shown(protected[b.slug])} for b in benefits
    ]
    rows.append({"name": "Total", "printed": printed.total, "copied": _shown(protected[TOGETHER]), "_kind": "total"})
    return _example_sentence(printed), Rows("Table 1 of the report, run-rate", columns, rows)


def table_1_file(printed: Table1) -> Rows:
    """Only what may leave the service."""
    said = {"name": f"Copy for outside the service. {note(printed.protected)}", "_kind": "group"}
    rows = example(printed)[1]
    shown = [{key: value for key, value in row.items() if key != "printed"} for row in rows.rows]
    columns = [column for column in rows.columns if column.key != "printed"]
    return Rows(rows.caption, columns, [said, *shown])


def _example_sentence(printed: Table1) -> str:
    *others, smallest = printed.benefits
    if printed.protected[smallest.slug].shown:
        return (
            f"{in_thousands(smallest.amount)} would be hidden: it is so few children. It is shown, because finance has "
            "marked it as already public."
        )
    each = smallest.amount / (smallest.units or Decimal(1))
    less = " less ".join(in_thousands(b.amount) for b in others)
    return (
        f"{in_thousands(smallest.amount)} ÷ {in_thousands(each)} is {_plain(smallest.units or Decimal(0))} children, "
        f"so it is hidden. {in_thousands(printed.total)} less {less} gives it away again, so one more figure is hidden "
        "with it. The council has printed Table 1 itself: finance can mark its figures as already public."
    )


COLUMNS = [
    Column("name", "Initiative"),
    Column("basis", "Basis"),
    Column("benefit_class", "Kind of benefit"),
    Column("block", "Block"),
    Column("grade", "Evidence"),
    Column("units", "Children or places", kind="number", places=1),
    Column("amount", "Approved, net", kind="money_k"),
]


def _row(protected: ProtectedPublication, of: Line | Total, name: str) -> dict[str, Any]:
    basis, benefit_class, block, grade = of.kind
    return {
        "name": name,
        "basis": Basis(basis).label,
        "benefit_class": BenefitClass(benefit_class).label,
        "block": Block(block).label,
        "grade": EvidenceGrade(grade).label,
        "units": _shown(protected.cells.get(cell_key(of, UNITS))),
        "amount": _shown(protected.cells.get(cell_key(of, AMOUNT))),
    }


def _shown(cell: ProtectedCell | None) -> Decimal | str | None:
    if cell is None:
        return None
    return SHORTHAND if cell.value is None else to_decimal(cell.value)


def _public_row(row: AlreadyPublic) -> dict[str, Any]:
    return {
        "what": row.what,
        "source": row.source_reference,
        "reason": row.reason,
        "by": str(row.by),
        "at": row.at.date(),
    }


def _plain(value: Decimal) -> str:
    text = number(value, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text
