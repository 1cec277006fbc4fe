"""A bad row is refused in a sentence that names file, line, column, value and remedy, and nothing is stored."""

import pytest

from apps.board.services.load_report import load_report
from apps.core.loading import LoadError
from tests.board.editing import Edit, dump

pytestmark = pytest.mark.usefixtures("report")

PLACES, FUNDING, MEETINGS = "place_tranches.csv", "funding_lines.csv", "meetings.csv"
BAD = [
    (PLACES, "2022-23,delivered,46", "2022-23,delivered,many", "line 2, column “places”, value “many”: "),
    (PLACES, "2022-23,delivered", "2022-24,delivered", "“2022-24” is not a financial year. Write it as 2025-26"),
    (PLACES, "2023-24,delivered", "2022-23,delivered", "line 3, column “financial_year”"),
    (PLACES, "2023-24,delivered", "2022-23,delivered", "it repeats line 2. Keep one of the two."),
    (PLACES, "send-sufficiency", "send-plenty", "there is no initiative “send-plenty”. Use the name"),
    ("initiatives.csv", "delivery", "delivering", "Use one of: idea, design, delivery, embedded, closed."),
    ("initiatives.csv", "slug,order", "slug,rank", "line 1: the column “order” is missing. Add it."),
    ("initiatives.csv", "slug,order", "slug,slug", "line 1: the column “slug” stands there twice. Keep one."),
    (FUNDING, "general-fund", "general-found", "there is no fund “general-found”"),
    (FUNDING, "1500000", "£1.5m", "column “amount_gbp”, value “£1.5m”: it is not a number. Write digits"),
    (FUNDING, "1500000", "-1", "An amount of funding is nought or more. Correct the row."),
    (FUNDING, "2026-27,2027-28", "2026-27,2025-26", "The last year is before the first."),
    (MEETINGS, ",2026-01-27,", ",27/01/2026,", "Write the date as 2026-01-27."),
    (MEETINGS, ",2026-01-27,", ",,", "line 3, column “date”, value “”: the cell is empty. Fill it in."),
    (MEETINGS, ",2026-01-27,", ",extra,2026-01-27,", "8 cells under 7 columns. Put text that holds a comma"),
    (MEETINGS, "purpose", "aim", "the column “purpose” is missing"),
    (MEETINGS, "purpose", "purpose,", "line 1: column 7 has no name. Name it or remove it."),
    ("outcome_readings.csv", ",yes,", ",perhaps,", "value “perhaps”: it is neither yes nor no. Write yes or no."),
    ("appendix3.csv", ",525,", ",?,", "line 2, column “topup_nmss_independent”, value “?”: it is not a number."),
    ("appendix3.csv", "other_ap", "other_app", "line 1: the column “other_ap” is missing"),
    ("denominators.csv", ",0,19,", ",0,99,", "the population file has no age 26"),
    ("denominators.csv", ",0,19,", ",0,x,", "column “last_age”, value “x”: it is not an age. Write whole years."),
    ("denominators.csv", ",2024,", ",2044,", "the population file has no year 2044"),
    ("position_lines.csv", "15.5", "15.4", "column “amount_gbp_m”, value “15.4”: the stored row says “15500000.00”"),
    ("position_lines.csv", "15.5", "15.4", "stored rows of position lines never change. Put the file's value back"),
    ("rates.csv", "64000", "65000", "line 2, column “amount_gbp”, value “65000”: the stored row says “64000.00”"),
    ("document.toml", "[[document]]", "[[document", "Correct the line that it names."),
    ("document.toml", "[[document]]", "[[paper]]", "nothing reads “paper”. Write [[document]]."),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BAD)
def test_load_report_bad_row(edited: Edit, file: str, old: str, new: str, sentence: str) -> None:
    folder = edited(file, old, new)
    before = dump()
    with pytest.raises(LoadError) as refused:
        load_report(folder)
    assert str(refused.value).startswith(file)
    assert sentence in str(refused.value)
    assert dump() == before
