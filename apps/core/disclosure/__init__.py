"""Disclosure control: what may leave the service without giving a child away. Pure: no Django, no clock."""

from apps.core.disclosure.model import model_of
from apps.core.disclosure.protect import (
    NotProtected,
    ProtectedCell,
    ProtectedPublication,
    Reason,
    protect,
)
from apps.core.disclosure.publication import (
    Cell,
    Kind,
    NotAPublication,
    Publication,
    Relation,
    Share,
    Table,
    behind,
    count,
    difference,
    money,
    percent,
    same,
    total,
    worth,
)
from apps.core.disclosure.words import SHORTHAND, note, reason_in_words

__all__ = [
    "SHORTHAND",
    "Cell",
    "Kind",
    "NotAPublication",
    "NotProtected",
    "ProtectedCell",
    "ProtectedPublication",
    "Publication",
    "Reason",
    "Relation",
    "Share",
    "Table",
    "behind",
    "count",
    "difference",
    "model_of",
    "money",
    "note",
    "percent",
    "protect",
    "reason_in_words",
    "same",
    "total",
    "worth",
]
