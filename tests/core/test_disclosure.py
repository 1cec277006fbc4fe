"""What ``protect`` hides and why, case by case."""

from dataclasses import replace
from fractions import Fraction

import pytest

from apps.core.disclosure import (
    SHORTHAND,
    Kind,
    NotAPublication,
    NotProtected,
    Publication,
    Reason,
    Relation,
    Share,
    Table,
    behind,
    count,
    difference,
    money,
    note,
    percent,
    protect,
    reason_in_words,
    same,
    total,
    worth,
)

QUOTED, PLACE = Fraction(47_000), Fraction(38_000)


def table_1(**public: bool) -> Publication:
    """The report's Table 1: £10,032k + £564k + £94k = £10,690k, with the units behind each amount not printed."""
    amounts = (
        money("sufficiency", 10_032_000, unit_value=PLACE, already_public=public.get("sufficiency", False)),
        money("dingleys", 564_000, unit_value=QUOTED, already_public=public.get("dingleys", False)),
        money("portage", 94_000, unit_value=QUOTED, already_public=public.get("portage", False)),
        money("all", 10_690_000, grand_total=True, already_public=public.get("all", False)),
    )
    return Publication(
        (Table("Table 1", amounts),),
        (total("all", "sufficiency", "dingleys", "portage"), worth("portage", {"children": QUOTED})),
        unit_values=(PLACE, QUOTED),
        unprinted=(behind("children", 2),),
    )


def row(*values: int, whole: int | None = None, **more: object) -> Publication:
    """One row of counts, named a, b, c …, and its total, named all."""
    names = "abcdefgh"[: len(values)]
    cells = [count(name, value) for name, value in zip(names, values, strict=True)]
    grand = count("all", sum(values) if whole is None else whole, grand_total=True)
    return Publication((Table("Row", (*cells, grand)),), (total("all", *names),), **more)  # type: ignore[arg-type]


def test_94_thousand_is_hidden_and_so_is_the_next_smallest_part_not_the_total():
    protected = protect(table_1())
    assert protected["portage"].reason is Reason.SMALL
    assert protected["dingleys"].reason is Reason.SECONDARY
    assert protected["sufficiency"].value == 10_032_000
    assert protected["all"].value == 10_690_000


def test_the_total_is_hidden_where_no_part_at_the_same_rate_can_be():
    """£10,126k = 38 × places + 47 × children has one answer with 1 to 4 children: hiding Sufficiency would not do."""
    protected = protect(table_1(dingleys=True))
    assert protected.hidden == ("portage", "all")
    answers = [k for k in range(1, 5) if (10_126_000 - 47_000 * k) % 38_000 == 0]
    assert answers == [2]


def test_what_the_council_has_published_is_shown_and_what_it_gives_away_is_named():
    protected = protect(table_1(sufficiency=True, dingleys=True, portage=True, all=True))
    assert protected.hidden == ()
    assert protected["portage"].value == 94_000
    assert protected["portage"].already_public
    assert protected.given_away == ("children",)


def test_a_hidden_figure_that_public_ones_give_away_is_named_and_nothing_else_is_hidden_for_it():
    protected = protect(table_1(sufficiency=True, dingleys=True, all=True))
    assert protected.hidden == ("portage",)
    assert set(protected.given_away) == {"portage", "children"}


@pytest.mark.parametrize(("value", "shown"), [(0, True), (1, False), (4, False), (5, True), (6, True)])
def test_1_to_4_are_hidden_and_0_and_5_are_shown(value, shown):
    assert protect(Publication((Table("One", (count("a", value),)),)))["a"].shown is shown


@pytest.mark.parametrize(("threshold", "hidden"), [(3, ()), (4, ("a",)), (10, ("a", "b"))])
def test_the_threshold_is_the_publications(threshold, hidden):
    cells = (count("a", 3), count("b", 9), count("c", 10))
    assert protect(Publication((Table("Three", cells),), threshold=threshold)).hidden == hidden


def test_a_threshold_that_would_tell_the_value_is_refused():
    with pytest.raises(NotAPublication, match="must be 3 or more"):
        protect(row(1, 9, threshold=2))


