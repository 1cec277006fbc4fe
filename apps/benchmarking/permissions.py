"""Who may do what with benchmarks: ``can_x`` for templates, ``check_can_x`` raises a sentence."""

from apps.core.errors import NotAllowed
from apps.core.models import User


def can_choose_sets(user: User) -> bool:
    return user.has_perm("benchmarking.add_chosenset")


def check_can_choose_sets(user: User) -> None:
    if not can_choose_sets(user):
        raise NotAllowed("Sets are chosen by SEND managers and finance officers.")


def can_comment(user: User) -> bool:
    return user.has_perm("benchmarking.add_linecomment")


def check_can_comment(user: User) -> None:
    if not can_comment(user):
        raise NotAllowed("What is said of a line is written by SEND managers and finance officers.")


def can_import(user: User) -> bool:
    return user.has_perm("benchmarking.add_nationalimport")


def can_undo_imports(user: User) -> bool:
    return user.has_perm("benchmarking.undo_nationalimport")
