"""Issues and revokes tokens of the data feed, and notes when one was last used."""

import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from apps.board.models import DataToken
from apps.board.selectors.tokens import hash_of_secret, live_token_named
from apps.core.errors import NotAllowed, Refused
from apps.core.models import User
from apps.core.services.audit import record_change

LONGEST_LIFE = timedelta(days=367)  # a year to the end of its last day, in any year
RANDOM_BYTES = 32
PREFIX = "drb_"  # by which a scanner for leaked secrets can know it
USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue_data_token(*, name: str, expires_at: datetime, by: User, at: datetime) -> tuple[DataToken, str]:
    """Returns the token and its clear text, which is kept nowhere: whoever needs it copies it now."""
    if not by.has_perm("board.add_datatoken"):
        raise NotAllowed("A token of the data feed is issued by an administrator.")
    if not at < expires_at <= at + LONGEST_LIFE:
        raise Refused("A token lasts from one day to one year.")
    with connection.cursor() as cursor:  # one at a time, so that two live tokens never share a name
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('board.issue_data_token'))")
    if live_token_named(name, at):
        raise Refused(f"There is a live token named “{name}” already. Choose another name, or revoke that one first.")
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = DataToken(
        name=name,
        token_hash=hash_of_secret(secret),
        ending=secret[-4:],
        issued_by=by,
        issued_at=at,
        expires_at=expires_at,
    )
    token.full_clean()
    token.save()
    after = {"name": name, "ending": token.ending, "expires_at": expires_at.isoformat()}
    record_change(by=by, at=at, action="Issued data token", subject=token, after=after)
    return token, secret


@transaction.atomic
def revoke_data_token(*, pk: int, by: User, at: datetime) -> DataToken:
    """Raises ``DataToken.DoesNotExist``, and ``Refused`` where it is revoked already."""
    token = DataToken.objects.select_for_update().get(pk=pk)
    if not by.has_perm("board.change_datatoken"):
        raise NotAllowed("A token of the data feed is revoked by an administrator.")
    if token.revoked_at:
        raise Refused(f"The token “{token.name}” is revoked already.")
    token.revoked_by, token.revoked_at = by, at
    token.full_clean()
    token.save(update_fields=["revoked_by", "revoked_at"])
    record_change(
        by=by,
        at=at,
        action="Revoked data token",
        subject=token,
        before={"revoked_at": None},
        after={"revoked_at": at.isoformat(), "ending": token.ending},
    )
    return token


def note_use(*, token: DataToken, at: datetime) -> None:
    """Writes at most once a minute, so that reading rarely writes."""
    due = at - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= due:
        rows = DataToken.objects.filter(Q(last_used_at__isnull=True) | Q(last_used_at__lte=due), pk=token.pk)
        rows.update(last_used_at=at)
