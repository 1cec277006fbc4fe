"""Fields that several of the Board's models have, and what a row from a document or from a person says."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import Sourced

LINK = models.PROTECT


def person_field(**more: Any) -> "models.ForeignKey":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=LINK, related_name="+", **more)


def some_person_field() -> "models.ForeignKey":
    return person_field(null=True, blank=True)


def link_field(to: str, **more: Any) -> "models.ForeignKey":
    """To a row that may be left out; nobody asks that row for this one unless ``related_name`` says so."""
    return models.ForeignKey(to, on_delete=LINK, null=True, blank=True, **{"related_name": "+", **more})


def form_key_field() -> "models.UUIDField":
    """A form that is sent twice makes one row. Empty where a file was loaded."""
    return models.UUIDField(unique=True, null=True, editable=False)


class Edited(Sourced):
    """Stated by a document, entered by a person, or both. ``edits`` counts what people changed: what was read."""

    source = link_field("core.Document")  # what a person enters rests on no document
    source_reference = models.CharField(max_length=120, blank=True)
    edits = models.PositiveIntegerField(default=0)
    edited_by = some_person_field()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_document_or_person",
                condition=Q(edits=0, source__isnull=False, edited_by__isnull=True, edited_at__isnull=True)
                | Q(edits__gt=0, edited_by__isnull=False, edited_at__isnull=False),
                violation_error_message="It comes from a document or from a person, with the time.",
            )
        ]


class Recorded(Sourced):
    """A row that is only added: stated by a document, or recorded by a person, with the time."""

    source = link_field("core.Document")  # what a person enters rests on no document
    source_reference = models.CharField(max_length=200, blank=True)
    recorded_by = some_person_field()
    recorded_at = models.DateTimeField(null=True, blank=True)

    append_only = True

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_document_or_person",
                condition=Q(source__isnull=False, recorded_by__isnull=True, recorded_at__isnull=True)
                | Q(source__isnull=True, recorded_by__isnull=False, recorded_at__isnull=False),
                violation_error_message="It comes from a document or from a person, with the time.",
            )
        ]


def later_says_why() -> "models.CheckConstraint":
    return models.CheckConstraint(
        name="%(class)s_later_says_why",
        condition=Q(version=1) | ~Q(reason=""),
        violation_error_message="Say why this version differs from the one before.",
    )


def says(field: str, message: str, rule: str) -> "models.CheckConstraint":
    """``field`` is not empty."""
    return models.CheckConstraint(name=rule, condition=~Q(**{field: ""}), violation_error_message=message)
