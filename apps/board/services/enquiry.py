"""Writes and agrees what a role says to a question of the committee."""

from datetime import datetime

from django.db import transaction

from apps.board.models import EnquiryQuestion, EnquiryText
from apps.board.permissions import ENQUIRY, check
from apps.board.services.keeping import keep
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change


@transaction.atomic
def write_text(
    *, question_id: int, words: str, role: str, reason: str, version: int, by: User, at: datetime
) -> EnquiryText:
    """A new version, to be agreed by another person. ``version`` is the newest that was read, 0 for none."""
    check(by, ENQUIRY)
    question = EnquiryQuestion.objects.select_for_update(of=("self",)).get(pk=question_id)
    newest = question.texts.select_related("prepared_by").order_by("-version").first()
    if (newest.version if newest else 0) != version:
        if newest and newest.prepared_by_id == by.pk and (newest.words, newest.role) == (words, role):
            return newest
        raise Stale(
            "Another version was written while you were writing. Nothing was saved.",
            [f"Version {newest.version}, by {newest.prepared_by}: {newest.words[:300]}"] if newest else [],
        )
    if newest and not reason:
        raise Refused(f"Why it changes: version {newest.version} stands already. Say why this one differs.")
    row = EnquiryText(
        question=question, version=version + 1, words=words, role=role, reason=reason, prepared_by=by, prepared_at=at
    )
    keep(row, action="Wrote an answer", subject=question, by=by, at=at, reason=reason, names=("version", "role"))
    return row


@transaction.atomic
def agree_text(*, text_id: int, reason: str, by: User, at: datetime) -> EnquiryText:
    """By somebody other than the person who wrote it. The same agreement sent twice is one."""
    check(by, ENQUIRY)
    asked = EnquiryText.objects.get(pk=text_id)
    question = EnquiryQuestion.objects.select_for_update(of=("self",)).get(pk=asked.question_id)
    row = EnquiryText.objects.select_for_update(of=("self",)).select_related("agreed_by").get(pk=text_id)
    if row.agreed_by_id == by.pk:
        return row
    if row.agreed_by_id:
        raise Refused(f"{row.agreed_by} agreed it already.")
    if row.prepared_by_id == by.pk:
        raise NotAllowed("You wrote this answer, so another person agrees it.")
    if question.texts.filter(version__gt=row.version).exists():
        raise Stale("A newer version was written meanwhile. Nothing was agreed.", [])
    row.agreed_by, row.agreed_at = by, at
    row.full_clean()
    row.save()
    record_change(
        by=by, at=at, action="Agreed an answer", subject=question, after={"version": row.version}, reason=reason
    )
    return row
