"""Actions and risks: set, reported on, overdue by the reading date, stale, sent twice, scored or not."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from apps.board.models import Action, ActionUpdate, Meeting, Risk, RiskVersion
from apps.board.selectors.actions import action_now
from apps.board.services.actions import update_action
from apps.board.services.risks import change_risk
from apps.board.vocabulary import ActionState
from apps.core.errors import Refused, Stale
from apps.core.models import AuditEntry
from tests.board.at_work.made import AT, COMMITTEE, action
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report")
AFTER_THE_READING_DATE = date(2026, 4, 1)


def committee() -> Meeting:
    return Meeting.objects.get(slug=COMMITTEE)


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Sets the day by which things are due; before it is asked for, 27 January 2026."""

    def set_to(day: date) -> None:
        monkeypatch.setattr("apps.core.world.localdate", lambda *_: day)

    set_to(date(2026, 1, 27))
    return set_to


def test_an_action_is_set_by_form_once_and_shown(clock: Callable[[date], None]) -> None:
    key = str(uuid4())
    sent = {"words": "Cost the AP model", "owner": "Head of SEND", "due": "27 January 2026", "form_key": key}
    manager = as_("manager")
    answers = [manager.post(f"/board/meetings/{COMMITTEE}/actions/add/", sent) for _ in range(2)]
    row = Action.objects.get()
    assert [a.headers["location"] for a in answers] == [f"/board/actions/{row.pk}/"] * 2
    page = text_of(as_("board").get("/board/"))
    assert "One action is open on 27 January 2026; none is overdue." in page
    assert "Cost the AP model" in page


def test_due_before_the_meeting_is_refused() -> None:
    with pytest.raises(Refused, match="is before the meeting of 27 January 2026"):
        action(committee(), due=date(2026, 1, 26))


def test_overdue_follows_the_clock(clock: Callable[[date], None]) -> None:
    """What people set is due on days of theirs, and not on the day of a paper."""
    late = action(committee(), due=date(2026, 2, 1))
    clock(date(2026, 2, 13))
    page = text_of(as_("board").get("/board/actions/?state=overdue"))
    assert "one action is overdue, by 12 days at most" in page
    assert "Open, 12 days overdue" in page
    assert action_now(late.pk).is_overdue(date(2026, 2, 2))
    assert not action_now(late.pk).is_overdue(date(2026, 2, 1))


def test_reports_are_kept_in_order_and_the_newest_stands() -> None:
    row = action(committee())
    manager = as_("manager")
    at = f"/board/actions/{row.pk}/report/"
    sent = {"words": "A draft is there.", "state": "open", "due": "1 May 2026", "version": "0"}
    for _ in range(2):
        assert manager.post(at, sent).status_code == 302
    assert ActionUpdate.objects.count() == 1
    stale = as_("finance").post(at, {**sent, "words": "Something else", "state": "done"})
    assert stale.status_code == 409
    assert "Something else" in stale.content.decode()
    assert manager.post(at, {**sent, "words": "Done.", "state": "done", "version": "1"}).status_code == 302
    now = action_now(row.pk)
    assert (now.state, now.due, now.version) == (ActionState.DONE, date(2026, 5, 1), 2)
    page = text_of(as_("adviser").get(f"/board/actions/{row.pk}/"))
    assert page.index("Done.") < page.index("A draft is there.")
    assert AuditEntry.objects.filter(action="Reported on an action").count() == 2


def test_the_list_is_searched_filtered_and_exported() -> None:
    action(committee(), words="Cost the AP model", owner="Head of SEND")
    action(committee(), words="Bring the framework", owner="Director")
    board = as_("board")
    assert board.get("/board/actions/?search=ap+model").context["table"].count == 1
    assert board.get("/board/actions/?owner=Director").context["table"].count == 1
    assert board.get("/board/actions/?body=overview-and-scrutiny&search=nothing").context["table"].count == 0
    assert b"Bring the framework" in board.get("/board/actions/?_export=csv").content


def test_the_reports_risk_is_loaded_as_printed_and_not_scored() -> None:
    row = RiskVersion.objects.get()
    assert (row.likelihood, row.impact, row.source_reference) == (None, None, "para 11.1")
    assert row.description == (
        "There is an ongoing risk from the DSG accumulated deficit on the financial stability of the council."
    )
    page = text_of(as_("board").get("/board/risks/"))
    assert "One risk is open; it is not scored." in page
    assert "Not scored, so in no cell above" in page


def test_a_risk_is_scored_with_a_reason_and_its_versions_are_kept() -> None:
    manager, at = as_("manager"), "/board/risks/dsg-deficit/change/"
    old = RiskVersion.objects.get()
    sent = {
        "title": old.title, "description": old.description, "likelihood": "4", "impact": "5", "mitigation": "",
        "owner": "Section 151 officer", "proximity": "31 March 2028", "status": "open", "source_reference": "para 11.1",
        "reason": "The Board scored it for the first time.", "version": "1",
    }  # fmt: skip
    half = manager.post(at, {**sent, "impact": ""})
    assert half.status_code == 422
    assert "for both likelihood and impact, or for neither" in text_of(half)
    assert manager.post(at, {**sent, "reason": "short"}).status_code == 422
    for _ in range(2):
        assert manager.post(at, sent).status_code == 302
    assert RiskVersion.objects.count() == 2
    page = text_of(as_("board").get("/board/risks/"))
    assert "the highest score is 20 of 25" in page
    [row] = [r for r in as_("board").get("/board/risks/").context["matrix"].rows if r["likelihood"] == "4: Likely"]
    assert row["5"] == old.title
    history = text_of(as_("board").get("/board/risks/dsg-deficit/"))
    assert "The Board scored it for the first time." in history
    assert "First version" in history
    with pytest.raises(Stale, match="changed this risk while"):
        change_risk(slug="dsg-deficit", version=1, reason="Another view of it.", by=person("finance"), at=AT,
                    **{**{n: getattr(old, n) for n in ("title", "description", "mitigation", "owner", "proximity",
                       "status", "source_reference")}, "likelihood": 1, "impact": 1})  # fmt: skip


def test_a_risk_is_added_once() -> None:
    sent = {
        "title": "Add", "description": "Placements fail.", "status": "open", "form_key": str(uuid4()), "likelihood": "",
        "impact": "", "mitigation": "", "owner": "", "proximity": "", "source_reference": "",
    }  # fmt: skip
    for _ in range(2):
        response = as_("admin").post("/board/risks/add/", sent)
    assert response.headers["location"] == "/board/risks/add-2/"
    assert Risk.objects.count() == 2
    assert as_("board").get("/board/risks/add-2/").status_code == 200


def test_an_update_by_a_reader_is_refused() -> None:
    from apps.core.errors import NotAllowed

    row = action(committee())
    with pytest.raises(NotAllowed, match="Actions are kept by SEND managers"):
        update_action(
            action_id=row.pk, version=0, words="x", state=ActionState.DONE, due=AFTER_THE_READING_DATE,
            by=person("board"), at=AT,
        )  # fmt: skip


def test_overdue_actions_need_the_boards_attention(clock: Callable[[date], None]) -> None:
    for days in (1, 2):
        action(committee(), words=f"Thing {days}", due=date(2026, 2, days))
    assert "overdue" not in text_of(as_("board").get("/"))
    clock(date(2026, 2, 13))
    page = text_of(as_("board").get("/"))
    assert "2 actions of the Board are overdue" in page
    assert "“Thing 1” was due from the Director of Education and Skills on 1 February 2026." in page
