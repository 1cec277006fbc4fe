"""What has moved since a pack was frozen: old, new and why, each cause the right one, in words and with its unit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.calculations.pack_hash import Figure
from apps.board.content.disclosed import Disclosed
from apps.board.content.known import figures_that_may_be_stated
from apps.board.figures.every import PARTS, figures
from apps.board.figures.own import LOGGED
from apps.board.figures.restatements import RESTS_ON, Moved, moved_since
from apps.board.models import Pack
from apps.board.presenters.overview import change_rows
from apps.board.presenters.packs import entries_of, moved_file, moved_table, said
from apps.board.selectors.overview import changes_since
from apps.core.exports.comma_separated import write_csv
from apps.core.exports.sheets import Sheet, exact_rows
from apps.initiatives.models import OutcomeReading, PlaceTranche
from apps.initiatives.selectors.outcome_readings import reading_of
from apps.initiatives.services.outcomes_log import restate_reading
from apps.initiatives.services.places import change_place_count
from apps.initiatives.vocabulary import PlaceStatus
from tests.board.packs.test_restated import approve_a_rate_card, january
from tests.fixtures import person, standing
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.pages import text_of

WHY = "Paragraph 4.8 was right: 8 children remained."
DINGLEYS = "Dingley's Promise: Children remaining on SEN Support, to July 2025 (Table 1)"
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|^[ ,]|\bNone\b")


@pytest.fixture(scope="module")
def pack(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pack]:
    with standing(django_db_blocker, january) as made:
        yield made


def restate_dingleys() -> OutcomeReading:
    """Table 1 prints 2 where paragraph 4.8 says 8."""
    old = OutcomeReading.objects.get(measure__name="Children remaining on SEN Support", source_reference="Table 1")
    reading = replace(reading_of(old), value=Decimal(8), n=12, source="Tracker of July 2025")
    return restate_reading(reading_id=old.pk, reading=reading, reason=WHY, by=person("manager"), at=timezone.now())


def moved_by_label(pack: Pack) -> dict[str, Moved]:
    return {m.figure.label: m for m in moved_since(pack.pk)}


def log_of(pack: Pack, **query: str) -> str:
    client = Client()
    client.force_login(person("board"))
    return text_of(client.get(f"/board/packs/{pack.slug}/changes/", query))


def test_a_restated_outcome_is_told_with_old_new_and_why(pack: Pack, db: None) -> None:
    restate_dingleys()
    one = moved_by_label(pack)[DINGLEYS]
    assert (said(one.was), said(one.now), one.kind) == ("2 children", "8 children", "moved")
    assert [entry.reason for entry in one.because] == [WHY]
    page = log_of(pack, part="Outcomes")
    assert f"{DINGLEYS} 2 children 8 children +6 children Entry 1: {WHY}" in page
    assert "value 2 children → 8 children" in page


def test_a_pack_frozen_after_a_restatement_holds_old_and_why(db: None, report: None) -> None:
    restate_dingleys()
    restate = restate_dingleys_again()
    found = {f.label: f for f in figures() if f.group == LOGGED}
    one = found[DINGLEYS]
    assert (one.value, one.unit) == (9, "children")
    assert one.source == f"The tracker, corrected; restated from 8 children; why: {restate.restatement_reason}"
    assert one.key == "outcomes:dingleys-promise:dingleys-sen-support:to July 2025:Table 1:value"


def restate_dingleys_again() -> OutcomeReading:
    old = OutcomeReading.objects.get(restatement_reason=WHY)
    reading = replace(reading_of(old), value=Decimal(9), source="The tracker, corrected")
    return restate_reading(
        reading_id=old.pk, reading=reading, reason="One more was found.", by=person("manager"), at=timezone.now()
    )


def test_no_paper_states_what_people_logged(db: None, report: None) -> None:
    """Its count may be too small to leave the service, and so may what is behind a share."""
    restate_dingleys()
    hidden = Disclosed({}, (), (), (), "", (), ())
    logged = [f for f in figures() if f.group == LOGGED]
    assert {f.value for f in logged} == {8, 12}
    assert figures_that_may_be_stated(logged, [], hidden) == []


def test_the_overview_tells_it_in_the_measures_unit_and_never_in_pounds(db: None, report: None) -> None:
    restate_dingleys()
    approve_a_rate_card()
    words = [row["words"] for row in change_rows(changes_since(timezone.localdate() - timedelta(days=1)))]
    (outcome,) = (one for one in words if one.startswith("restated"))
    (rate,) = (one for one in words if one.startswith("approved a rate"))
    assert outcome == (
        "restated an outcome: Children remaining on SEN Support: 8 children (to July 2025), value 2 children → "
        "8 children, number behind it none given → 12, source “Table 1” → “Tracker of July 2025”"
    )
    assert rate == (
        "approved a rate card: Rate card version 2, independent or non-maintained special school (INMSS) £64,000 → "
        "£70,000"
    )


def test_each_cause_is_of_what_the_figure_rests_on(pack: Pack, db: None) -> None:
    """A rate, a claim, a place and a reading, entered one after the other: none is told as another."""
    approve_a_rate_card()
    agree_all()
    claim = submitted("portage")
    decide(claim)
    other = submitted("send-sufficiency")
    tranche = PlaceTranche.objects.get(status=PlaceStatus.DELIVERED, financial_year="2024/25")
    change_place_count(
        tranche_id=tranche.pk, places=150, opening_month=9, reason="Ten more.", read_version=1, by=person("manager"),
        at=timezone.now(),
    )  # fmt: skip
    restate_dingleys()
    causes: dict[str, set[tuple[str, str]]] = {}
    for one in moved_since(pack.pk):
        told = {(e.action, e.subject_label) for e in one.because}
        causes.setdefault(one.figure.group, set()).update(told)
        if one.figure.group == "Claims":
            assert {label for _, label in told} == {one.figure.subject}
    assert causes["Rate card"] == {("Approved a rate card", "Rate card version 2")}
    assert causes["Places"] == {("Changed places", "Delivered 2024/25")}
    assert {action for action, _ in causes["Outcomes"]} == {"Restated an outcome"}
    assert causes["Approved claims"] == {
        ("Submitted a claim", claim.reference), ("Decided a claim: approve", claim.reference)
    }  # fmt: skip
    assert {label for _, label in causes["Claims"]} == {claim.reference, other.reference}
    assert not causes.get("Projection")  # no run was published since


def test_what_cost_avoidance_rests_on_is_no_claim() -> None:
    assert RESTS_ON["Cost avoidance"] == (
        "initiatives.placetranche", "initiatives.placescheme", "initiatives.ratecard",
    )  # fmt: skip


def test_every_group_says_what_it_rests_on() -> None:
    assert {part.group for part in PARTS} | {LOGGED, "Claims", "Rate card"} == set(RESTS_ON)


def test_entries_stand_oldest_first(pack: Pack, db: None) -> None:
    restate_dingleys()
    approve_a_rate_card()
    entries = entries_of(moved_since(pack.pk))
    assert [e.action for e in entries if "import" not in e.action] == ["Restated an outcome", "Approved a rate card"]
    page = log_of(pack)
    assert "oldest first" in page
    assert page.index("Restated an outcome:") < page.index("Approved a rate card:")


def test_no_figure_is_named_by_a_code_and_every_count_and_amount_has_its_unit(pack: Pack, db: None) -> None:
    restate_dingleys()
    approve_a_rate_card()
    found = [*figures(), *(m.was for m in moved_since(pack.pk) if m.was)]
    wrong = [f.label for f in found if CODE.search(f.label) or CODE.search(f.words)]
    assert wrong == []
    assert {f.unit for f in found} <= {
        "£", "£ a year", "£ per head", "%", "percent", "places", "children", "plans", "children or plans",
        "places or children", "",
    }  # fmt: skip
    bare = {f.group for f in found if f.value is not None and not f.unit}
    assert bare <= {"Benchmarking, distance from the median"}  # a rank
    counts = [f for f in found if f.value is not None and f.unit and "£" not in f.unit]
    assert not any("£" in said(f) for f in counts)
    assert not any(f.unit.startswith("£") and "£" not in said(f) for f in found if f.value is not None)
    rows = moved_table(moved_since(pack.pk), entries_of(moved_since(pack.pk))).rows
    shown = [str(cell) for row in rows for cell in row.values() if cell is not None]  # no change: an empty cell
    assert [cell for cell in shown if CODE.search(cell)] == []


@pytest.mark.parametrize(("entered", "taken"), [("8", False), ("1,178", False), ("−4.5", False), ("8 children", True),
                                                ("£8", True), ("41.4%", True)])  # fmt: skip
def test_a_restatement_is_entered_with_its_unit(entered: str, taken: bool, pack: Pack, db: None) -> None:
    client = Client()
    client.force_login(person("finance"))
    form = {"label": "Children remaining", "was": entered, "now_is": "8 children", "reason": WHY}
    answer = client.post(f"/board/packs/{pack.slug}/restate/", form)
    assert answer.status_code == (302 if taken else 422)
    if not taken:
        assert f"What it was: “{entered}” has no unit." in text_of(answer)
        assert 'aria-describedby="id_was_helptext id_was_error"' in answer.content.decode()


def test_a_sign_stays_with_its_amount_where_a_line_breaks(pack: Pack, db: None) -> None:
    approve_a_rate_card()
    client = Client()
    client.force_login(person("board"))
    page = client.get(f"/board/packs/{pack.slug}/changes/", {"part": "Rate card"}).content.decode()
    assert "+\u2060£6,000" in page


@pytest.mark.parametrize(
    ("unit", "was", "now", "shown", "exported"),
    [
        ("%", 64, 61, "−3 percentage points", "-3,percentage points"),
        ("percent", Decimal("41.4"), Decimal("42.4"), "+1 percentage point", "1,percentage point"),
        ("£", 2_000_000, 5_864_000, "+£3,864,000", "3864000,£"),
        ("places", 140, 150, "+10 places", "10,places"),
    ],
)
def test_a_change_has_a_unit_of_its_own_and_is_a_number_in_a_file(
    unit: str, was: Any, now: Any, shown: str, exported: str
) -> None:
    old, new = (Figure("key", "Part", "Figure", Decimal(value), unit=unit) for value in (was, now))
    table = moved_table([Moved(old, new, ())], [])
    assert table.texts("change") == [shown]
    lines = write_csv(Sheet.of(("moved", moved_file(table))), "", timezone.now()).decode("utf-8-sig").splitlines()
    assert lines[0] == "Figure,As frozen,Now,Change,Unit of the change,Why,Part"
    assert f",{exported}," in lines[1]


def test_a_figure_that_is_new_has_no_change() -> None:
    table = moved_table([Moved(None, Figure("key", "Part", "Figure", Decimal(1), unit="%"), ())], [])
    (row,) = exact_rows(moved_file(table))
    assert row[3:5] == [None, None]
