"""Packs and papers under many hands at once: one is made, and the others are told or given the same one."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.board.content.drafted import Drafted
from apps.board.models import CommitteePaper, Meeting, Pack, PaperVersion, Publication, Restatement
from apps.board.selectors.frozen_faults import frozen_faults
from apps.board.services import papers
from apps.board.services.packs import freeze_pack
from apps.core.errors import NotAllowed, Refused, Stale
from tests.board.packs.made import small_pack, small_paper
from tests.board.paper.made import with_texts
from tests.fixtures import person

pytestmark = pytest.mark.usefixtures("reloaded_report")
AT_ONCE = 20
SLUG = "2026-01-27-overview-and-scrutiny"


def at_once(number: int, do: Callable[[int], Any]) -> list[Any]:
    """What each gets, or the error that it is told; all begin at the same moment."""
    gate = threading.Barrier(number)

    def one(index: int) -> Any:
        try:
            gate.wait()
            return do(index)
        except (Stale, Refused, NotAllowed) as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_twenty_freeze_one_meeting_and_one_pack_is_made() -> None:
    meeting, people = Meeting.objects.get(slug=SLUG), [person("finance"), person("admin")]

    def freeze(index: int) -> Pack:
        return freeze_pack(meeting=meeting, read_packs=0, reason="", by=people[index % 2], at=timezone.now())

    found = at_once(AT_ONCE, freeze)
    assert Counter(type(one) for one in found) == {Pack: 1, Stale: AT_ONCE - 1}
    assert [one.differences for one in found if isinstance(one, Stale)] == [["Packs: 0 when read, 1 now."]] * 19
    (pack,) = Pack.objects.all()
    assert (pack.number, pack.slug) == (1, SLUG)
    assert pack.figures.count() > 500
    assert list(frozen_faults()) == []


def test_two_freeze_two_meetings_and_each_has_its_first() -> None:
    first = Meeting.objects.get(slug=SLUG)
    meetings = [first, Meeting.objects.exclude(pk=first.pk).order_by("pk")[0]]
    admin = person("admin")
    found = at_once(2, lambda i: freeze_pack(meeting=meetings[i], read_packs=0, reason="", by=admin, at=timezone.now()))
    assert [(pack.meeting_id, pack.number) for pack in found] == [(m.pk, 1) for m in meetings]
    assert list(frozen_faults()) == []


def begun(monkeypatch: pytest.MonkeyPatch) -> CommitteePaper:
    """A paper that can be finished, whatever stands in it."""
    pack, finance = small_pack(), person("finance")
    paper = papers.begin_paper(meeting=pack.meeting, by=finance, at=timezone.now())
    monkeypatch.setattr(papers, "drafted", lambda _: Drafted(pack, with_texts("Words"), None, (), {}))
    return paper


def test_twenty_finish_one_paper_and_one_version_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, people = begun(monkeypatch), [person("finance"), person("admin")]
    found = at_once(AT_ONCE, lambda i: papers.finish_paper(
        paper=paper, read_versions=0, notice="", by=people[i % 2], at=timezone.now()))  # fmt: skip
    assert Counter(type(one) for one in found) == {PaperVersion: 1, Stale: AT_ONCE - 1}
    (version,) = PaperVersion.objects.all()
    assert (version.number, version.making.state) == (1, "queued")


def test_twenty_publish_one_version_and_one_publication_is_made() -> None:
    small_paper(small_pack())
    version = PaperVersion.objects.get(number=2)
    admin = person("admin")
    found = at_once(AT_ONCE, lambda _: papers.publish_paper(version=version, by=admin, at=timezone.now()))
    assert {one.pk for one in found} == {Publication.objects.get(version=version).pk}
    assert Publication.objects.count() == 2


def test_a_version_is_not_published_while_another_is_being_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever comes first: the newest is what is public, or the older one is refused."""
    paper = small_paper(small_pack())
    version = PaperVersion.objects.get(number=2)
    monkeypatch.setattr(papers, "drafted", lambda _: Drafted(version.pack, with_texts("Words"), None, (), {}))
    admin, finance = person("admin"), person("finance")

    def either(index: int) -> Any:
        if index:
            return papers.publish_paper(version=version, by=admin, at=timezone.now())
        return papers.finish_paper(paper=paper, read_versions=2, notice="x", by=finance, at=timezone.now())

    finished, published = at_once(2, either)
    assert finished.number == 3
    if isinstance(published, Refused):
        assert str(published) == "A later version has been finished. Publish that one."
    else:
        assert published.published_at < finished.finished_at or published.version_id == version.pk


def test_twenty_posts_of_a_restatement_enter_one() -> None:
    pack = small_pack()
    body = {"label": "Places", "was": "182 places", "now_is": "140 places",
            "reason": "A phase was counted twice in the report.", "source_reference": "Table 1",
            "form_key": str(uuid4())}  # fmt: skip
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(person("finance"))
    path = f"/board/packs/{pack.slug}/restate/"
    found = at_once(AT_ONCE, lambda i: clients[i].post(path, body))
    assert {(answer.status_code, answer.headers.get("Location")) for answer in found} == {
        (302, f"/board/packs/{pack.slug}/changes/")
    }
    assert Restatement.objects.count() == 1
