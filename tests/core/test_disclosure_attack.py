"""An attacker over 500 generated publications recovers no count of 1 to 4, and without secondary suppression many."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.core.disclosure import Publication, Reason, Table, count, model_of, protect, total
from apps.core.disclosure.protect import sensitive_cells, small_cells
from apps.core.disclosure.worlds import cheapest_other_world
from tests.core.disclosure_attacker import Attacker, Seen, Unknown
from tests.core.disclosure_publications import Known, make
from tests.often import often

PUBLICATIONS = often(500)
BATCH = 50
CONTROLS = often(100)


@cache
def made_and_protected(seed):
    made = make(seed)
    return made, protect(made.publication)


def as_printed(made, protected):
    cells = protected.cells
    said = {Reason.SMALL: True, Reason.UNSAID: None}
    return {key: Seen(cells[key].value, said.get(cells[key].reason, False)) for key in made.known}


def without_secondary(made):
    model = model_of(made.publication)
    small = set(small_cells(model))
    cells = model.cells
    return {
        key: Seen(None, True) if key in small else Seen(cells[key].as_printed(cells[key].value)) for key in made.known
    }


def recovered(made, seen, targets, patience=3_000):
    attacker = Attacker(made.known, seen, patience)
    return [name for name, form in targets.items() if attacker.recovers(form)]


@pytest.mark.parametrize("first", range(0, PUBLICATIONS, BATCH))
def test_the_attacker_recovers_nothing(first):
    for seed in range(first, first + BATCH):
        made, protected = made_and_protected(seed)
        targets = {name: form for name, form in made.targets.items() if name not in protected.given_away}
        assert recovered(made, as_printed(made, protected), targets, patience=200_000) == [], f"publication {seed}"


def test_there_is_much_to_recover_and_little_is_given_away_by_what_is_public():
    made = [made_and_protected(seed) for seed in range(PUBLICATIONS)]
    targets = sum(len(m.targets) for m, _ in made)
    given = sum(len(p.given_away) for _, p in made)
    hidden, cells = sum(len(p.hidden) for _, p in made), sum(len(p.cells) for _, p in made)
    assert targets > 2 * PUBLICATIONS
    assert given <= 10
    assert hidden < cells / 2  # it does not win by hiding everything


def test_without_secondary_suppression_the_same_attacker_recovers_many():
    """The negative control. Questions that the attacker gives up on count as not recovered."""
    publications = found = 0
    for seed in range(CONTROLS):
        made = make(seed)
        seen, names = without_secondary(made), []
        for name, form in made.targets.items():
            try:
                names += recovered(made, seen, {name: form}, patience=200)
            except Unknown:
                continue
        publications += bool(names)
        found += len(names)
    assert publications > CONTROLS / 2
    assert found > CONTROLS


def test_the_attacker_divides_94_thousand_out_of_the_total():
    """£10,690k − £10,032k − £564k, at £47k: two children. With Dingley's Promise hidden as well, 1 to 4."""
    known = {
        "sufficiency": Known({"places": 38_000}, "money", unit_values=(38_000,)),
        "dingleys": Known({"came": 47_000}, "money", unit_values=(47_000,)),
        "portage": Known({"children": 47_000}, "money", unit_values=(47_000,)),
        "all": Known({"places": 38_000, "came": 47_000, "children": 47_000}, "money", unit_values=(38_000, 47_000)),
    }
    seen = {
        "sufficiency": Seen(Fraction(10_032_000)),
        "dingleys": Seen(Fraction(564_000)),
        "portage": Seen(None, small=True),
        "all": Seen(Fraction(10_690_000)),
    }
    assert Attacker(known, seen).possible({"children": 1}, enough=4) == [2]
    assert Attacker(known, seen | {"dingleys": Seen(None)}).possible({"children": 1}, enough=4) == [1, 2, 3, 4]
    assert Attacker(known, seen | {"sufficiency": Seen(None)}).possible({"children": 1}, enough=4) == [2]


def test_the_attacker_reads_rounding_and_percentages():
    rounded = {"m": Known({"n": 47_000}, "money", Fraction(1_000), (47_000,))}
    assert Attacker(rounded, {"m": Seen(Fraction(94_000))}).possible({"n": 1}) == [2]
    share = {"p": Known({"n": 1}, "percent", Fraction(1), whole={"all": 1}), "all": Known({"all": 1}, "count")}
    assert Attacker(share, {"p": Seen(Fraction(2)), "all": Seen(Fraction(100))}).possible({"n": 1}) == [2]


rows = st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=4), min_size=1, max_size=4).filter(
    lambda table: len({len(row) for row in table}) == 1
)


def square(table) -> Publication:
    """Counts with row totals, column totals and a grand total."""
    names = [[f"{i} {j}" for j in range(len(row))] for i, row in enumerate(table)]
    cells = [count(n, v) for ns, vs in zip(names, table, strict=True) for n, v in zip(ns, vs, strict=True)]
    cells += [count(f"row {i}", sum(row)) for i, row in enumerate(table)]
    cells += [count(f"column {j}", sum(column)) for j, column in enumerate(zip(*table, strict=True))]
    cells.append(count("all", sum(map(sum, table)), grand_total=True))
    relations = [total(f"row {i}", *ns) for i, ns in enumerate(names)]
    relations += [total(f"column {j}", *ns) for j, ns in enumerate(zip(*names, strict=True))]
    relations += [total("all", *[f"row {i}" for i in range(len(table))])]
    relations += [total("all", *[f"column {j}" for j in range(len(table[0]))])]
    return Publication((Table("Square", tuple(cells)),), tuple(relations))


@settings(max_examples=150)
@given(rows)
def test_small_ones_are_never_shown_others_are_true_and_the_answer_is_always_the_same(table):
    publication = square(table)
    model, protected = model_of(publication), protect(publication)
    assert set(small_cells(model)) <= set(protected.hidden)
    for key, cell in protected.cells.items():
        assert cell.value == (model.cells[key].value if cell.shown else None)
    assert protect(publication) == protected
    assert protected.given_away == ()


@settings(max_examples=100)
@example([[0, 0, 1], [1, 1, 1]])
@given(rows)
def test_every_world_found_is_a_world_and_looks_the_same(table):
    """What ``protect`` relies on, checked by adding up: relations hold, shown cells stay, gaps keep their reason."""
    model, protected = model_of(square(table)), protect(square(table))
    hidden = set(protected.hidden)
    unsaid = {name for name, cell in protected.cells.items() if cell.reason is Reason.UNSAID}
    for key in sensitive_cells(model):
        world = cheapest_other_world(model, hidden, key, unsaid)
        assert world is not None
        assert not world.to_hide
        values = {name: cell.value + world.changes.get(name, 0) for name, cell in model.cells.items()}
        assert values[key] != model.cells[key].value
        for relation in model.relations:
            assert sum(c * values[name] for name, c in relation.terms.items()) == relation.constant
        for name, cell in model.cells.items():
            assert values[name] >= 0
            assert name in hidden or values[name] == cell.value
            assert name in unsaid or (0 < values[name] < 5) == (0 < cell.value < 5)


@settings(max_examples=60)
@given(rows, st.integers(0, 10_000))
def test_what_is_already_public_is_shown_and_never_chosen(table, draw):
    publication = square(table)
    (only,) = publication.tables
    index = draw % len(only.cells)
    cells = tuple(replace(c, already_public=c.already_public or i == index) for i, c in enumerate(only.cells))
    protected = protect(replace(publication, tables=(replace(only, cells=cells),)))
    assert protected[cells[index].key].value == cells[index].value
