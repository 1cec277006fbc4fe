"""A claim made through its pages, as a SEND manager sends the forms."""

import uuid
from datetime import date
from typing import Any

from django.test import Client

from apps.initiatives.models import BenefitClaim, EvidenceItem, Initiative, PlaceTranche, QuotedDifference
from tests.fixtures import person

WHY = "The reason that a reader needs, in a sentence."


def started(client: Client, initiative: str = "portage", key: str = "") -> BenefitClaim:
    answer = client.post("/claims/start/", {"initiative": initiative, "key": key or str(uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return BenefitClaim.objects.get(pk=int(answer.url.strip("/").split("/")[-1]))


def step(client: Client, claim: BenefitClaim, name: str, **fields: Any) -> Any:
    """Posts a step on the version that stands."""
    claim.refresh_from_db()
    return client.post(f"/claims/{claim.pk}/step/{name}/", {"version": claim.version, **fields})


def tranche(year: str) -> int:
    return PlaceTranche.objects.get(financial_year=year, status="delivered").pk


def evidence(slug: str, expires_on: date = date(2999, 1, 1)) -> EvidenceItem:
    from django.utils import timezone

    return EvidenceItem.objects.create(
        initiative=Initiative.objects.get(slug=slug), title="Tracker", kind="link", address="https://example.org/",
        source="Portage tracker", n=12, expires_on=expires_on, added_by=person("manager"), added_at=timezone.now(),
    )  # fmt: skip


def quoted() -> str:
    return str(QuotedDifference.objects.get(card__version=1, dearer="specialist").pk)


KIND = {"title": "Children in mainstream schools", "benefit_class": "avoidance", "kind": "cohort"}
PERIOD = {"recurrence": "recurring", "first": "September 2025", "last": "August 2028"}
COHORT = {"cohort": "new", "new_name": "Left Portage, 2024/25", "new_size": "121", "new_source": "para 4.10",
          "units": "2.42"}  # fmt: skip
MIX = {"mix_specialist": "100", "actual": "mainstream_support", "deadweight": "0"}


def steps_of_a_cohort_claim() -> dict[str, dict[str, Any]]:
    """Portage’s 2.42 children, step by step."""
    return {
        "kind": KIND,
        "period": PERIOD,
        "units": COHORT,
        "exclusions": {"nothing": "on"},
        "counterfactual": MIX,
        "rates": {"card": "1", "quoted": quoted()},
        "shares": {"share_portage": "100"},
        "cost": {"no_cost_because": WHY},
        "evidence": {"measure": "none", "grade": "insufficient", "grade_because": WHY},
        "declaration": {"declared": "on"},
    }


def filled(client: Client) -> BenefitClaim:
    """Every step of Portage's claim done; not submitted."""
    claim = started(client)
    for name, fields in steps_of_a_cohort_claim().items():
        answer = step(client, claim, name, **fields)
        assert answer.status_code == 302, (name, answer.content.decode())
    claim.refresh_from_db()
    return claim
