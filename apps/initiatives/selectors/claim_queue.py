"""Reads finance's queue: submitted claims, oldest first, and approved ones that await the Board's noting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Min, QuerySet
from django.utils.timezone import localdate

from apps.core.models import User
from apps.initiatives.models import BenefitClaim
from apps.initiatives.selectors.claim_flags import Flag, flags_of
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.selectors.claim_totals import awaits_noting
from apps.initiatives.workflow.claims import ClaimStatus

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submitted claim, how many days it has waited, and what finance should look at."""

    claim: BenefitClaim
    days: int
    flags: list[Flag]


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of each list. ``total`` counts all submitted claims, ``longest`` the days of the oldest."""

    waiting: list[Waiting]
    page: Page
    noting: Page
    longest: int

    @property
    def total(self) -> int:
        return self.page.paginator.count


def queue(person: User, today: date, *, page: str = "1", noting_page: str = "1") -> Queue:
    """As ``person`` finds it: a claim that they made or edited says so. Constant queries."""
    pages = Paginator(waiting_to_be_decided().values_list("pk", flat=True), PER_PAGE)
    shown = pages.get_page(page)
    claims = with_parts(list(shown))
    flags = flags_of(claims, person.pk, today) if claims else {}
    oldest = waiting_to_be_decided().aggregate(at=Min("submitted_at"))["at"]
    return Queue(
        waiting=[Waiting(claim, _days(claim.submitted_at, today), flags[claim.pk]) for claim in claims],
        page=shown,
        noting=Paginator(awaiting_noting(), PER_PAGE).get_page(noting_page),
        longest=_days(oldest, today),
    )


def _days(since: datetime | None, today: date) -> int:
    return (today - localdate(since)).days if since else 0


def waiting_to_be_decided() -> QuerySet[BenefitClaim]:
    """Oldest first; without the frozen calculation."""
    submitted = BenefitClaim.objects.filter(status=ClaimStatus.SUBMITTED)
    return submitted.order_by("submitted_at", "pk").defer("calculation").select_related("initiative")


def awaiting_noting() -> QuerySet[BenefitClaim]:
    """Approved above the threshold and not noted yet, oldest decision first."""
    found = BenefitClaim.objects.filter(awaits_noting()).order_by("decided_at", "pk")
    # Prefetched: joined, both would be read for every claim that is sorted, not for a page's alone.
    return found.defer("calculation").prefetch_related("initiative", "decided_by")


def waiting_count() -> int:
    """Beside the queue's link on each of finance's pages. One query over an index."""
    return BenefitClaim.objects.filter(status=ClaimStatus.SUBMITTED).count()
