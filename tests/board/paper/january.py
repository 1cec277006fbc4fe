"""The January meetings' packs and the paper of one, as the demonstration makes them."""

import hashlib
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from apps.board.models import PaperFile, PaperMaking, Publication
from apps.board.renderers.formats import FORMATS
from apps.board.runs import papers as making
from apps.board.services.demonstration_paper import freeze_january, publish_january
from apps.board.vocabulary import MakingState
from tests.deficit.published import publish_a_run
from tests.fixtures import person, reads_remembered


def january_published(*, files: bool = True) -> Publication:
    """Without ``files`` each is a few bytes: for tests that look at pages, since six formats take seconds."""
    publish_a_run()
    return published_after_a_run(files=files)


def published_after_a_run(*, files: bool = True) -> Publication:
    people = {name: person(name) for name in ("manager", "finance", "admin")}
    with reads_remembered():  # of packs, as in production: a draft is written many times
        freeze_january(by=people["finance"], at=timezone.now())
        with patch.object(making, "work", making.work if files else say_made):
            made = publish_january(people=people, at=timezone.now())
    assert made is not None
    return made


def say_made() -> int:
    """Every waiting version has a few bytes in each format."""
    waiting = PaperMaking.objects.filter(state=MakingState.QUEUED)
    for row in waiting:
        for kind in FORMATS:
            content = kind.encode()
            PaperFile.objects.create(
                version=row.version, format=kind, content=content, made_at=timezone.now(),
                content_hash=hashlib.sha256(content).hexdigest(),
            )  # fmt: skip
        row.state, row.done = MakingState.DONE, list(FORMATS)
        row.save()
    return len(waiting)


def corrected(first: Publication, notice: str = "The background named the wrong month.") -> Publication:
    """A second version of the same paper, with its notice."""
    from apps.board.services.papers import agree_texts, finish_paper, publish_paper, write_text

    now, paper = timezone.now(), first.version.paper
    manager, finance, admin = (person(name) for name in ("manager", "finance", "admin"))
    said: dict[str, Any] = {"paper": paper, "block": "background", "quoted": [], "role": "Report author", "at": now}
    with reads_remembered():
        write_text(words="In November the committee received a report.", read_version=1, by=manager, **said)
        agree_texts(paper=paper, read=[("background", 2)], role="Finance officer", by=finance, at=now)
        version = finish_paper(paper=paper, read_versions=1, notice=notice, by=finance, at=now)
        say_made()
        version.refresh_from_db()
        return publish_paper(version=version, by=admin, at=now)
