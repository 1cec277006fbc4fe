"""Short texts that several pages share. Money in lists is £000; "not stated" is said, never left blank."""

import re
from datetime import date
from decimal import Decimal

from apps.core.charts.rows import Column
from apps.core.money import number, thousands
from apps.core.periods import span as period
from apps.core.vocabulary import Basis
from apps.initiatives.models import FundingLine, Milestone, OutcomeReading, ReportedBenefit
from apps.initiatives.vocabulary import FundingState, FundKind, MeasureUnit, Standing

NOT_STATED, NOT_GIVEN, NOT_GRADED = "Not stated", "Not given", "Not graded yet"
WRITTEN_OUT = re.compile(r"£([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9.]*[mMkK]\b)")
STANDING = {
    Standing.HEADLINE: "in the report’s total",
    Standing.BESIDE: "beside the report’s total",
    Standing.STATEMENT: "scope, not a benefit",
}
SHORT_STANDING = {Standing.HEADLINE: "", Standing.BESIDE: " (beside the total)", Standing.STATEMENT: " (scope only)"}


def day(value: date) -> str:
    return Column("", "").cell(value)


def milestone_text(milestone: Milestone) -> str:
    return f"{period(milestone.earliest_date, milestone.latest_date)}: {milestone.label}"


def years(line: FundingLine) -> str:
    if line.financial_year is None:
        return NOT_STATED
    if line.last_year is None:
        return str(line.financial_year)
    both = f"{line.financial_year} to {line.last_year}"
    return both if line.per_year else f"{both} together"


def stated_money(line: FundingLine) -> str:
    """``143, agreed``; ``1,500 a year, to be requested``; ``just under 600, agreed`` where no amount is exact."""
    amount = in_thousands(line.amount_as_printed) if line.amount is None else _thousands(line.amount)
    if not amount:
        return ""
    capital = " (capital)" if line.fund.kind == FundKind.CAPITAL else ""
    a_year = " a year" if line.per_year else ""
    return f"{amount}{a_year}, {FundingState(line.state).label.lower()}{capital}"


def benefit_text(benefit: ReportedBenefit) -> str:
    """``10,032 run-rate`` (£000), and where it is not in the report's total."""
    assumed = f", {assumed_basis(benefit)}" if assumed_basis(benefit) else f" {benefit.get_basis_display().lower()}"
    return f"{thousands(benefit.amount)}{assumed}{SHORT_STANDING[Standing(benefit.standing)]}"


def assumed_basis(benefit: ReportedBenefit) -> str:
    """What the reader is told where the source gives an amount but no period; nothing where it gives one."""
    if benefit.basis == Basis.ONE_OFF and benefit.financial_year is None:
        return "the report gives no period; taken as one-off"
    return ""


def in_thousands(printed: str) -> str:
    """``just under £600,000`` → ``just under 600``; what is printed in another unit stays as it is."""
    return WRITTEN_OUT.sub(lambda found: _thousands(Decimal(found[1].replace(",", ""))), printed)


def _thousands(amount: Decimal) -> str:
    return thousands(amount, 0 if amount % 1000 == 0 else 1)


def reading_text(reading: OutcomeReading, unit: str) -> str:
    """``39.8%``, ``at least 12``."""
    text = plain(reading.value)
    text = f"{text}%" if unit == MeasureUnit.PERCENT else text
    return f"at least {text}" if reading.at_least else text


def plain(value: Decimal) -> str:
    """As many decimals as there are: 64 → ``64``, 41.4 → ``41.4``."""
    exponent = int(value.normalize().as_tuple().exponent)
    return number(value, max(0, -exponent))


def count(amount: int, one: str, many: str = "") -> str:
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
