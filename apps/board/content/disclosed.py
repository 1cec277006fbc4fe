"""Everything that a paper publishes goes through disclosure control together: a figure hidden in one table is not left
to be worked out from another, nor from what was published before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.conf import settings

from apps.board.calculations.paper.checked import Earlier, HiddenFigure
from apps.board.calculations.paper.document import Table
from apps.board.calculations.paper.numbers import Kind as NumberKind
from apps.board.calculations.paper.numbers import Known
from apps.board.content.drafts import Draft, filled
from apps.board.content.earlier import Before, published_before
from apps.core import disclosure
from apps.core.disclosure import Kind, ProtectedPublication
from apps.core.disclosure.words import note
from apps.initiatives.selectors.public_copy import known_unit_values

KINDS = {Kind.COUNT: NumberKind.NUMBER, Kind.MONEY: NumberKind.MONEY, Kind.PERCENT: NumberKind.PERCENT}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Tables as they may leave. ``hidden`` figures stand as ``[c]``; ``shown`` are small and stand by a decision."""

    tables: Mapping[str, Table]
    hidden: tuple[HiddenFigure, ...]
    shown: tuple[HiddenFigure, ...]
    given_away: tuple[str, ...]
    note: str
    small: tuple[Known, ...]
    shown_cells: tuple[tuple[str, str], ...]
    exact_cells: tuple[tuple[str, str], ...] = ()


def disclose(drafts: Sequence[Draft], public: Iterable[tuple[str, str]], before: Sequence[Earlier] = ()) -> Disclosed:
    """``public`` names (cell, value as printed) what is shown by decision; ``before`` are earlier publications.

    What follows from those and from this one together is guarded as well: see ``published_before``.

    Raises ``NotProtected`` where a small figure would follow whatever is hidden.
    """
    decided = set(public)
    known = decided | {pair for one in before for pair in one.shown}
    now = _cells(drafts, known)
    publication = _publication(drafts, now, published_before(now, drafts, before))
    protected = disclosure.protect(publication)
    names = {key: name for draft in drafts for key, name in draft.names.items()}
    printed = {key: text for draft in drafts for key, text in draft.printed.items()}
    hidden = tuple(HiddenFigure(k, names[k], printed[k]) for k in protected.hidden if k in printed)
    shown = tuple(HiddenFigure(k, names[k], printed[k]) for k in printed if (k, printed[k]) in decided)
    said = note(protected) if protected.hidden else ""
    return Disclosed(
        tables={d.table.slug: _noted(filled(d, protected.hidden), said) for d in drafts},
        hidden=hidden,
        shown=shown,
        given_away=protected.given_away,
        note=said,
        small=_small(publication, protected),
        shown_cells=tuple((key, text) for key, text in printed.items() if key not in set(protected.hidden)),
        exact_cells=tuple((key, str(cell.value)) for key, cell in now.items()),
    )


def _cells(drafts: Sequence[Draft], known: set[tuple[str, str]]) -> dict[str, disclosure.Cell]:
    """Every cell by its key, printed or behind what is. One that two tables hold counts once."""
    found: dict[str, disclosure.Cell] = {}
    for draft in drafts:
        for cell in draft.cells:
            found.setdefault(cell.key, _marked(cell, draft, known))
        for cell in draft.unprinted:
            found.setdefault(cell.key, cell)
    return found


def _publication(drafts: Sequence[Draft], now: Mapping[str, disclosure.Cell], then: Before) -> disclosure.Publication:
    """What ties the tables is all their relations together."""
    left = dict(now)
    tables = []
    for draft in drafts:
        cells = [left.pop(cell.key) for cell in draft.cells if cell.key in left]
        tables.append(disclosure.Table(draft.table.title, tuple(cells)))
    rates = {Fraction(v) for v in known_unit_values()} | {Fraction(v) for d in drafts for v in d.unit_values}
    return disclosure.Publication(
        tables=tuple(tables),
        relations=(*(r for draft in drafts for r in draft.relations), *then.relations.values()),
        shares=(*(s for draft in drafts for s in draft.shares), *then.shares.values()),
        unit_values=tuple(sorted(rates)),
        threshold=settings.DISCLOSURE_THRESHOLD,
        unprinted=(*left.values(), *then.cells.values()),
    )


def _marked(cell: disclosure.Cell, draft: Draft, known: set[tuple[str, str]]) -> disclosure.Cell:
    return replace(cell, already_public=True) if (cell.key, draft.printed.get(cell.key, "")) in known else cell


def _noted(table: Table, said: str) -> Table:
    """What ``[c]`` means stands with the table that holds it."""
    has = any(disclosure.SHORTHAND in cell.text for row in table.rows for cell in row.cells)
    return replace(table, notes=(*table.notes, said)) if has and said else table


def _small(publication: disclosure.Publication, protected: ProtectedPublication) -> tuple[Known, ...]:
    """Hidden figures, so that no text and no note states them."""
    gone = set(protected.hidden)
    return tuple(
        Known(Decimal(cell.value.numerator) / cell.value.denominator, KINDS[cell.kind])
        for table in publication.tables
        for cell in table.cells
        if cell.key in gone
    )
