"""Sentences and tables of the reconciliation across sources, from the same values."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from apps.core.charts import Column, Rows
from apps.core.money import in_words, pounds
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.models import DifferenceExplanation, SourceFigure
from apps.deficit.presenters.words import day, things, within
from apps.deficit.selectors.reconciliation import Comparison, GrantAtStake
from apps.deficit.vocabulary import SourceKind, SourceMeasure

BASIS = {
    SourceMeasure.CLOSING: "£ at 31 March",
    SourceMeasure.SPEND: "£ in the year",
    SourceMeasure.FUNDING: "£ in the year",
}


def message(year: FinancialYear, found: Sequence[Comparison]) -> str:
    """The widest difference that is not explained, or that there is none."""
    compared = [c for c in found if len(c.figures) > 1]
    if not compared:
        return (
            f"Nothing of {year} can be reconciled yet: no figure is given by more than one source "
            f"({things(sum(len(c.figures) for c in found), 'figure')} held)."
        )
    open_ones = [(c, d) for c in compared for d in c.differences if not d.settled]
    if not open_ones:
        return f"The sources of {year} agree, or every difference between them is explained."
    c, widest = max(open_ones, key=lambda both: abs(both[1].unexplained))
    return (
        f"{in_words(widest.unexplained)} is unexplained in {year}: {within(c.measure.label)}, {c.block.label}, is "
        f"{pounds(c.amounts[widest.higher])} by “{name(widest.higher)}” and {pounds(c.amounts[widest.lower])} by "
        f"“{name(widest.lower)}”."
    )


def figures_table(measure: SourceMeasure, found: Sequence[Comparison]) -> Rows:
    """Blocks down, sources across, exact pounds. Sources that state nothing of the year are left out."""
    own = [c for c in found if c.measure == measure]
    shown = [s for s in SourceKind if any(s in c.figures for c in own)]
    columns = [
        Column("block", "Block"),
        *(Column(s.value, s.label, kind="money") for s in shown),
        Column("unexplained", "Widest unexplained difference", kind="money"),
    ]
    rows: list[dict[str, Any]] = []
    for c in own:
        row: dict[str, Any] = {"block": c.block.label}
        for source, figure in c.figures.items():
            row[source.value] = figure.amount
        left = [d.unexplained for d in c.differences if not d.settled]
        row["unexplained"] = max(left, key=abs) if left else (Decimal(0) if len(c.figures) > 1 else None)
        rows.append(row)
    return Rows(f"{measure.label} by source, {BASIS[measure]}", columns, rows)


def differences_table(found: Sequence[Comparison], may_enter: bool = False) -> Rows:
    columns = [
        Column("what", "Figure"),
        Column("higher", "Higher source"),
        Column("lower", "Lower source"),
        Column("difference", "Difference", kind="money"),
        Column("explained", "Explained", kind="money"),
        Column("unexplained", "Unexplained", kind="money"),
        Column("state", "State"),
        *([Column("explain", "Explain", link="url")] if may_enter else []),
    ]
    rows = [_difference_row(c, d, may_enter) for c in found for d in c.differences]
    return Rows("Differences between sources, £", columns, rows)


def explanations_table(found: Sequence[Comparison], may_enter: bool = False) -> Rows:
    columns = [
        Column("what", "Figure"),
        Column("pair", "Between"),
        Column("amount", "Amount explained", kind="money"),
        Column("words", "What explains it"),
        Column("line", "Line that shows it"),
        Column("by", "Entered by"),
        *([Column("withdraw", "Withdraw", link="url")] if may_enter else []),
    ]
    rows = [_explanation_row(c, e) for c in found for e in c.explanations]
    return Rows("Explanations that stand, £", columns, rows)


def documents_table(found: Sequence[Comparison], may_enter: bool = False) -> Rows:
    """Where each figure stands, what it includes, and who entered which version."""
    columns = (
        Column("what", "Figure", link="url" if may_enter else ""),
        Column("amount", "Amount", kind="money"),
        Column("reference", "Document"),
        Column("includes", "What it includes"),
        Column("version", "Version, and who entered it"),
    )
    rows = [_document_row(c, source, f) for c in found for source, f in c.figures.items()]
    return Rows("Where the figures come from, £", columns, rows)


def grant_sentences(year: FinancialYear, as_at: date, stake: GrantAtStake | None) -> list[str]:
    """What the lowest figure would cost under the grant's rule, as known on the day."""
    if stake is None:
        return [f"As known on {day(as_at)}, no grant towards high-needs deficits was announced."]
    rule = stake.policy
    said = [f"{rule.label}: {rule.value}, announced on {day(rule.announced_date)}. {rule.note}".strip()]
    if stake.closing is None:
        return [*said, f"No source gives a closing deficit of {year}, so nothing is at stake yet."]
    if rule.effective_date and year.last_day != rule.effective_date:
        said.append(
            f"The rule is of the deficit at {day(rule.effective_date)}; this page shows {year}, so what follows says "
            "what the same difference would cost on that day."
        )
    if stake.upper_bound:
        said.append(
            "Only high-needs deficits are eligible, and no source gives the high-needs part: the whole DSG’s deficit "
            "stands in for it, as an upper bound."
        )
    return [*said, _cost(year, stake)]


