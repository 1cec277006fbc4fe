"""Key lines of enquiry: the four questions, each answered from the data, and texts that a second person agrees."""

import pytest
from django.test import Client

from apps.board.models import EnquiryQuestion, EnquiryText
from apps.board.services.enquiry import agree_text, write_text
from apps.core.errors import NotAllowed, Stale
from tests.board.at_work.made import AT
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report")
PAGE, WHY = "/board/enquiry/", "The figures beside it bear it out."


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def written(version: int = 0, words: str = "It works.", reason: str = "", by: str = "manager") -> EnquiryText:
    first = EnquiryQuestion.objects.get(number=1)
    return write_text(
        question_id=first.pk, words=words, role="Director of Education and Skills", reason=reason, version=version,
        by=person(by), at=AT,
    )  # fmt: skip


def test_each_of_the_four_questions_is_answered_from_the_data() -> None:
    response = as_("board").get(PAGE)
    page = text_of(response)
    assert [one["asked"].question.number for one in response.context["questions"]] == [1, 2, 3, 4]
    assert "defined as targeted upfront investment from council revenue or high needs block funds" in page
    tables = {slug: pair[0] for slug, pair in response.context["tables"].items()}
    groups = [row["initiative"] for row in tables["categories"].rows if row.get("_kind") == "group"]
    assert groups == ["Invest to cost avoid: 8 initiatives", "Grant funding: 4 initiatives"]
    assert {row["initiative"] for row in tables["new"].rows} >= {"Digitalisation of High Needs funding processes"}
    assert all(row["plan"] == "None" for row in tables["new"].rows)
    assert len(tables["requests"].rows) == 4
    mainstream = next(row for row in tables["outcomes"].rows if row["measure"].startswith("Share of EHC plans in main"))
    assert (mainstream["baseline"], mainstream["latest"]) == ("39.8% (Feb 2025)", "41.4% (Sept 2025)")
    assert len(tables["evidence"].rows) + len(tables["new"].rows) == 20


def test_a_text_is_shown_to_readers_once_another_person_agrees_it() -> None:
    row = written()
    assert "It works." not in text_of(as_("board").get(PAGE))
    assert "Not agreed yet, version 1: It works." in text_of(as_("finance").get(PAGE))
    with pytest.raises(NotAllowed, match="You wrote this answer"):
        agree_text(text_id=row.pk, reason=WHY, by=person("manager"), at=AT)
    finance = as_("finance")
    for _ in range(2):
        assert finance.post(f"/board/enquiry/answers/{row.pk}/agree/", {"reason": WHY}).status_code == 302
    page = text_of(as_("board").get(PAGE))
    assert "It works." in page
    assert "Director of Education and Skills; version 1, agreed by" in page
    written(1, "It works well.", "A clearer sentence.")
    assert "It works well." not in text_of(as_("adviser").get(PAGE))


def test_a_later_version_says_why_and_a_stale_one_keeps_the_words() -> None:
    first = EnquiryQuestion.objects.get(number=1)
    at = f"/board/enquiry/{first.pk}/write/"
    sent = {"words": "Mine.", "role": "Director", "version": "0"}
    manager = as_("manager")
    for _ in range(2):
        assert manager.post(at, sent).status_code == 302
    assert EnquiryText.objects.count() == 1
    stale = as_("finance").post(at, {**sent, "words": "Another view."})
    assert stale.status_code == 409
    assert "Another view." in stale.content.decode()
    unsaid = manager.post(at, {**sent, "words": "Better.", "version": "1"})
    assert unsaid.status_code == 422
    assert "Say why this one differs" in text_of(unsaid)


def test_a_text_with_a_newer_version_is_not_agreed() -> None:
    row = written()
    written(1, "Newer.", "A newer reading of it.")
    with pytest.raises(Stale):
        agree_text(text_id=row.pk, reason=WHY, by=person("finance"), at=AT)
