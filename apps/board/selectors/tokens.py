"""Reads tokens of the data feed. A token is found by its hash: the clear text is nowhere kept."""

import hashlib
import hmac
from datetime import datetime

from django.db.models import TextChoices

from apps.board.models import DataToken


class TokenState(TextChoices):
    LIVE = "live", "Live"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"


def state_of(token: DataToken, at: datetime) -> TokenState:
    if token.revoked_at:
        return TokenState.REVOKED
    return TokenState.LIVE if token.expires_at > at else TokenState.EXPIRED


def data_tokens() -> list[DataToken]:
    """Every token, newest first, with the people who issued and revoked it."""
    return list(DataToken.objects.select_related("issued_by", "revoked_by").order_by("-issued_at", "-pk"))


def data_token(pk: int) -> DataToken:
    """Raises ``DataToken.DoesNotExist``."""
    return DataToken.objects.select_related("issued_by", "revoked_by").get(pk=pk)


def live_token_named(name: str, at: datetime) -> DataToken | None:
    return DataToken.objects.filter(name__iexact=name, revoked_at__isnull=True, expires_at__gt=at).first()


def token_with(secret: str) -> DataToken | None:
    """The token whose clear text this is, whatever its state."""
    wanted = hash_of_secret(secret)
    found = DataToken.objects.filter(token_hash=wanted).first()
    return found if found and hmac.compare_digest(found.token_hash, wanted) else None


def hash_of_secret(secret: str) -> str:
    """SHA-256 suffices: the secret is 256 random bits, which nobody can guess through a list of words."""
    return hashlib.sha256(secret.encode()).hexdigest()
