"""Rows that only grow are never locked: the application may not change them, so it may not lock them either."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.models import DifferenceExplanation, SourceFigure
from apps.deficit.selectors.reconciliation import Key
from apps.deficit.services.sources import Content, Explained, enter_figure, explain_difference, withdraw_explanation
from apps.deficit.vocabulary import SourceKind, SourceMeasure
from tests.fixtures import person

NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)
ROOT = Path(settings.BASE_DIR)
# Locks on what a function of the same file gives: the model of its rows.
GIVEN = {"waiting": "Notification"}


def locks() -> Iterator[tuple[str, str]]:
    """Each place that locks rows, and the model of the rows."""
    for file in sorted((ROOT / "apps").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and node.attr == "select_for_update":
                yield f"{file.relative_to(ROOT)}:{node.lineno}", _root(node.value)


def _root(node: ast.expr) -> str:
    while not isinstance(node, ast.Name):
        node = node.func if isinstance(node, ast.Call) else node.value  # type: ignore[attr-defined]
    return GIVEN.get(node.id, node.id)


def test_no_lock_is_taken_on_rows_that_only_grow():
    models = {m.__name__: m for m in apps.get_models()}
    found = dict(locks())
    assert len(found) > 20
    assert {place: name for place, name in found.items() if name not in models} == {}, "lock a model by its name"
    fixed = {
        place: name
        for place, name in found.items()
        if getattr(models[name], "append_only", False) or getattr(models[name], "database_written", False)
    }
    assert fixed == {}


@pytest.mark.usefixtures("as_application")
def test_a_figure_is_entered_explained_and_withdrawn_with_the_applications_rights():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.APPLICATION_ROLE,)
    finance = person("finance")
    ledger, s251 = (
        Key(FinancialYear(2024), source, Block.HIGH_NEEDS, SourceMeasure.SPEND)
        for source in (SourceKind.LEDGER, SourceKind.S251)
    )
    content = Content(ledger, Decimal(120_000_000), "Ledger, period 13", "")
    entered = enter_figure(content=content, read_version=0, by=finance, at=NOW)
    explained = Explained(ledger, s251, Decimal(1_000_000), "Place funding is not in lines 1.2.x.", "Line 1.0.2")
    row = explain_difference(explained=explained, key=UUID(int=77), by=finance, at=NOW)
    taken_back = withdraw_explanation(pk=row.pk, reason="It is in the line.", key=uuid4(), by=finance, at=NOW)
    assert SourceFigure.objects.get(pk=entered.pk).version == 1
    assert list(DifferenceExplanation.objects.values_list("pk", "withdraws")) == [
        (row.pk, None), (taken_back.pk, row.pk),
    ]  # fmt: skip
