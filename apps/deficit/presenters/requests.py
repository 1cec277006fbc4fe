"""Requests for next year's budget: what each costs, what it must avoid, and which decision it needs."""

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse

from apps.core.charts import Column, Rows
from apps.core.money import in_words, number, pounds
from apps.deficit.presenters.words import day, things, within
from apps.deficit.selectors.requests import Appraised, UnitValue
from apps.initiatives.selectors.requests import Request

NO_AMOUNT = "the report gives no amount"
NO_DATE = "The report gives no date"


def message(asked: Sequence[Request], found: Sequence[Appraised]) -> str:
    """What the requests with an amount must avoid at full confidence, and how many give none."""
    without = sum(r.per_year is None for r in asked)
    parts = []
    for request in asked:
        own = [a for a in found if a.request.line.pk == request.line.pk and a.result]
        if request.per_year is not None and own:
            counts = " or ".join(f"{a.result.placements} (at {pounds(a.value.amount)} each)" for a in own if a.result)
            parts.append(
                f"{request.line.initiative} would cost {in_words(request.per_year)} a year and pays for itself only if "
                f"it avoids {counts} placements a year"
            )
    text = "; ".join(parts) or "No request has a cost that can be appraised"
    if without:
        text += f"; {NO_AMOUNT} for {without} of the {things(len(asked), 'request')}"
    return f"{text}."


def requests_table(asked: Sequence[Request]) -> Rows:
    columns = (
        Column("request", "Request", link="url"),
        Column("years", "For"),
        Column("cost", "Cost a year", kind="money"),
        Column("printed", "As the report puts it"),
        Column("fund", "Block or fund"),
        Column("decision", "Decision needed"),
        Column("when", "By when"),
        Column("source", "Source"),
    )
    return Rows("Requests for 2026/27, £ a year", columns, [_request_row(r) for r in asked])


def break_even_table(found: Sequence[Appraised], confidence: Decimal) -> Rows:
    """Each request at each unit value: the exact number, and the whole placements that cover the cost."""
    columns = (
        Column("request", "Request"),
        Column("value", "A placement avoided is worth"),
        Column("cost", "Cost a year", kind="money"),
        Column("unit", "Unit value a year", kind="money"),
        Column("confidence", "Confidence", kind="percent"),
        Column("exact", "Exact", kind="number", places=1),
        Column("placements", "Placements to avoid", kind="number"),
        Column("note", "Note"),
    )
    rows = [
        {
            "request": str(a.request.line.initiative),
            "value": value_text(a.value),
            "cost": a.request.per_year,
            "unit": a.value.amount,
            "confidence": confidence * 100,
            "exact": a.result.shown if a.result else None,
            "placements": a.result.placements if a.result else None,
            "note": a.refused,
        }
        for a in found
    ]
    return Rows("What it would take to break even, placements a year", columns, rows)


def value_text(value: UnitValue) -> str:
    if value.quoted:
        return f"{value.dearer.label} less {within(value.cheaper.label)}: as quoted, neither unit cost is given"
    return f"{value.dearer.label} less {within(value.cheaper.label)}: from the rate card"


def confidence_sentence(confidence: Decimal) -> str:
    if confidence == 1:
        return (
            "At 100% every placement counted as avoided would really have been made. That is a bound, not an estimate."
        )
    return (
        f"At {number(confidence * 100, 1)}% each placement counted is worth that share of its unit value. The share is "
        "the reader’s own, illustrative, and not agreed by finance."
    )


def _request_row(request: Request) -> dict[str, object]:
    line, milestone = request.line, request.milestone
    last = f" to {line.last_year}" if line.last_year else ""
    return {
        "request": str(line.initiative),
        "url": reverse("initiatives:detail", args=[line.initiative.slug]),
        "years": f"{line.financial_year}{last}" if line.financial_year else "No year given",
        "cost": request.per_year,
        "printed": line.amount_as_printed or f"{NO_AMOUNT[:1].upper()}{NO_AMOUNT[1:]}",
        "fund": line.fund.name,
        "decision": "A business case to the Board, then the council’s approval",
        "when": f"{milestone.as_printed} ({day(milestone.latest_date)} at the latest)" if milestone else NO_DATE,
        "source": line.source_reference,
    }
