"""Everything that a paper publishes goes through disclosure control together: a figure hidden in one table is not left
to be worked out from another, nor from what was published before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.conf import settings

from apps.board.calculations.paper.checked import HiddenFigure
from apps.board.calculations.paper.document import Table
from apps.board.calculations.paper.numbers import Kind as NumberKind
from apps.board.calculations.paper.numbers import Known
from apps.board.content.drafts import Draft, as_number, filled
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


def disclose(
    drafts: Sequence[Draft], public: Iterable[tuple[str, str]], before: Iterable[tuple[str, str]] = ()
) -> Disclosed:
    """``public`` names (cell, value as printed) what is shown by decision, ``before`` what earlier publications show.

    A figure that was published with another value gives away by how many it moved, so that is guarded as well.

    Raises ``NotProtected`` where a small figure would follow whatever is hidden.
    """
    decided, earlier = set(public), list(dict.fromkeys(before))
    known = decided | set(earlier)
    publication = _publication(drafts, known, earlier)
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
    )


def _publication(
    drafts: Sequence[Draft], known: set[tuple[str, str]], earlier: Sequence[tuple[str, str]]
) -> disclosure.Publication:
    """A cell that two tables hold counts once; what ties them is both tables' relations together."""
    seen: set[str] = set()
    tables, unprinted = [], []
    for draft in drafts:
        cells = [_marked(c, draft, known) for c in draft.cells if c.key not in seen]
        seen |= {c.key for c in cells}
        tables.append(disclosure.Table(draft.table.title, tuple(cells)))
        unprinted += [c for c in draft.unprinted if c.key not in seen]
        seen |= {c.key for c in unprinted}
    moved, moves = _moved([cell for table in tables for cell in table.cells], drafts, earlier)
    rates = {Fraction(v) for v in known_unit_values()} | {Fraction(v) for d in drafts for v in d.unit_values}
    return disclosure.Publication(
        tables=tuple(tables),
        relations=(*(r for draft in drafts for r in draft.relations), *moves),
        shares=tuple(s for draft in drafts for s in draft.shares),
        unit_values=tuple(sorted(rates)),
        threshold=settings.DISCLOSURE_THRESHOLD,
        unprinted=(*unprinted, *moved),
    )


def _moved(
    cells: Sequence[disclosure.Cell], drafts: Sequence[Draft], earlier: Sequence[tuple[str, str]]
) -> tuple[list[disclosure.Cell], list[disclosure.Relation]]:
    """By how much each figure differs from what was published of it: such a difference may be of 1 to 4 children."""
    printed = {key: text for draft in drafts for key, text in draft.printed.items()}
    now = {cell.key: cell for cell in cells if cell.kind is not Kind.PERCENT}
    found: list[disclosure.Cell] = []
    relations = []
    for n, (key, text) in enumerate(earlier):
        value = as_number(text.removeprefix("at least "))
        if key not in now or printed.get(key) == text or value is None:
            continue
        cell = now[key]
        then = Fraction(value) * (1000 if cell.kind is Kind.MONEY else 1)
        name, move = f"{key} before {n}", f"{key} moved {n}"
        gap = cell.value - then
        found.append(replace(cell, key=name, value=then, already_public=True, printed=False, grand_total=False))
        found.append(replace(cell, key=move, value=abs(gap), already_public=False, printed=False, grand_total=False))
        first, second = (key, name) if gap >= 0 else (name, key)
        relations.append(disclosure.difference(move, first, second))
    return found, relations


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
