"""What a saved what-if is set beside: its base as published, or worked out again where the two rest on other inputs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from apps.core.money import in_words
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.inputs.projected import EFFECT_YEAR
from apps.deficit.presenters.trajectory import at_end
from apps.deficit.runs import base_now
from apps.deficit.selectors.projections import published_projection
from apps.deficit.selectors.rests_on import apart
from apps.deficit.selectors.trajectory import Shown
from apps.deficit.selectors.what_ifs import Worked, runs_apart, treated_by

APART = {
    "positions": "the published positions",
    "stated_on": "the day on which the position carried on was stated",
    "caseload": "the caseload",
    "rate_card": "the rate card",
    "assumptions": "assumptions that finance changed meanwhile",
    "gap": "the figures of the gap",
    "benefits": "which benefits are registered or approved, or their size and dates",
    "treatments": "which benefits finance says are in the forecast already",
    "engine": "the version of the calculation",
    "seed": "the seed of the draws",
    "draws": "the number of draws",
}


@dataclass(frozen=True, slots=True)
class Base:
    """What the what-if is set beside, and what a reader must know of it; nothing to say where it is as published."""

    shown: Shown | None
    sentence: str = ""


def base_of(worked: Worked) -> Base:
    """Its base as published where both rest on the same; else worked out now, where the what-if's own run rests on the
    inputs of this moment; else as published, with a warning. Raises ``Refused``."""
    published = worked.base
    if not worked.apart or published is None or worked.kept is None:
        return Base(published)
    names = apart_words(worked.apart)
    rests = f"{published.name} as published rests on other inputs than this what-if: {names}."
    inputs, projected = base_now(worked.view.revision.toggles.get("horizon") or "")
    if moved := apart(worked.kept, inputs, treated_by(worked.view)):
        return Base(
            published,
            f"{rests} So a part of the difference is theirs. What this what-if rests on has changed since it was "
            f"worked out ({apart_words(moved)}); once it is worked out again, its base is, too.",
        )
    again = Shown(published.slug, f"{published.name}, on the same inputs", projected, published.scenario)
    return Base(
        again,
        f"{rests} So it is set beside {published.name} worked out again on its own inputs: the difference is what this "
        f"what-if changes and nothing else. {_as_published(published)}",
    )


def apart_rows(shown: Sequence[Shown]) -> list[dict[str, str]]:
    """Of scenarios side by side: a warning for each what-if that rests on other inputs than those published."""
    worked = [(s.what_if, s.projected.run_id) for s in shown if s.what_if and s.projected.run_id]
    differ = runs_apart(worked, published_projection() if worked else None)
    return [
        {
            "text": f"{s.name} rests on other inputs than the scenarios as published: {apart_words(differ[s.slug])}. "
            "So a part of its distance from them is theirs.",
            "url": reverse("deficit:what_if", args=[s.slug]),
            "link": f"{s.name} beside its base on the same inputs",
        }
        for s in shown
        if differ.get(s.slug)
    ]


def _as_published(published: Shown) -> str:
    course = published.of(Measure.ACCUMULATED)
    year = EFFECT_YEAR if EFFECT_YEAR in course else max(course)
    return f"As published, {published.name} is {in_words(course[year].central)} at {at_end(year)}."


def apart_words(names: Sequence[str]) -> str:
    return ", ".join(APART.get(name, name.replace("_", " ")) for name in names)
