"""The national files that the product ships, imported as the demonstration imports them."""

from datetime import UTC, datetime

from apps.benchmarking.services.load_national import load_national


def import_everything() -> None:
    load_national(at=datetime(2026, 2, 1, 9, tzinfo=UTC))
