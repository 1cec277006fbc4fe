"""What finance has approved in claims, as it may leave the service: units and £ by initiative."""

from collections.abc import Mapping
from decimal import Decimal

from apps.board.calculations.paper.document import Cell, Heading, Table, TableRow
from apps.board.content.drafts import EMPTY, Draft, placed
from apps.core.money import number, thousands
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.calculations.public_copy import AMOUNT, UNITS, Line, Total, cell_key, units_of
from apps.initiatives.selectors.public_copy import copy_to_publish
from apps.initiatives.vocabulary import EvidenceGrade

HEADINGS = (
    Heading("Initiative"),
    Heading("Basis"),
    Heading("Kind of benefit"),
    Heading("Block"),
    Heading("Evidence"),
    Heading("Children or places", numeric=True),
    Heading("Approved, net", "£000", numeric=True),
)


def approved_claims() -> Draft | None:
    """None while no claim is approved. Amounts of different basis, kind or block are never added."""
    lines, totals, publication = copy_to_publish()
    if not lines:
        return None
    sums = {t.kind: t for t in totals}
    printed: dict[str, str] = {}
    names: dict[str, str] = {}
    rows = []
    for n, line in enumerate(lines):
        rows.append(_row(line, line.name, "", printed, names))
        if (n + 1 == len(lines) or lines[n + 1].kind != line.kind) and line.kind in sums:
            rows.append(_row(sums[line.kind], "Total", "total", printed, names))
    table = Table(
        "approved-claims", "", "Benefits that finance has approved in claims", HEADINGS, tuple(rows),
        source="The ledger of approved claims",
    )  # fmt: skip
    cells = [cell for part in publication.tables for cell in part.cells]
    return Draft(table, printed, cells, publication.unprinted, publication.relations, publication.shares,
                 publication.unit_values, names)  # fmt: skip


def _row(of: Line | Total, name: str, kind: str, printed: dict[str, str], names: dict[str, str]) -> TableRow:
    basis, benefit_class, block, grade = of.kind
    texts: Mapping[str, str | None] = {UNITS: _units(of), AMOUNT: thousands(of.amount)}
    figures = []
    for what, text in texts.items():
        key = cell_key(of, what)
        if text is not None:
            printed[key], names[key] = text, f"Approved claims, {name}, {what}"
        figures.append(Cell(EMPTY if text is None else placed(key)))
    words = (Basis(basis).label, BenefitClass(benefit_class).label, Block(block).label, EvidenceGrade(grade).label)
    return TableRow((Cell(name), *(Cell(str(word)) for word in words), *figures), "total" if kind else "")


def _units(of: Line | Total) -> str | None:
    units = units_of(of)
    if units is None:
        return None
    return number(units, 0 if units == units.to_integral_value() else 2) if units != Decimal(0) else "0"
