"""A submitted or decided claim in words. Money is pounds: a year, or once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.charts import Column, Rows
from apps.core.models import User
from apps.core.money import pounds
from apps.initiatives.links import link
from apps.initiatives.models import BenefitClaim, ClaimDecision, EvidenceItem
from apps.initiatives.permissions import can_decide_claim, can_make_claims, can_note_claim
from apps.initiatives.presenters.claim_lines import printed_words
from apps.initiatives.presenters.claim_queue import amount_words
from apps.initiatives.presenters.claim_register import TAGS, grade_words
from apps.initiatives.presenters.words import day, plain
from apps.initiatives.selectors.claim_totals import Kind, asked_entries, kind_of
from apps.initiatives.selectors.claims import ClaimDossier
from apps.initiatives.selectors.overlaps import Overlap
from apps.initiatives.selectors.unsettled_overlaps import Unsettled
from apps.initiatives.vocabulary import EvidenceGrade, EvidenceKind, LedgerEntryKind
from apps.initiatives.workflow.claims import WHOSE_TURN, ClaimDecisionKind, ClaimStatus


def answer(claim: BenefitClaim) -> str:
    """The page's heading: what is claimed, and what became of it."""
    what = f"{claim}, {claim.initiative}"
    match claim.status:
        case ClaimStatus.APPROVED:
            return f"{what}: {amount_words(claim, claim.approved)} approved"
        case ClaimStatus.SUBMITTED:
            return f"{what}: {amount_words(claim)} claimed, to be decided by finance"
        case _:
            return f"{what}: {amount_words(claim)} claimed, {claim.get_status_display().lower()}"


def message(found: ClaimDossier) -> str:
    """What is claimed and decided, and whether it is in the headline."""
    claim = found.claim
    asked = (
        f"{claim.title}: {amount_words(claim)} of {claim.get_benefit_class_display().lower()} claimed "
        f"({amount_words(claim, claim.claimed_as_reported)} on the report’s convention)"
    )
    decided = day(localdate(claim.decided_at)) if claim.decided_at else ""
    match claim.status:
        case ClaimStatus.APPROVED:
            return f"{asked}; {amount_words(claim, claim.approved)} approved on {decided}. {headline_words(found)}"
        case ClaimStatus.SUPERSEDED:
            return f"{asked}. {found.superseded_by} counts in its place, so it is in no total any more."
        case ClaimStatus.REJECTED:
            return f"{asked}; rejected on {decided}, so nothing of it counts."
        case _:
            return f"{asked}. Nothing of it counts until finance approves it."


def headline_words(found: ClaimDossier) -> str:
    grade = EvidenceGrade(found.grade)
    noting = " It awaits the Board’s noting." if found.noting_due else ""
    if grade != EvidenceGrade.SUFFICIENT:
        return f"Its evidence is {grade.label}, so it stands beside the headline.{noting}"
    return noting.strip() + " Until then it stands beside the headline." if noting else "It is in the headline."


def facts(found: ClaimDossier) -> list[dict[str, str]]:
    claim = found.claim
    rows = [
        _fact("Status", claim.get_status_display()),
        _fact("Whose turn", "The Board’s: note it; finance records where" if found.noting_due
              else WHOSE_TURN[ClaimStatus(claim.status)]),
        {**_fact("Initiative", claim.initiative.name),
         "action_url": link("initiatives:detail", claim.initiative.slug), "action_text": "See"},
        _fact("As reported", amount_words(claim, claim.claimed_as_reported)),
        _fact("Printed in the report", printed_words(claim)),
        _fact("Claimed (assured)", amount_words(claim)),
        _fact("Approved", amount_words(claim, claim.approved) if claim.approved is not None else ""),
        _fact("Evidence", grade_words(found.grade)),
        _fact("The Board’s noting", noting_words(found)),
    ]  # fmt: skip
    if claim.supersedes:
        rows.append(_to_claim("Supersedes", claim.supersedes))
    if found.superseded_by and found.superseded_by.status in (ClaimStatus.SUBMITTED, ClaimStatus.APPROVED):
        rows.append(_to_claim("Superseded by", found.superseded_by))
    rows.append(_fact("Why a closed quarter is restated", claim.restatement_reason))
    return [row for row in rows if row["value"]]


def noting_words(found: ClaimDossier) -> str:
    noted = getattr(found.claim, "noting", None)
    if noted:
        return f"Noted on {day(noted.meeting_date)}: {noted.reference}"
    threshold = pounds(settings.CLAIM_NOTING_THRESHOLD)
    if found.noting_due:
        return f"Awaited: it is above {threshold}"
    return f"Not needed: it is not above {threshold}" if found.claim.status == ClaimStatus.APPROVED else ""


