"""Reads what the published run says of one initiative: its benefits as the run froze them, and what finance said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from apps.core.memory import remembered
from apps.deficit.calculations.projection.inputs import Assumption, Benefit
from apps.deficit.inputs.frozen import thawed
from apps.deficit.models import BenefitTreatment, ProjectionRun
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.projections import published_projection
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.models import Initiative
from apps.initiatives.selectors.initiatives import everything


@dataclass(frozen=True, slots=True)
class Frozen:
    """A run's inputs, without what the page has no use for. ``kinds``: by the key of a benefit.
    ``words``: the kind of finance's row that decided whether the forecast holds it; none where the rule did."""

    benefits: tuple[Benefit, ...]
    ranges: Mapping[str, Assumption]
    kinds: Mapping[str, BenefitKind]
    words: Mapping[str, BenefitKind]
    stated_on: date


@dataclass(frozen=True, slots=True)
class Part:
    """A benefit with what decided whether the forecast holds it: ``said`` is finance's row, nothing where the rule
    alone decided."""

    benefit: Benefit
    kind: BenefitKind
    said: BenefitTreatment | None


@dataclass(frozen=True, slots=True)
class InitiativeProjection:
    """``projected`` is nothing before a run is published; ``parts`` are none where the initiative has no benefit."""

    initiative: Initiative
    projected: Projected | None = None
    stated_on: date | None = None
    parts: tuple[Part, ...] = ()
    ranges: Mapping[str, Assumption] | None = None


def initiative_projection(slug: str) -> InitiativeProjection:
    """Raises ``Initiative.DoesNotExist``."""
    found = next((one for one in everything() if one.slug == slug), None)
    if found is None:
        raise Initiative.DoesNotExist(f"No initiative is called “{slug}”.")
    projected = published_projection()
    if projected is None or projected.run_id is None:
        return InitiativeProjection(found)
    frozen = frozen_of(projected.run_id)
    said = _said(slug, projected.run_id)
    parts = [
        Part(b, frozen.kinds[b.key], said.get(frozen.words[b.key]) if b.key in frozen.words else None)
        for b in frozen.benefits
        if b.initiative == slug
    ]
    return InitiativeProjection(found, projected, frozen.stated_on, tuple(parts), frozen.ranges)


@remembered
def frozen_of(run_id: int) -> Frozen:
    kept = ProjectionRun.objects.values_list("inputs__projection", flat=True).get(pk=run_id)
    inputs, read = thawed(kept), kept["read"]
    return Frozen(
        benefits=inputs.benefits,
        ranges={a.key: a for a in inputs.assumptions},
        kinds={key: BenefitKind(kind) for key, kind in read["kinds"].items()},
        words={key: BenefitKind(kind) for key, kind in read.get("words", read["kinds"]).items()},
        stated_on=date.fromisoformat(read["stated_on"]),
    )


def _said(slug: str, run_id: int) -> dict[str, BenefitTreatment]:
    """By kind: the newest row of finance that the run knew."""
    known = ProjectionRun.objects.filter(pk=run_id).values("finished_at")
    rows = BenefitTreatment.objects.filter(initiative__slug=slug, at__lte=known).select_related("by").order_by("pk")
    return {row.kind: row for row in rows}
