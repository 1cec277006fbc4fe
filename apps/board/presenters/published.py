"""What is public of a published paper: its versions, its files with sizes and hashes, its record."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from apps.board.models import Publication
from apps.board.presenters.packs import frozen_words
from apps.board.presenters.papers import moment
from apps.board.renderers.formats import FORMATS
from apps.board.selectors.papers import file_sizes


def items(found: Sequence[Publication]) -> list[dict[str, str]]:
    return [
        {
            "title": p.version.content["title"],
            "url": reverse("board:published_paper", args=[p.version.paper.slug]),
            "meeting": str(p.version.paper.meeting),
            "version": f"Version {p.version.number}, published {moment(p.published_at)}",
        }
        for p in found
    ]


def versions(found: Sequence[Publication]) -> list[dict[str, Any]]:
    return [
        {
            "number": p.version.number,
            "url": reverse("board:published_version", args=[p.version.paper.slug, p.version.number]),
            "words": f"published {moment(p.published_at)}",
            "notice": p.version.notice,
        }
        for p in found
    ]


def downloads(found: Publication) -> list[dict[str, str]]:
    """In the order of the formats; each with its size and the SHA-256 of its bytes."""
    slug, number = found.version.paper.slug, found.version.number
    return [
        {
            "name": FORMATS[kind].name,
            "url": reverse("board:published_file", args=[slug, number, kind]),
            "size": _size(size),
            "hash": content_hash,
        }
        for kind, size, content_hash in file_sizes(found.version_id)
    ]


def _size(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"


def record(found: Publication) -> list[dict[str, str]]:
    version = found.version
    rows = (
        ("Version", str(version.number)),
        ("Published", moment(found.published_at)),
        ("Figures frozen", frozen_words(version.pack)),
        ("Licence", found.licence),
        ("Content hash (SHA-256)", version.content_hash),
        ("Pack hash (SHA-256)", version.pack.content_hash),
        ("Head of the audit trail", found.trail_head or "None"),
    )
    return [{"key": key, "value": value} for key, value in rows]
