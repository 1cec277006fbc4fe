"""Saves what-ifs: each change is a revision, and each revision has a run of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import nudge_worker
from apps.deficit.assumption_permissions import check_can_save_scenario
from apps.deficit.calculations.projection.outcomes import SCENARIOS
from apps.deficit.inputs import WhatIf
from apps.deficit.models import Scenario, ScenarioRevision
from apps.deficit.runs import check_projectable, queue_run
from apps.deficit.runs.queue import one_at_a_time
from apps.deficit.selectors.scenarios import newest_revision
from apps.deficit.vocabulary import BaseScenario

Changes = Mapping[str, Mapping[str, str]]
RESERVED = ("make",)  # an address beside those of what-ifs


@transaction.atomic
def create_scenario(
    *,
    name: str,
    based_on: BaseScenario,
    changes: Changes,
    toggles: Mapping[str, Any],
    start_key: UUID,
    by: User,
    at: datetime,
) -> ScenarioRevision:
    """A new what-if, its first revision and its run. A form sent twice makes one. Raises ``Refused`` in words,
    ``Stale`` where the same form was sent before with other answers."""
    check_can_save_scenario(by)
    one_at_a_time()
    made = Scenario.objects.filter(start_key=start_key).first()
    if made:
        return _same(made.revisions.get(version=1), (name, based_on, dict(changes), dict(toggles), by))
    check_projectable(WhatIf(changes, toggles))
    scenario = Scenario(slug=_free_slug(name), made_by=by, made_at=at, start_key=start_key)
    scenario.full_clean()
    scenario.save(force_insert=True)
    return _add(scenario, 1, name, based_on, changes, toggles, reason="", archived=False, by=by, at=at)


@transaction.atomic
def revise_scenario(
    *,
    slug: str,
    name: str,
    based_on: BaseScenario,
    changes: Changes,
    toggles: Mapping[str, Any],
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> ScenarioRevision:
    """Raises ``Stale`` where somebody else revised it, ``Refused`` where it says nothing new or cannot be projected."""
    check_can_save_scenario(by)
    one_at_a_time()
    base = _read(slug, read_version)
    if (base.name, base.based_on, base.changes, base.toggles) == (name, based_on, changes, toggles):
        raise Refused("Nothing was changed: the what-if is as it was.")
    check_projectable(WhatIf(changes, toggles))
    version = base.version + 1
    return _add(base.scenario, version, name, based_on, changes, toggles, reason=reason, archived=False, by=by, at=at)


@transaction.atomic
def archive_scenario(*, slug: str, reason: str, read_version: int, by: User, at: datetime) -> ScenarioRevision:
    """It keeps its address and its runs, and is computed no more."""
    check_can_save_scenario(by)
    one_at_a_time()
    base = _read(slug, read_version)
    if base.archived:
        return base
    kept = (base.name, BaseScenario(base.based_on), base.changes, base.toggles)
    return _add(base.scenario, base.version + 1, *kept, reason=reason, archived=True, by=by, at=at)


def _same(made: ScenarioRevision, asked: tuple[object, ...]) -> ScenarioRevision:
    if (made.name, made.based_on, made.changes, made.toggles, made.by) == asked:
        return made
    raise Stale(
        "This form was sent before, with other answers. Nothing was saved now.",
        [
            f"Saved before: “{made.name}”, based on {BaseScenario(made.based_on).label}, by {made.by}.",
            "Yours is below. Save it to make another what-if, or change the saved one on its own page.",
        ],
    )


def _read(slug: str, read_version: int) -> ScenarioRevision:
    base = newest_revision(Scenario.objects.get(slug=slug).pk)
    if base.version != read_version:
        raise Stale(
            "Somebody revised this what-if while you were changing it. Nothing was saved.",
            [f"Version {base.version} by {base.by}; you read version {read_version}.", f"Reason: {base.reason}"],
        )
    return base


def _add(
    scenario: Scenario,
    version: int,
    name: str,
    based_on: BaseScenario,
    changes: Changes,
    toggles: Mapping[str, Any],
    *,
    reason: str,
    archived: bool,
    by: User,
    at: datetime,
) -> ScenarioRevision:
    revision = ScenarioRevision(
        scenario=scenario, version=version, name=name, based_on=based_on, changes=dict(changes),
        toggles=dict(toggles), reason=reason, archived=archived, by=by, at=at,
    )  # fmt: skip
    revision.full_clean()
    revision.save(force_insert=True)
    after = {"name": name, "based_on": based_on.value, "changes": dict(changes), "toggles": dict(toggles)}
    action = "Archived a what-if" if archived else "Saved a what-if"
    record_change(by=by, at=at, action=action, subject=revision, after=after, reason=reason)
    if not archived:
        queue_run(scenario, [f"“{name}”, version {version}"], by=by, at=at)
        transaction.on_commit(nudge_worker)
    return revision


def _free_slug(name: str) -> str:
    """Of the name; numbered where another what-if has it, and never a named scenario's."""
    plain = slugify(name)[:50] or "what-if"
    taken = {*SCENARIOS, *RESERVED, *Scenario.objects.filter(slug__startswith=plain).values_list("slug", flat=True)}
    return next(s for s in (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
