"""The deficit's figures: positions, changes and gaps, £ million."""

from decimal import Decimal

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.workings.base import Line, Working
from apps.core.money import in_words, millions, number, signed
from apps.core.vocabulary import Block
from apps.deficit.presenters import day
from apps.deficit.selectors.positions import PositionView

STOCK = "Accumulated deficit: a stock at a date"
FLOW = "In-year gap: a flow within one financial year"


def deficit_now(facts: Facts) -> Working:
    p = facts.outlook.current
    return Working(
        title=f"Accumulated deficit at {day(p.financial_year.first_day)}",
        result=millions(p.opening),
        unit="",
        basis=STOCK,
        sentence=f"It is read from the published position, where it is the opening line: “{p.opening_label}”.",
        lines=[_line(p, p.opening_label, p.opening, kind="total")],
        see_also=("deficit-march-this",),
    )


def deficit_march_this(facts: Facts) -> Working:
    return _closing(facts.outlook.current, ("deficit-march-next", "change-this-year"))


def deficit_march_next(facts: Facts) -> Working:
    return _closing(_next(facts), ("deficit-march-this", "gap-next-year"))


def change_this_year(facts: Facts) -> Working:
    p = facts.outlook.current
    return Working(
        title=f"Change of the deficit in {p.financial_year}",
        result=signed(millions(p.change)),
        unit="",
        basis="Change of a stock over one financial year",
        sentence="It is the closing deficit less the opening deficit of the same position.",
        lines=[
            _line(p, p.closing_label, p.closing),
            _line(p, p.opening_label, p.opening),
            Line("Change", signed(millions(p.change)), "line 1 − line 2", kind="total"),
        ],
        notes=(
            f"The in-year gap on high needs is {millions(p.in_year_gap)}; "
            f"the other movements come to {signed(millions(p.change - p.in_year_gap))}.",
        ),
        see_also=("gap-this-year", "deficit-march-this"),
    )


def gap_this_year(facts: Facts) -> Working:
    return _gap(facts.outlook.current, ("gap-next-year", "change-this-year"))


def gap_next_year(facts: Facts) -> Working:
    working = _gap(_next(facts), ("gap-this-year", "deficit-march-next"))
    before, after = facts.outlook.current.in_year_gap, _next(facts).in_year_gap
    if not before:
        return working
    growth = signed(number((after / before - 1) * 100, 1))
    note = f"{millions(after)} ÷ {millions(before)} − 1 = {growth}% on {facts.outlook.current.financial_year}."
    return Working(
        title=working.title,
        result=working.result,
        unit=working.unit,
        basis=working.basis,
        sentence=working.sentence,
        lines=working.lines,
        notes=(note,),
        see_also=working.see_also,
    )


def _closing(p: PositionView, see_also: tuple[str, ...]) -> Working:
    lines = [_line(p, p.opening_label, p.opening)]
    lines += [_line(p, s.label, s.amount, plus=True) for s in p.steps]
    total = p.closing - p.unexplained
    lines.append(Line("Opening and movements", millions(total), _sum(len(p.steps) + 1), kind="subtotal"))
    lines.append(_line(p, f"As stated: {p.closing_label}", p.closing, kind="total"))
    tie = (
        "The lines reach the stated figure."
        if not p.unexplained
        else f"They differ by {signed(millions(p.unexplained))}."
    )
    return Working(
        title=f"Accumulated deficit at {day(p.financial_year.last_day)}",
        result=millions(p.closing),
        unit="",
        basis=STOCK,
        sentence=f"It is the opening deficit and every movement of {p.financial_year}. {tie}",
        lines=lines,
        see_also=see_also,
    )


def _gap(p: PositionView, see_also: tuple[str, ...]) -> Working:
    lines = [_line(p, s.label, s.amount, plus=True) for s in p.gap_steps]
    if given := p.given_to(Block.HIGH_NEEDS):
        lines.append(_line(p, "Transfers from other blocks to High Needs", -given, plus=True))
    formula = _sum(len(lines)) if len(lines) > 1 else "line 1"
    lines.append(Line(f"High-needs in-year gap {p.financial_year}", millions(p.in_year_gap), formula, kind="total"))
    return Working(
        title=f"High-needs in-year gap {p.financial_year}",
        result=millions(p.in_year_gap),
        unit="in the year",
        basis=FLOW,
        sentence=f"High-needs spending less funding in {p.financial_year} is forecast at {in_words(p.in_year_gap)}.",
        lines=lines,
        see_also=see_also,
    )


def _next(facts: Facts) -> PositionView:
    if len(facts.outlook.years) < 2:
        raise NotKnown("No position of the following year has been published.")
    return facts.outlook.years[1]


def _line(p: PositionView, label: str, amount: Decimal, *, plus: bool = False, kind: str = "") -> Line:
    text = signed(millions(amount)) if plus else millions(amount)
    source = f"{p.source_title}, {p.source_reference}"
    return Line(label, text, source=source, url=reverse("deficit:position"), kind=kind)


def _sum(n: int) -> str:
    return "line 1" if n == 1 else f"lines 1 to {n} added"
