"""Every benefit once: approved claims first, then what they leave of places and children in each month. Which of them
the published forecast holds already is a rule (its units had opened when the position carried on was stated), unless
finance says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from apps.deficit.calculations.projection.inputs import Benefit
from apps.deficit.inputs.assumed import Assumed
from apps.deficit.inputs.claims import children_of, claim_benefits, moves_the_gap, places_of
from apps.deficit.inputs.register import child_benefits, children_open_on, kind_of, place_benefits
from apps.deficit.inputs.stretches import Claimed
from apps.deficit.selectors.treatments import treatment_days, treatments
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.selectors.benefits import benefits_by_child
from apps.initiatives.selectors.places import TrancheView, tranches
from apps.initiatives.selectors.projected import ApprovedClaim, approved_claims, empty_place_cost
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import UnitKind

Word = tuple[str, BenefitKind]
Treatments = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class Source:
    """A benefit, where it comes from, what the rule alone says of the forecast, and the initiative and kind of the row
    that outweighs it; nothing where none does."""

    benefit: Benefit
    kind: BenefitKind
    by_rule: bool
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A benefit with the initiative and kind whose units it counts, claimed or not, and the day they opened."""

    benefit: Benefit
    kind: BenefitKind
    units_of: Word
    opened: date


def sources(sheet: RateSheet, assumed: Assumed, stated: date, changed: Treatments) -> list[Source]:
    """In the order of their keys. ``changed`` holds a what-if's own treatments, which outweigh finance's rows."""
    said, days = {**treatments(), **changed}, treatment_days()
    found = []
    for one in _all(sheet, assumed, stated):
        word = next((w for w in _words(one, days) if w in said), None)
        held = one.benefit.in_forecast if word is None else said[word]
        found.append(Source(replace(one.benefit, in_forecast=held), one.kind, one.benefit.in_forecast, word))
    return sorted(found, key=lambda s: s.benefit.key)


def _words(one: Found, days: Mapping[tuple[str, str], date]) -> Iterator[Word]:
    """Whose word counts, the first first: the claim's own, then that on its units, which follows them into a claim and,
    where they opened after it, from the pipeline to the delivered."""
    yield one.benefit.initiative, one.kind
    yield one.units_of
    pipeline = one.units_of[0], BenefitKind.PIPELINE_PLACES
    if one.units_of[1] == BenefitKind.DELIVERED_PLACES and one.opened > days.get(pipeline, date.max):
        yield pipeline


def _all(sheet: RateSheet, assumed: Assumed, stated: date) -> Iterator[Found]:
    claims = [claim for claim in approved_claims() if moves_the_gap(claim)]
    register = {t.id: t for t in tranches()}
    yield from _claimed(claims, register, assumed, stated)
    empty = empty_place_cost()
    for tranche in register.values():
        kind = kind_of(tranche)
        for part in tranche.parts:
            counted = [_of(c, Decimal(n)) for c in claims if (n := c.of_part(tranche, part))]
            for benefit in place_benefits(tranche, part, counted, sheet, assumed, empty, stated):
                yield Found(benefit, kind, (benefit.initiative, kind), benefit.opens)
    for reported in benefits_by_child():
        slug = reported.initiative.slug
        of_children = [c for c in claims if c.kind != UnitKind.PLACES and slug in _sharing(c)]
        counted = [_of(c, sum((g.units for g in c.inputs.groups), Decimal(0))) for c in of_children]
        for benefit in child_benefits(reported, counted, sheet, assumed, stated):
            yield Found(benefit, BenefitKind.CHILDREN, (slug, BenefitKind.CHILDREN), benefit.opens)


def _claimed(
    claims: list[ApprovedClaim], register: Mapping[int, TrancheView], assumed: Assumed, stated: date
) -> Iterator[Found]:
    reported: dict[str, date] = {}
    for row in benefits_by_child():
        opens = children_open_on(row, stated)
        reported[row.initiative.slug] = min(opens, reported.get(row.initiative.slug, opens))
    for claim in claims:
        places = claim.kind == UnitKind.PLACES
        parts = places_of(claim, register) if places else children_of(claim, reported.get(claim.initiative))
        for benefit, units in claim_benefits(claim, parts, assumed, stated):
            yield Found(benefit, BenefitKind.CLAIM, (units.initiative, units.kind), units.opened)


def _of(claim: ApprovedClaim, units: Decimal) -> Claimed:
    return Claimed(units, claim.inputs.start, claim.inputs.end)


def _sharing(claim: ApprovedClaim) -> set[str]:
    """Every initiative of a claim has its children: what one counts, none of the others counts again."""
    return {claim.initiative, *(s.initiative for s in claim.inputs.shares)}
