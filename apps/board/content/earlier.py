"""What earlier publications showed and hid, beside what is published now: a reader holds both.

A figure that was hidden and has moved could be worked out from its old total and from neighbours that are shown now;
and how far a figure has moved may itself be a count of 1 to 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from apps.board.calculations.paper.checked import Earlier
from apps.board.content.drafts import Draft
from apps.core import disclosure
from apps.core.disclosure import Kind


@dataclass
class Before:
    """Cells, relations and shares of what was published before, each under its own name. None of them is printed."""

    cells: dict[str, disclosure.Cell] = field(default_factory=dict)
    relations: dict[str, disclosure.Relation] = field(default_factory=dict)
    shares: dict[str, disclosure.Share] = field(default_factory=dict)


def published_before(now: Mapping[str, disclosure.Cell], drafts: Sequence[Draft], earlier: Sequence[Earlier]) -> Before:
    """``now`` holds every cell, printed or behind what is. A figure that has not moved is one cell, then and now."""
    found = Before()
    printed = {key: text for draft in drafts for key, text in draft.printed.items()}
    for one in earlier:
        shown = dict(one.shown)
        names = {key: _then(found, now[key], value, key in shown, shown.get(key) == printed.get(key))
                 for key, value in one.exact.items() if key in now}  # fmt: skip
        for draft in drafts:
            for relation in draft.relations:
                _relation(found, relation, names, now)
            for share in draft.shares:
                _share(found, share, names)
    return found


def _then(found: Before, cell: disclosure.Cell, text: str, shown: bool, as_shown: bool) -> str:
    """What the figure of that time is called."""
    then = Fraction(text)
    if then == cell.value and (as_shown or not shown):
        return cell.key
    name = f"{cell.key} was {then}{' and shown' if shown else ''}"
    if name not in found.cells:
        found.cells[name] = replace(cell, key=name, value=then, already_public=shown, printed=False)
        if shown and cell.kind is not Kind.PERCENT:
            _move(found, cell, name, then)
    return name


def _move(found: Before, cell: disclosure.Cell, name: str, then: Fraction) -> None:
    """By how much a figure that was shown differs."""
    move, gap = f"{name}, moved", cell.value - then
    found.cells[move] = replace(
        cell, key=move, value=abs(gap), already_public=False, printed=False, grand_total=False
    )  # fmt: skip
    first, second = (cell.key, name) if gap >= 0 else (name, cell.key)
    found.relations[move] = disclosure.difference(move, first, second)


def _relation(
    found: Before, relation: disclosure.Relation, names: Mapping[str, str], now: Mapping[str, disclosure.Cell]
) -> None:
    """As it held then, of the figures that there were."""
    terms = {names[key]: times for key, times in relation.terms.items() if key in names}
    if len(terms) < 2 or set(terms) <= set(relation.terms):
        return
    values = (times * (found.cells.get(name) or now[name]).value for name, times in terms.items())
    if sum(values) == relation.constant:
        name = f"{relation.name} of {sorted(terms)}"
        found.relations[name] = replace(relation, name=name, terms=terms)


def _share(found: Before, share: disclosure.Share, names: Mapping[str, str]) -> None:
    keys = (share.percent, share.part, share.whole)
    if all(key in names for key in keys) and names[share.percent] != share.percent:
        found.shares[names[share.percent]] = disclosure.Share(*(names[key] for key in keys))
