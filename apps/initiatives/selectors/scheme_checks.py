"""What stands in the way of recording a scheme: its days, what may follow what, and what would not change."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst

from apps.core.money import pounds
from apps.initiatives.models import SchemeVersion
from apps.initiatives.selectors.schemes import SchemeContent, content_of
from apps.initiatives.vocabulary import PlaceStatus, SchemeStatus
from apps.initiatives.workflow.schemes import FIRST, NEXT

LABELS = {f.name: str(f.verbose_name) for f in SchemeVersion._meta.concrete_fields}


def content_refusal(content: SchemeContent, today: date, before: SchemeStatus | None) -> str:
    """A sentence that begins with the field; nothing where it may be recorded. ``before`` is the status that stands."""
    may_be = NEXT[before] if before else FIRST
    if content.status not in may_be:
        offered = ", ".join(status.label.lower() for status in may_be)
        stood = f"a scheme that is {before.label.lower()}" if before else "a new scheme"
        return f"Status: {stood} cannot be {content.status.label.lower()}. Choose one of: {offered}."
    if content.status.place_status == PlaceStatus.DELIVERED and content.opening_date > today:
        return (
            f"Opens on: {_day(content.opening_date)} is still to come. Enter the day on which it opened, or choose "
            "proposed or commissioned."
        )
    return _closing_refusal(content, today)


def _closing_refusal(content: SchemeContent, today: date) -> str:
    closing = content.closing_date
    if closing is None:
        if content.status == SchemeStatus.CLOSED:
            return "Closes on: a closed scheme says when it closed. Enter the day."
        return ""
    if closing <= content.opening_date:
        opens = _day(content.opening_date)
        return f"Closes on: {_day(closing)} is not after {opens}, when it opens. Enter a later day, or leave it empty."
    if content.status == SchemeStatus.CLOSED and closing > today:
        return f"Closes on: {_day(closing)} is still to come. Choose open until then, or enter the day it closed."
    if content.status != SchemeStatus.CLOSED and closing <= today:
        return f"Closes on: {_day(closing)} has come. Choose closed, or enter a day to come."
    return ""


def same_content(version: SchemeVersion, content: SchemeContent) -> bool:
    return content_of(version) == content


def differences(now: SchemeVersion, entered: SchemeContent) -> list[str]:
    """What stands beside what was entered, and why it was changed."""
    said = [f"{what}: now {stands}; you entered {new}." for what, stands, new in moved(now, entered)]
    return [*said, f"Why it was changed by {now.recorded_by}: {now.reason or 'not said'}"]


def moved(now: SchemeVersion, entered: SchemeContent) -> list[tuple[str, str, str]]:
    """Each field that differs: its label, what stands and what was entered, in words."""
    stands = content_of(now)
    return [
        (label(name), word(getattr(stands, name)), word(getattr(entered, name)))
        for name in (f.name for f in fields(stands))
        if getattr(stands, name) != getattr(entered, name)
    ]


def label(name: str) -> str:
    return capfirst(LABELS[name])


def word(value: object) -> str:
    """A value of a version for people."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, date):
        return _day(value)
    if hasattr(value, "label"):
        return str(value.label)
    return pounds(value) if isinstance(value, Decimal) else str(value)


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
