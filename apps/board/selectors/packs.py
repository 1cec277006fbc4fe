"""Reads packs: which there are, and what each holds."""

from django.db.models import QuerySet
from django.urls import reverse

from apps.board.models import Meeting, Pack, PackFigure
from apps.board.selectors.as_at import day_of
from apps.board.selectors.late import late_words
from apps.core.memory import remembered
from apps.core.world import World

PREFIX = "/as-at/"


@remembered
def pack_called(slug: str) -> Pack | None:
    return Pack.objects.select_related("meeting__body").filter(slug=slug).first()


@remembered
def packs_of(meeting: int) -> list[Pack]:
    """Newest first."""
    return list(Pack.objects.filter(meeting=meeting).select_related("frozen_by", "meeting__body").order_by("-number"))


@remembered
def all_packs() -> list[Pack]:
    """Newest meeting first, and of each its newest pack first."""
    return list(Pack.objects.select_related("meeting__body", "frozen_by").order_by("-meeting__date", "-number"))


def meeting_called(slug: str) -> Meeting | None:
    return Meeting.objects.select_related("body").filter(slug=slug).first()


def world_of(pack: Pack) -> World:
    """What the product is as at this pack."""
    return World(
        key=pack.slug,
        day=day_of(pack.known_by, pack.frozen_at),
        name=str(pack),
        frozen_at=pack.frozen_at,
        content_hash=pack.content_hash,
        address=f"{PREFIX}{pack.slug}/",
        changes_url=reverse("board:restatements", args=[pack.slug]),
        late=late_words(pack),
        late_url=f"{reverse('board:pack', args=[pack.slug])}#between",
    )


def figures_in(pack: int) -> QuerySet[PackFigure]:
    """In the pack's order, for a list that SQL narrows and pages."""
    return PackFigure.objects.filter(pack=pack).order_by("order")
