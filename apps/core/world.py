"""Which state of the data is read: today's, or one that was frozen. What is frozen has a day of its own.

A frozen world is opened by an app above (``apps.board.as_at``). Selectors need not know of it: their tables are those
of the world. They ask ``today()`` for the day, and what they remember is kept apart (``apps.core.memory``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, make_aware


@dataclass(frozen=True, slots=True)
class World:
    """``key`` names it for good; ``day`` is its today. ``content_hash`` is empty while it is being frozen. The rest is
    what a page says of it."""

    key: str
    day: date
    name: str
    frozen_at: datetime
    content_hash: str
    address: str
    changes_url: str
    late: str = ""  # how long after its day it was frozen, in words; nothing where it was in time
    late_url: str = ""  # what was recorded in between
    holds: Callable[[str], bool] = field(default=lambda _path: True, compare=False)  # whether a page is in it

    @property
    def until(self) -> datetime:
        """The last moment that it knows of: the end of its day, or that of its freezing."""
        return min(self.frozen_at, make_aware(datetime.combine(self.day + timedelta(days=1), time.min)))


_world: ContextVar[World | None] = ContextVar("world", default=None)


def frozen_world() -> World | None:
    """None where today's data are read."""
    return _world.get()


def today() -> date:
    """The day to judge by what is open, due or in force: of the frozen world, or of the clock."""
    world = _world.get()
    return world.day if world else localdate()


@contextmanager
def within(world: World) -> Iterator[None]:
    token = _world.set(world)
    try:
        yield
    finally:
        _world.reset(token)
