"""What a run works on, read from below and frozen: plain JSON under one hash."""

from typing import Any

from apps.deficit.calculations.avoidance import ENGINE_VERSION as AVOIDANCE_VERSION
from apps.deficit.calculations.projection.project import ENGINE_VERSION as PROJECTION_VERSION
from apps.deficit.inputs.avoidance import children_of, load_avoidance, tranches_of
from apps.deficit.inputs.frozen import thawed
from apps.deficit.inputs.plain import hash_of, plain
from apps.deficit.inputs.projected import load_projection, read_projection
from apps.deficit.inputs.whatif import WhatIf

ENGINE_VERSION = f"{AVOIDANCE_VERSION}.{PROJECTION_VERSION}"
Inputs = dict[str, Any]

__all__ = [
    "ENGINE_VERSION",
    "Inputs",
    "WhatIf",
    "children_of",
    "hash_of",
    "load_inputs",
    "plain",
    "read_projection",
    "thawed",
    "tranches_of",
]


def load_inputs(what_if: WhatIf | None = None) -> Inputs:
    """Of the named scenarios with the lines of cost avoidance, or of one what-if alone. Raises ``Refused`` where
    something is missing."""
    of_lines = load_avoidance() if what_if is None else {}
    return {"engine": ENGINE_VERSION, **of_lines, "projection": load_projection(what_if)}
