"""A paper comes back from the database as it went in, and its hash tells any other word or number."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from apps.board.calculations.paper.document import (
    Cell,
    HeaderRow,
    Heading,
    Items,
    Paper,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    TableRow,
)
from apps.board.calculations.paper.stored import hash_of, paper_of, plain

TABLE = Table(
    "table-4",
    "Table 4",
    "Summary position",
    (Heading("Line"), Heading("Amount", "£m", numeric=True)),
    (
        TableRow((Cell("Opening"), Cell("113.3", Decimal("113.3")))),
        TableRow((Cell("Closing"), Cell("[c]")), kind="total"),
    ),
    notes=("Rounded.",),
)
PAPER = Paper(
    title="Invest to save",
    council="A council",
    body="A committee",
    meeting_date=date(2026, 1, 27),
    version=1,
    frozen_at=datetime(2026, 1, 20, 9, 30, tzinfo=UTC),
    pack_hash="0" * 64,
    renderer="1",
    licence="Open Government Licence v3.0",
    header=(HeaderRow("Status", (Paragraph((Run("Public"),)),)),),
    sections=(
        Section(
            "background",
            "Background",
            "1",
            (Paragraph((Run("See "), Run("Table 4", bold=True, url="#table-4")), "1.1"), TABLE),
            (Section("within", "Within", "", (Items(((Run("one"),), (Run("two"),)), "a"),)),),
        ),
    ),
    appendices=(Section("appendix-1", "Appendix 1", "", (Picture("drawing", "A drawing", "Bars.", png="AAAA"),)),),
)


def test_a_paper_that_was_kept_before_a_part_was_added_is_read_with_its_default() -> None:
    kept = {name: value for name, value in plain(PAPER).items() if name != "day_known"}
    assert paper_of(kept) == PAPER


def test_a_paper_survives_being_stored() -> None:
    assert paper_of(json.loads(json.dumps(plain(PAPER)))) == PAPER


def test_the_hash_tells_another_number() -> None:
    again = paper_of(json.loads(json.dumps(plain(PAPER))))
    moved = replace(TABLE, rows=(*TABLE.rows[:1], TableRow((Cell("Closing"), Cell("183.7", Decimal("183.7"))))))
    other = replace(PAPER, sections=(replace(PAPER.sections[0], blocks=(moved,)),))
    assert hash_of(again) == hash_of(PAPER)
    assert hash_of(other) != hash_of(PAPER)


def test_sections_within_sections_are_found_in_order() -> None:
    assert [s.slug for s in PAPER.all_sections()] == ["background", "within", "appendix-1"]
    assert [t.slug for t in PAPER.tables()] == ["table-4"]
    assert [p.slug for p in PAPER.pictures()] == ["drawing"]
