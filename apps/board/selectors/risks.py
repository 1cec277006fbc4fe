"""Reads the risk register: each risk as it stands, with its versions."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from apps.board.models import Risk, RiskVersion
from apps.board.vocabulary import RiskStatus
from apps.core.memory import remembered

HIGHEST = 25


@dataclass(frozen=True, slots=True)
class RiskNow:
    """``versions`` are newest first; ``now`` is the first of them."""

    risk: Risk
    versions: list[RiskVersion]

    @property
    def now(self) -> RiskVersion:
        return self.versions[0]


@remembered
def risks() -> list[RiskNow]:
    """Open ones first, the highest score first; what nobody scored stands at the top, so that it is seen."""
    found = _grouped(RiskVersion.objects.all())
    return sorted(
        found, key=lambda one: (one.now.status == RiskStatus.CLOSED, -(one.now.score or HIGHEST), one.risk.pk)
    )


@remembered
def risk_called(slug: str) -> RiskNow:
    """Raises ``Risk.DoesNotExist``."""
    found = _grouped(RiskVersion.objects.filter(risk__slug=slug))
    if not found:
        raise Risk.DoesNotExist(f"No risk is called {slug}.")
    return found[0]


def _grouped(rows: QuerySet[RiskVersion]) -> list[RiskNow]:
    ordered = rows.select_related("risk", "recorded_by", "source").order_by("risk", "-version")
    together = [list(group) for _, group in groupby(ordered, lambda row: row.risk_id)]
    return [RiskNow(versions[0].risk, versions) for versions in together]
