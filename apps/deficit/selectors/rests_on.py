"""Reads whether two runs rest on the same: everything that both froze, but for what a what-if changes itself."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from apps.deficit.models import ProjectionRun

Kept = Mapping[str, Any]
OWN = ("kinds", "words", "illustrative")  # told by the benefits, and by the versions of assumptions
OF_A_BENEFIT = ("units", "opens", "closes", "standing", "attribution", "agreed")
OF_THE_GAP = ("base_year", "opening", "published", "other_blocks")
CHILDREN = "children/"  # how many they are is an assumption, which a what-if may change


def kept_of(run_ids: Iterable[int]) -> dict[int, Kept]:
    """What runs of the projection froze, by run, in one question. Those without a projection are left out."""
    rows = ProjectionRun.objects.filter(pk__in=list(run_ids)).values_list("pk", "inputs__engine", "inputs__projection")
    return {pk: {**kept, "engine": engine} for pk, engine, kept in rows if kept}


def apart(one: Kept, other: Kept, treated: Collection[str] = ()) -> tuple[str, ...]:
    """Names of what the two rest on that is not the same. ``treated``: “initiative/kind” of the benefits that one of
    them treats in a way of its own."""
    here, there = one["read"], other["read"]
    found = [name for name in here if name in there and name not in OWN and here[name] != there[name]]
    if any(one["gap"].get(name) != other["gap"].get(name) for name in OF_THE_GAP) or _plans(one) != _plans(other):
        found.append("gap")
    mine, theirs = _benefits(one), _benefits(other)
    if {key: _worth(b) for key, b in mine.items()} != {key: _worth(b) for key, b in theirs.items()}:
        found.append("benefits")
    left = [key for key, b in mine.items() if _named(one, b) not in treated]
    if any(key in theirs and mine[key]["in_forecast"] != theirs[key]["in_forecast"] for key in left):
        found.append("treatments")
    found += [name for name in ("engine", "seed", "draws") if one[name] != other[name]]
    return tuple(dict.fromkeys(found))


def _plans(kept: Kept) -> list[tuple[Any, Any]]:
    return [(placement["slug"], placement["plans"]) for placement in kept["gap"]["placements"]]


def _benefits(kept: Kept) -> dict[str, Kept]:
    return {benefit["key"]: benefit for benefit in kept["benefits"]}


def _worth(benefit: Kept) -> tuple[Any, ...]:
    left = OF_A_BENEFIT[1:] if benefit["key"].startswith(CHILDREN) else OF_A_BENEFIT
    return tuple(benefit[name] for name in left)


def _named(kept: Kept, benefit: Kept) -> str:
    return f"{benefit['initiative']}/{kept['read']['kinds'][benefit['key']]}"
