"""What was budgeted beside what was spent, line by line, of one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Comparison, compare
from apps.benchmarking.models import NationalImport
from apps.benchmarking.selectors.benchmark import Line, Origin
from apps.benchmarking.selectors.data_sets import data_sets
from apps.benchmarking.selectors.lines import given_parts, known_lines
from apps.benchmarking.selectors.peers import Peers, origin_of
from apps.benchmarking.selectors.spend import amounts
from apps.benchmarking.selectors.sums import with_sums
from apps.benchmarking.vocabulary import HIGH_NEEDS, PLACE_FUNDING, ReturnKind
from apps.core.memory import remembered
from apps.core.periods import FinancialYear

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line, £ net. ``over`` is above nought where more was spent than budgeted; ``compared`` is of that in % of
    the budget, None where ours has no budget or no comparator has one. ``recouped``: the line does not compare.
    """

    line: Line
    budget: Decimal
    outturn: Decimal
    compared: Comparison | None
    recouped: bool

    @property
    def over(self) -> Decimal:
        return self.outturn - self.budget

    @property
    def percent(self) -> Decimal | None:
        return self.over / self.budget * HUNDRED if self.budget > 0 else None


@dataclass(frozen=True, slots=True)
class BudgetOutturn:
    year: FinancialYear
    peers: Peers
    outcomes: tuple[Outcome, ...]
    others: int
    origins: tuple[Origin, ...]

    def outcome(self, slug: str) -> Outcome | None:
        return next((one for one in self.outcomes if one.line.slug == slug), None)


@remembered
def years_of_both() -> tuple[FinancialYear, ...]:
    """The years of which budget and outturn are both loaded, the newest first."""
    kinds: dict[FinancialYear, set[str]] = {}
    for one in data_sets().values():
        if one.table is None:
            kinds.setdefault(one.year, set()).add(one.kind)
    return tuple(sorted((year for year, found in kinds.items() if len(found) > 1), reverse=True))


@remembered
def budget_outturn(year: FinancialYear, peers: Peers) -> BudgetOutturn | None:
    lines, ours = known_lines().values(), peers.ours
    (budget, first), (outturn, second) = (
        amounts(kind, year, "net") for kind in (ReturnKind.BUDGET, ReturnKind.OUTTURN)
    )
    budgets, outturns = with_sums(budget, lines), with_sums(outturn, lines)
    found = [
        _outcome(given_parts(line, budgets), budgets[line.slug], outturns[line.slug], ours.pk, peers)
        for line in lines
        if ours.pk in budgets.get(line.slug, {}) and ours.pk in outturns.get(line.slug, {})
    ]
    if not found:
        return None
    found.sort(key=lambda one: one.line.slug in HIGH_NEEDS)
    sources = NationalImport.objects.select_related("source").in_bulk([first, second]).values()
    others = sum(any(pk in given for given in outturns.values()) for pk in peers.members)
    return BudgetOutturn(year, peers, tuple(found), others, tuple(dict.fromkeys(map(origin_of, sources))))


def _outcome(
    line: Line, budget: Mapping[int, Decimal], outturn: Mapping[int, Decimal], ours: int, peers: Peers
) -> Outcome:
    percent = {
        pk: (outturn[pk] / budget[pk] - 1) * HUNDRED
        for pk in (*peers.members, ours)
        if pk in outturn and budget.get(pk, Decimal(0)) > 0
    }
    others = [percent[pk] for pk in peers.members if pk in percent]
    compared = compare(percent[ours], others, None) if ours in percent and others else None
    recouped = PLACE_FUNDING in line.code or line.slug == "high-needs-total"
    return Outcome(line, budget[ours], outturn[ours], compared, recouped)
