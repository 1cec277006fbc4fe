"""DSG positions, line by line: Table 4 of the report and what follows it."""

from collections.abc import Iterator

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    SOURCE,
    SOURCE_REFERENCE,
    YEAR_ENDING,
    DataSet,
    Loaded,
    Row,
    Value,
    day,
    newest,
    one_of,
    pounds,
    text,
    whole,
    yes_no,
)
from apps.core.vocabulary import Block
from apps.deficit.selectors.positions import PositionView, newest_of_years, published_positions
from apps.deficit.vocabulary import LineKind, PositionStatus, ReportingPoint


def load() -> Loaded:
    positions = published_positions()
    last = newest_of_years(positions)
    rows = [row for p in positions for row in _rows(p, is_newest=last[p.financial_year].id == p.id)]
    return Loaded(rows, newest([p.published_date for p in positions]))


def _rows(position: PositionView, *, is_newest: bool) -> Iterator[Row]:
    year = position.financial_year
    head: tuple[Value, ...] = (
        str(year), year.last_day, position.reporting_point.value, position.version, position.status.value, is_newest,
        position.published_date,
    )  # fmt: skip
    tail = (position.source_title, position.source_reference)
    parts: list[tuple[Value, ...]] = [("opening", position.opening_label, Block.ALL.value, "", position.opening)]
    parts += [("line", s.label, s.block.value, s.kind.value, s.amount) for s in position.steps]
    if position.unexplained:
        parts.append(("unexplained", "Closing less opening and lines", Block.ALL.value, "", position.unexplained))
    parts.append(("closing", position.closing_label, Block.ALL.value, "", position.closing))
    for t in position.transfers:
        words = f"Transfer from {t.from_block.label} to {t.to_block.label}"
        parts += [
            ("transfer", words, t.from_block.value, "", t.amount),
            ("transfer", words, t.to_block.value, "", -t.amount),
        ]
    for order, part in enumerate(parts):
        yield (*head, order, *part, *tail)


POSITIONS = DataSet(
    slug="positions",
    title="DSG positions",
    what="The accumulated DSG deficit at each published reporting point: one row for its opening balance, "
    "one for each line that moves it, one for its closing balance; and two for each transfer between blocks.",
    basis="Opening and closing are balances at a date, lines are movements within the year: opening plus lines is "
    "closing, and where it is not, a row of type unexplained holds the difference. A deficit, and what adds to it, "
    "is positive. A transfer adds to the block that gives and takes as much from the block that receives: its two rows "
    "sum to nought, and without them the high-needs gap is before transfers.",
    source="The council's published papers; each row names its own.",
    fields=(
        FINANCIAL_YEAR,
        YEAR_ENDING,
        one_of("reporting_point", "When in the year it was stated", ReportingPoint),
        whole("version", "Version of this position; a correction is a higher one"),
        one_of("status", "Status; only published positions are in the feed", PositionStatus),
        yes_no("is_newest", "Whether this is the newest position of its year, the one that the pages show"),
        day("published_date", "When it was published"),
        whole("row_order", "Order within the position"),
        text("row_type", "opening, line, unexplained, closing or transfer"),
        text("label", "The source's own words"),
        one_of("block", "Block of the grant", Block),
        one_of("line_kind", "Kind of line; empty for balances", LineKind),
        pounds("amount_gbp", "Amount; adds to the deficit where positive"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load,
)
