"""Records what a meeting decided on an item, and on what. A claim that it noted is noted among the claims too, and no
longer where a correction does not note it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from apps.board.models import AgendaItem, BoardDecision, DecidedOn, FrameworkVersion
from apps.board.permissions import DECIDE, PREPARE, check
from apps.board.selectors.decided_on import Thing
from apps.board.services.keeping import keep, made_by, values_of
from apps.board.vocabulary import Outcome
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn
from apps.initiatives.models import BenefitClaim, BoardNoting
from apps.initiatives.permissions import check_can_take_back_noting
from apps.initiatives.services.claims.decide import needs_noting, note_claim

DECISION = ("outcome", "words")
TAKES_BACK = "decision_takes_back_notings"


@transaction.atomic
def record_decision(
    *,
    item_id: int,
    outcome: str,
    words: str,
    reason: str,
    things: Sequence[Thing],
    corrects: int | None,
    form_key: UUID,
    by: User,
    at: datetime,
) -> BoardDecision:
    """``corrects`` is the decision that stood as it was read, None where none did. Raises ``Stale`` where another
    stands now, and ``Refused`` where the meeting was not held."""
    check(by, DECIDE)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=item_id)
    if found := made_by(BoardDecision, form_key):
        return found
    _check_held(item)
    standing = item.decisions.filter(corrected_by__isnull=True).select_related("recorded_by").first()
    if (standing.pk if standing else None) != corrects:
        raise _stale(standing)
    row = BoardDecision(
        item=item, outcome=outcome, words=words, reason=reason, corrects=standing, recorded_by=by, recorded_at=at,
        form_key=form_key,
    )  # fmt: skip
    row.full_clean()
    row.save()
    DecidedOn.objects.bulk_create(DecidedOn(decision=row, **{kind: key}) for kind, key in map(_link, things))
    _say(row, item, standing, things, by, at)
    if standing:
        _take_back_notings(row, standing, by, at)
    _note_claims(row, item, things, by, at)
    return row


@transaction.atomic
def add_framework(
    *, title: str, text: str, file_sha256: str, reason: str, version: int, by: User, at: datetime
) -> FrameworkVersion:
    """A version of the benefits-measurement framework; the Board approves it by a decision that names it."""
    check(by, PREPARE)
    take_turn("board.framework")
    newest = FrameworkVersion.objects.select_related("prepared_by").first()
    if (newest.version if newest else 0) != version:
        if newest and newest.prepared_by_id == by.pk and (newest.title, newest.text) == (title, text):
            return newest
        raise Stale(
            "Another version was entered while you were writing. Nothing was saved.",
            [f"Version {newest.version}, by {newest.prepared_by}: {newest.title}"] if newest else [],
        )
    if newest and not reason:
        raise Refused(f"Why it changes: version {newest.version} stands already. Say why this one differs.")
    row = FrameworkVersion(
        version=version + 1, title=title, text=text, file_sha256=file_sha256, reason=reason, prepared_by=by,
        prepared_at=at,
    )  # fmt: skip
    keep(row, action="Entered a framework", by=by, at=at, reason=reason, names=("version", "title", "file_sha256"))
    return row


def _check_held(item: AgendaItem) -> None:
    if not item.meeting.is_held:
        raise Refused(f"{item.meeting} was not held yet. Say that it was held, then record what was decided.")


def _stale(standing: BoardDecision | None) -> Stale:
    return Stale(
        "Somebody recorded a decision on this item while you were writing. Nothing was saved.",
        [
            f"{standing.get_outcome_display()}, recorded by {standing.recorded_by}: {standing.words}",
            f"Why: {standing.reason}",
        ]
        if standing
        else [],
    )


def _link(thing: Thing) -> tuple[str, object]:
    return (thing.kind, thing.key) if thing.kind == "pack" else (f"{thing.kind}_id", int(thing.key))


def _say(
    row: BoardDecision, item: AgendaItem, earlier: BoardDecision | None, things: Sequence[Thing], by: User, at: datetime
) -> None:
    record_change(
        by=by, at=at, action="Corrected a decision" if earlier else "Recorded a decision", subject=item.meeting,
        before=values_of(earlier, DECISION) if earlier else {},
        after={"item": item.title, **values_of(row, DECISION), "decided_on": [t.label for t in things]},
        reason=row.reason,
    )  # fmt: skip


def _take_back_notings(row: BoardDecision, earlier: BoardDecision, by: User, at: datetime) -> None:
    """A trigger does it, now and not only as this commits, so that the trail can say so."""
    claims = DecidedOn.objects.filter(decision__item=earlier.item_id, claim__isnull=False).values("claim")
    before = list(BoardNoting.objects.filter(claim__in=claims).select_related("claim").order_by("claim"))
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {TAKES_BACK} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {TAKES_BACK} DEFERRED")
    stand = set(BoardNoting.objects.filter(claim__in=claims).values_list("pk", flat=True))
    for noting in before:
        if noting.pk in stand:
            continue
        check_can_take_back_noting(by)
        told = {"meeting_date": noting.meeting_date.isoformat(), "reference": noting.reference}
        record_change(
            by=by, at=at, action="Took back the Board’s noting", subject=noting.claim, before=told, reason=row.reason
        )


def _note_claims(row: BoardDecision, item: AgendaItem, things: Sequence[Thing], by: User, at: datetime) -> None:
    """Each claim above the threshold that is not noted yet, as claims are noted: by finance, with a day."""
    keys = [int(thing.key) for thing in things if thing.kind == "claim"]
    if row.outcome != Outcome.NOTED or not keys:
        return
    claims = BenefitClaim.objects.filter(pk__in=keys, noting__isnull=True).order_by("pk")
    for claim in [claim for claim in claims if needs_noting(claim)]:
        if not item.meeting.day_known:
            raise Refused(f"{claim} is noted on a day, and the day of this meeting is not known. Enter it first.")
        if claim.decided_at and item.meeting.date < claim.decided_at.date():
            raise Refused(
                f"{claim} was approved after this meeting, which cannot have noted it. Take it out of what the "
                "decision is on, and record its noting with the meeting that did."
            )
        reference = f"{item.meeting}, item {item.label}"[:120]
        note_claim(claim_id=claim.pk, meeting_date=item.meeting.date, reference=reference, by=by, at=at)
