"""What people know the trail's subjects as. Apps above name theirs in ``settings.TRAIL_KINDS``; no import points up."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from apps.core.models import User


@dataclass(frozen=True, slots=True)
class Kind:
    """``model`` is ``app.model``, ``word`` what people call a row of it.

    With a ``slug`` it has a history of its own, for those with one of ``rights``. ``seen_by`` gives the rows that a
    person may see (None: all of them). ``page`` is the address of the row's own page, ``related`` what that and its
    name need. ``words`` names keys and values that no column names; ``money`` are keys that hold pounds.
    """

    model: str
    word: str
    slug: str = ""
    rights: tuple[str, ...] = ()
    seen_by: Callable[[User], QuerySet[Any] | None] | None = None
    page: Callable[[Any], str] | None = None
    related: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    money: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table

    def allows(self, person: User) -> bool:
        return any(map(person.has_perm, self.rights))


OWN = (Kind("core.user", "Person"),)


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the settings."""
    return tuple(kind for path in settings.TRAIL_KINDS for kind in import_string(path))


def kind_of(model: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.model == model), None)


def kind_called(slug: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.slug and kind.slug == slug), None)


def kind_for(name: str) -> Kind:
    """Of this model or table; one without more than a name where nobody registered it."""
    model = model_of(name)
    known = kind_of(model._meta.label_lower) if model else None
    return known or Kind(name, capfirst(str(model._meta.verbose_name) if model else re.sub("[._]", " ", name)))


@cache
def model_of(name: str) -> type[Model] | None:
    """Of ``app.model``, as an entry names it, or of a table, as a change does. None where there is none any more."""
    return next((m for m in apps.get_models() if name in (m._meta.label_lower, m._meta.db_table)), None)


def word_for(name: str) -> str:
    """What people call a row of this model or table."""
    return kind_for(name).word
