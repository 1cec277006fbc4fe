"""Who may do what with packs and papers. A loader acts as nobody (None) and may."""

from apps.core.errors import NotAllowed
from apps.core.models import User


def can(user: User, right: str) -> bool:
    return user.has_perm(f"board.{right}")


def check_can_freeze(by: User | None) -> None:
    if by is not None and not can(by, "freeze_pack"):
        raise NotAllowed("A meeting's pack is frozen by finance officers.")


def check_can_restate(by: User | None) -> None:
    if by is not None and not can(by, "restate_pack"):
        raise NotAllowed("What has changed since a pack was frozen is entered by SEND managers and finance officers.")


def check_can_write(by: User | None) -> None:
    if by is not None and not can(by, "write_paper"):
        raise NotAllowed("The text of a paper is written by SEND managers and finance officers.")


def check_can_agree(by: User) -> None:
    if not can(by, "agree_paper"):
        raise NotAllowed("The text of a paper is agreed by SEND managers and finance officers.")


def check_can_override(by: User | None) -> None:
    if by is not None and not can(by, "override_disclosure"):
        raise NotAllowed("That a small figure is shown is decided by finance officers.")


def check_can_finish(by: User | None) -> None:
    if by is not None and not can(by, "finish_paper"):
        raise NotAllowed("A paper is finished by finance officers.")


def check_can_publish(by: User, finished_by: User | None) -> None:
    if not can(by, "publish_paper"):
        raise NotAllowed("A paper is published by finance officers.")
    if finished_by is None or finished_by == by:
        raise NotAllowed("You cannot publish this paper: you finished it. Ask another finance officer.")
