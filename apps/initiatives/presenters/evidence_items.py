"""What people attached, in words: kind, source, period, until when it stands, and what the scanner said."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.core.periods import span
from apps.initiatives.links import link
from apps.initiatives.models import EvidenceItem
from apps.initiatives.presenters.words import count, day
from apps.initiatives.selectors.evidence_items import Attachment
from apps.initiatives.vocabulary import EvidenceKind

KILOBYTE = 1024


def attachments(found: list[Attachment], may_open: bool) -> list[dict[str, Any]]:
    """For the list on the initiative's page. A file's address is given to those who may open it."""
    return [_shown(one, may_open) for one in found]


def attached_text(item: EvidenceItem) -> str:
    stands = f"It stands until {day(item.expires_on)}."
    return f"“{item.title}” is attached (reference: evidence {item.pk}), {_kept(item)}. {stands}"


def _kept(item: EvidenceItem) -> str:
    if item.kind == EvidenceKind.FILE:
        return f"kept with its SHA-256, {item.scan_result}"
    return "kept as a link" if item.kind == EvidenceKind.LINK else "cited, without a file or a link"


def _shown(one: Attachment, may_open: bool) -> dict[str, Any]:
    item, tag = one.item, ("Stands", "good")
    if one.renewed_by:
        tag = ("Renewed", "plain")
    elif one.stale:
        tag = ("Stale", "alert")
    is_file = item.kind == EvidenceKind.FILE
    url = item.address if not is_file else link("initiatives:evidence_file", item.pk) if may_open else ""
    return {"title": item.title, "url": url, "tag": tag[0], "kind": tag[1], "facts": ". ".join(_facts(one)) + "."}


def _facts(one: Attachment) -> list[str]:
    item = one.item
    local = timezone.localtime(item.added_at)
    facts = [item.source]
    if item.period_start and item.period_end:
        facts.append(span(item.period_start, item.period_end - timedelta(days=1)))
    if item.n:
        facts.append(f"n {item.n:,}")
    if item.kind == EvidenceKind.FILE:
        size = count(max(1, round(item.size / KILOBYTE)), "kilobyte")
        facts += [f"{item.file_name}, {size}", item.scan_result[:1].upper() + item.scan_result[1:]]
    facts.append(f"Attached by {item.added_by} on {local.day} {local:%B %Y}")
    facts.append(f"Renewed by “{one.renewed_by.title}”" if one.renewed_by else f"Expires on {day(item.expires_on)}")
    return facts
