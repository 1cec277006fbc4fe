"""Says what does not follow in a report's tables and words. Pure: it reads nothing and keeps nothing.

Every rule goes by labels, units, years and the figures themselves; no report is known to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from apps.board.calculations.reconciler.balances import balance_findings
from apps.board.calculations.reconciler.bases import basis_findings
from apps.board.calculations.reconciler.counts import count_findings
from apps.board.calculations.reconciler.differences import difference_findings
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Outcome, Severity, Where, unique
from apps.board.calculations.reconciler.given import Given, GivenTable, GivenText
from apps.board.calculations.reconciler.part_years import part_year_findings
from apps.board.calculations.reconciler.products import product_findings
from apps.board.calculations.reconciler.ranges import range_findings
from apps.board.calculations.reconciler.ratios import ratio_findings
from apps.board.calculations.reconciler.repeats import repeat_findings
from apps.board.calculations.reconciler.restated import said_again, tables_again
from apps.board.calculations.reconciler.said_growth import said_growth
from apps.board.calculations.reconciler.said_products import row_products, said_products, values
from apps.board.calculations.reconciler.said_shares import said_shares
from apps.board.calculations.reconciler.scores import score_findings
from apps.board.calculations.reconciler.sentences import Sentence, sentences
from apps.board.calculations.reconciler.shares import share_findings
from apps.board.calculations.reconciler.spread import spread_findings
from apps.board.calculations.reconciler.sums import all_sums, sum_findings
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.understanding import understood

__all__ = [
    "Checked", "Finding", "Given", "GivenTable", "GivenText", "Kind", "Outcome", "Severity", "Table", "Where",
    "reconcile", "tables_of",
]  # fmt: skip


def tables_of(given: Given) -> list[Table]:
    """The tables as they are understood; what has no body is none."""
    found = (understood(number, table) for number, table in enumerate(given.tables, 1))
    return [table for table in found if table]


def reconcile(given: Given) -> Outcome:
    """Every finding, each once, in the order of the kinds."""
    checked, tables = Checked(), tables_of(given)
    said = sentences(tables, given.texts)
    found = [*_in_tables(tables, given, checked), *_across(tables, said, checked)]
    return Outcome(unique(_with_units(found, tables)), checked)


def _with_units(found: Iterable[Finding], tables: Iterable[Table]) -> Iterator[Finding]:
    """Each difference in the unit of the figure that it is of, where its own signs do not say."""
    units = {
        table.where(row, column): table.unit(row, column)
        for table in tables for row in range(len(table.rows)) for column in range(len(table.columns))
    }  # fmt: skip
    for one in found:
        unit = units.get(one.where)
        known = not one.difference or "£" in one.difference or unit is None
        yield one if known or unit is None else replace(one, unit=unit.in_words)


def _in_tables(tables: list[Table], given: Given, checked: Checked) -> Iterator[Finding]:
    for table in tables:
        sums = all_sums(table)
        yield from sum_findings(table, sums, checked)
        yield from difference_findings(table, sums, checked)
        yield from balance_findings(table, sums, checked)
        yield from basis_findings(sums, checked)
        yield from range_findings(table, checked)
        yield from product_findings(table, checked)
        yield from ratio_findings(table, checked)
        yield from score_findings(table, checked)
        yield from share_findings(table, checked)
        yield from spread_findings(table, given.council, checked)
        yield from part_year_findings(table, given.day, checked)


def _across(tables: list[Table], said: list[Sentence], checked: Checked) -> Iterator[Finding]:
    captions = sentences([], [GivenText(table.name, table.caption) for table in tables])
    named = frozenset(value.said.value for value in values([*said, *captions]))
    yield from count_findings(tables, named, checked)
    yield from said_products(said, checked)
    for table in tables:
        yield from row_products(table, said, checked)
    worded = {one.where.row for one in said if one.where.row}
    yield from repeat_findings(said, sorted(worded), checked)
    yield from said_again(tables, said, checked)
    yield from tables_again(tables, checked)
    yield from said_shares(said, checked)
    yield from said_growth(said, checked)
