"""What waits for a second finance officer is said in the navigation and in the daily e-mail, and only to finance."""

import pytest
from django.utils import timezone

from apps.core.digest import write_digests
from apps.core.models import Notification
from apps.deficit.selectors.waiting import waiting_for
from tests.deficit.position_pages import as_person
from tests.deficit.positions_made import SEEN, decided, draft_with_parts
from tests.deficit.test_assumptions import draft as drafted
from tests.fixtures import person
from tests.initiatives.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
READY = "1 DSG position ready for approval: 2027/28 Budget, version 1."


def navigation(name: str) -> list[str]:
    return [link["text"] for link in as_person(name).get("/how/").context["navigation"]]


def test_a_position_that_is_ready_waits_for_the_second_officer_until_it_is_approved():
    position = draft_with_parts()
    assert not any("Positions" in text for text in navigation("admin"))
    decided(position, "ready", "finance")
    assert "Positions (1)" in navigation("admin")
    assert not any("Positions" in text for text in navigation("board"))
    now = timezone.now()
    assert waiting_for(person("admin"), now) == [READY]
    assert waiting_for(person("finance"), now) == []
    assert waiting_for(person("board"), now) == []
    decided(position, "approve", "admin", differences_seen=SEEN)
    assert not any("Positions" in text for text in navigation("admin"))
    assert waiting_for(person("admin"), now) == []


def test_a_drafted_assumption_waits_for_the_second_officer():
    draft = drafted(person("finance"))
    assert "Assumptions (1)" in navigation("admin")
    now = timezone.now()
    (said,) = waiting_for(person("admin"), now)
    assert said == f"1 assumption drafted, to be agreed: {draft.label}, version {draft.version}."
    assert waiting_for(person("finance"), now) == []


def test_the_daily_e_mail_says_both():
    decided(draft_with_parts(), "ready", "finance")
    draft = drafted(person("finance"))
    person("admin")
    write_digests(at=timezone.now())
    (digest,) = Notification.objects.filter(person=person("admin"), subject_path="/")
    assert READY in digest.text
    assert f"{draft.label}, version {draft.version}" in digest.text


def test_the_link_leads_to_the_positions():
    decided(draft_with_parts(), "ready", "finance")
    admin = as_person("admin")
    (link,) = [one for one in admin.get("/how/").context["navigation"] if one["text"] == "Positions (1)"]
    assert "2027/28" in text_of(admin.get(link["url"]))