def test_the_smallest_other_cell_is_hidden_besides():
    protected = protect(row(2, 40, 7, 300))
    assert protected.hidden == ("a", "c")
    assert (protected["a"].reason, protected["c"].reason) == (Reason.SMALL, Reason.SECONDARY)


def test_two_small_cells_hide_each_other_unless_their_sum_tells():
    assert protect(row(2, 3, 40)).hidden == ("a", "b")
    assert protect(row(4, 4, 40)).hidden == ("a", "b", "c")  # 8 is 4 + 4 only: each is at most 4


def test_where_the_reasons_alone_would_tell_everything_is_hidden_and_no_reason_given():
    """Four parts of 1 to 4 with a total of 1 to 4 are 1 each. Unsaid, a nought may as well be a 1."""
    protected = protect(row(0, 1, 1, 1, 1))
    assert {cell.reason for cell in protected.cells.values()} == {Reason.UNSAID}
    assert {reason_in_words(cell, 5) for cell in protected.cells.values()} == {
        "fewer than 5, or hidden so that a smaller figure cannot be worked out"
    }


def test_a_nought_is_no_cover():
    """2 and 0 in hiding with a known sum of 2 is 2: a hidden cell that is not small is 0, or 5 and more."""
    assert "c" in protect(row(2, 0, 40)).hidden


def test_a_square_hides_a_rectangle():
    names = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]
    values = [[2, 10, 20], [30, 40, 50], [60, 70, 80]]
    cells = [count(n, v) for ns, vs in zip(names, values, strict=True) for n, v in zip(ns, vs, strict=True)]
    rows = [count(f"row {i}", sum(vs)) for i, vs in enumerate(values)]
    columns = [count(f"column {j}", sum(vs)) for j, vs in enumerate(zip(*values, strict=True))]
    relations = [total(f"row {i}", *ns) for i, ns in enumerate(names)]
    relations += [total(f"column {j}", *ns) for j, ns in enumerate(zip(*names, strict=True))]
    protected = protect(Publication((Table("Square", (*cells, *rows, *columns)),), tuple(relations)))
    assert protected.hidden == ("a", "b", "d", "e")


def test_a_difference_between_tables_is_hidden_with_what_would_give_it_away():
    cells = (count("june", 20), count("july", 22), count("since", 2))
    protected = protect(Publication((Table("Quarters", cells),), (difference("since", "july", "june"),)))
    assert protected.hidden == ("june", "since")


def test_one_figure_in_two_tables_is_hidden_in_both():
    tables = (Table("One", (count("a", 2),)), Table("Two", (count("again", 2),)))
    assert protect(Publication(tables, (same("a", "again"),))).hidden == ("a", "again")


def test_money_hides_with_the_count_that_can_be_divided_out():
    cells = (count("children", 2), money("value", 94_000, unit_value=QUOTED), money("six", 282_000, unit_value=QUOTED))
    protected = protect(Publication((Table("Money", cells),), (worth("value", {"children": QUOTED}),)))
    assert protected.hidden == ("children", "value")


def test_money_of_part_of_a_child_is_hidden_too():
    """60 per cent of one child, and 2.42 children: neither divides to a whole number, both say few."""
    cells = (money("shared", 28_200, unit_value=QUOTED), money("portage", 113_740, unit_value=QUOTED))
    assert protect(Publication((Table("Parts", cells),))).hidden == ("shared", "portage")


def test_money_without_a_rate_of_its_own_is_divided_by_every_known_one():
    cells = (money("a", 5 * 38_000), money("b", 5 * 47_000))
    assert protect(Publication((Table("Sums", cells),), unit_values=(PLACE, QUOTED))).hidden == ("a",)


def test_a_negative_amount_gives_a_count_away_as_well():
    cells = (
        money("net", -76_000, unit_value=PLACE, signed=True),
        money("large", -2_640_000, unit_value=PLACE, signed=True),
    )
    assert protect(Publication((Table("Net", cells),))).hidden == ("net",)


def test_money_is_shown_as_rounded_since_only_that_was_tested():
    cells = (money("a", 1_234_567, step=Fraction(1_000)), money("b", -1_500, step=Fraction(1_000), signed=True))
    protected = protect(Publication((Table("Rounded", cells),)))
    assert [protected[key].value for key in "ab"] == [1_235_000, -2_000]


