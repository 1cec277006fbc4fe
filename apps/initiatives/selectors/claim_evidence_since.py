"""What a claim's evidence says now and did not say when it was submitted: readings, expiry, renewals, new items."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.timezone import localdate

from apps.initiatives.calculations.claim_evidence import Evidence, ran_out
from apps.initiatives.models import BenefitClaim, EvidenceItem
from apps.initiatives.selectors.claim_evidence import readings_words, submitted_evidence


def evidence_since(claims: Sequence[BenefitClaim], evidence: Mapping[int, Evidence], day: date) -> dict[int, list[str]]:
    """By claim, in sentences; ``evidence`` is as it stands now. One query."""
    attached = _attached(claims)
    return {c.pk: [*_moved(c, evidence[c.pk], day), *attached[c.pk]] for c in claims}


def _moved(claim: BenefitClaim, now: Evidence, day: date) -> Iterator[str]:
    then = submitted_evidence(claim)
    if then is None or claim.submitted_at is None:
        return
    before, after = readings_words(then), readings_words(now)
    if before != after:
        yield f"{now.measure or then.measure}: {before} when it was submitted, {after} now."
    for what, item in ran_out(then, now, localdate(claim.submitted_at), day):
        if what == "renewed":
            yield f"“{item.title}” was renewed since by “{item.renewed_by}”, which the claim does not rest on."
        else:
            yield f"“{item.title}” expired since, on {item.expires.day} {item.expires:%B %Y}."


def _attached(claims: Sequence[BenefitClaim]) -> dict[int, list[str]]:
    """What was attached to the claim's initiative since, but for renewals."""
    found: dict[int, list[str]] = defaultdict(list)
    sent = {c.pk: c.submitted_at for c in claims if c.submitted_at}
    if not sent:
        return found
    items = EvidenceItem.objects.filter(
        initiative__in={c.initiative_id for c in claims}, added_at__gt=min(sent.values()), replaces=None
    )
    by_initiative: dict[int, list[EvidenceItem]] = defaultdict(list)
    for item in items.order_by("pk"):
        by_initiative[item.initiative_id].append(item)
    for claim in claims:
        for item in by_initiative[claim.initiative_id]:
            if claim.pk in sent and item.added_at > sent[claim.pk]:
                found[claim.pk].append(f"“{item.title}” was attached to {claim.initiative} since.")
    return found