def amounts_table(found: ClaimDossier) -> Rows:
    """Claimed and approved by initiative, block, basis and financial year."""
    claim = found.claim
    claimed: dict[tuple[str, Kind], Decimal] = defaultdict(Decimal)
    approved: dict[tuple[str, Kind], Decimal] = defaultdict(Decimal)
    names = {s.initiative.slug: s.initiative.name for s in claim.shares.all()}
    for entry in asked_entries(claim):
        claimed[entry.initiative, kind_of(claim, entry)] += entry.amount
    for row in found.ledger:
        if row.entry == LedgerEntryKind.APPROVAL:
            approved[row.initiative.slug, Kind.of_row(row)] += row.amount
    keys = sorted({*claimed, *approved}, key=lambda k: (names.get(k[0], k[0]), *k[1].rank))
    rows = [
        {
            "initiative": names.get(slug, slug), "basis": kind_words(kind), "block": kind.block.label,
            "claimed": claimed.get((slug, kind)), "approved": approved.get((slug, kind)),
        }
        for slug, kind in keys
    ]  # fmt: skip
    columns = [Column("initiative", "Initiative"), Column("basis", "Basis"), Column("block", "Falls to"),
               Column("claimed", "Claimed", kind="money", places=2)]  # fmt: skip
    if found.ledger:
        columns.append(Column("approved", "Approved", kind="money", places=2))
    return Rows("By initiative, basis and financial year, £ net of delivery cost", columns, rows)


def kind_words(kind: Kind) -> str:
    return f"{kind.basis.label} {kind.year}" if kind.year else kind.basis.label


def evidence_items(items: Iterable[EvidenceItem], today: date) -> list[dict[str, str]]:
    rows = []
    for item in items:
        stale = item.expires_on <= today
        parts = [item.source, f"n {item.n}" if item.n else "", f"renew by {day(item.expires_on)}"]
        rows.append({
            "title": item.title,
            "url": link("initiatives:evidence_file", item.pk) if item.kind == EvidenceKind.FILE else item.address,
            "about": "; ".join(filter(None, parts)),
            "tag": "Stale" if stale else "Current",
            "kind": "alert" if stale else "good",
        })  # fmt: skip
    return rows


def overlap_items(overlaps: Iterable[Overlap]) -> list[dict[str, str]]:
    return [
        {
            "reference": one.reference,
            "url": reverse("initiatives:claim", args=[one.claim]),
            "words": f"({one.initiative}, {one.status.label.lower()}) counts {_units(one)}"
            + (f", {day(one.start)} to {day(one.last_day)}" if one.start and one.last_day else ""),
            "settled_by": one.settled_by,
        }
        for one in overlaps
    ]


def unsettled_items(found: Iterable[Unsettled]) -> list[dict[str, str]]:
    """What the overlap register knows of the claim's initiatives, each with its page there."""
    return [
        {"text": f"Overlap of {' and '.join(one.names)}", "url": reverse("initiatives:overlap", args=one.slugs),
         "words": one.sentence}
        for one in found
    ]  # fmt: skip


def history_items(found: ClaimDossier) -> list[dict[str, Any]]:
    """What was decided on it, newest first."""
    claim = found.claim
    items: list[dict[str, Any]] = [{"title": "Started", "date": localdate(claim.made_at), "by": str(claim.made_by)}]
    if claim.submitted_at:
        submitted = localdate(claim.submitted_at)
        items.append({"title": "Submitted", "date": submitted, "by": str(claim.submitted_by)})
    items = _in_order(items, found.decisions)
    if noted := getattr(claim, "noting", None):
        items.append({"title": "Noted by the Board", "date": noted.meeting_date, "text": noted.reference})
    return items[::-1]


def actions(found: ClaimDossier, person: User) -> list[dict[str, str]]:
    """What this person may do next."""
    claim, can = found.claim, []
    if can_decide_claim(person, claim):
        can.append({"url": reverse("initiatives:claim_decide", args=[claim.pk]), "text": "Decide this claim"})
    if found.noting_due and can_note_claim(person, claim):
        can.append({"url": reverse("initiatives:claim_noting", args=[claim.pk]), "text": "Record the Board’s noting"})
    if claim.status == ClaimStatus.APPROVED and can_make_claims(person) and not found.superseded_by:
        can.append({"url": reverse("initiatives:claim_supersede", args=[claim.pk]), "text": "Supersede by a new claim"})
    return can


def tag_kind(claim: BenefitClaim) -> str:
    return TAGS[ClaimStatus(claim.status)]


def _in_order(items: list[dict[str, Any]], decisions: list[ClaimDecision]) -> list[dict[str, Any]]:
    """A returned claim was submitted again after its return."""
    made = [
        {"title": ClaimDecisionKind(d.decision).done, "date": localdate(d.at), "by": str(d.by), "text": d.reason,
         "tag": f"Evidence {d.get_grade_display()}" if d.grade else ""}
        for d in decisions
    ]  # fmt: skip
    returned = [i for i, d in enumerate(decisions) if d.decision == ClaimDecisionKind.RETURN]
    cut = returned[-1] + 1 if returned else 0
    return [*items[:1], *made[:cut], *items[1:], *made[cut:]]


def _units(one: Overlap) -> str:
    if one.counted == "cohort":
        return f"{plain(one.units)} of the cohort “{one.cohort}”, which holds {one.cohort_size}"
    what = {"place": ("place", "places"), "child": ("child", "children")}.get(one.counted, ("unit", "units"))
    return f"{plain(one.units)} of the same {what[0] if one.units == 1 else what[1]}"


def _fact(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value}


def _to_claim(key: str, other: BenefitClaim) -> dict[str, str]:
    words = f"{other}, {other.get_status_display().lower()}"
    return {**_fact(key, words), "action_url": reverse("initiatives:claim", args=[other.pk]), "action_text": "See"}
