"""In-year and cumulative cost avoidance of delivered places, £000."""

from decimal import Decimal

from apps.board.facts import Facts
from apps.board.workings.base import Line, Working
from apps.board.workings.common import PLACE, ROUNDED, edit_url
from apps.core.money import in_thousands, number, pounds
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis
from apps.deficit.calculations.avoidance import OWN_MONTH, months_open
from apps.deficit.inputs.avoidance import tranche_of
from apps.deficit.selectors.avoidance import FULL_YEAR, NOUGHT
from apps.initiatives.calculations.place_parts import Part
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.vocabulary import PlaceStatus


def in_year(facts: Facts) -> Working:
    year = facts.outlook.current.financial_year
    lines = [
        _part(t, part, facts.rates.difference(*PLACE), year)
        for t in facts.delivered
        if t.financial_year <= year
        for part in t.parts
    ]
    whole = facts.worked_out.amount(Basis.IN_YEAR, status=PlaceStatus.DELIVERED, year=year)
    lines.append(Line(f"In {year}", in_thousands(whole), f"lines 1 to {len(lines)} added", kind="total"))
    return Working(
        title=f"Cost avoidance of delivered places within {year}",
        result=in_thousands(whole),
        unit="in the year",
        basis="In-year: what falls within one financial year, given opening dates",
        sentence="A September opening counts for seven of its first twelve months.",
        lines=lines,
        notes=(
            "The report gives no opening month; September is the product's convention and can be changed on each row.",
            "Months are accrued evenly; schools that bill by the term may differ.",
            ROUNDED,
        ),
        see_also=("cumulative", "sufficiency-run-rate"),
    )


def _part(t: TrancheView, part: Part, value: Decimal, year: FinancialYear) -> Line:
    """Places of a tranche that open together: those of a scheme by its own months."""
    months = months_open(tranche_of(t, part, value), year, OWN_MONTH)
    formula = f"{number(part.counted)} × {pounds(value)} × {months}/12"
    label = f"Opened in {t.financial_year}" + (f", {part.held.name}" if part.held else "")
    source = "The register of schemes" if part.held else "Tables 2 and 3"
    return Line(label, in_thousands(part.counted * value * months / 12), formula, source, edit_url(t))


def cumulative(facts: Facts) -> Working:
    return _cumulative(facts, 0, "each tranche opening in its own month", ("cumulative-full-year", "in-year"))


def cumulative_full_year(facts: Facts) -> Working:
    return _cumulative(facts, FULL_YEAR, "every tranche counted for its whole first year", ("cumulative", "in-year"))


def _cumulative(facts: Facts, month: int, how: str, see_also: tuple[str, ...]) -> Working:
    last = facts.outlook.current.financial_year
    rows = facts.worked_out.pick(Basis.IN_YEAR, status=PlaceStatus.DELIVERED, month=month)
    by_year: dict[FinancialYear, Decimal] = {}
    for r in rows:
        if r.year <= last:
            by_year[r.year] = by_year.get(r.year, NOUGHT) + r.amount
    lines = [
        Line(f"In {year}", in_thousands(amount), source="Tables 2 and 3") for year, amount in sorted(by_year.items())
    ]
    whole = facts.worked_out.amount(Basis.CUMULATIVE, status=PlaceStatus.DELIVERED, month=month, year=last)
    first = min(by_year, default=last)
    lines.append(Line(f"{first} to {last}", in_thousands(whole), f"lines 1 to {len(lines)} added", kind="total"))
    return Working(
        title=f"Cost avoidance of delivered places, {first} to {last} in all"
        + (", full first years" if month == FULL_YEAR else ""),
        result=in_thousands(whole),
        unit="in all",
        basis="Cumulative: the sum of in-year figures",
        sentence=f"It is the sum of each year's amount, {how}.",
        lines=lines,
        notes=(ROUNDED,),
        see_also=see_also,
    )
