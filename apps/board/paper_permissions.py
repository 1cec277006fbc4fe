"""Who may do what with packs and papers. A loader acts as nobody (None) and may."""

from apps.core.errors import NotAllowed
from apps.core.models import User


def can(user: User, right: str) -> bool:
    return user.has_perm(f"board.{right}")


def check_can_freeze(by: User | None) -> None:
    if by is not None and not can(by, "freeze_pack"):
        raise NotAllowed("A meeting's pack is frozen by finance officers and administrators.")


def check_can_restate(by: User | None) -> None:
    if by is not None and not can(by, "restate_pack"):
        raise NotAllowed("What has changed since a pack was frozen is entered by SEND managers and finance officers.")
