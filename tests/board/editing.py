"""A copy of the report's data with one text changed, and what is stored, as text."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.core import serializers
from django.db.models import Model

from apps.board.services.load_report import REPORT
from apps.core.models import Sourced
from apps.initiatives.models import PlaceCount, PlaceExclusion, RateCard

Edit = Callable[[str, str, str], Path]


def editor(place: Path) -> Edit:
    """``edit(file, old, new)`` puts ``new`` for the first ``old`` and gives the copied folder."""
    shutil.copytree(REPORT.parent, place / "data")
    folder = place / "data" / REPORT.name

    def edit(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit


def dump() -> str:
    stated = [m for m in apps.get_models() if issubclass(m, Sourced)]
    models: list[type[Model]] = [*stated, PlaceCount, PlaceExclusion, RateCard]
    return "".join(serializers.serialize("json", m._default_manager.order_by("pk")) for m in models)
