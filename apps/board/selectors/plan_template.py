"""Reads the names of the DfE's DSG management plan template: its placement sheets, age groups and needs."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings

FILE = "public/dsg_management_plan_template.json"


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    sheets: tuple[str, ...]
    ages: tuple[str, ...]
    needs: tuple[str, ...]
    age_note: str
    sources: tuple[str, ...]


@cache
def plan_template() -> PlanTemplate:
    """As shipped; it changes only with the product."""
    found = json.loads((settings.BASE_DIR / "data" / FILE).read_text(encoding="utf-8"))
    return PlanTemplate(
        sheets=tuple(found["placement_sheets_v5"]),
        ages=tuple(found["age_groups"]),
        needs=tuple(found["needs"]),
        age_note=found["age_note"],
        sources=tuple(found["sources"]),
    )
