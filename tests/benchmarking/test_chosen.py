"""Chosen sets and what is said of a line: made, changed, archived, refused, and told of in the trail."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from apps.benchmarking.models import Authority, ChosenSet, LineComment
from apps.benchmarking.selectors.peers import all_peers
from apps.benchmarking.services.chosen_sets import Content, archive_set, change_set, make_set
from apps.benchmarking.services.comments import write_comment
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from tests.fixtures import person

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
WHY = "On the south coast, as we are."
TABLE, LINE = "s251-budget-2025-26-per-head", "hospital"
COMMENT = f"/benchmarking/appendix-3/{LINE}/comment/"


@pytest.fixture
def members(report: None) -> list[int]:
    return list(Authority.objects.filter(dfe_code__in=("878", "886", "845")).values_list("pk", flat=True))


def content(members: list[int], name: str = "Coastal", reason: str = WHY) -> Content:
    return Content(name, reason, frozenset(members))


def made(members: list[int], who: str = "manager", **more: Any) -> ChosenSet:
    return make_set(content=content(members, **more), by=person(who), at=AT)


def test_a_set_stands_among_the_comparators(members: list[int]):
    one = made(members)
    peers = all_peers()[f"set-{one.pk}"]
    assert (set(peers.members), peers.name) == (set(members), "Chosen: Coastal")
    entry = AuditEntry.objects.get(subject_type="benchmarking.chosenset")
    assert entry.after == {"name": "Coastal", "reason": WHY, "authorities": ["Devon", "East Sussex", "Kent"]}
    archive_set(pk=one.pk, read_version=1, reason="Not needed any more.", by=person("finance"), at=AT)
    assert f"set-{one.pk}" not in all_peers()


def test_sent_twice_it_is_one(members: list[int]):
    assert made(members).pk == made(members).pk
    assert ChosenSet.objects.count() == AuditEntry.objects.filter(subject_type="benchmarking.chosenset").count() == 1


@pytest.mark.parametrize("who", ["board", "adviser"])
def test_who_may_not_choose_nor_comment(members: list[int], who: str):
    with pytest.raises(NotAllowed, match="SEND managers and finance officers"):
        made(members, who)
    with pytest.raises(NotAllowed, match="SEND managers and finance officers"):
        said("Mine.", who=who)


def test_a_change_moves_the_version_and_a_stale_one_is_refused(members: list[int]):
    one = made(members)
    fewer = content(members[:2], name="Coast")
    changed = change_set(pk=one.pk, content=fewer, read_version=1, by=person("finance"), at=AT)
    assert (changed.version, changed.members.count()) == (2, 2)
    assert change_set(pk=one.pk, content=fewer, read_version=1, by=person("finance"), at=AT).version == 2
    with pytest.raises(Stale) as stale:
        change_set(pk=one.pk, content=content(members), read_version=1, by=person("manager"), at=AT)
    assert stale.value.differences[0] == "Its name is “Coast” now; yours is “Coastal”."
    with pytest.raises(Refused, match="Nothing was changed"):
        change_set(pk=one.pk, content=fewer, read_version=2, by=person("manager"), at=AT)
    with pytest.raises(Stale):
        archive_set(pk=one.pk, read_version=1, reason="Not needed any more.", by=person("manager"), at=AT)
    archive_set(pk=one.pk, read_version=2, reason="Not needed any more.", by=person("manager"), at=AT)
    with pytest.raises(Refused, match="archived"):
        change_set(pk=one.pk, content=content(members), read_version=3, by=person("manager"), at=AT)


def test_the_pages_make_change_and_archive(members: list[int], client: Client):
    client.force_login(person("manager"))
    fields = {"version": "0", "name": "Coastal", "reason": WHY, "members": [str(pk) for pk in members]}
    answer = client.post("/benchmarking/sets/add/", fields)
    one = ChosenSet.objects.get()
    assert answer.url == f"/benchmarking/sets/{one.pk}/"
    assert "three statistical" not in client.get(f"/benchmarking/?with=set-{one.pk}").content.decode()
    assert (
        "the three authorities of the set “Coastal”" in client.get(f"/benchmarking/?with=set-{one.pk}").content.decode()
    )
    change = f"/benchmarking/sets/{one.pk}/change/"
    assert client.post(change, {**fields, "version": "1", "name": "Coast"}).status_code == 302
    stale = client.post(change, {**fields, "version": "1", "name": "Shore"})
    assert stale.status_code == 409
    words = stale.content.decode()
    assert "It changed while you were writing" in words
    assert 'value="Shore"' in words
    assert 'name="version" value="2"' in words
    assert client.post(change, {**fields, "version": "2", "name": "Shore"}).status_code == 302
    assert client.post(f"/benchmarking/sets/{one.pk}/archive/", {"version": "3", "reason": "Not needed any more."}).url
    assert "Coastal" not in client.get("/benchmarking/sets/").content.decode()
    assert "Shore" in client.get("/benchmarking/sets/?show=archived").content.decode()
    assert client.get(f"/benchmarking/?with=set-{one.pk}").status_code == 400


def test_refusals_name_field_value_and_remedy(members: list[int], client: Client):
    client.force_login(person("manager"))
    made(members)
    fields = {"version": "0", "name": "coastal", "reason": WHY, "members": ["0"]}
    words = client.post("/benchmarking/sets/add/", fields)
    assert words.status_code == 422
    assert "“0” is not an authority of this list. Choose from the list." in words.content.decode()
    again = client.post("/benchmarking/sets/add/", {**fields, "members": [str(members[0])]})
    assert again.status_code == 422
    assert "There is a set named “coastal” already. Choose another name" in again.content.decode()
    assert ChosenSet.objects.count() == 1


def said(text: str, version: int = 0, who: str = "manager") -> LineComment:
    return write_comment(
        table=TABLE, line=LINE, text=text, generated="Small budgets", read_version=version, by=person(who), at=AT
    )


def test_a_comment_is_a_version_and_a_blank_goes_back(report: None):
    assert (said("Places are in 1.0.2.").version, said("Places are in 1.0.2.").version) == (1, 1)
    with pytest.raises(Stale) as stale:
        said("Other words.", who="finance")
    assert "“Places are in 1.0.2.” now" in stale.value.differences[0]
    with pytest.raises(Refused, match="Nothing was changed"):
        said("Places are in 1.0.2.", 1, "finance")
    assert said("", 1, "finance").version == 2
    assert LineComment.objects.count() == 2


def test_the_page_keeps_the_rule_s_sentence_beside(report: None, client: Client):
    client.force_login(person("finance"))
    assert client.post(COMMENT, {"version": "0", "text": "Places are in 1.0.2."}).url == "/benchmarking/appendix-3/"
    words = client.get("/benchmarking/appendix-3/").content.decode()
    assert "Places are in 1.0.2." in words
    assert "Small budgets: BCP £1 a head" in words
    page = client.get(COMMENT).content.decode()
    assert "Small budgets: BCP £1 a head" in page
    assert "What was said of this line, newest first" in page
    stale = client.post(COMMENT, {"version": "0", "text": "Mine."})
    assert stale.status_code == 409
    assert 'value="Mine."' in stale.content.decode()
    assert client.post(COMMENT, {"version": "1", "text": ""}).status_code == 302
    assert "Back to the rule&#x27;s sentence" in client.get(COMMENT).content.decode()
