"""The loaded report as the pages read it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.selectors.read import current_benchmark
from apps.core.models import User
from tests.benchmarking.national import import_everything
from tests.fixtures import standing


@pytest.fixture
def benchmark_data(report: None) -> Benchmark:
    found = current_benchmark()
    assert found is not None
    return found


@pytest.fixture
def reader(client: Client, board_user: User) -> Client:
    client.force_login(board_user)
    return client


@pytest.fixture(scope="module")
def national_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every national file that is shipped, for the tests of one module."""
    with standing(django_db_blocker, import_everything):
        yield


@pytest.fixture
def national(national_data: None, db: None) -> None:
    pass
