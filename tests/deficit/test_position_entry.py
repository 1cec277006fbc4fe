"""Entering a position through the pages: what is offered, saved, refused, and told to whom."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.core.models import AuditEntry, Notification
from apps.deficit.models import Position
from tests.deficit.position_pages import (
    BALANCES,
    ROOT,
    WHY,
    add_line,
    as_person,
    begin,
    decide,
    publish,
    save,
    start_page,
)
from tests.deficit.positions_made import CONTENT, SEEN, begun, draft_with_parts
from tests.fixtures import person

pytestmark = pytest.mark.django_db
GAP = {"label": "Gap", "block": "high_needs", "kind": "in_year_gap", "amount": "57.5m", "place": "1"}


@pytest.fixture
def finance(report: None):
    return as_person("finance")


def page(client, position: Position) -> str:
    return client.get(f"{ROOT}{position.pk}/").content.decode().replace("\u2060", "")


def test_the_opening_offered_is_the_closing_of_the_newest_position_of_the_year_before(finance):
    form = finance.get(start_page("2027-28", "budget")).context["form"]
    assert form.initial["opening"] == Decimal(279_300_000)
    assert form.initial["opening_label"] == "Accumulated deficit 1 April 2027"
    assert "closing" not in form.initial


def test_without_a_year_before_the_years_own_opening_is_offered(finance):
    assert finance.get(start_page("2025-26", "q2")).context["form"].initial["opening"] == Decimal(113_300_000)
    assert finance.get(start_page("2020-21", "q2")).context["form"].initial["opening"] is None


def test_an_outlook_is_for_a_year_without_a_budget(finance):
    begin(finance, "2027-28", "budget")
    answer = finance.post(start_page("2027-28", "outlook"), {**BALANCES, "copy": "none", "key": "0" * 32})
    assert answer.status_code == 422
    assert "2027/28 has a budget, so it takes no more outlooks." in str(answer.context["form"].errors)


def test_the_lines_of_an_earlier_position_are_copied(finance):
    source = Position.objects.get(reporting_point="q3")
    draft = begin(finance, "2026-27", "budget", copy=str(source.pk))
    fields = ("order", "label", "short_label", "block", "kind", "amount")
    assert list(draft.lines.values_list(*fields)) == list(source.lines.values_list(*fields))


def test_a_form_posted_twice_begins_one_position(finance):
    address = start_page("2027-28", "q1")
    fields = {**BALANCES, "copy": "none", "key": "1" * 32}
    first, again = (finance.post(address, fields) for _ in range(2))
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    assert Position.objects.filter(financial_year=2027).count() == 1


def test_another_form_for_the_same_position_is_led_to_the_first(finance):
    draft = begin(finance, "2027-28", "q1")
    answer = finance.post(start_page("2027-28", "q1"), {**BALANCES, "copy": "none", "key": "2" * 32})
    assert answer.status_code == 422
    assert f"{draft} is draft already" in answer.content.decode()


def test_a_line_posted_twice_is_one_line(finance):
    draft = begin(finance)
    fields = {**GAP, "version": "1"}
    answers = [finance.post(f"{ROOT}{draft.pk}/lines/add/", fields).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert draft.lines.count() == 1


def test_lines_are_changed_moved_and_removed(finance):
    draft = begin(finance)
    for label in ("First", "Second", "Third"):
        add_line(finance, draft, label, "schools", "movement", "1m")
    answer = save(finance, draft, "lines/3", label="Third", block="schools", kind="movement", amount="2m", place="1")
    assert answer.status_code == 302
    assert list(draft.lines.values_list("order", "label")) == [(1, "Third"), (2, "First"), (3, "Second")]
    assert save(finance, draft, "lines/2/remove").status_code == 302
    assert list(draft.lines.values_list("order", "label")) == [(1, "Third"), (2, "Second")]
    assert save(finance, draft, "lines/9").status_code == 404


def test_what_does_not_tie_is_said_with_its_size_and_never_absorbed(finance):
    draft = begin(finance, opening="279.4m", closing="340m")
    add_line(finance, draft, *("Gap", "high_needs", "in_year_gap", "60m"))
    said = page(finance, draft)
    assert "= £339,400,000; closing as stated £340,000,000: differs by +£600,000." in said
    assert "version 1 (£279,300,000): differs by +£100,000." in said
    draft.refresh_from_db()
    assert (draft.opening, draft.closing, draft.lines.get().amount) == (279_400_000, 340_000_000, 60_000_000)


def test_blocks_sum_to_the_total_or_say_by_how_much_not(finance):
    draft = begin(finance, closing="300m")
    given = {"schools_balance": "1m", "central_balance": "0", "early_years_balance": "-0.5m"}
    save(finance, draft, "blocks", **given)
    assert "the balance of High Needs is not entered" in page(finance, draft)
    save(finance, draft, "blocks", **given, high_needs_balance="299m", high_needs_spend="164m",
         high_needs_allocation="65m")  # fmt: skip
    said = page(finance, draft)
    assert "balances sum to £299,500,000; closing as stated £300,000,000: differs by +£500,000." in said
    assert "lines of the in-year gap, before transfers: differs by +£99,000,000." in said


@pytest.mark.parametrize(
    ("allocation", "agreed", "said"),
    [
        ("", "schools_forum", "allocation is not entered, so the limit of 0.5% cannot be checked"),
        ("400m", "schools_forum", "£2,000,000 is 0.50% of the Schools Block, at or below the 0.5%"),
        (
            "300m",
            "schools_forum",
            "£2,000,000 is 0.67% of the Schools Block, above the 0.5% that",
        ),
        ("300m", "secretary_of_state", "the Secretary of State’s agreement is named"),
    ],
)
def test_the_limit_of_a_transfer_is_flagged_with_its_share(finance, allocation: str, agreed: str, said: str):
    draft = begin(finance)
    if allocation:
        save(finance, draft, "blocks", schools_allocation=allocation)
    transfer = {"from_block": "schools", "to_block": "high_needs", "amount": "2m", "reference": "Forum, item 5"}
    assert save(finance, draft, "transfers/add", agreed_by=agreed, **transfer).status_code == 302
    answer = page(finance, draft)
    assert said in answer
    assert ("Above the limit" in answer) == (allocation == "300m" and agreed == "schools_forum")
    assert "sum to nought over all blocks: ties." in answer


def test_a_stale_form_is_a_409_with_differences_and_the_readers_words(finance):
    draft = begin(finance)
    draft.refresh_from_db()
    read = draft.edits
    second = as_person("admin")
    add_line(second, draft, *("Gap of the other", "high_needs", "in_year_gap", "60m"))
    answer = finance.post(f"{ROOT}{draft.pk}/lines/add/", {**GAP, "label": "My own words", "version": str(read)})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Gap of the other" in said
    assert "My own words" in said
    draft.refresh_from_db()
    assert draft.lines.count() == 1
    assert f'name="version" value="{draft.edits}"' in said


def test_a_stale_decision_is_a_409_and_decides_nothing(finance):
    draft = begun(by="admin")
    answer = finance.post(f"{ROOT}{draft.pk}/decide/withdraw/", {"version": "9", "reason": WHY})
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_decision_posted_twice_is_one(finance):
    draft = draft_with_parts()
    for _ in range(2):
        assert decide(finance, draft, "ready").status_code == 302
    assert draft.decisions.count() == 1


def test_a_difference_is_approved_only_in_words(finance):
    draft, second = draft_with_parts(content=replace(CONTENT, closing=CONTENT.closing + 1)), as_person("admin")
    decide(finance, draft, "ready")
    assert decide(second, draft, "approve").status_code == 422
    assert decide(second, draft, "approve", differences_seen=SEEN).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.differences_seen) == ("approved", SEEN)
    assert SEEN in page(finance, draft)


def test_a_position_is_returned_withdrawn_and_never_deleted(finance):
    draft, second = draft_with_parts(), as_person("admin")
    decide(finance, draft, "ready")
    assert decide(second, draft, "return").status_code == 422
    assert decide(second, draft, "return", reason="Which allocation is this?").status_code == 302
    assert "Which allocation is this?" in page(finance, draft)
    assert decide(finance, draft, "withdraw").status_code == 422
    assert decide(finance, draft, "withdraw", reason=WHY).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.lines.count()) == ("withdrawn", 2)


def test_a_correction_needs_a_reason_and_leaves_the_published_one(finance):
    first = Position.objects.get(reporting_point="q3")
    offered = finance.get(start_page("2025-26", "q3")).context["form"].initial
    given = {k: str(v) for k, v in offered.items()}
    refused = finance.post(start_page("2025-26", "q3"), given)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    second = begin(finance, "2025-26", "q3", reason=WHY)
    assert (second.version, second.reason, second.lines.count()) == (2, WHY, 5)
    publish(second)
    first.refresh_from_db()
    assert (first.version, first.status) == (1, "published")


def test_who_may_approve_is_told_and_then_who_prepared(finance):
    person("admin")
    draft = draft_with_parts()
    decide(finance, draft, "ready")
    told = {n.person.username: n.text for n in Notification.objects.filter(subject_path=f"{ROOT}{draft.pk}/")}
    assert told == {"admin": "The DSG position 2027/28 Budget, version 1 is ready for approval."}
    decide(as_person("admin"), draft, "approve", differences_seen=SEEN)
    said = Notification.objects.filter(subject_path=f"{ROOT}{draft.pk}/", person__username="finance")
    assert [n.text for n in said] == ["The DSG position 2027/28 Budget, version 1 was approved."]


def test_a_transfer_to_high_needs_reduces_its_gap_and_not_the_total(finance):
    from apps.deficit.selectors.positions import published_positions
    from tests.deficit.positions_made import published_with_parts

    made = published_with_parts()
    view = next(p for p in published_positions() if p.id == made.pk)
    assert view.in_year_gap == Decimal("97.5") * 1_000_000
    assert view.by_block()["high_needs"] == Decimal("97.5") * 1_000_000
    assert view.by_block()["schools"] == Decimal("3.2") * 1_000_000
    assert sum(view.by_block().values()) == sum(s.amount for s in view.steps) == Decimal("100.7") * 1_000_000


def test_the_history_covers_lines_blocks_transfers_and_decisions(finance):
    draft = draft_with_parts()
    decide(finance, draft, "ready")
    said = finance.get(f"/history/position/{draft.pk}/").content.decode()
    parts = ("Position line: 2 added", "Position block: 2 added", "Block transfer: 1 added", "Position decision: 1")
    for words in parts:
        assert words in said, words
    assert AuditEntry.objects.filter(subject_type="deficit.position", subject_id=str(draft.pk)).count() == 2


def test_drafts_are_for_those_who_enter_or_decide(report: None):
    draft = draft_with_parts()
    for name in ("board", "manager", "adviser"):
        client = as_person(name)
        assert client.get(f"{ROOT}{draft.pk}/").status_code == 404
        assert client.get(f"/history/position/{draft.pk}/").status_code == 404
        assert "2027/28" not in client.get(ROOT).content.decode()
        compared = client.get(f"{ROOT}compare/?first={draft.pk}&second={draft.pk}").content.decode()
        assert "is not one of the choices" in compared
