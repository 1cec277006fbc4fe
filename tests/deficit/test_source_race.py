"""Two people enter the same figure at the same moment: one is kept, the other is told what stands."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.errors import Stale
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.models import SourceFigure
from apps.deficit.selectors.reconciliation import Key
from apps.deficit.services import sources
from apps.deficit.vocabulary import SourceKind, SourceMeasure
from tests.fixtures import person

KEY = Key(FinancialYear(2024), SourceKind.S251, Block.HIGH_NEEDS, SourceMeasure.SPEND)


@pytest.mark.usefixtures("reloaded_report")
def test_the_second_of_two_at_once_is_stale_and_not_broken(monkeypatch):
    people = [person("finance"), person("admin")]
    read = SourceFigure.objects.filter(
        financial_year=2024, source=KEY.source, block=KEY.block, measure=KEY.measure
    ).count()
    newest = sources._newest

    def slowly(key):
        found = newest(key)
        time.sleep(0.5)
        return found

    def enter(number):
        said = sources.Content(KEY, Decimal(1_000_000 + number), "Ledger", "All of it", "The ledger was read again")
        try:
            return sources.enter_figure(content=said, read_version=read, by=people[number], at=timezone.now()).version
        except Stale as error:
            return error.differences
        finally:
            connection.close()

    monkeypatch.setattr(sources, "_newest", slowly)
    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(enter, range(2)), key=lambda found: isinstance(found, list))
    assert first == read + 1
    assert second[0].startswith("Amount: now £1,000,00")
