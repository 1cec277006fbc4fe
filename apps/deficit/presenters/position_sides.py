"""What moves into the published forecast, or out of it, once a position is published: said before it is."""

from collections.abc import Mapping
from dataclasses import replace

from apps.core.errors import Refused
from apps.core.money import in_words
from apps.core.world import today
from apps.deficit.models import Position
from apps.deficit.presenters import day
from apps.deficit.presenters.treatments import named
from apps.deficit.runs.preview import changing_sides
from apps.deficit.selectors.positions import PositionView, view_of
from apps.deficit.workflow.positions import OPEN

SIDES = {True: "in the forecast already", False: "beside the forecast", None: "some in it and some beside it"}


def sides_sentences(position: Position, names: Mapping[str, str]) -> list[str]:
    """One for each benefit that changes side; nothing of a closed position, or where nothing can be projected."""
    if position.status not in OPEN:
        return []
    view = _as_published(position)
    try:
        moved = changing_sides(view)
    except Refused:
        return []
    return [
        f"{named(one, names)}, worth {in_words(one.worth)} in {one.year}: {SIDES[one.in_forecast]}, since it is stated "
        f"on {day(view.source_date)}."
        for one in moved
    ]


def _as_published(position: Position) -> PositionView:
    """As it would stand if it were published today."""
    view = view_of(position)
    return view if position.stated_on or position.source else replace(view, source_date=today())
