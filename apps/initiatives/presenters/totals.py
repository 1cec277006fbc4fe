"""The register's totals, by category and by who pays: amounts of another kind or basis stand in rows of their own."""

from collections.abc import Callable
from typing import Any

from apps.core.charts import Column, Rows
from apps.initiatives.models import FundingLine, Initiative
from apps.initiatives.selectors.benefit_totals import BenefitTotal, benefit_totals
from apps.initiatives.selectors.funding import MoneyKind, Payer, lines_of, money_stated, payer
from apps.initiatives.vocabulary import Category, FundKind

Groups = list[tuple[str, list[Initiative]]]
PAID_BY = {
    Payer.HIGH_NEEDS: "Paid for by the High Needs Block, alone or with other funds",
    Payer.ELSEWHERE: "Paid for by other funds only",
    Payer.NOT_STATED: "Who pays is not stated",
}
NOTES = {
    "money-by-category": "“Amounts not stated exactly” counts amounts, not initiatives; one may have several.",
    "money-by-payer": (
        "An initiative with several payers stands in the row of each, so the rows can add up to more than the "
        "initiatives shown; “Amounts not stated exactly” counts amounts, not initiatives."
    ),
    "benefits-by-payer": (
        "Each heading says who pays for the initiatives; “Benefit falls to” says which budget the benefit is for, "
        "which need not be the payer’s."
    ),
}


def by_category(subjects: list[Initiative]) -> Groups:
    return _grouped(subjects, list(Category), lambda s: Category(s.category))


def by_payer(subjects: list[Initiative]) -> Groups:
    """For benefits: each initiative once, under who pays for it."""
    return [(PAID_BY[Payer(of)], members) for of in Payer if (members := [s for s in subjects if payer(s) == of])]


def money_by_category(subjects: list[Initiative]) -> Rows:
    groups = [(name, lines_of(members), len(members)) for name, members in by_category(subjects)]
    return _money_table(groups, "Category", "category", len(subjects))


def money_by_payer(subjects: list[Initiative]) -> Rows:
    """By the fund that each amount comes from, so that no grant is counted as High Needs Block money."""
    lines = lines_of(subjects)
    worsens = [line for line in lines if line.fund.kind == FundKind.HIGH_NEEDS_BLOCK]
    others = [line for line in lines if line.fund.kind != FundKind.HIGH_NEEDS_BLOCK]
    groups = [
        (name, part, len({line.initiative_id for line in part}))
        for name, part in (("High Needs Block: worsens its position", worsens), ("Other funds: do not", others))
        if part
    ]
    silent = sum(not subject.funding_lines.all() for subject in subjects)
    unnamed: list[tuple[str, list[FundingLine], int]] = [("No fund named", [], silent)] if silent else []
    return _money_table([*groups, *unnamed], "Who pays", "who pays", len(subjects))


def _money_table(groups: list[tuple[str, list[FundingLine], int]], heading: str, of: str, shown: int) -> Rows:
    """Stated amounts, £000; a column for each kind that occurs, since the kinds are never added.

    ``shown`` counts each initiative once, however many rows it stands in.
    """
    everything = [line for _, lines, _ in groups for line in lines]
    kinds = sorted(money_stated(everything))
    rows = [_money_row(name, lines, count, kinds) for name, lines, count in groups]
    return Rows(
        f"Money stated, £000, by {of}",
        (
            Column("name", heading),
            Column("count", "Initiatives", kind="number"),
            Column("silent", "Amounts not stated exactly", kind="number"),
            *(Column(_key(kind), kind.label, kind="money_k") for kind in kinds),
        ),
        [*rows, {**_money_row("All shown", everything, shown, kinds), "_kind": "total"}] if rows else [],
    )


def benefit_table(groups: Groups, of: str) -> Rows:
    """Reported benefits, £000: one row for each standing, basis, class and block of a group."""
    rows: list[dict[str, Any]] = []
    for name, subjects in groups:
        totals = benefit_totals(subjects)
        rows += [{"what": name, "_kind": "group"}, *map(_benefit_row, totals)] if totals else []
    return Rows(
        f"Reported benefits, £000, by {of} and basis",
        (
            Column("what", "Standing in the report"),
            Column("basis", "Basis"),
            Column("class", "Class"),
            Column("block", "Benefit falls to"),
            Column("count", "Initiatives", kind="number"),
            Column("amount", "Amount", kind="money_k"),
        ),
        rows,
    )


def _grouped(subjects: list[Initiative], choices: list[Any], of: Callable[[Initiative], Any]) -> Groups:
    groups = [(choice.label, [s for s in subjects if of(s) == choice]) for choice in choices]
    return [(name, members) for name, members in groups if members]


def _money_row(name: str, lines: list[FundingLine], count: int, kinds: list[MoneyKind]) -> dict[str, Any]:
    stated = money_stated(lines)
    return {
        "name": name,
        "count": count,
        "silent": sum(line.amount is None for line in lines),
        **{_key(kind): stated.get(kind) for kind in kinds},
    }


def _benefit_row(one: BenefitTotal) -> dict[str, Any]:
    return {
        "what": one.standing.label,
        "basis": one.amount.basis.label,
        "class": one.amount.benefit_class.label,
        "block": one.amount.block.label,
        "count": one.initiatives,
        "amount": one.amount.value,
    }


def _key(kind: MoneyKind) -> str:
    return f"{kind.state.value}-{'capital' if kind.capital else 'revenue'}-{'year' if kind.per_year else 'all'}"
