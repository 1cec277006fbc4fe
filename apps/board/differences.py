"""What the report says and what follows from its own figures (method, section 8). Every figure is read or computed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from apps.board.facts import PROGRAMME, Facts, NotKnown
from apps.board.selectors import differences as read
from apps.core.money import millions, number, pounds, thousands
from apps.core.vocabulary import Basis, Convention
from apps.deficit.calculations.avoidance import Tranche, in_year
from apps.deficit.selectors.avoidance import NOUGHT
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
CHILD = (PlacementType.SPECIALIST_ANY, PlacementType.MAINSTREAM_SUPPORT)
DINGLEYS_MONTHS = 16  # April 2024 to July 2025 (para 4.8): referrals counted to June, outcomes to July


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the report says something, what it says, and what follows from it."""

    where: str
    says: str
    follows: str
    url: str = ""
    link: str = ""


class Reported:
    """The report's own inputs, whatever has changed since."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tranches = read.reported_tranches()
        self.delivered = [t for t in self.tranches if t.status == PlaceStatus.DELIVERED]
        self.pipeline = [t for t in self.tranches if t.status == PlaceStatus.PIPELINE]
        self.rates = facts.rates_as_reported
        self.place_value = self.rates.difference(*PLACE)
        self.child_value = self.rates.difference(*CHILD)

    def run_rate(self, status: PlaceStatus | None = None, initiative: str = PROGRAMME) -> Decimal:
        of = {"status": status} if status else {}
        return self.facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, initiative=initiative, **of)


def differences(facts: Facts) -> list[Difference]:
    """Every difference whose figures are known."""
    try:
        reported = Reported(facts)
    except NotKnown:
        return []
    found = []
    for check in CHECKS:
        try:
            found += list(check(reported))
        except NotKnown:
            continue
    return found


def exclusion(r: Reported) -> Iterator[Difference]:
    places = sum(t.places for t in r.delivered)
    counted = sum(t.counted for t in r.delivered)
    out = places - counted
    yield Difference(
        "Table 1 and Table 3",
        f"{number(places)} places delivered; {thousands(r.run_rate(PlaceStatus.DELIVERED))} avoided (£000)",
        f"{number(counted)} places × {pounds(r.place_value)}. A note discloses that some places are left out; that "
        f"they are {number(out)}, worth {thousands(out * r.place_value)} (£000), follows from the figures only.",
        reverse("board:how", args=["places-counted"]),
        "Places counted",
    )


def since_2023(r: Reported) -> Iterator[Difference]:
    first = min(r.delivered, key=lambda t: t.financial_year)
    yield Difference(
        "Table 1",
        "Initiatives “since 2023”",
        f"The total holds {first.financial_year}'s {number(first.counted)} places as well, "
        f"{thousands(first.counted * r.place_value)} (£000).",
        reverse("board:how", args=["sufficiency-run-rate"]),
        "The run-rate, year by year",
    )


def total_is_a_run_rate(r: Reported) -> Iterator[Difference]:
    whole = r.run_rate(PlaceStatus.DELIVERED, "")
    children = read.benefit("dingleys-promise").units or NOUGHT
    a_year = children * 12 / DINGLEYS_MONTHS
    yield Difference(
        "Table 1",
        f"Total {thousands(whole)} (£000)",
        f"Right as a run-rate only. The {number(children)} children of Dingley's Promise came over {DINGLEYS_MONTHS} "
        f"months: {number(a_year)} a year, {thousands(a_year * r.child_value)} (£000) as an intake.",
        reverse("board:how", args=["total-run-rate"]),
        "The total",
    )


def sen_support(r: Reported) -> Iterator[Difference]:  # noqa: ARG001 - every check takes the same argument
    readings = read.conflicting_readings()
    for first, second in readings:
        yield Difference(
            f"{first.source_reference} and {second.source_reference}",
            f"{first.measure.initiative}: {first.measure.name}, {number(first.value)}",
            f"{number(second.value)} in {second.source_reference}, for the same children and period.",
            reverse("initiatives:detail", args=[first.measure.initiative.slug]),
            f"{first.measure.initiative}",
        )


def portage_children(r: Reported) -> Iterator[Difference]:
    benefit = read.benefit("portage")
    before, after, n = read.specialist_share("portage")
    exact = (before - after) / 100 * n
    yield Difference(
        "Para 4.13",
        f"{number(benefit.units or NOUGHT)} children, {thousands(benefit.amount)} (£000)",
        f"{number(before - after)} percentage points of {number(n)} children are {number(exact, 2)}, "
        f"{number(exact * r.child_value / 1000, 2)} (£000). So small a change cannot be told from no change.",
        reverse("initiatives:detail", args=["portage"]),
        "Portage and its interval",
    )


def a_sum_not_a_range(r: Reported) -> Iterator[Difference]:
    done, coming = (r.run_rate(s) for s in PlaceStatus)
    yield Difference(
        "Table 3",
        f"“Cost Avoidance Range” {thousands(done + coming)} (£000)",
        f"A sum, not a range: {thousands(done)} delivered + {thousands(coming)} in the pipeline.",
        reverse("board:how", args=["programme-run-rate"]),
        "The sum",
    )


def pipeline_this_year(r: Reported) -> Iterator[Difference]:
    first = min(r.pipeline, key=lambda t: t.financial_year)
    tranche = Tranche(
        first.initiative,
        first.financial_year,
        first.status.value,
        first.places,
        first.excluded,
        first.opening_month,
        r.place_value,
        first.stated_on,
    )
    most = max(in_year(tranche, first.financial_year, month) for month in range(1, 13))
    yield Difference(
        "Table 3",
        f"Pipeline of {first.financial_year}: {thousands(first.counted * r.place_value)} (£000)",
        f"Still in the pipeline in the last months of the year, so at most "
        f"{thousands(Decimal(most.numerator) / most.denominator)} (£000) could fall in it.",
        reverse("board:places"),
        "The pipeline in each year",
    )


def around_six_million(r: Reported) -> Iterator[Difference]:
    benefit = read.benefit("per-pupil-capital")
    units = benefit.units or NOUGHT
    yield Difference(
        "Para 4.6",
        f"{number(units)} places, “{benefit.as_printed}”",
        f"{number(units)} × {pounds(r.place_value)} = {millions(units * r.place_value, 2)}.",
        reverse("board:how", args=["per-pupil-capital"]),
        "The capital's places",
    )


def two_unit_values(r: Reported) -> Iterator[Difference]:
    mainstream = r.rates.rates[PlacementType.INMSS] - r.child_value
    yield Difference(
        "Para 4.5 and para 4.9",
        f"{pounds(r.place_value)} avoided for a place, {pounds(r.child_value)} for a child",
        f"Different placements are compared, so the two cannot value the same child. The unit costs behind "
        f"{pounds(r.child_value)} are not given; it fits {pounds(r.rates.rates[PlacementType.INMSS])} less "
        f"{pounds(mainstream)}, which is inferred.",
        reverse("initiatives:rate_card"),
        "The rate card",
    )


def categories(r: Reported) -> Iterator[Difference]:  # noqa: ARG001
    printed, without = read.printed_efficiency(), read.without_printed_status()
    yield Difference(
        "Para 4.1 and Appendix 2",
        f"Two funding classes; “Efficiency” {number(printed)} times; rows without a status: {number(without)}",
        "The committee asked for three categories. What is printed is kept, and each initiative states the rule by "
        "which it was given one of the three.",
        reverse("initiatives:list"),
        "The initiatives",
    )


def base_dates(r: Reported) -> Iterator[Difference]:  # noqa: ARG001
    baselines = read.share_baselines()
    if len({b.period_label for b in baselines}) < 2:
        return
    text = "; ".join(f"{b.measure.name} from {b.period_label}" for b in baselines)
    yield Difference(
        "Table 1",
        text,
        "The two changes start from different dates, so they do not describe the same period.",
        reverse("initiatives:detail", args=[PROGRAMME]),
        "The programme's outcomes",
    )


def neighbours_median(r: Reported) -> Iterator[Difference]:  # noqa: ARG001
    found = read.inmss_medians()
    if found is None:
        return
    with_own, without, n = found
    yield Difference(
        "Appendix 3",
        f"Neighbours' median on non-maintained and independent provision {pounds(with_own)} a head",
        f"The council is among its own neighbours there. The median of the other {number(n)} is {pounds(without, 2)}.",
        reverse("benchmarking:line", args=[read.INMSS]),
        "The line, with and without the council",
    )


def no_bridge(r: Reported) -> Iterator[Difference]:
    whole = r.run_rate(PlaceStatus.DELIVERED, "")
    shares = ", ".join(
        f"{number(whole / p.in_year_gap * 100, 1)}% of {millions(p.in_year_gap)} in {p.financial_year}"
        for p in r.facts.outlook.years
        if p.in_year_gap
    )
    yield Difference(
        "Nowhere in the report",
        f"{thousands(whole)} avoided (£000) beside the in-year gap",
        f"Nothing bridges the two. Set side by side they are {shares}: a run-rate against a flow, and the forecast may "
        "already hold it.",
        reverse("board:how", args=["coverage"]),
        "The comparison",
    )


CHECKS: tuple[Callable[[Reported], Iterator[Difference]], ...] = (
    exclusion,
    since_2023,
    total_is_a_run_rate,
    sen_support,
    portage_children,
    a_sum_not_a_range,
    pipeline_this_year,
    around_six_million,
    two_unit_values,
    categories,
    base_dates,
    neighbours_median,
    no_bridge,
)
