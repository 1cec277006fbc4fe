"""What was foreseen or claimed, beside what came: the newest forecast with an outturn, and INMSS plans."""

from fractions import Fraction

from django.urls import reverse

from apps.board.facts import Facts, NotKnown
from apps.board.workings.base import Line, Working
from apps.core.money import millions, number, signed
from apps.deficit.charts.displacement import decimal
from apps.deficit.presenters.words import stated
from apps.deficit.selectors.displacement import counts, displacement_test
from apps.deficit.selectors.forecast_errors import by_year
from apps.deficit.vocabulary import RecordMeasure, RecordPoint

LEAST = 2
EVERY = Fraction(1)


def forecast_missed(_: Facts) -> Working:
    """Outturn less budget of the newest year that has both."""
    pairs = [(y, y.one(RecordPoint.BUDGET), y.one(RecordPoint.OUTTURN)) for y in by_year(RecordMeasure.IN_YEAR_GAP)]
    judged = [(y, budget, outturn) for y, budget, outturn in pairs if budget and outturn]
    if not judged:
        raise NotKnown("No year of the record has both a budget and an outturn.")
    year, budget, outturn = judged[-1]
    missed, page = outturn.amount - budget.amount, reverse("deficit:forecasts")
    share = f"{number(100 * missed / budget.amount, 1)}%" if budget.amount else ""
    lines = [
        Line("Outturn", millions(outturn.amount), source=f"{outturn.basis}, {stated(outturn.stated_when)}", url=page),
        Line("Budget", millions(budget.amount), source=f"{budget.basis}, {stated(budget.stated_when)}", url=page),
        Line("In % of the budget", signed(share), "(line 1 − line 2) ÷ line 2", kind="subtotal") if share else None,
        Line("Error of the budget", signed(millions(missed)), "line 1 − line 2", kind="total"),
    ]
    return Working(
        title=f"Error of the budget for the high-needs gap of {year.year}",
        result=signed(millions(missed)),
        unit="in the year",
        basis="In-year gap: a flow within one financial year, as stated in the council’s own record",
        sentence="It is what turned out less what was budgeted.",
        lines=[line for line in lines if line],
        notes=("Above nought, more was spent than was foreseen. The page has every address of the record.",),
        see_also=("gap-this-year", "gap-next-year"),
    )


def displacement_observed(_: Facts) -> Working:
    """INMSS plans of the newest January beside what the share of the January before would have given."""
    januaries = counts()
    if len(januaries) < LEAST:
        raise NotKnown("Fewer than two Januaries of plans are loaded.")
    first, second = januaries[-2:]
    test = displacement_test(first.january, second.january, EVERY)
    page, source = reverse("deficit:displacement"), "; ".join(test.sources)
    lines = [
        Line(f"INMSS plans, January {first.january}", number(first.inmss), source=source, url=page),
        Line(f"All plans, January {first.january}", number(first.total), source=source, url=page),
        Line(f"All plans, January {second.january}", number(second.total), source=source, url=page),
        Line("INMSS plans at an unchanged share", number(decimal(test.observed.expected), 2),
             "line 1 ÷ line 2 × line 3", kind="subtotal"),
        Line(f"INMSS plans, January {second.january}", number(second.inmss), source=source, url=page),
        Line("Fewer than at an unchanged share", number(decimal(test.observed.fewer), 2), "line 4 − line 5",
             kind="total"),
    ]  # fmt: skip
    return Working(
        title=f"INMSS plans of January {second.january} against growth in all plans",
        result=number(decimal(test.observed.fewer), 2),
        unit="plans fewer than at an unchanged share",
        basis="Plans counted in two Januaries: a number and a share, never one without the other",
        sentence="It is what the earlier share would have given of the later number of plans, less the plans counted.",
        lines=lines,
        notes=(
            f"The number itself went from {number(first.inmss)} to {number(second.inmss)}. Places claimed to have "
            f"displaced {number(decimal(test.displaced_by_places))} stand beside it and are never added.",
        ),
        see_also=("places-counted", "sufficiency-run-rate"),
    )
