"""R10: whatever stands in a pack or in its restatements, no cell of an export is a formula."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.calculations.pack_hash import Figure
from apps.board.figures import restatements
from apps.board.models import Pack, Restatement
from apps.core.models import AuditEntry
from tests.board.packs import made
from tests.core.test_exports import FORMULAS, as_spaces, csv_rows, ods_cells, xlsx_cells
from tests.fixtures import person, standing

KINDS = ("csv", "xlsx", "ods")
TEXTS = ("key", "group", "label", "words", "unit", "basis", "source")
ENTERED = ("label", "was", "now_is", "reason", "source_reference")


def hostile() -> Pack:
    """A figure for each text column and prefix, and a restatement of each; the trail's reasons as well."""
    kept = made.FIGURES
    figures = []
    for number, text in enumerate(FORMULAS):
        sound = Figure(f"k{number}", "g", "l", words="w", unit="u", basis="b", source="s")
        figures += [replace(sound, **{"key": f"{number}{name}", name: f"{text}{number if name == 'key' else ''}"})
                    for name in TEXTS]  # fmt: skip
    made.FIGURES = tuple(figures)
    try:
        pack = made.small_pack()
    finally:
        made.FIGURES = kept
    for text in FORMULAS:
        for name in ENTERED:
            words = dict.fromkeys(ENTERED, "x") | {name: text}
            Restatement.objects.create(pack=pack, entered_by=person("finance"), entered_at=timezone.now(), **words)
    return pack


@pytest.fixture(scope="module")
def pack(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pack]:
    with standing(django_db_blocker, hostile) as found:
        yield found


def exported(path: str, kind: str, of: str) -> bytes:
    client = Client()
    client.force_login(person("board"))
    answer = client.get(path, {"_export": kind, "_of": of, "kind": ""})  # the whole log, not the moved alone
    assert answer.status_code == 200, answer.content[:200]
    return b"".join(answer) if answer.streaming else answer.content


def cells(kind: str, body: bytes) -> list[str]:
    """Texts of every cell; a formula anywhere fails within the readers."""
    if kind == "csv":
        found = [cell for row in csv_rows(body) for cell in row]
        assert not [c for c in found if c in FORMULAS]
        return [c.removeprefix("'") for c in found]
    if kind == "xlsx":
        return [as_spaces(text.replace("_x000D_", "\r")) for _, text in xlsx_cells(body).values()]
    return [text for row in ods_cells(body) for _, text in row]


def alike(text: str) -> int:
    """How many of the prefixes XML reads as this one."""
    return sum(as_spaces(each) == as_spaces(text) for each in FORMULAS)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_of_a_pack_are_texts(kind: str, pack: Pack, db: None) -> None:
    found = cells(kind, exported(f"/board/packs/{pack.slug}/", kind, "pack-figures"))
    for text in FORMULAS:
        seen = sum(as_spaces(c) == as_spaces(text) for c in found)
        keyed = sum(as_spaces(c).startswith(as_spaces(text)) for c in found)
        assert seen == (len(TEXTS) - 1) * alike(text), text
        assert keyed >= len(TEXTS), text


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_entered_is_text(kind: str, pack: Pack, db: None) -> None:
    found = cells(kind, exported(f"/board/packs/{pack.slug}/changes/", kind, "restatements"))
    for text in FORMULAS:
        assert sum(as_spaces(c) == as_spaces(text) for c in found) == len(ENTERED) * alike(text), text


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_moved_is_text(kind: str, pack: Pack, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure is no longer there; what was entered in between stands in a table of its own."""
    entry = AuditEntry(action="=1+1", subject_label="x", reason="=1+1", at=timezone.now())
    monkeypatch.setattr(restatements, "_because", lambda *_: (entry,))
    found = cells(kind, exported(f"/board/packs/{pack.slug}/changes/", kind, "moved"))
    for text in FORMULAS:
        assert sum(as_spaces(c).startswith(as_spaces(text)) for c in found) >= 3, text
    entries = cells(kind, exported(f"/board/packs/{pack.slug}/changes/", kind, "entries"))
    assert any(as_spaces(c).lstrip("'").startswith("=1+1: x") for c in entries)


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_packs_is_text(kind: str, pack: Pack, db: None) -> None:
    assert any(pack.content_hash[:12] in c for c in cells(kind, exported("/board/packs/", kind, "packs")))
