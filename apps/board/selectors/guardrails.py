"""Reads targets and guardrails with what stands against each now, and the measures that can be watched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from apps.benchmarking.selectors.peers import all_peers
from apps.benchmarking.selectors.timeliness import timeliness
from apps.benchmarking.vocabulary import Own
from apps.board.calculations.guardrails import Rail, Reads, reads
from apps.board.models import Guardrail, Target
from apps.board.vocabulary import Benchmark, TargetScope
from apps.core.memory import remembered
from apps.core.vocabulary import BenefitClass, Block
from apps.deficit.selectors.positions import newest_of_years, published_positions
from apps.initiatives.models import Initiative
from apps.initiatives.selectors.claim_totals import Kind, approved_sums
from apps.initiatives.selectors.initiatives import everything
from apps.initiatives.selectors.outcome_readings import measures
from apps.initiatives.selectors.outcomes import Outcome, outcomes_of

WITHOUT_EXCEPTIONS = "without"


@dataclass(frozen=True, slots=True)
class Newest:
    """A reading in the measure's unit, what it is of, and where it comes from. All empty where there is none.
    ``at_least``: the source says so."""

    value: Decimal | None
    when: str = ""
    source: str = ""
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    guardrail: Guardrail
    newest: Newest

    @property
    def rail(self) -> Rail:
        return Rail(self.guardrail.sense, self.guardrail.threshold, self.newest.value, self.newest.at_least)


@dataclass(frozen=True, slots=True)
class TargetRead:
    """``value``: pounds now. Of benefits approved High Needs cost avoidance, of the deficit the newest closing.
    ``beside``: guardrails of the other targets of the same scope, basis and year, which count for this one too: a
    target entered again with a laxer guardrail does not get round the first."""

    target: Target
    value: Decimal | None
    rails: tuple[Watched, ...]
    beside: tuple[Watched, ...] = ()

    @property
    def reached(self) -> bool | None:
        if self.value is None:
            return None
        amount = self.target.amount
        return self.value <= amount if self.target.scope == TargetScope.DEFICIT else self.value >= amount

    @property
    def reads(self) -> Reads:
        return reads(self.reached, [one.rail for one in (*self.rails, *self.beside)])


@dataclass(frozen=True, slots=True)
class Measures:
    """What can be watched: benchmarks and outcome measures, each with its newest reading."""

    benchmarks: Mapping[str, Newest]
    outcomes: Mapping[int, Outcome]
    initiatives: Mapping[int, Initiative]

    def newest(self, guardrail: Guardrail) -> Newest:
        if guardrail.benchmark:
            return self.benchmarks[guardrail.benchmark]
        return newest_of(self.outcomes[guardrail.measure_id or 0])


@remembered
def measures_known() -> Measures:
    known = measures()
    return Measures(
        {Benchmark.TIMELINESS.value: _timeliness()},
        outcomes_of(measure.pk for measure in known),
        {one.pk: one for one in everything()},
    )


def targets(known: Measures) -> list[TargetRead]:
    """Those that stand, each with its guardrails that stand."""
    rails = Prefetch("guardrails", _standing_rails())
    rows = list(
        Target.objects.filter(replaced_by__isnull=True)
        .select_related("initiative", "recorded_by", "replaces")
        .prefetch_related(rails)
    )
    approved = approved_sums(known.initiatives) if rows else {}
    own = {row.pk: _watched(row.guardrails.all(), known) for row in rows}
    return [TargetRead(row, _value(row, approved), own[row.pk], _beside(row, rows, own)) for row in rows]


def of_measures(known: Measures) -> list[Watched]:
    """Guardrails of measures whose good direction is fewer plans or assessments."""
    return list(_watched(_standing_rails().filter(guarded__isnull=False), known))


def newest_of(outcome: Outcome) -> Newest:
    """None where the newest readings contradict each other: nobody knows which is right."""
    if outcome.others:
        return Newest(None, "Its source says more than one thing")
    latest = outcome.latest or outcome.baseline
    return (
        Newest(latest.value, latest.period_label, latest.source_reference, latest.at_least) if latest else Newest(None)
    )


def _standing_rails() -> QuerySet[Guardrail]:
    return Guardrail.objects.filter(replaced_by__isnull=True).select_related("measure", "guarded__initiative")


def _watched(rows: Iterable[Guardrail], known: Measures) -> tuple[Watched, ...]:
    return tuple(Watched(row, known.newest(row)) for row in rows)


def _beside(row: Target, rows: Iterable[Target], own: Mapping[int, tuple[Watched, ...]]) -> tuple[Watched, ...]:
    others = [one.pk for one in rows if one.pk != row.pk and _alike(one) == _alike(row)]
    return tuple(watched for other in others for watched in own[other])


def _alike(row: Target) -> tuple[object, ...]:
    return row.scope, row.initiative_id, row.basis, row.financial_year


def _timeliness() -> Newest:
    """Ours in the newest year of SEN2, %, without the exceptions that the regulations allow."""
    peers = next(iter(all_peers().values()), None)
    found = timeliness(peers, Own.OUT, WITHOUT_EXCEPTIONS) if peers else None
    newest = next((y for y in reversed(found.yearly) if y.ours is not None), None) if found else None
    if found is None or newest is None:
        return Newest(None)
    title = found.origins[0].title if found.origins else ""
    return Newest(newest.ours, f"Calendar year {newest.year}", title)


def _value(row: Target, approved: Mapping[str, Mapping[Kind, tuple[Decimal, Decimal]]]) -> Decimal | None:
    if row.scope == TargetScope.DEFICIT:
        position = newest_of_years(published_positions()).get(row.financial_year)
        return position.closing if position else None
    wanted = [approved.get(row.initiative.slug, {})] if row.initiative else list(approved.values())
    return sum((amounts[0] for sums in wanted for kind, amounts in sums.items() if _counts(kind, row)), Decimal(0))


def _counts(kind: Kind, row: Target) -> bool:
    """High Needs cost avoidance on the target's basis: nothing of another class or block is added to it."""
    usual = (kind.benefit_class, kind.block) == (BenefitClass.AVOIDANCE, Block.HIGH_NEEDS)
    return usual and kind.basis == row.basis and kind.year in (None, row.financial_year)
