"""The loaded report as the pages read it."""

import pytest
from django.test import Client

from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.selectors.read import current_benchmark
from apps.core.models import User


@pytest.fixture
def benchmark_data(report: None) -> Benchmark:
    found = current_benchmark()
    assert found is not None
    return found


@pytest.fixture
def reader(client: Client, board_user: User) -> Client:
    client.force_login(board_user)
    return client
