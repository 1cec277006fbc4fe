"""Reads actions as they are now: set once, then reported on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from apps.board.models import Action, ActionUpdate
from apps.board.vocabulary import ActionState
from apps.core.memory import remembered
from apps.core.world import frozen_world


@dataclass(frozen=True, slots=True)
class ActionNow:
    """``updates`` are newest first. State and due date are the newest update's, else those it was set with."""

    action: Action
    updates: list[ActionUpdate]

    @property
    def version(self) -> int:
        return self.updates[0].number if self.updates else 0

    @property
    def state(self) -> ActionState:
        return ActionState(self.updates[0].state) if self.updates else ActionState.OPEN

    @property
    def due(self) -> date:
        return self.updates[0].due if self.updates else self.action.due

    def is_overdue(self, on: date) -> bool:
        """Open after its day."""
        return self.state == ActionState.OPEN and self.due < on

    def days_late(self, on: date) -> int:
        return (on - self.due).days


@remembered
def actions() -> list[ActionNow]:
    """Open ones first, by due date."""
    return sorted(_now(Action.objects.all()), key=lambda one: (one.state != ActionState.OPEN, one.due, one.action.pk))


def open_actions() -> list[ActionNow]:
    return [one for one in actions() if one.state == ActionState.OPEN]


@remembered
def actions_of(meeting_id: int) -> list[ActionNow]:
    return _now(Action.objects.filter(meeting=meeting_id))


@remembered
def action_now(pk: int) -> ActionNow:
    """Raises ``Action.DoesNotExist``."""
    found = _now(Action.objects.filter(pk=pk))
    if not found:
        raise Action.DoesNotExist(f"There is no action numbered {pk}.")
    return found[0]


def _now(rows: QuerySet[Action]) -> list[ActionNow]:
    """As at a past meeting, with what was set and reported by then."""
    reported = ActionUpdate.objects.select_related("by").order_by("-number")
    if world := frozen_world():
        rows, reported = rows.filter(recorded_at__lte=world.until), reported.filter(at__lte=world.until)
    updates = Prefetch("updates", reported)
    rows = rows.select_related("meeting__body", "decision__item", "recorded_by").prefetch_related(updates)
    return [ActionNow(row, list(row.updates.all())) for row in rows]
