"""An initiative's money: who pays what, in which year."""

from typing import Any

from apps.core.charts import Column, Rows
from apps.initiatives.models import FundingLine, Initiative
from apps.initiatives.presenters.words import NOT_STATED, listed, years
from apps.initiatives.vocabulary import FundKind


def funding_table(subject: Initiative) -> Rows:
    """Each fund's amount (£), by year, and whether it worsens the High Needs Block."""
    return Rows(
        f"Money for {subject.name}, £, by fund and year",
        (
            Column("fund", "Fund"),
            Column("kind", "Kind"),
            Column("worsens", "Worsens the High Needs Block"),
            Column("years", "Financial years"),
            Column("amount", "Amount", kind="money"),
            Column("each", "In all or each year"),
            Column("printed", "As printed"),
            Column("state", "State"),
            Column("source", "Source"),
        ),
        [_funding_row(line) for line in _in_order(subject)],
    )


def funding_notes(subject: Initiative) -> list[str]:
    return [f"{line.fund}: {line.note}" for line in _in_order(subject) if line.note]


def funding_sentence(subject: Initiative) -> str:
    lines = list(subject.funding_lines.all())
    if not lines:
        return ""
    names = listed(list(dict.fromkeys(line.fund.name for line in lines if FundKind(line.fund.kind).worsens_high_needs)))
    if names:
        return f"What the {names} pays worsens the High Needs position, unless savings offset it."
    return "None of it comes from the High Needs Block, so none of it worsens the High Needs position."


def _funding_row(line: FundingLine) -> dict[str, Any]:
    kind = FundKind(line.fund.kind)
    stated = bool(line.amount is not None or line.amount_as_printed)
    return {
        "fund": line.fund.name,
        "kind": kind.label,
        "worsens": "Yes" if kind.worsens_high_needs else "No",
        "years": years(line),
        "amount": line.amount,
        "each": ("Each year" if line.per_year else "In all") if stated else "",
        "printed": line.amount_as_printed or NOT_STATED,
        "state": line.get_state_display(),
        "source": line.source_reference,
    }


def _in_order(subject: Initiative) -> list[FundingLine]:
    return sorted(
        subject.funding_lines.all(), key=lambda x: (x.financial_year.start if x.financial_year else 0, x.fund.name)
    )
