"""Assumptions in the browser: seen before saved, drafted, agreed by another, refused in words."""

import pytest

from apps.deficit.models import Assumption, ProjectionPoint

pytestmark = pytest.mark.django_db
PAGE = "/deficit/assumptions/occupancy/"
ASKED = {
    "low": "80", "central": "90", "high": "100", "version": "1", "source_reference": "School census, January 2026",
    "reason": "Counted in January",
}  # fmt: skip


@pytest.fixture(autouse=True)
def few_draws(settings):
    settings.DRAWS = 100


def text(answer):
    return " ".join(answer.content.decode().split())


def test_list_shows_value_range_source_and_state(client, board_user):
    client.force_login(board_user)
    page = text(client.get("/deficit/assumptions/"))
    assert "Finance has agreed 0 of the projection’s 24 assumptions; the others are illustrative." in page
    assert "13.58% a year" in page
    assert "5.85% a year to 20.93% a year" in page
    assert "258 plans in January 2020, 554 in January 2026" in page
    assert "Illustrative, version 1" in page


def test_reader_sees_no_form(client, board_user):
    client.force_login(board_user)
    assert "Save the draft" not in text(client.get(PAGE))
    assert client.post(PAGE, ASKED).status_code == 403


def test_effect_is_seen_before_anything_is_saved(client, finance_user):
    client.force_login(finance_user)
    page = text(client.post(PAGE, {**ASKED, "see": "yes"}))
    assert "What the change would do" in page
    assert "Approved and pipeline, 31 March 2028" in page
    assert 'value="90"' in page
    assert Assumption.objects.filter(key="occupancy").count() == 1
    assert not ProjectionPoint.objects.exists()


def test_one_drafts_another_agrees(client, finance_user, admin_user):
    client.force_login(finance_user)
    page = text(client.post(PAGE, ASKED, follow=True))
    assert "It counts once another finance officer has agreed it." in page
    assert "Agree version 2" not in page
    own = client.post(f"{PAGE}2/agree/", {"reason": "I checked it myself"})
    assert own.status_code == 403
    assert "another finance officer agrees it" in text(own)
    client.force_login(admin_user)
    assert "Agree version 2" in text(client.get(PAGE))
    assert client.post(f"{PAGE}2/agree/", {"reason": "no"}).status_code == 422
    page = text(client.post(f"{PAGE}2/agree/", {"reason": "Checked against the census"}, follow=True))
    assert "version 2 is agreed." in page
    assert "Agreed by finance, version 2" in page
    assert "Checked against the census" in page
    assert page.count(">In force</td>") == 1
    assert page.count(">Replaced</td>") == 1


def test_withdrawn(client, finance_user):
    client.force_login(finance_user)
    client.post(PAGE, ASKED)
    page = text(client.post(f"{PAGE}2/withdraw/", {"reason": "The wrong table was read"}, follow=True))
    assert "version 2 is withdrawn." in page
    assert "Save the draft" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"central": "many"}, "“many” is not a number. Enter per cent, in digits."),
        ({"high": "101"}, "“101” is not between 0 and 100. Enter a per cent."),
        ({"low": "95"}, "Low is at most central, and central at most high. Put the three in order."),
        ({"reason": "short"}, "Say why in a sentence of at least 10 characters; this has 5."),
        ({"source_reference": ""}, "Name the document that the values come from."),
        ({"low": "85", "central": "95"}, "Nothing was changed: low, central and high are as they were."),
        ({"version": ""}, "The page has lost track of what you read."),
    ],
)
def test_bad_input_is_refused_with_the_value_and_the_remedy(client, finance_user, change, sentence):
    client.force_login(finance_user)
    answer = client.post(PAGE, {**ASKED, **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Assumption.objects.filter(key="occupancy").count() == 1


def test_stale_form_is_a_conflict_with_the_readers_text_kept(client, finance_user, admin_user):
    client.force_login(finance_user)
    client.post(PAGE, ASKED)
    client.force_login(admin_user)
    client.post(f"{PAGE}2/agree/", {"reason": "Checked against the census"})
    answer = client.post(PAGE, {**ASKED, "central": "88"})
    assert answer.status_code == 409
    page = text(answer)
    assert "version 2, agreed by Administrator" in page
    assert 'value="88"' in page


def test_no_such_assumption(client, board_user):
    client.force_login(board_user)
    assert client.get("/deficit/assumptions/luck/").status_code == 404


def test_file_of_assumptions(client, board_user):
    client.force_login(board_user)
    rows = client.get("/deficit/assumptions/?_export=csv").content.decode("utf-8-sig")
    assert "Share of open places that are filled,95%,85% to 100%" in rows
