"""Changes that keep coming, as people make them: places of the register, and revisions of a what-if."""

import threading
import time
from itertools import count
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from apps.core.models import User
from apps.deficit.models import Scenario
from apps.deficit.selectors.scenarios import newest_revision
from apps.deficit.services.scenarios import create_scenario, revise_scenario
from apps.deficit.vocabulary import BaseScenario
from apps.initiatives.models import PlaceTranche
from apps.initiatives.selectors.places import current_count
from apps.initiatives.services.places import change_place_count
from apps.initiatives.vocabulary import PlaceStatus

EVERY_SECONDS = 0.7
DIFFERENT = 40  # then the same places come again, and with them inputs that were worked out before
START_KEY = UUID(int=4)


class Changes:
    """``made``: the causes of the changes that were committed. One thread makes them, until the end of the block."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_on, daemon=True)

    def __enter__(self) -> "Changes":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _keep_on(self) -> None:
        for number in count(1):
            if self._ended.wait(EVERY_SECONDS):
                break
            try:
                self.made.append(_revision(number) if number % 5 == 0 else _places(number))
            except (DatabaseError, InterfaceError):
                time.sleep(0.2)  # what was not committed was not made
                connection.close()
            close_old_connections()


def change_places_once(number: int) -> None:
    _places(number)


def _places(number: int) -> str:
    manager = User.objects.get(username="manager")
    tranche = PlaceTranche.objects.filter(status=PlaceStatus.PIPELINE).latest("financial_year")
    old = current_count(tranche)
    places = 100 + number % DIFFERENT
    if old.places == places:
        places += 1
    change_place_count(
        tranche_id=tranche.pk, places=places, opening_month=old.opening_month, reason="The drill changes it",
        read_version=old.version, by=manager, at=timezone.now(),
    )  # fmt: skip
    return f"{tranche}: {old.places} → {places} places"


def _revision(number: int) -> str:
    manager, now = User.objects.get(username="manager"), timezone.now()
    filled = f"0.{50 + number % DIFFERENT}"
    changes = {"occupancy": {"low": "0.4", "central": filled, "high": "1"}}
    named = {
        "based_on": BaseScenario.APPROVED_AND_PIPELINE,
        "changes": changes,
        "toggles": {},
        "by": manager,
        "at": now,
    }
    scenario = Scenario.objects.first()
    if scenario is None:
        made = create_scenario(name="Drill", start_key=START_KEY, **named)
    else:
        last = newest_revision(scenario.pk)
        made = revise_scenario(
            slug=scenario.slug, name=f"Drill {number}", reason="The drill", read_version=last.version, **named
        )
    return f"“{made.name}”, version {made.version}"
