"""Reads the product as a pack holds it: every table of the dashboards, row for row, and nothing that came later."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from apps.core.world import World, within

SEARCH_PATH = "SELECT set_config('search_path', 'as_at, public', true), set_config('board.pack', %s, true)"


@contextmanager
def reading_as_at(pack_id: int, world: World) -> Iterator[None]:
    """Within it the dashboards' tables are the pack's; what is written within it is taken back, as is the search path.

    Its views are the owner's (migration ``0005_pack_rules``): the application can make none of its own.
    """
    with transaction.atomic(), _grouping_by_every_column():
        with connection.cursor() as cursor:
            cursor.execute(SEARCH_PATH, [str(pack_id)])
        with within(world):
            yield
        transaction.set_rollback(True)


def day_of(known_by: date, frozen_at: datetime) -> date:
    """Its today: the day on which it was frozen, or the last on which anything that it holds was published."""
    return min(known_by, localdate(frozen_at))


@contextmanager
def _grouping_by_every_column() -> Iterator[None]:
    """A view has no primary key, from which PostgreSQL would know the other columns of a group."""
    features = connection.features
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        del features.allows_group_by_selected_pks
