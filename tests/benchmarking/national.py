"""The national files that the product ships, imported as the demonstration imports them."""

import csv
from datetime import UTC, datetime

from django.conf import settings

from apps.benchmarking.services.load_national import FILES as LISTED
from apps.benchmarking.services.load_national import NATIONAL, load_national
from apps.benchmarking.vocabulary import ImportKind

FOLDER = settings.BASE_DIR / "data"


def _files() -> tuple[tuple[ImportKind, str], ...]:
    """Kind and path below ``FOLDER``, in the order in which they are imported."""
    with (NATIONAL / LISTED).open(encoding="utf-8", newline="") as stream:
        rows = [(row["kind"], (NATIONAL / row["file"]).resolve()) for row in csv.DictReader(stream)]
    return tuple((ImportKind(kind), str(path.relative_to(FOLDER.resolve()))) for kind, path in rows)


FILES = _files()


def import_everything() -> None:
    load_national(at=datetime(2026, 2, 1, 9, tzinfo=UTC))
