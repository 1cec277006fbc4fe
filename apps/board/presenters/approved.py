"""What finance has approved in claims, for the overview: it stands beside what is reported, never inside it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from apps.core.money import in_thousands, pounds
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.claim_totals import ClaimStanding, ClaimsWaiting, ClaimTotal

NONE_APPROVED = "no claim approved yet"


def approved_words(totals: Sequence[ClaimTotal]) -> str:
    """Of high-needs cost avoidance on the run-rate: all that is approved, and what of it is in the headline."""
    alike = [
        t for t in totals
        if (t.kind.basis, t.kind.benefit_class, t.kind.block)
        == (Basis.RUN_RATE, BenefitClass.AVOIDANCE, Block.HIGH_NEEDS)
    ]  # fmt: skip
    if not alike:
        return "no claim of high-needs cost avoidance on the run-rate approved yet" if totals else NONE_APPROVED
    approved = sum((t.amount for t in alike), Decimal(0))
    headline = sum((t.amount for t in alike if t.standing == ClaimStanding.HEADLINE), Decimal(0))
    return f"approved in claims, {in_thousands(approved)}; {_headline(headline)}"


def beside_the_report(totals: Sequence[ClaimTotal]) -> str:
    """Beneath a total of the report's benefits: whether any claim was approved, and that it is not in that total."""
    return (
        "These are the report's benefits, worked out on today's places and rates, whether claimed or not. Beside them "
        f"and never inside: {approved_words(totals)}."
    )


def approved_sentence(totals: list[ClaimTotal]) -> str:
    """Beneath the heading of the overview's table."""
    if not totals:
        return "Finance has approved no claim yet, so nothing of what is reported above is counted once and evidenced."
    return (
        "Only what is approved, rests on Sufficient evidence and, above "
        f"{pounds(settings.CLAIM_NOTING_THRESHOLD)}, is noted by the Board enters the headline. The rest stands beside."
    )


def claims_waiting_items(waiting: ClaimsWaiting) -> Iterator[dict[str, str]]:
    """For the Board's attention: what it must note itself, and what waits for finance."""
    threshold = pounds(settings.CLAIM_NOTING_THRESHOLD)
    if waiting.noting:
        yield {
            "title": f"{count(waiting.noting, 'approved claim')} to be noted by the Board",
            "text": f"Above {threshold} the Board notes a claim at a meeting before anything of it can enter the "
            "headline.",
            "url": f"{reverse('initiatives:claims')}?status=approved",
            "link": "Approved claims",
        }
    if waiting.decision:
        yield {
            "title": f"{count(waiting.decision, 'claim')} to be decided by finance",
            "text": "Nothing that is claimed counts until then.",
            "url": f"{reverse('initiatives:claims')}?status=submitted",
            "link": "Submitted claims",
        }


def _headline(amount: Decimal) -> str:
    return f"{in_thousands(amount)} of that counts in the headline" if amount else "none of that counts in the headline"