def known_denominator(part: int, whole: int) -> Publication:
    cells = (percent("share", part, whole), count("part", part), count("whole", whole, already_public=True))
    return Publication((Table("Shares", cells),), shares=(Share("share", "part", "whole"),))


def test_a_percentage_of_a_known_denominator_is_hidden_with_its_small_part():
    assert protect(known_denominator(2, 121)).hidden == ("share", "part")


def test_98_per_cent_of_121_gives_the_other_2_away():
    protected = protect(known_denominator(119, 121))
    assert set(protected.hidden) == {"share", "part"}
    assert protected["part"].reason is Reason.SECONDARY


def test_a_percentage_of_many_is_shown():
    assert protect(known_denominator(29, 121)).hidden == ()


def test_a_hidden_cell_holds_no_value():
    protected = protect(row(2, 7, 40))
    assert [cell.value for cell in protected.cells.values() if not cell.shown] == [None, None]
    assert "Fraction(2, 1)" not in repr(protected)


def test_hidden_is_said_in_words_and_by_the_shorthand():
    protected = protect(row(2, 7, 40))
    words = [reason_in_words(cell, protected.threshold) for cell in protected.cells.values()]
    assert words == ["fewer than 5", "hidden so that a smaller figure cannot be worked out", "", ""]
    assert note(protected).startswith(f"{SHORTHAND} means confidential: the figure is of 1 to 4")


@pytest.mark.parametrize(
    ("publication", "sentence"),
    [
        (row(2, 7, whole=10), "“total all” does not hold: it is out by -1."),
        (Publication((Table("Twice", (count("a", 1), count("a", 2))),)), "“a” names two cells."),
        (replace(row(2, 7), relations=(total("all", "a", "z"),)), "“total all” names “z”, which no table holds."),
        (replace(row(2, 7), shares=(Share("p", "a", "all"),)), "A percentage names “p”, which no table holds."),
        (row(-1, 7), "“a” is negative and is not marked as signed money."),
        (row(*[1] * 8, unprinted=tuple(behind(f"x{i}", 9) for i in range(5_000))), "There are 5009 cells"),
    ],
)
def test_a_publication_that_contradicts_itself_is_refused_in_words(publication, sentence):
    with pytest.raises(NotAPublication, match=sentence.replace("(", r"\(")):
        protect(publication)


def test_nothing_is_published_when_a_figure_follows_whatever_is_hidden():
    """38 × b + 47 × a = 10,126, known to all, has one answer with few of a."""
    law = Relation("known law", {"a": Fraction(47), "b": Fraction(38)}, Fraction(10_126))
    publication = Publication((Table("Law", (count("a", 2), count("b", 264))),), (law,))
    with pytest.raises(NotProtected, match="“a” could be worked out"):
        protect(publication)


def test_kinds_are_kept():
    assert [cell.kind for cell in protect(known_denominator(29, 121)).cells.values()] == [
        Kind.PERCENT,
        Kind.COUNT,
        Kind.COUNT,
    ]


def test_500_initiatives_are_protected_in_bounded_time():
    """The size of the register at its largest: rows of units and money with their totals."""
    from time import process_time

    units = [(i * 37) % 90 for i in range(500)]
    cells = [count(f"u{i}", n) for i, n in enumerate(units)] + [
        money(f"m{i}", n * 47_000, unit_value=QUOTED) for i, n in enumerate(units)
    ]
    ends = [count("u", sum(units), grand_total=True), money("m", sum(units) * 47_000, grand_total=True)]
    relations = [worth(f"m{i}", {f"u{i}": QUOTED}) for i in range(500)]
    relations += [total("u", *[f"u{i}" for i in range(500)]), total("m", *[f"m{i}" for i in range(500)])]
    started = process_time()
    protected = protect(Publication((Table("Register", (*cells, *ends)),), tuple(relations), unit_values=(QUOTED,)))
    assert process_time() - started < 20
    assert protected["u"].shown
    assert protected["m"].shown
    assert len(protected.hidden) == 2 * sum(0 < n < 5 for n in units)
