"""Addresses of histories."""

from django.urls import reverse

from apps.core.trail.kinds import Kind


def history_address(kind: Kind, key: str) -> str:
    """Nothing where the kind has no history of its own, or the key is no number."""
    return reverse("core:history", args=[kind.slug, int(key)]) if kind.slug and key.isdecimal() else ""
