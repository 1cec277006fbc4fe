"""What every page of one position does first: find it for this person, or answer 404."""

from django.http import Http404
from django.urls import reverse

from apps.core.models import User
from apps.deficit.models import Position
from apps.deficit.selectors.position_content import position_seen


def seen_or_404(pk: int, person: User) -> Position:
    position = position_seen(pk, person)
    if position is None:
        raise Http404(f"There is no position {pk}.")
    return position


def address(name: str, position: Position) -> str:
    """Of the parts of a position, with ``{}`` for a part's place."""
    return reverse(f"deficit:{name}", args=[position.pk, 1]).removesuffix("1/") + "{}/"
