"""Reads where claims meet: the same place, child or cohort in an overlapping period. Drafts are left aside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from apps.initiatives.models import BenefitClaim
from apps.initiatives.workflow.claims import ClaimStatus

LIVE = (ClaimStatus.SUBMITTED, ClaimStatus.RETURNED, ClaimStatus.APPROVED)

# Pairs of claims that meet, each with what both count; of a claim and the one that it supersedes, none.
MEETINGS = """
WITH meeting AS (
    SELECT a.claim_id AS mine_id, b.claim_id AS other_id, split_part(a.key, ':', 1) AS counted,
        count(*)::numeric AS units, NULL::bigint AS cohort_id
    FROM initiatives_claimunit a
    JOIN initiatives_claimunit b ON b.key = a.key AND b.claim_id <> a.claim_id AND b.excluded_because = ''
    WHERE a.excluded_because = '' AND (%(claims)s::bigint[] IS NULL OR a.claim_id = ANY(%(claims)s::bigint[]))
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT a.claim_id, b.claim_id, 'cohort',
        b.units - coalesce((SELECT sum(e.units) FROM initiatives_claimexclusion e WHERE e.claim_id = b.claim_id), 0),
        a.cohort_id
    FROM initiatives_claimdraw a
    JOIN initiatives_claimdraw b ON b.cohort_id = a.cohort_id AND b.claim_id <> a.claim_id
    WHERE %(claims)s::bigint[] IS NULL OR a.claim_id = ANY(%(claims)s::bigint[])
), met AS (
    SELECT m.*, mine.initiative_id AS first_id, other.initiative_id AS second_id, other.status, other.title,
        greatest(mine.start_date, other.start_date) AS start_date, least(mine.end_date, other.end_date) AS end_date
    FROM meeting m
    JOIN initiatives_benefitclaim mine ON mine.id = m.mine_id
    JOIN initiatives_benefitclaim other ON other.id = m.other_id
    WHERE other.status = ANY(%(live)s)
    AND (%(claims)s::bigint[] IS NOT NULL OR (mine.status = ANY(%(live)s) AND m.mine_id < m.other_id))
    AND daterange(mine.start_date, mine.end_date) && daterange(other.start_date, other.end_date)
    AND mine.supersedes_id IS DISTINCT FROM other.id AND other.supersedes_id IS DISTINCT FROM mine.id
)
"""
OF_CLAIM = """
SELECT met.other_id, met.title, i.name, met.status, met.counted, met.units, met.start_date, met.end_date,
    coalesce(c.name, ''), c.size
FROM met JOIN initiatives_initiative i ON i.id = met.second_id LEFT JOIN initiatives_cohort c ON c.id = met.cohort_id
ORDER BY met.other_id, met.counted
"""
HOW_MANY = "SELECT mine_id, count(DISTINCT other_id) FROM met GROUP BY mine_id"
WHICH = "SELECT DISTINCT mine_id, other_id FROM met ORDER BY mine_id, other_id"
BY_INITIATIVES = """
SELECT least(first_id, second_id), greatest(first_id, second_id), mine_id, other_id, counted, units FROM met
ORDER BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another claim that counts what a claim counts, in a period that both hold (``end`` is the first day after it)."""

    claim: int
    title: str
    initiative: str
    status: ClaimStatus
    counted: str
    units: Decimal
    start: date | None
    end: date | None
    cohort: str = ""
    cohort_size: int | None = None

    @property
    def reference(self) -> str:
        return f"C-{self.claim:04d}"

    @property
    def last_day(self) -> date | None:
        return self.end - timedelta(days=1) if self.end else None

    @property
    def settled_by(self) -> str:
        """What can be done about it, in a sentence."""
        if self.counted == "cohort":
            return (
                f"Both may stand while all claims on “{self.cohort}” together draw at most {self.cohort_size} in any "
                "period; the database refuses more. Check that no child is meant twice."
            )
        if self.status == ClaimStatus.APPROVED:
            return (
                f"{self.reference} is approved and counts them. Leave them out of this claim, or let a new claim "
                f"supersede {self.reference} and carry both initiatives with shares."
            )
        return (
            f"{self.reference} is not approved yet: the first to be approved counts them. Return the one that is to "
            "leave them out, or ask for one claim that carries both initiatives with shares."
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two claims that meet: numbers of both initiatives (in order of number), of both claims, and what both count."""

    first: int
    second: int
    claim: int
    other: int
    counted: str
    units: Decimal


def overlapping_claims(claim: BenefitClaim) -> list[Overlap]:
    """Submitted, returned and approved claims that count the same units in an overlapping period. One query."""
    return [
        Overlap(number, title, initiative, ClaimStatus(status), *rest)
        for number, title, initiative, status, *rest in _rows(OF_CLAIM, [claim.pk])
    ]


def overlaps_of(claim_ids: Iterable[int]) -> dict[int, int]:
    """With how many other claims each of these claims meets; those that meet none are left out. One query."""
    numbers = list(claim_ids)
    return dict(_rows(HOW_MANY, numbers)) if numbers else {}


def met_by(claim_ids: Iterable[int]) -> dict[int, list[int]]:
    """The other claims that each of these claims meets, by number; those that meet none are left out. One query."""
    numbers = list(claim_ids)
    found: dict[int, list[int]] = {}
    for mine, other in _rows(WHICH, numbers) if numbers else []:
        found.setdefault(mine, []).append(other)
    return found


def meetings() -> list[Meeting]:
    """Every pair of submitted, returned or approved claims that meet. One query."""
    return [Meeting(*row) for row in _rows(BY_INITIATIVES, None)]


def _rows(question: str, claims: list[int] | None) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS + question, {"claims": claims, "live": list(LIVE)})
        yield from cursor.fetchall()
