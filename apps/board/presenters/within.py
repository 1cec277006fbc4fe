"""The Board's pages, one beside the other."""

from typing import Any

from django.urls import reverse

PAGES = (
    ("Meetings and decisions", "board"),
    ("Packs", "packs"),
    ("Actions", "actions"),
    ("Risks", "risks"),
    ("Key lines of enquiry", "enquiry"),
    ("Guardrails", "guardrails"),
    ("Self-assessment", "maturity"),
    ("Measurement framework", "framework"),
)


def within(here: str) -> list[dict[str, Any]]:
    """``here`` is the address name of the page that is shown."""
    return [{"text": text, "url": reverse(f"board:{name}"), "here": name == here} for text, name in PAGES]
