"""The overview's tables."""

from collections.abc import Sequence

from apps.core.charts import Column, Rows
from apps.initiatives.models import Initiative
from apps.initiatives.vocabulary import Category, Stage


def initiatives_by_category(initiatives: Sequence[Initiative]) -> Rows:
    """How many initiatives of each category stand at each stage."""
    stages = [s for s in Stage if any(i.stage == s for i in initiatives)]
    rows = [
        {
            "category": category.label,
            **{s.value: sum(i.category == category and i.stage == s for i in initiatives) for s in stages},
            "all": sum(i.category == category for i in initiatives),
        }
        for category in Category
        if any(i.category == category for i in initiatives)
    ]
    total = {
        "category": "All",
        **{s.value: sum(i.stage == s for i in initiatives) for s in stages},
        "all": len(initiatives),
        "_kind": "total",
    }
    columns = (
        Column("category", "Category"),
        *(Column(s.value, s.label, kind="number") for s in stages),
        Column("all", "All", kind="number"),
    )
    return Rows("Initiatives by category and stage", columns, [*rows, total])
