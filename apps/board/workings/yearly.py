"""In-year and cumulative cost avoidance of delivered places, £000."""

from decimal import Decimal

from apps.board.facts import Facts
from apps.board.workings.base import Line, Working
from apps.board.workings.common import PLACE, ROUNDED, edit_url
from apps.core.money import in_thousands, number, pounds
from apps.core.periods import FinancialYear, months_open_in_first_year
from apps.core.vocabulary import Basis
from apps.deficit.selectors.avoidance import FULL_YEAR, NOUGHT
from apps.initiatives.vocabulary import PlaceStatus


def in_year(facts: Facts) -> Working:
    year = facts.outlook.current.financial_year
    lines = []
    for t in facts.delivered:
        if t.financial_year > year:
            continue
        months = months_open_in_first_year(t.opening_month) if t.financial_year == year else 12
        amount = t.counted * facts.rates.difference(*PLACE) * months / 12
        formula = f"{number(t.counted)} × {pounds(facts.rates.difference(*PLACE))} × {months}/12"
        lines.append(
            Line(f"Opened in {t.financial_year}", in_thousands(amount), formula, "Tables 2 and 3", edit_url(t))
        )
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
