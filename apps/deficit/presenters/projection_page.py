"""What every page of the projection says of the run behind it, and of what it rests on."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.core.charts import Mark
from apps.core.money import number
from apps.deficit.models import Assumption
from apps.deficit.presenters import day
from apps.deficit.presenters.run_behind import behind, newer_run
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.projection_page import PageFacts

# What is drawn as an upright line: policy rows by slug, with words short enough for it.
MARKED = {"statutory-override-end": "Override ends", "high-needs-formula-2026-27": "No increase in funding"}


def provenance(projected: Projected, facts: PageFacts) -> dict[str, Any]:
    """Template context: the run, who published it, what is illustrative, and whether a newer run waits."""
    published = timezone.localtime(projected.published_at) if projected.published_at else None
    return {
        "run": projected.run_id,
        "run_words": f"Run {projected.run_id}, {number(projected.draws)} draws, seed {projected.seed}",
        "published_words": f"Published by {projected.published_by}, {day(published)}" if published else "Not published",
        "run_url": reverse("deficit:run", args=[projected.run_id]) if projected.run_id else "",
        "illustrative": illustrative(projected, facts),
        "newer": _newer(projected, facts),
        "behind": behind(projected, facts.positions, facts.newest, facts.failed),
    }


def illustrative(projected: Projected | None, facts: PageFacts) -> str:
    """Of the assumptions behind what is shown; where nothing is, of those in force."""
    if projected and projected.assumed:
        return illustrative_sentence(projected.illustrative, projected.assumed)
    return illustrative_sentence(facts.illustrative, len(facts.assumptions))


def illustrative_sentence(some: int, whole: int) -> str:
    if not some:
        return f"Finance has agreed all {whole} assumptions."
    agreed = whole - some
    which = number(agreed) if agreed else "None"
    return (
        f"{which} of the {whole} assumptions behind these figures {'has' if agreed < 2 else 'have'} been agreed by "
        f"finance; {'the others' if agreed else 'all of them'} are illustrative. “As reported” rests on none of them."
    )


def marks(facts: PageFacts) -> list[Mark]:
    """Dated policy as upright lines, the earliest first."""
    found = [(p.effective_date, MARKED[p.slug]) for p in facts.policies if p.slug in MARKED and p.effective_date]
    return [Mark(at, f"{words}, {at.day} {at:%B %Y}") for at, words in sorted(found)]


def labels(facts: PageFacts) -> Callable[[str], str]:
    return lambda key: assumption_label(facts.assumptions, key)


def assumption_label(rows: Mapping[str, Assumption], key: str) -> str:
    """The row's own words; of a claim's own share, which claim it is of."""
    if key in rows:
        return rows[key].label
    general, _, claim = key.partition(":")
    return f"{rows[general].label if general in rows else general.capitalize()}, claim {claim}" if claim else key


def _newer(projected: Projected, facts: PageFacts) -> dict[str, str] | None:
    newest, text = facts.newest, newer_run(projected, facts.newest)
    if newest is None or not text:
        return None
    return {
        "text": text,
        "url": reverse("deficit:run", args=[newest.pk]),
        "run": str(newest.pk),
    }
