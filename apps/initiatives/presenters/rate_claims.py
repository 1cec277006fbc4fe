"""What a draft of the rate card would mean for claims, in words and tables. Money is £, on each claim's own basis."""

from django.urls import reverse

from apps.core.charts import Column, Rows
from apps.initiatives.models import RateCard
from apps.initiatives.presenters.claim_read import kind_words
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.rate_claims import ClaimsAtCard

FEW = 10


def claims_sentences(card: RateCard, found: ClaimsAtCard) -> list[str]:
    n = len(found.open) + found.unfinished
    said = ["No open claim rests on an earlier version."]
    if n:
        said = [
            f"{count(n, 'open claim')} {'rests' if n == 1 else 'rest'} on an earlier version. Each keeps the version "
            f"that it pins until the person who makes it chooses version {card.version}; below is what it would then "
            "be worth."
        ]
    if found.unfinished:
        said.append(f"{count(found.unfinished, 'of them cannot', 'of them cannot')} be worked out yet.")
    verb = "keeps its own version and its amount" if found.approved == 1 else "keep their own version and their amounts"
    approved = f"{count(found.approved, 'approved claim')} {verb}: approval changes none of them."
    return [*said, approved if found.approved else "No approved claim rests on an earlier version."]


def claim_totals_table(card: RateCard, found: ClaimsAtCard) -> Rows:
    rows = [
        {"basis": kind_words(t.kind), "class": t.kind.benefit_class.label, "block": t.kind.block.label,
         "claims": t.claims, "now": t.now, "then": t.then, "change": t.then - t.now}
        for t in found.totals
    ]  # fmt: skip
    columns = (
        Column("basis", "Basis"), Column("class", "Class"), Column("block", "Falls to"),
        Column("claims", "Open claims", kind="number"), *_amounts(card),
    )  # fmt: skip
    return Rows("Open claims on an earlier version, £, by basis", columns, rows)


def open_claims_table(card: RateCard, found: ClaimsAtCard, most: int | None = FEW) -> Rows:
    """The first few; all of them in a file."""
    rows = [
        {"claim": str(one.claim), "url": reverse("initiatives:claim", args=[one.claim.pk]),
         "initiative": one.claim.initiative.name, "status": one.claim.get_status_display(),
         "basis": kind_words(one.kind), "now": one.now, "then": one.then, "change": one.then - one.now}
        for one in found.open[:most]
    ]  # fmt: skip
    columns = (
        Column("claim", "Claim", link="url"), Column("initiative", "Initiative"), Column("status", "Status"),
        Column("basis", "Basis"), *_amounts(card),
    )  # fmt: skip
    of = f", the first {len(rows)} of {len(found.open)}" if len(rows) < len(found.open) else ""
    return Rows(f"Open claims one by one, £{of}", columns, rows)


def _amounts(card: RateCard) -> tuple[Column, ...]:
    return (
        Column("now", "On the version that each pins", kind="money", places=2),
        Column("then", f"With version {card.version}", kind="money", places=2),
        Column("change", "Change", kind="money", places=2, signed=True),
    )
