"""Meetings, agendas and decisions: what is loaded, saved, refused, stale, sent twice, and who may."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.board.models import AgendaItem, BoardDecision, DecidedOn, Meeting
from apps.board.selectors.decided_on import Thing
from apps.board.services.meetings import add_item, edit_item
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from apps.initiatives.models import Initiative
from tests.board.at_work.made import AT, COMMITTEE, INAUGURAL, WHY, board_meeting, decide, held_item, hold, item_on
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]


def page_of(who: str, path: str) -> str:
    response = signed_in(Client(), person(who)).get(path)
    assert response.status_code == 200
    return text_of(response)


def test_both_meetings_of_january_are_loaded_and_no_day_is_made_up() -> None:
    inaugural = Meeting.objects.get(slug=INAUGURAL)
    assert (inaugural.when, inaugural.day_known, inaugural.date) == ("January 2026", False, date(2026, 1, 1))
    page = page_of("board", f"/board/meetings/{INAUGURAL}/")
    assert "January 2026 (the day is not known)" in page
    assert "1 January 2026" not in page
    committee = Meeting.objects.get(slug=COMMITTEE)
    assert [i.label for i in committee.items.all()] == ["a", "b", "c"]
    assert committee.is_held


def test_the_outcome_of_the_committee_is_not_in_the_report_and_the_page_says_so() -> None:
    assert not BoardDecision.objects.exists()
    page = page_of("board", f"/board/meetings/{COMMITTEE}/")
    assert (
        "The Children's Services Overview and Scrutiny Committee was asked for 3 decisions; none is recorded." in page
    )
    assert "it gives no outcome: enter it from the minutes" in page
    assert "including its role in approving a benefits-measurement framework" in page


def test_no_terms_are_loaded_and_the_page_says_so() -> None:
    assert "gives no text" in page_of("adviser", "/board/terms/deficit-recovery-board/")


def test_a_meeting_is_prepared_held_and_decided_on_by_forms() -> None:
    client = signed_in(Client(), person("manager"))
    sent = {"body": "deficit-recovery-board", "when": "9 March 2026", "status": "planned", "version": "0"}
    response = client.post("/board/meetings/add/", sent)
    assert response.headers["location"] == "/board/meetings/2026-03-09-deficit-recovery-board/"
    at = response.headers["location"]
    client.post("/board/meetings/add/", sent)
    assert Meeting.objects.filter(date="2026-03-09").count() == 1
    item = {"label": "1", "title": "Framework", "asked": "approve", "question": "Approve it.", "version": "0"}
    assert client.post(f"{at}items/add/", item).status_code == 302
    client.post(f"{at}items/add/", item)
    row = AgendaItem.objects.get(title="Framework")
    decision = {"outcome": "approved", "words": "Approved.", "reason": WHY, "on": [], "form_key": str(uuid4())}
    early = client.post(f"/board/items/{row.pk}/decide/", decision)
    assert early.status_code == 422
    assert "was not held yet" in text_of(early)
    held = {"when": "9 March 2026", "status": "held", "version": "1"}
    assert client.post(f"{at}change/", held).status_code == 302
    first = Initiative.objects.get(slug="portage")
    decision["on"] = [f"initiative:{first.pk}"]
    for _ in range(2):
        assert client.post(f"/board/items/{row.pk}/decide/", decision).status_code == 302
    assert DecidedOn.objects.get().initiative == first
    page = text_of(client.get(at))
    assert "asked for one decision; one is recorded" in page
    assert "Decision: approved." in page
    assert AuditEntry.objects.get(action="Recorded a decision").after["decided_on"] == ["Initiative: Portage"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"body": ""}, "Choose who meets"),
        ({"body": "nobody"}, "“nobody” is not a choice"),
        ({"when": "soon"}, "“soon” is neither a day nor a month"),
        ({"when": "1 January 1066"}, "is not between 2000 and 2100"),
        ({"status": "held"}, "“held” is not a choice"),
        ({"status": "off"}, "“off” is not a choice"),
        ({"version": "x"}, "lost track"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_in_words(sent: dict[str, str], said: str) -> None:
    whole = {"body": "cabinet", "when": "9 March 2026", "status": "planned", "version": "0"} | sent
    response = signed_in(Client(), person("manager")).post("/board/meetings/add/", whole)
    assert response.status_code == 422
    assert said in text_of(response)


def test_a_meeting_is_held_once_its_agenda_is_there_and_not_before_its_day() -> None:
    meeting, client = board_meeting(date(2026, 2, 2)), signed_in(Client(), person("manager"))
    at, held = f"/board/meetings/{meeting.slug}/change/", {"when": "2 February 2026", "status": "held", "version": "1"}
    assert "Put its items on the agenda first" in text_of(client.post(at, held))
    item_on(meeting)
    assert "the meeting is still to come" in text_of(client.post(at, {**held, "when": "9 March 2099"}))
    assert client.post(at, held).status_code == 302


def test_the_day_of_a_month_may_be_filled_in_and_nothing_else_of_a_held_meeting() -> None:
    meeting = board_meeting(date(2026, 2, 1), known=False)
    item_on(meeting)
    hold(meeting)
    meeting.refresh_from_db()
    assert meeting.slug == "2026-02-deficit-recovery-board"
    client = signed_in(Client(), person("manager"))
    at = f"/board/meetings/{meeting.slug}/change/"
    sent = {"when": "19 February 2026", "status": "held", "version": "2"}
    assert "stays held" in text_of(client.post(at, {**sent, "status": "planned"}))
    assert "Only a day that was not known" in text_of(client.post(at, {**sent, "when": "1 March 2026"}))
    assert client.post(at, sent).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).when == "19 February 2026"
    assert client.post(at, {**sent, "when": "20 February 2026", "version": "3"}).status_code == 422


def test_a_stale_change_of_an_item_is_told_and_saves_nothing() -> None:
    item = item_on(board_meeting())
    given: dict[str, Any] = {"label": "1", "title": "Other", "asked": "note", "question": "Note.", "paper": "",
                             "address": "", "evidence_id": None}  # fmt: skip
    edit_item(item_id=item.pk, version=1, by=person("finance"), at=AT, **given)
    sent = {"label": "1", "title": "Mine", "asked": "note", "question": "Note.", "version": "1"}
    response = signed_in(Client(), person("manager")).post(f"/board/items/{item.pk}/change/", sent)
    assert response.status_code == 409
    assert "now “Other”; you entered “Mine”" in text_of(response)
    assert AgendaItem.objects.get(pk=item.pk).title == "Other"
    assert 'value="2"' in response.content.decode()


def test_the_agenda_of_a_held_meeting_is_closed_and_corrected_beside() -> None:
    item = held_item()
    with pytest.raises(Refused, match="its agenda is closed"):
        add_item(
            meeting=item.meeting.slug, label="2", title="Late", asked="note", question="x", paper="", address="",
            evidence_id=None, by=person("manager"), at=AT,
        )  # fmt: skip
    sent = {"words": "The framework’s second draft was meant.", "reason": "The wrong draft was named."}
    client = signed_in(Client(), person("manager"))
    for _ in range(2):
        assert client.post(f"/board/items/{item.pk}/correct/", sent).status_code == 302
    assert item.corrections.count() == 1
    assert "second draft was meant" in page_of("board", f"/board/meetings/{item.meeting.slug}/")


def test_a_decision_is_corrected_by_another_that_names_it() -> None:
    item = held_item()
    first = decide(item)
    with pytest.raises(Stale) as stale:
        decide(item)
    assert WHY in " ".join(stale.value.differences)
    second = decide(item, corrects=first.pk, outcome="deferred", words="Deferred.", reason="The minutes were misread.")
    assert second.corrects == first
    page = page_of("board", f"/board/meetings/{item.meeting.slug}/")
    assert "Decision: deferred." in page
    assert "Before its correction: noted." in page


def test_a_form_that_is_stale_keeps_the_readers_words() -> None:
    item = held_item()
    first = decide(item)
    sent = {"outcome": "approved", "words": "My own words", "reason": WHY, "form_key": str(uuid4()), "corrects": ""}
    response = signed_in(Client(), person("manager")).post(f"/board/items/{item.pk}/decide/", sent)
    assert response.status_code == 409
    assert "My own words" in response.content.decode()
    assert f'name="corrects" value="{first.pk}"' in response.content.decode()


def test_readers_are_refused_in_words() -> None:
    with pytest.raises(NotAllowed, match="Decisions are recorded by SEND managers"):
        decide(held_item(), by="board")


def test_what_changed_since_the_meeting_before() -> None:
    meeting = board_meeting(date(2026, 4, 20))
    decide(held_item(), Thing("pack", "january", "Pack: january"))
    page = page_of("board", f"/board/meetings/{meeting.slug}/")
    assert "From 9 March 2026, to 20 April 2026" in page
    assert "recorded a decision" in page
    assert "No earlier meeting of this body is entered" in page_of("board", f"/board/meetings/{INAUGURAL}/")


def test_words_with_a_full_stop_are_no_amount_on_the_overview() -> None:
    item = held_item()
    first = decide(item, words="Noted. With thanks.")
    decide(item, corrects=first.pk, words="1.5 of it noted.", reason="The minutes were misread.")
    page = page_of("board", "/")
    assert "corrected a decision" in page
    assert "words “Noted. With thanks.” → “1.5 of it noted.”" in page


def test_a_body_is_added_once_and_meets() -> None:
    client = signed_in(Client(), person("manager"))
    sent = {"name": "Schools Forum", "kind": "other", "source_reference": ""}
    answers = [client.post("/board/bodies/add/", sent) for _ in range(2)]
    assert [a.headers["location"] for a in answers] == ["/board/terms/schools-forum/"] * 2
    again = signed_in(Client(), person("finance")).post("/board/bodies/add/", {**sent, "name": "schools forum"})
    assert again.status_code == 422
    assert "“Schools Forum” is there already" in text_of(again)
    met = {"body": "schools-forum", "when": "March 2026", "status": "planned", "version": "0"}
    assert client.post("/board/meetings/add/", met).headers["location"] == "/board/meetings/2026-03-schools-forum/"
