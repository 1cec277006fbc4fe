"""Finance's queue in words. Money is pounds: a year, or once."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.charts import Column, Rows
from apps.core.money import pounds
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.claim_register import grade_words
from apps.initiatives.presenters.words import count, day
from apps.initiatives.selectors.claim_flags import Flag, FlagKind
from apps.initiatives.selectors.claim_queue import Queue, Waiting
from apps.initiatives.vocabulary import Recurrence, Stage

ALERTS = (FlagKind.YOURS, FlagKind.OVERLAP, FlagKind.RATES, FlagKind.CHANGED, FlagKind.DEPARTS)


def amount_words(claim: BenefitClaim, amount: Any = None) -> str:
    """``£282,000 a year``: what is claimed unless another amount is given."""
    shown = claim.claimed if amount is None else amount
    if shown is None:
        return ""
    return f"{pounds(shown, 0 if shown == int(shown) else 2)} {'once' if is_once(claim) else 'a year'}"


def is_once(claim: BenefitClaim) -> bool:
    return claim.recurrence == Recurrence.ONE_OFF


def queue_message(found: Queue) -> str:
    noting = found.noting.paginator.count
    then = f" {count(noting, 'approved claim')} {'awaits' if noting == 1 else 'await'} the Board’s noting." if (
        noting
    ) else ""  # fmt: skip
    if not found.total:
        return f"No claim waits for a decision.{then}"
    waits = "waits" if found.total == 1 else "wait"
    return f"{count(found.total, 'claim')} {waits} for a decision, the oldest for {count(found.longest, 'day')}.{then}"


def queue_rows(found: Queue) -> list[dict[str, Any]]:
    return [_row(one) for one in found.waiting]


def flag_items(flags: list[Flag]) -> list[dict[str, str]]:
    return [
        {"tag": flag.kind.label, "kind": "alert" if flag.kind in ALERTS else "plain", "words": flag.words}
        for flag in flags
    ]


def noting_table(found: Queue) -> Rows:
    rows = [
        {
            "claim": str(claim),
            "url": reverse("initiatives:claim_noting", args=[claim.pk]),
            "initiative": claim.initiative.name,
            "title": claim.title,
            "approved": claim.approved,
            "basis": "Once" if is_once(claim) else "A year",
            "decided": localdate(claim.decided_at) if claim.decided_at else None,
            "by": str(claim.decided_by),
        }
        for claim in found.noting
    ]
    columns = (
        Column("claim", "Claim", link="url"), Column("initiative", "Initiative"), Column("title", "Title"),
        Column("approved", "Approved", kind="money"), Column("basis", "Basis"), Column("decided", "Decided"),
        Column("by", "By"),
    )  # fmt: skip
    return Rows(f"Approved above {pounds(settings.CLAIM_NOTING_THRESHOLD)} and not noted yet", columns, rows)


def _facts(one: Waiting) -> list[tuple[str, str]]:
    claim = one.claim
    submitted = day(localdate(claim.submitted_at)) if claim.submitted_at else ""
    return [
        ("What is claimed", claim.title),
        ("Claimed", amount_words(claim)),
        ("Waiting for", count(one.days, "day")),
        ("Evidence, as put forward", grade_words(claim.grade)),
        ("Submitted", f"{submitted} by {claim.submitted_by}"),
        ("Stage", Stage(claim.initiative.stage).label),
    ]


def _row(one: Waiting) -> dict[str, Any]:
    claim = one.claim
    return {
        "reference": str(claim),
        "url": reverse("initiatives:claim_decide", args=[claim.pk]),
        "initiative": claim.initiative.name,
        "facts": _facts(one),
        "flags": flag_items(one.flags),
    }
