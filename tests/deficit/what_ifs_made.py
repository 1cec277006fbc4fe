"""A published run, saved what-ifs, and what a browser sends of the form."""

from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from apps.core.models import User
from apps.deficit import runs
from apps.deficit.forms.what_if import WhatIfForm
from apps.deficit.forms.what_if_ground import field_name, ground, started_with
from apps.deficit.models import ScenarioRevision
from apps.deficit.services.runs import publish_run
from apps.deficit.services.scenarios import create_scenario
from apps.deficit.vocabulary import BaseScenario
from tests.fixtures import person

BASE = BaseScenario.APPROVED_AND_PIPELINE
FULL = {"occupancy": {"low": "1", "central": "1", "high": "1"}}
MAKE = "/deficit/what-ifs/make/"
WHY = "The ledger says otherwise."


def published() -> None:
    """A run of the named scenarios, shown on the trajectory's pages."""
    run, _ = runs.recompute(by=None, at=timezone.now(), cause="test")
    publish_run(run_id=run.pk, reason="Checked against the ledger", by=person("finance"), at=timezone.now())


def saved(name: str = "Every place filled", key: int = 1, by: str = "manager", **more: Any) -> ScenarioRevision:
    """``more``: changes, toggles or based_on. Its run waits."""
    asked: dict[str, Any] = {"based_on": BASE, "changes": FULL, "toggles": {}, **more}
    return create_scenario(name=name, start_key=UUID(int=key), by=person(by), at=timezone.now(), **asked)


def worked(name: str = "Every place filled", key: int = 1, **more: Any) -> str:
    """The slug of a saved what-if with its result."""
    revision = saved(name, key, **more)
    runs.recompute(by=None, at=timezone.now(), cause="test", scenario=revision.scenario)
    return revision.scenario.slug


PARTS = ("low", "central", "high", "year")


def fields(do: str = "save", **changed: Any) -> dict[str, Any]:
    """What a browser sends of the form of making as it is first shown, with ``changed`` over it (``occupancy`` names
    all three of that assumption)."""
    base = ground()
    form = WhatIfForm(base, initial={**started_with(base, BASE, {}, {}), "start_key": UUID(int=99)})
    sent = {f.html_name: f.value() for f in form}
    sent = {name: value for name, value in sent.items() if value is not None and value is not False and name != "name"}
    for name, value in changed.items():
        three = name in base.rows and name not in sent
        sent |= {n: value for part in PARTS if (n := field_name(part, name)) in sent} if three else {name: value}
    return {"name": "Every place filled", **sent, do: "yes"}


def client_of(who: User | str) -> Client:
    client = Client()
    client.force_login(person(who) if isinstance(who, str) else who)
    return client