def title(c: Comparison) -> str:
    return f"{c.measure.label}, {c.block.label}, {c.year}"


def name(source: str) -> str:
    return SourceKind(source).label


def entered_text(figure: SourceFigure) -> str:
    return f"{figure} is entered: {pounds(figure.amount, 2)} (reference: figure {figure.pk})."


def explained_text(row: DifferenceExplanation) -> str:
    return f"{pounds(row.amount, 2)} is explained (reference: explanation {row.pk})."


def withdrawn_text(row: DifferenceExplanation) -> str:
    return f"The explanation is withdrawn (reference: explanation {row.pk}). It is kept in the history."


def figure_address(figure: SourceFigure) -> str:
    asked = {"year": figure.financial_year.slug, "source": figure.source, "block": figure.block,
             "measure": figure.measure}  # fmt: skip
    return f"{reverse('deficit:source_figure')}?{urlencode(asked)}"


def facts(figure: SourceFigure) -> list[dict[str, str]]:
    """What stands, before it is replaced."""
    rows = [
        ("Amount that stands", pounds(figure.amount, 2)),
        ("Document", figure.reference),
        ("What it includes", figure.includes or "Not said"),
        ("Version", _version(figure)),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _document_row(c: Comparison, source: SourceKind, f: SourceFigure) -> dict[str, Any]:
    return {
        "what": f"{source.label}: {within(title(c))}",
        "amount": f.amount,
        "reference": f.reference,
        "includes": f.includes,
        "version": _version(f),
        "url": figure_address(f),
    }


def _difference_row(c: Comparison, d: Any, may_enter: bool) -> dict[str, Any]:
    row = {
        "what": title(c),
        "higher": name(d.higher),
        "lower": name(d.lower),
        "difference": d.amount,
        "explained": d.explained,
        "unexplained": d.unexplained,
        "state": "Explained" if d.settled else "Partly explained" if d.explained else "Unexplained",
    }
    if may_enter and d.unexplained > 0:
        asked = {"year": c.year.slug, "block": c.block.value, "measure": c.measure.value, "higher": d.higher,
                 "lower": d.lower}  # fmt: skip
        told = f"Explain {name(d.higher)} over {name(d.lower)}, {within(c.measure.label)}, {c.block.label}"
        row |= {"explain": told, "url": f"{reverse('deficit:source_explain')}?{urlencode(asked)}"}
    return row


def _explanation_row(c: Comparison, e: DifferenceExplanation) -> dict[str, Any]:
    return {
        "what": title(c),
        "pair": f"{name(e.higher)} over {name(e.lower)}",
        "amount": e.amount,
        "words": e.words,
        "line": e.line,
        "by": f"{e.entered_by}, {day(e.entered_at.date())}",
        "withdraw": f"Withdraw explanation {e.pk}",
        "url": reverse("deficit:source_withdraw", args=[e.pk]),
    }


def _version(figure: SourceFigure) -> str:
    if figure.entered_at is None:
        return "Version 1, as published"
    why = f": {figure.reason}" if figure.reason else ""
    return f"Version {figure.version}, {figure.entered_by}, {day(figure.entered_at.date())}{why}"


def _cost(year: FinancialYear, stake: GrantAtStake) -> str:
    closing = stake.closing
    if closing is None:
        return ""
    found, block = closing.doubt, "High needs" if closing.block == Block.HIGH_NEEDS else "Whole DSG"
    if found is None:
        only = (
            f"only “{name(next(iter(closing.amounts)))}” gives it" if len(closing.figures) == 1 else "its sources agree"
        )
        return f"{block}, {year}: {only}, so no lower figure takes its place and nothing is lost."
    bound = " at most" if stake.upper_bound else ""
    return (
        f"{block}, {year}: sources disagree without explanation, so the lowest counts, {pounds(found.lowest)} "
        f"(“{name(found.lowest_source)}”), not {pounds(found.highest)} (“{name(found.highest_source)}”). It would cost "
        f"{stake.rate:.0%} × {pounds(found.at_stake)} = {pounds(stake.lost)} of grant{bound}."
    )
