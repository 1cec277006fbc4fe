"""A pack frozen after its meeting says how long after, and what was recorded in between; one in time does not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from apps.board.calculations.paper.stored import paper_of, plain
from apps.board.content.drafted import drafted
from apps.board.figures.restatements import moved_since
from apps.board.models import Meeting, Pack
from apps.board.renderers.words import identity
from apps.board.selectors.actions import actions
from apps.board.selectors.as_at import reading_as_at
from apps.board.selectors.late import end_of, late_words, recorded_between
from apps.board.selectors.packs import world_of
from apps.board.services.actions import update_action
from apps.board.services.packs import freeze_pack
from apps.board.services.papers import begin_paper
from apps.board.vocabulary import ActionState
from apps.initiatives.models import PlaceTranche
from apps.initiatives.services.places import change_place_count
from apps.initiatives.vocabulary import PlaceStatus
from tests.board.at_work import made as at_work
from tests.deficit.published import publish_a_run
from tests.fixtures import person, standing
from tests.initiatives.pages import text_of

SLUG = "2026-01-27-overview-and-scrutiny"
SET = datetime(2026, 1, 20, 9, tzinfo=UTC)
IN_TIME, BETWEEN, LATE = (datetime(2026, 1, day, hour, tzinfo=UTC) for day, hour in ((27, 20), (28, 9), (30, 9)))
COUNTED = "Ten more places were counted after the meeting."


def frozen() -> Pack:
    """Three days after the meeting; places were counted on the day after it, and an action was done."""
    publish_a_run()
    meeting = Meeting.objects.get(slug=SLUG)
    action = at_work.action(at_work.board_meeting(date(2026, 1, 5)), at=SET, due=SET.date())
    update_action(
        action_id=action.pk, version=0, words="It was brought.", state=ActionState.DONE, due=SET.date(),
        by=person("manager"), at=BETWEEN,
    )  # fmt: skip
    tranche = PlaceTranche.objects.get(status=PlaceStatus.DELIVERED, financial_year="2024/25")
    change_place_count(
        tranche_id=tranche.pk, places=150, opening_month=9, reason=COUNTED, read_version=1, by=person("manager"),
        at=BETWEEN,
    )  # fmt: skip
    return freeze_pack(meeting=meeting, read_packs=0, reason="", by=person("finance"), at=LATE)


@pytest.fixture(scope="module")
def pack(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pack]:
    with standing(django_db_blocker, frozen) as made:
        yield made


def page(path: str, name: str = "finance") -> str:
    client = Client()
    client.force_login(person(name))
    return text_of(client.get(path))


def test_what_was_recorded_in_between_is_listed_with_its_reason(pack: Pack, db: None) -> None:
    assert ("Changed places", COUNTED) in [(e.action, e.reason) for e in recorded_between(pack)]
    text = page(f"/board/packs/{SLUG}/")
    assert "30 January 2026, 09:00, 3 days after the meeting" in text
    assert "though the meeting could not know it" in text
    assert f"Changed places: Delivered 2024/25, places 140 → 150 {COUNTED}" in text


@pytest.mark.parametrize(
    "path", ["/board/packs/", f"/board/meetings/{SLUG}/", f"/board/meetings/{SLUG}/freeze/", f"/as-at/{SLUG}/",
             f"/as-at/{SLUG}/places/", f"/board/packs/{SLUG}/changes/"],
)  # fmt: skip
def test_every_page_that_names_the_pack_says_how_late_it_is(path: str, pack: Pack, db: None) -> None:
    assert "3 days after the meeting" in page(path)


def test_what_is_in_the_pack_already_is_not_told_as_moved_since(pack: Pack, db: None) -> None:
    assert not [m for m in moved_since(pack.pk) if m.figure.group in ("Places", "Cost avoidance")]
    assert all(entry.reason != COUNTED for one in moved_since(pack.pk) for entry in one.because)


def test_an_action_reads_as_it_stood_at_the_meeting(pack: Pack, db: None) -> None:
    """It was open and overdue then; the report on it came afterwards."""
    assert [one.state for one in actions()] == [ActionState.DONE]
    with reading_as_at(pack.pk, world_of(pack)):
        assert [one.state for one in actions()] == [ActionState.OPEN]
    assert "1 action of the Board is overdue" not in page("/")
    assert "One action of the Board is overdue" in page(f"/as-at/{SLUG}/")


def test_one_frozen_by_the_end_of_the_meetings_day_says_nothing(pack: Pack, db: None) -> None:
    made = freeze_pack(meeting=pack.meeting, read_packs=1, reason="Frozen in time.", by=None, at=IN_TIME)
    assert late_words(made) == ""
    assert end_of(made.known_by) == datetime(2026, 1, 28, tzinfo=UTC)
    for path in (f"/board/packs/{made.slug}/", f"/as-at/{made.slug}/"):
        assert "after the meeting" not in page(path).replace("dated after the meeting", "")


def test_a_meeting_whose_day_is_not_known_counts_from_its_months_end(db: None, report: None) -> None:
    meeting = Meeting.objects.get(slug="2026-01-deficit-recovery-board")
    made = freeze_pack(meeting=meeting, read_packs=0, reason="", by=None, at=datetime(2026, 2, 1, 9, tzinfo=UTC))
    assert late_words(made) == "1 day after the month of the meeting"


def test_a_paper_of_a_late_pack_says_so_where_it_says_when_its_figures_were_frozen(pack: Pack, db: None) -> None:
    paper = begin_paper(meeting=pack.meeting, by=person("manager"), at=LATE)
    document = drafted(paper).paper
    assert document
    said = dict(identity(paper_of(plain(document))))
    assert said["Figures frozen on"] == "30 January 2026, 09:00, 3 days after the meeting"
    assert said["Meeting date"] == "27 January 2026"


def test_a_paper_that_was_stored_before_it_could_say_so_is_read_all_the_same(pack: Pack, db: None) -> None:
    document = drafted(begin_paper(meeting=pack.meeting, by=person("manager"), at=LATE)).paper
    assert document
    stored = plain(document)
    del stored["late"], stored["day_known"]
    assert dict(identity(paper_of(stored)))["Figures frozen on"] == "30 January 2026, 09:00"
