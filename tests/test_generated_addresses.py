"""Five thousand generated addresses find a page or none, and some of those that find one are asked for."""

import random
from collections import Counter
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.fixtures import person
from tests.initiatives.strange import STRANGE, value
from tests.routes import table

ADDRESSES, ASKED, SEED = 5_000, 150, 20260127


def generated(chance: random.Random) -> str:
    """A route with each of its parts replaced by something else, and sometimes a part of the route, too."""
    route = chance.choice(table())
    parts = route.path(route.sample.replace("{", "").replace("}", "")).strip("/").split("/")
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(parts))
        parts[at] = chance.choice(
            ("0", "7", "9" * 30, "-1", "portage", value(chance, parts[at]), chance.choice(STRANGE))
        )
    return "/" + "/".join(parts) + chance.choice(("/", "/", "/", "", "//"))


def test_five_thousand_addresses_find_a_page_or_none():
    chance, counts = random.Random(SEED), Counter[str]()  # noqa: S311 - the same addresses every time
    for _ in range(ADDRESSES):
        try:
            resolve(generated(chance))
        except Resolver404:
            counts["none"] += 1
        else:
            counts["a page"] += 1
    print(f"{ADDRESSES} generated addresses: {dict(counts)}")
    assert min(counts.values()) >= 300


@pytest.mark.django_db
def test_those_that_find_a_page_are_answered(report: None):
    chance, client, asked = random.Random(SEED), Client(), 0  # noqa: S311
    client.force_login(person("finance"))
    while asked < ASKED:
        path = generated(chance)
        try:
            found = resolve(path)
        except Resolver404:
            continue
        if found.url_name == "healthz" or not found.kwargs:
            continue
        asked += 1
        answer = client.get(quote(path))
        assert answer.status_code < 500, path
    print(f"{asked} generated addresses asked for")
