"""The demonstration's January meeting: its pack frozen, its paper written, agreed, finished, made and published.

Done by the demonstration's accounts, as people would: one writes, another agrees, one finishes, another publishes.
"""

import tomllib
from datetime import datetime
from typing import Any

from django.conf import settings

from apps.board.content.drafted import drafted
from apps.board.models import CommitteePaper, Meeting, Pack, Publication
from apps.board.runs import papers as making
from apps.board.services.packs import enter_restatement, freeze_pack
from apps.board.services.papers import agree_texts, begin_paper, finish_paper, publish_paper, show_figure, write_text
from apps.core.models import User

TEXTS = settings.BASE_DIR / "data" / "demonstration" / "paper-2026-01-27.toml"
JANUARY = ("2026-01-deficit-recovery-board", "2026-01-27-overview-and-scrutiny")
FINANCE_ROLE = "Finance officer"
ALREADY_PUBLIC = (
    "The council printed this figure itself in Table 1 of its public report of 27 January 2026, so to hide it here "
    "would protect nobody."
)


def freeze_january(*, by: User, at: datetime) -> list[Pack]:
    """Before anything that the meetings could not know is loaded. Once only."""
    found = []
    for slug in JANUARY:
        meeting = Meeting.objects.filter(slug=slug).first()
        if meeting and not meeting.packs.exists():
            found.append(freeze_pack(meeting=meeting, read_packs=0, reason="", by=by, at=at))
            _first_restatement(found[-1], at)
    return found


def publish_january(*, people: dict[str, User], at: datetime) -> Publication | None:
    """None where it stands already, or there is no meeting."""
    meeting = Meeting.objects.filter(slug=JANUARY[-1]).first()
    if meeting is None or CommitteePaper.objects.filter(meeting=meeting).exists():
        return None
    manager, finance, admin = (people[name] for name in ("manager", "finance", "admin"))
    paper = begin_paper(meeting=meeting, by=manager, at=at)
    texts: dict[str, dict[str, Any]] = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    for block, text in texts.items():
        writer, reader = (finance, manager) if text["role"] == FINANCE_ROLE else (manager, finance)
        quoted = [(figure, source) for figure, source in text.get("quoted", ())]
        write_text(paper=paper, block=block, words=text["words"].strip(), quoted=quoted, role=text["role"],
                   read_version=0, by=writer, at=at)  # fmt: skip
        as_whom = FINANCE_ROLE if reader == finance else "SEND manager"
        agree_texts(paper=paper, read=[(block, 1)], role=as_whom, by=reader, at=at)
    _show_what_is_public(paper, finance, at)
    version = finish_paper(paper=paper, read_versions=0, notice="", by=finance, at=at)
    making.work()
    version.refresh_from_db()
    return publish_paper(version=version, by=admin, at=at)


def _show_what_is_public(paper: CommitteePaper, by: User, at: datetime) -> None:
    """What the report's own Table 1 prints (its 2 and 94 among them), one by one: each may free others."""
    while (found := drafted(paper).disclosed) and found.hidden:
        figure = found.hidden[0]
        show_figure(paper=paper, cell=figure.cell, value=figure.value, role=FINANCE_ROLE, reason=ALREADY_PUBLIC,
                    by=by, at=at)  # fmt: skip


def _first_restatement(pack: Pack, at: datetime) -> None:
    """The report contradicts itself: the first thing that a log of restatements has to say."""
    enter_restatement(
        pack=pack, label="Dingley’s Promise: children remaining on SEN Support, to July 2025", was="2 children",
        now_is="8 children in paragraph 4.8; which is right is not known",
        reason="Table 1 prints 2, and paragraph 4.8 says 8 of the same children and the same period.",
        source_reference="Table 1; para 4.8", form_key=None, by=None, at=at,
    )  # fmt: skip
