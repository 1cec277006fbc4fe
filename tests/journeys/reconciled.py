"""What the pages of the reconciliation need: a difference that is explained in part, and forms that are refused."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.fixtures import person

PAIR = "year=2024-25&block=high_needs&measure=spend"


def explain_something(at: datetime) -> Any:
    from apps.core.periods import FinancialYear
    from apps.core.vocabulary import Block
    from apps.deficit.selectors.reconciliation import Key
    from apps.deficit.services.sources import Explained, explain_difference
    from apps.deficit.vocabulary import SourceKind, SourceMeasure

    of = (Block.HIGH_NEEDS, SourceMeasure.SPEND)
    higher, lower = (Key(FinancialYear(2024), source, *of) for source in (SourceKind.OUTTURN_REPORT, SourceKind.S251))
    explained = Explained(higher, lower, Decimal(4_000_000), "Place funding is not in lines 1.2.x.", "Line 1.0.2")
    return explain_difference(explained=explained, key=UUID(int=77), by=person("finance"), at=at)


def sources_refused() -> dict[str, tuple[str, dict[str, str]]]:
    from apps.deficit.models import DifferenceExplanation

    whole = {"year": "2024-25", "source": "s251", "block": "high_needs", "measure": "spend", "amount": "1m",
             "reference": "Return", "reason": "Corrected by the DfE."}  # fmt: skip
    first = DifferenceExplanation.objects.all()[0].pk
    return {
        "source refused": ("/deficit/reconciliation/figure/", {"year": "soon", "amount": "lots"}),
        "source stale": ("/deficit/reconciliation/figure/", whole),
        "explanation refused": (
            f"/deficit/reconciliation/explain/?{PAIR}&higher=outturn_report&lower=s251",
            {"amount": "99m", "words": "short"},
        ),
        "withdrawal refused": (f"/deficit/reconciliation/explain/{first}/withdraw/", {"reason": ""}),
    }
