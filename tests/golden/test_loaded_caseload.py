"""SEN2's caseload as loaded against the publication, typed here a second time."""

import pytest

from apps.benchmarking.models import Caseload
from apps.benchmarking.selectors.caseload import caseload
from apps.board.services.load_report import load_report
from apps.core.loading import LoadError
from tests.board.editing import Edit, editor

pytestmark = pytest.mark.usefixtures("report")


def test_caseload_reaches_the_plans_printed_each_january() -> None:
    totals = {census.january: census.total for census in caseload("839")}
    assert totals == {2020: 2448, 2021: 2627, 2022: 3063, 2023: 3266, 2024: 3769, 2025: 4432, 2026: 4982}


def test_caseload_independent_special_schools_rose_while_their_share_fell() -> None:
    counts = {census.january: census.plans["inmss"] for census in caseload("839")}
    assert counts == {2020: 258, 2021: 312, 2022: 359, 2023: 380, 2024: 425, 2025: 508, 2026: 554}


def test_caseload_units_are_no_mainstream_places_in_either_layout() -> None:
    by_january = {census.january: census.plans for census in caseload("839")}
    assert by_january[2025] == {"inmss": 508, "local_specialist": 997, "mainstream": 1736, "other": 1191}
    assert by_january[2026] == {"inmss": 554, "local_specialist": 1092, "mainstream": 1933, "other": 1403}


def test_caseload_names_the_release_that_it_comes_from() -> None:
    sources = {census.january: census.source_title for census in caseload("839")}
    assert "2025" in sources[2020]
    assert "2026" in sources[2026]


def test_caseload_of_an_authority_without_files() -> None:
    assert caseload("822") == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (",4982,", ",2982,", "value “2982”: its parts are more than all plans"),
        (",253,1556,", ",254,1556,", "column “special_total”, value “1556”: special schools add up to 1557"),
        ("202526,", "2025,", "column “time_period”, value “2025”: it is not an academic year"),
        (",2023,40.6", ",many,40.6", "column “mainstream_total”, value “many”: it is not a count"),
        ("special_total,", "all_special,", "the column “special_total” is missing"),
    ],
)
def test_caseload_bad_row_is_refused_with_its_place(tmp_path, old: str, new: str, sentence: str) -> None:
    edited: Edit = editor(tmp_path)
    before = Caseload.objects.count()
    folder = edited("../public/bcp_sen2_caseload_jan2026.csv", old, new)
    with pytest.raises(LoadError) as refused:
        load_report(folder)
    assert sentence in str(refused.value)
    assert Caseload.objects.count() == before
