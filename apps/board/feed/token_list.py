"""The administrator's list of tokens."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.board.models import DataToken
from apps.board.selectors.tokens import TokenState, state_of
from apps.core.charts import Column, Rows

COLUMNS = (
    Column("name", "Used by"),
    Column("ending", "Ends in"),
    Column("state", "State"),
    Column("expires", "Last day"),
    Column("issued", "Issued"),
    Column("used", "Last used"),
    Column("action", "Revoke", link="revoke_url"),
)


def in_words(tokens: Sequence[DataToken], at: datetime) -> str:
    live = sum(state_of(token, at) == TokenState.LIVE for token in tokens)
    if not live:
        return "No program may: there is no live token."
    return "One program may, with its live token." if live == 1 else f"{live} programs may, each with its live token."


def token_rows(tokens: Sequence[DataToken], at: datetime, user: Any) -> Rows:
    may_revoke = user.has_perm("board.change_datatoken")
    return Rows("Tokens of the data feed, newest first", COLUMNS, [_row(t, at, may_revoke) for t in tokens])


def _row(token: DataToken, at: datetime, may_revoke: bool) -> dict[str, Any]:
    state = state_of(token, at)
    row = {
        "name": token.name,
        "ending": token.ending,
        "state": state.label,
        "expires": last_day(token.expires_at),
        "issued": f"{_moment(token.issued_at)}, {token.issued_by}",
        "used": _moment(token.last_used_at) if token.last_used_at else "Never",
    }
    if token.revoked_at:
        row["state"] = f"{state.label} {_moment(token.revoked_at)}, {token.revoked_by}"
    if may_revoke and state == TokenState.LIVE:
        row["action"] = f"Revoke {token.name}"
        row["revoke_url"] = reverse("board:data_token_revoke", args=[token.pk])
    return row


def last_day(expires_at: datetime) -> date:
    """It stops at midnight after its last day."""
    return timezone.localtime(expires_at - timedelta(microseconds=1)).date()


def _moment(at: datetime) -> str:
    at = timezone.localtime(at)
    return f"{at.day} {at:%B %Y, %H:%M}"
