"""The part of a meeting's page that says what was frozen for it, and what paper it has."""

from typing import Any

from apps.board.models import Meeting
from apps.board.paper_permissions import can
from apps.board.presenters.packs import pack_lines
from apps.board.selectors.packs import packs_of
from apps.board.selectors.papers import paper_of_meeting, published
from apps.core.models import User


def packs_of_meeting(person: User, meeting: Meeting) -> dict[str, Any]:
    paper = paper_of_meeting(meeting.pk)
    return {
        "packs": pack_lines(packs_of(meeting.pk)),
        "paper": paper,
        "published": bool(paper and published(paper.slug)),
        "may_freeze": can(person, "freeze_pack"),
        "may_write": can(person, "write_paper"),
    }
