"""What is already public may settle a hidden figure by arithmetic alone. Then hiding more helps nobody."""

from fractions import Fraction

from apps.core.disclosure.model import Model

Row = dict[str, Fraction]


def given_away_by_public(model: Model, key: str) -> bool:
    """Whether the relations settle the cell even with all that is not already public hidden (Gauss–Jordan, exact)."""
    cell = model.cells[key]
    if cell.already_public:
        return True
    near = model.connected(key)
    rows = []
    for index in sorted({index for name in near for index in model.relations_of[name]}):
        terms = model.relations[index].terms
        rows.append({name: c for name, c in terms.items() if not model.cells[name].already_public})
    return any(row.keys() == {key} for row in _reduced(rows))


def _reduced(rows: list[Row]) -> list[Row]:
    done: dict[str, Row] = {}
    for row in rows:
        for pivot in [name for name in row if name in done]:
            row = _less(row, done[pivot], pivot)
        if not row:
            continue
        pivot = next(iter(row))
        row = {name: c / row[pivot] for name, c in row.items()}
        for name, other in done.items():
            if pivot in other:
                done[name] = _less(other, row, pivot)
        done[pivot] = row
    return list(done.values())


def _less(row: Row, other: Row, pivot: str) -> Row:
    """``row`` without its ``pivot``, by taking away as much of ``other`` as it holds."""
    times = row[pivot]
    names = {**row, **other}
    left = {name: row.get(name, Fraction(0)) - times * other.get(name, Fraction(0)) for name in names}
    return {name: c for name, c in left.items() if c}
