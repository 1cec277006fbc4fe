"""Remembers what selectors read, for as long as the stored data stand still.

A page reads the data's stamp once; a ``remembered`` selector that this process asked under the same stamp answers
from memory. The stamp moves as a change commits (a deferred trigger), and it is read before the data, so an answer can
be newer than its stamp and never older. Outside a GET request nothing is remembered. A frozen world
(``apps.core.world``) has answers of its own under its content hash: they never change, so they are remembered always.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.core.models import DataStamp
from apps.core.world import frozen_world

T = TypeVar("T")
View = Callable[[HttpRequest], HttpResponse]
ASK = -1
FROZEN = -2  # the stamp of every frozen world: it never moves
MOST_ANSWERS = 512

_stamp: ContextVar[int | None] = ContextVar("data_stamp", default=None)
_answers: dict[Hashable, tuple[int, Any]] = {}


def remember_while_reading(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: lets selectors remember during a GET request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        reading = settings.REMEMBER_READS and request.method in ("GET", "HEAD")
        token = _stamp.set(ASK if reading else None)
        try:
            return get_response(request)
        finally:
            _stamp.reset(token)

    return middleware


def remembered(select: Callable[..., T]) -> Callable[..., T]:
    """For selectors whose answers are frozen and whose tables all move the stamp. Arguments must be hashable."""

    @wraps(select)
    def answer(*args: Hashable, **named: Hashable) -> T:
        stamp = _current_stamp()
        if stamp is None:
            return select(*args, **named)
        world = frozen_world()
        key = (
            world and (world.key, world.content_hash),
            select.__module__,
            select.__qualname__,
            args,
            tuple(sorted(named.items())),
        )
        if (known := _answers.get(key)) and known[0] == stamp:
            return known[1]
        value = select(*args, **named)
        if len(_answers) >= MOST_ANSWERS:
            _answers.clear()
        _answers[key] = (stamp, value)
        return value

    return answer


def _current_stamp() -> int | None:
    world = frozen_world()
    if world:
        return FROZEN if world.content_hash and settings.REMEMBER_READS else None
    stamp = _stamp.get()
    if stamp == ASK:
        stamp = DataStamp.objects.values_list("moves", flat=True).first()
        _stamp.set(stamp)
    return stamp
