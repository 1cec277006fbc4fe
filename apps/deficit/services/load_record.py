"""Loads the council's own record, and what published sources say of the same positions. Both are public files."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.conf import settings

from apps.core.loading import Load, Row, Table, read_csv
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.calculations.record import map_point
from apps.deficit.models import RecordedFigure, SourceFigure
from apps.deficit.vocabulary import SourceKind, SourceMeasure

MILLION = 1_000_000
PUBLIC = settings.BASE_DIR / "data" / "public"
RECORD, FROM_NOTES = "bcp_deficit_record.csv", "bcp_deficit_record_from_notes.csv"
S251 = "s251_outturn_high_needs_total_bcp_2019_20_to_2024_25.csv"

RECORDED = Table(
    file=RECORD,
    model=RecordedFigure,
    key=("financial_year", "measure", "basis", "stated_when"),
    columns=(
        "financial_year", "measure", "basis", "stated_when", "point", "rule", "source", "note", "in_conflict",
        "from_note",
    ),
    scaled={"value_gbp_m": ("amount", MILLION)},
    elsewhere=("council", "la_code"),
    name="figures of the council’s record",
)  # fmt: skip
FIGURES = Table(
    file=S251,
    model=SourceFigure,
    key=("financial_year", "source", "block", "measure", "version"),
    columns=("financial_year", "source", "block", "measure", "amount", "reference", "includes"),
    fixed={"version": 1},
    append_only=True,
    name="figures of published sources",
)
S251_REFERENCE = (
    "Department for Education, section 251 outturn {year}, lines 1.2.x; found in JuanBlanco9/German-Budget-Galaxy "
    "@54c09471"
)
S251_INCLUDES = (
    "High-needs lines 1.2.x, net. Derived by a third party from the DfE’s file; negative parts dropped. Place funding "
    "(line 1.0.2), recouped academy places among it, is not in it."
)
OUTTURN_INCLUDES = {
    SourceMeasure.SPEND: "High-needs expenditure as reported to members; place funding is said neither in nor out.",
    SourceMeasure.FUNDING: "High-needs funding as reported to members.",
    SourceMeasure.CLOSING: "The whole DSG deficit at 31 March; its high-needs part is not given.",
}
# Measures of the record that are figures of the outturn report: which measure, of which block.
STATED: dict[str, tuple[SourceMeasure, Block]] = {
    "high_needs_expenditure": (SourceMeasure.SPEND, Block.HIGH_NEEDS),
    "high_needs_funding": (SourceMeasure.FUNDING, Block.HIGH_NEEDS),
    "cumulative_deficit": (SourceMeasure.CLOSING, Block.ALL),
}
COUNCILS_OWN = "https://democracy.bcpcouncil.gov.uk/"


def load_record(load: Load, folder: Path = PUBLIC) -> None:
    own, noted = read_csv(folder, RECORD), read_csv(folder, FROM_NOTES)
    rows = [_mapped(row, from_note=False) for row in own] + [_mapped(row, from_note=True) for row in noted]
    load.table(RECORDED, rows)
    load.table(FIGURES, [*_outturn_reports(own), *(_section_251(row) for row in read_csv(folder, S251))])


def _mapped(row: Row, *, from_note: bool) -> Row:
    """With our reporting point and its rule beside the file's own cells, which stay as they are."""
    cells = row.cells
    try:
        mapped = map_point(cells["basis"], cells["stated_when"], FinancialYear.parse(cells["financial_year"]))
    except ValueError as error:
        raise row.refuse(str(error).rstrip("."), "Correct the cell.", "basis") from error
    more = {
        "point": mapped.point,
        "rule": mapped.rule,
        "in_conflict": "yes" if "CONFLICT" in cells["note"] else "no",
        "from_note": "yes" if from_note else "no",
    }
    return Row(row.file, row.line, {**cells, **more})


def _outturn_reports(rows: list[Row]) -> list[Row]:
    """What the council's own papers state of a year that is over."""
    found = []
    for row in rows:
        cells = row.cells
        if cells["basis"] != "actual" or cells["measure"] not in STATED:
            continue
        if not cells["source"].startswith(COUNCILS_OWN):
            continue  # the press is no source of a position
        measure, block = STATED[cells["measure"]]
        note = f" {cells['note']}." if cells["note"] else ""
        more = {
            "financial_year": cells["financial_year"],
            "source": SourceKind.OUTTURN_REPORT.value,
            "block": block.value,
            "measure": measure.value,
            "amount": _pounds(row),
            "reference": f"Council’s papers of {cells['stated_when']}: {cells['source']}",
            "includes": f"{OUTTURN_INCLUDES[measure]} Stated in £m to one decimal.{note}",
        }
        found.append(Row(row.file, row.line, more))
    return found


def _section_251(row: Row) -> Row:
    year = FinancialYear(int(row.cells["time_period"][:4]))
    return Row(
        row.file,
        row.line,
        {
            "financial_year": year.slug,
            "source": SourceKind.S251.value,
            "block": Block.HIGH_NEEDS.value,
            "measure": SourceMeasure.SPEND.value,
            "amount": row.cells["high_needs_1_2_net"],
            "reference": S251_REFERENCE.format(year=year),
            "includes": S251_INCLUDES,
        },
        {"amount": "high_needs_1_2_net"},
    )


def _pounds(row: Row) -> str:
    try:
        return str(Decimal(row.cells["value_gbp_m"]) * MILLION)
    except InvalidOperation as error:
        raise row.refuse("it is not a number", "Write digits without commas, such as 28.0.", "value_gbp_m") from error
