"""Attaches evidence to an initiative: a checked file, scanned and kept by its hash, or a link.

Nothing is changed later: an item that expires is renewed by another that names it.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from apps.core.attached import Attached
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.scanning import Infected, ScanFailed, scan
from apps.core.services.audit import record_change
from apps.core.stored_files import keep
from apps.initiatives.models import EvidenceItem, Initiative
from apps.initiatives.permissions import check_can_add_evidence
from apps.initiatives.vocabulary import EvidenceKind


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """``file``, ``address``, or neither for a paper that is cited; both days of the period are included; ``replaces``
    is the item that it renews."""

    title: str
    source: str
    expires_on: date
    file: Attached | None = None
    address: str = ""
    n: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    replaces: int | None = None


def add_evidence(*, initiative_id: int, evidence: NewEvidence, by: User, at: datetime) -> EvidenceItem:
    """Raises ``NotAllowed``, ``Stale`` or ``Refused``; sent twice it gives back what is there.

    A file is scanned before the transaction, since a scanner takes its time, and stored before the row: a file that no
    row names is harmless, a row without its file is not.
    """
    check_can_add_evidence(by)
    _check_expiry(evidence, at.date())
    verdict = _scanned(evidence.file) if evidence.file else ""
    if evidence.file:
        keep(evidence.file.content)
    return _record(initiative_id=initiative_id, evidence=evidence, verdict=verdict, by=by, at=at)


@transaction.atomic
def _record(*, initiative_id: int, evidence: NewEvidence, verdict: str, by: User, at: datetime) -> EvidenceItem:
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    if there := _same(initiative, evidence, by):
        return there
    _check_renewal(initiative, evidence)
    item = EvidenceItem(
        initiative=initiative, title=evidence.title, source=evidence.source, expires_on=evidence.expires_on,
        kind=_kind(evidence), address=evidence.address, n=evidence.n,
        period_start=evidence.first_day, replaces_id=evidence.replaces, scan_result=verdict, added_by=by, added_at=at,
        period_end=_day_after(evidence.last_day),
    )  # fmt: skip
    if file := evidence.file:
        item.file_name, item.content_type, item.size = file.name, file.content_type, len(file.content)
        item.sha256 = hashlib.sha256(file.content).hexdigest()
    item.full_clean()
    item.save()
    record_change(
        by=by, at=at, action="Renewed evidence" if evidence.replaces else "Attached evidence", subject=item,
        after={
            "initiative": initiative.slug, "title": item.title, "kind": item.kind, "file": item.file_name,
            "sha256": item.sha256, "address": item.address, "expires_on": item.expires_on.isoformat(),
            "scan": verdict, "replaces": evidence.replaces,
        },
    )  # fmt: skip
    return item


def _check_expiry(evidence: NewEvidence, today: date) -> None:
    if evidence.expires_on <= today:
        raise Refused(f"Expires on: {_day(evidence.expires_on)} is past. Enter the day from which it must be renewed.")


def _check_renewal(initiative: Initiative, evidence: NewEvidence) -> None:
    if evidence.replaces is None:
        return
    old = EvidenceItem.objects.filter(pk=evidence.replaces, initiative=initiative).first()
    if old is None:
        raise Refused("Renews: that item is not this initiative’s. Choose one of the list.")
    if newer := EvidenceItem.objects.filter(replaces=old).first():
        raise Stale(
            f"“{old.title}” was renewed while you were writing. Nothing was saved.",
            [f"It is renewed by “{newer.title}”, which expires on {_day(newer.expires_on)}."],
        )


def _kind(evidence: NewEvidence) -> EvidenceKind:
    if evidence.file:
        return EvidenceKind.FILE
    return EvidenceKind.LINK if evidence.address else EvidenceKind.CITED


def _same(initiative: Initiative, evidence: NewEvidence, by: User) -> EvidenceItem | None:
    sha = hashlib.sha256(evidence.file.content).hexdigest() if evidence.file else ""
    return EvidenceItem.objects.filter(
        initiative=initiative, title=evidence.title, sha256=sha, address=evidence.address, added_by=by,
        replaces=evidence.replaces, expires_on=evidence.expires_on, source=evidence.source, n=evidence.n,
        period_start=evidence.first_day, period_end=_day_after(evidence.last_day),
    ).first()  # fmt: skip


def _day_after(last: date | None) -> date | None:
    return last + timedelta(days=1) if last else None


def _scanned(file: Attached) -> str:
    try:
        return scan(file.content)
    except Infected as error:
        raise Refused(f"File: the virus scanner refuses “{file.name}”. It is not kept. Attach a clean file.") from error
    except ScanFailed as error:
        raise Refused(
            f"File: the virus scanner gave no verdict on “{file.name}”, so it is not kept. Try again later, or attach "
            "a link to it."
        ) from error


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
