"""Which tables a pack freezes, what of them it leaves out, and what it hides."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from apps.core.models import Document, User
from apps.deficit.models import ProjectionRun
from apps.deficit.vocabulary import RunState

APPS = ("initiatives", "benchmarking", "deficit")
# A child's keyed hash is frozen under a hash of its own, whose key is thrown away: packs cannot be matched on children.
CHILD_KEYS: Mapping[str, str] = {
    "initiatives_claimunit": "key",
    "initiatives_countedunit": "key",
    "initiatives_occupantorigin": "child_key",
}


# Of people their names alone, so that a page of the past names them as it did.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "core_user": ("id", "username", "first_name", "last_name", "is_demonstration"),
}


def frozen_models() -> list[type[Model]]:
    """Every table beneath the dashboards, what is named before what names it."""
    models: list[type[Model]] = [Document, User]
    models += [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in APPS]
    return list(
        TopologicalSorter({m: {n for n in _named(m) if n in models and n is not m} for m in models}).static_order()
    )


def left_out_by(known_by: date) -> dict[type[Model], set[int]]:
    """Rows that cite a document of a later day, runs that have not ended, and rows that hang on either.

    What is asked of the worker is not frozen at all: in the past nothing is under way.
    """
    left_out: dict[type[Model], set[int]] = defaultdict(set)
    left_out[Document] = set(Document.objects.filter(date__gt=known_by).values_list("pk", flat=True))
    under_way = ProjectionRun.objects.filter(state__in=(RunState.QUEUED, RunState.RUNNING))
    left_out[ProjectionRun] = set(under_way.values_list("pk", flat=True))
    for model in frozen_models():
        on = Q()
        for field in model._meta.concrete_fields:
            of: Any = field.related_model
            if left_out.get(of):
                on |= Q(**{f"{field.name}__in": left_out[of]})
        if on:
            left_out[model] |= set(model._default_manager.filter(on).values_list("pk", flat=True))
    return {model: keys for model, keys in left_out.items() if keys}


def _named(model: type[Model]) -> list[type[Model]]:
    return [f.related_model for f in model._meta.concrete_fields if f.related_model]
