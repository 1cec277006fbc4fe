"""Strange values posted to each field of each form: every answer was meant, and says what to do."""

from collections import Counter

import pytest
from django.forms import Form
from django.test import Client

from tests.board.at_work.posts import posts
from tests.fixtures import person
from tests.initiatives.pages import signed_in
from tests.initiatives.strange import IDENTIFYING, STRANGE, check_refusal
from tests.often import often

STEP = 30 // often(5)  # a sixth of them, or a thirtieth
pytestmark = pytest.mark.usefixtures("report")


def test_every_strange_value_is_answered_in_every_form() -> None:
    """Some of the values in each field, taking turns. The test client raises what a view raises."""
    clients = {who: signed_in(Client(), person(who)) for who in ("manager", "finance")}
    answers: Counter[int] = Counter()
    unhelpful: set[str] = set()
    turn = 0
    for name, (who, path, sound) in posts().items():
        for field in sound:
            turn += 1
            for value in STRANGE[turn % STEP :: STEP]:
                response = clients[who].post(path, {**sound, field: value})
                answers[response.status_code] += 1
                assert response.status_code in (302, 409, 422), (name, field, value, response.status_code)
                if response.status_code == 422:
                    unhelpful |= unhelpful_of(response.context["form"], value)
    print(f"{sum(answers.values())} strange posts: {dict(answers)}")
    assert sum(answers.values()) >= 7_800 / STEP
    assert answers[422] >= 4_800 / STEP
    assert not unhelpful, "\n".join(sorted(unhelpful))


def unhelpful_of(form: Form, value: str) -> set[str]:
    """Sentences that do not say what to do, or not about what."""
    found = set()
    for sentence in (str(one) for sentences in form.errors.values() for one in sentences):
        if sentence.startswith("The page has lost track"):  # of a field that nobody sees
            continue
        try:
            check_refusal(value, sentence)
        except AssertionError:
            found.add(sentence)
    return found


def test_no_child_is_named_in_any_free_text() -> None:
    clients = {who: signed_in(Client(), person(who)) for who in ("manager", "finance")}
    tried = 0
    for name, (who, path, sound) in posts().items():
        page = clients[who].get(path)
        assert page.status_code == 200
        for field, widget in ((f, page.context["form"].fields[f]) for f in sound):
            if widget.__class__.__name__ != "CharField":
                continue
            for bad in IDENTIFYING[tried % 2 :: 2]:
                tried += 1
                response = clients[who].post(path, {**sound, field: f"As agreed with {bad} today"})
                assert response.status_code == 422, (name, field, bad)
    print(f"{tried} texts that name a child, all refused")
    assert tried >= 100
