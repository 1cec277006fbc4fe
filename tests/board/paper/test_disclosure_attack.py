"""R11: an attacker who reads 500 generated papers, and pairs of which the second has moved figures, recovers no count.

He reads the finished tables' texts, of a sample all six formats. The controls show that he would recover many.
"""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from apps.board.calculations.paper.checked import Earlier
from apps.board.calculations.paper.document import Paper, Section
from apps.board.content.disclosed import Disclosed, disclose
from apps.board.content.drafts import Draft
from apps.board.renderers.formats import FORMATS, render
from apps.core.disclosure import Kind
from tests.board.paper.disclosed_papers import (
    drafts_of,
    of_both,
    pair,
    rates_of_the_publications,
    read,
    recovered,
)
from tests.board.paper.made import with_texts
from tests.board.paper.reading import READERS
from tests.core.disclosure_attacker import Seen, Unknown
from tests.core.disclosure_publications import Form, Known, Made, make
from tests.often import often

PAPERS, PAIRS, BATCH, SAMPLE, CONTROLS = often(500), often(50), 50, often(20), often(60)


@cache
def finished(seed: int) -> tuple[Made, tuple[Draft, ...], Disclosed]:
    made = make(seed)
    drafts = tuple(drafts_of(made, seed))
    with rates_of_the_publications():
        return made, drafts, disclose(drafts, ())


def printed_in(*papers: Disclosed) -> list[str]:
    return [cell.text for p in papers for t in p.tables.values() for row in t.rows for cell in row.cells[1:]]


def targets_of(made: Made, given_away: tuple[str, ...]) -> dict[str, Form]:
    return {name: form for name, form in made.targets.items() if name not in given_away}


@pytest.mark.parametrize("first", range(0, PAPERS, BATCH))
def test_the_attacker_recovers_nothing_from_a_paper(first: int) -> None:
    for seed in range(first, first + BATCH):
        made, _, paper = finished(seed)
        targets = targets_of(made, paper.given_away)
        assert recovered(made.known, read(printed_in(paper), made.known), targets) == [], f"paper {seed}"


def test_there_is_much_to_recover_and_most_is_shown() -> None:
    found = [finished(seed) for seed in range(PAPERS)]
    counts = {
        "papers": len(found), "tables": sum(len(drafts) for _, drafts, _ in found),
        "targets": sum(len(made.targets) for made, _, _ in found),
        "figures": sum(len(d.cells) for _, drafts, _ in found for d in drafts),
        "hidden": sum(len(paper.hidden) for _, _, paper in found),
        "given away": sum(len(paper.given_away) for _, _, paper in found),
    }  # fmt: skip
    print(counts)
    assert counts["targets"] > 2 * PAPERS
    assert counts["given away"] <= 10
    assert counts["hidden"] < counts["figures"] / 2


def test_each_table_protected_alone_gives_many_away() -> None:
    """The negative control: what ties two tables is nobody's concern."""
    found: Counter[int] = Counter()
    for seed in range(CONTROLS):
        made, drafts, _ = finished(seed)
        with rates_of_the_publications():
            alone = [disclose([one_table(draft)], ()) for draft in drafts]
        found[seed] += len(recovered_in_time(made.known, read(printed_in(*alone), made.known), made.targets))
    print(f"{+found} of {CONTROLS}")
    assert len(+found) > CONTROLS / 3
    assert found.total() > CONTROLS


def one_table(draft: Draft) -> Draft:
    """With what ties its own figures alone; percentages, whose wholes stand elsewhere, are shown."""
    cells = [cell for cell in draft.cells if cell.kind is not Kind.PERCENT]
    own = {cell.key for cell in cells}
    kept = [relation for relation in draft.relations if relation.terms.keys() <= own]
    return replace(draft, cells=cells, unprinted=(), relations=kept, shares=())


def recovered_in_time(known: dict[str, Known], seen: dict[str, Seen], targets: dict[str, Form]) -> list[str]:
    """Questions that the attacker gives up on count as not recovered."""
    found = []
    for name, form in targets.items():
        try:
            found += recovered(known, seen, {name: form}, patience=300)
        except Unknown:
            continue
    return found


def attacked(seed: int, guarded: bool) -> tuple[int, list[str], int]:
    """Targets of a pair, those recovered, and how many are given away by what was public."""
    first, second, moved = pair(seed)
    with rates_of_the_publications():
        one = disclose(drafts_of(first, seed), ())
        before = (Earlier(one.shown_cells, dict(one.exact_cells)),) if guarded else ()
        two = disclose(drafts_of(second, seed + 1), (), before)
    known, targets = of_both(first, second, moved)
    gone = {f"1 {key}" for key in one.given_away} | {f"2 {key}" for key in two.given_away}
    seen = {f"1 {key}": found for key, found in read(printed_in(one), first.known).items()}
    seen |= {f"2 {key}": found for key, found in read(printed_in(two), second.known).items()}
    asked = {name: form for name, form in targets.items() if name not in gone}
    return len(targets), recovered_in_time(known, seen, asked), len(gone)


@pytest.mark.parametrize("first", range(0, PAIRS, 10))
def test_the_attacker_of_two_papers_recovers_nothing(first: int) -> None:
    """He holds both, and is told which counts moved: neither a count of either nor a move of 1 to 4 is left."""
    targets = given = 0
    for seed in range(first, first + 10):
        asked, found, gone = attacked(seed, guarded=True)
        assert found == [], f"pair {seed}"
        targets, given = targets + asked, given + gone
    print({"pairs": 10, "targets": targets, "given away": given})
    assert targets > 60
    assert given <= 10


def test_without_what_was_published_before_many_are_recovered() -> None:
    """The negative control: the second paper is protected as if the first had never been."""
    found = [attacked(seed, guarded=False)[1] for seed in range(15)]
    print(f"{sum(map(len, found))} in {sum(map(bool, found))} of {len(found)} pairs")
    assert sum(map(bool, found)) > 7
    assert sum(map(len, found)) > 20


def paper_with(disclosed: Disclosed) -> Paper:
    return replace(with_texts("Words"), sections=(Section("all", "All", "1", tuple(disclosed.tables.values())),))


@pytest.mark.parametrize("kind", FORMATS)
def test_no_format_says_more_than_the_tables(kind: str) -> None:
    """Of a sample: each file is read back as far as its tables go, and the attacker asks again."""
    for seed in range(SAMPLE):
        made, _, disclosed = finished(seed)
        paper = paper_with(disclosed)
        tables = READERS[kind](render(paper, kind), paper)
        texts = [str(cell) for rows in tables.values() for row in rows[1:] for cell in row[1:]]
        seen = read(texts, made.known)
        assert seen == read(printed_in(disclosed), made.known)
        assert recovered(made.known, seen, targets_of(made, disclosed.given_away)) == []
