"""Hide small figures, and as much else as it takes that nobody can work them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from apps.core.disclosure.given_away import given_away_by_public
from apps.core.disclosure.model import Model, model_of
from apps.core.disclosure.publication import Cell, Kind, Publication
from apps.core.disclosure.worlds import cheapest_other_world


class Reason(StrEnum):
    """Why a figure is not shown. Small ones say “fewer than”, with the threshold; ``UNSAID`` does not say which.

    Four small parts whose total is small, too, are 1 each: where the reasons alone tell, none is given.
    """

    SMALL = "small"
    SECONDARY = "secondary"
    UNSAID = "unsaid"


class NotProtected(ValueError):
    """No way was found, within the limits, to keep a small figure from being worked out. Nothing may be published."""


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """A figure as it may leave: rounded as printed, or no value and the reason. The true value is not in it."""

    key: str
    kind: Kind
    value: Fraction | None
    reason: Reason | None = None
    already_public: bool = False

    @property
    def shown(self) -> bool:
        return self.reason is None


@dataclass(frozen=True, slots=True)
class ProtectedPublication:
    """``given_away``: figures that are hidden here, and that figures already public give away, or may give away."""

    cells: Mapping[str, ProtectedCell]
    threshold: int
    given_away: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> ProtectedCell:
        return self.cells[key]

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(key for key, cell in self.cells.items() if not cell.shown)


def protect(publication: Publication) -> ProtectedPublication:
    """Primary then secondary suppression; the same publication always gives the same answer.

    Afterwards every small figure has at least two possible values for a reader who knows all shown figures, all
    relations, the threshold and the reason of every gap. Raises ``NotAPublication``, ``NotProtected``.
    """
    model = model_of(publication)
    hidden, unsaid, given_away = set(small_cells(model)), set[str](), []
    for key in sensitive_cells(model):
        world = cheapest_other_world(model, hidden, key, unsaid)
        if world is None and given_away_by_public(model, key):
            given_away.append(key)
        elif world is None:
            unsaid |= _all_near(model, key)
            hidden |= unsaid
            if cheapest_other_world(model, hidden, key, unsaid) is None:
                _refuse_unless_public(model, key)
                given_away.append(key)
        else:
            hidden |= world.to_hide
    cells = {cell.key: _as_it_leaves(model, cell, hidden, unsaid) for cell in model.cells.values() if cell.printed}
    return ProtectedPublication(cells, model.threshold, tuple(given_away))


def small_cells(model: Model) -> list[str]:
    """Printed cells that are small in themselves (primary suppression), less those that are already public."""
    return [key for key, cell in model.cells.items() if _is_hidden_for_itself(model, cell)]


def sensitive_cells(model: Model) -> list[str]:
    """Cells of which nobody may learn the value: small counts and money, and the small counts behind them."""
    return [
        key
        for key, cell in model.cells.items()
        if cell.kind is not Kind.PERCENT and not cell.already_public and model.is_small(key, cell.value)
    ]


def _is_hidden_for_itself(model: Model, cell: Cell) -> bool:
    return cell.printed and not cell.already_public and model.is_small(cell.key, cell.value)


def _all_near(model: Model, key: str) -> set[str]:
    return {k for k in model.connected(key) if model.cells[k].printed and not model.cells[k].already_public}


def _refuse_unless_public(model: Model, key: str) -> None:
    if not any(model.cells[k].already_public for k in model.connected(key)):
        raise NotProtected(f"“{key}” could be worked out whatever else is hidden. Leave its table out.")


def _as_it_leaves(model: Model, cell: Cell, hidden: set[str], unsaid: set[str]) -> ProtectedCell:
    if cell.key not in hidden:
        return ProtectedCell(cell.key, cell.kind, cell.as_printed(cell.value), already_public=cell.already_public)
    if cell.key in unsaid:
        return ProtectedCell(cell.key, cell.kind, None, Reason.UNSAID)
    reason = Reason.SMALL if model.is_small(cell.key, cell.value) else Reason.SECONDARY
    return ProtectedCell(cell.key, cell.kind, None, reason)
