"""Imports the national files that the product ships, each as if somebody had uploaded it; again without effect."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from apps.benchmarking.services.importing.run import import_file
from apps.benchmarking.services.importing.stated import Stated
from apps.benchmarking.vocabulary import ImportKind
from apps.core.loading import Counts, LoadError, Row, read_csv

NATIONAL = settings.BASE_DIR / "data" / "national"
FILES = "files.csv"


def load_national(*, at: datetime, folder: Path = NATIONAL) -> dict[str, Counts]:
    """Rows read, new, changed and same by file, in the order of ``files.csv``. Raises ``LoadError`` at the first file
    that is refused; those before it stay."""
    return {row.cells["file"]: _import(folder, row, at) for row in read_csv(folder, FILES)}


def _import(folder: Path, row: Row, at: datetime) -> Counts:
    cells = row.cells
    path = folder / cells["file"]
    if cells["kind"] not in ImportKind.values:
        raise row.refuse("it is no kind of file", f"Use one of: {', '.join(ImportKind.values)}.", "kind")
    if not path.is_file():
        raise row.refuse("the file is not there", "Put it back, or take the line out.", "file")
    stated = Stated(
        title=cells["title"],
        publisher=cells["publisher"],
        released=date.fromisoformat(cells["released"]),
        licence=cells["licence"],
        address=cells["address"],
        reference=cells["reference"],
    )
    with path.open("rb") as stream:
        outcome = import_file(
            kind=ImportKind(cells["kind"]), name=path.name, stream=stream, by=None, at=at, stated=stated
        )
    if not outcome.sound:
        found = outcome.problems.listed[0]
        raise LoadError(f"{cells['file']}, line {found.row}, column “{found.column}”, “{found.value}”: {found.reason}")
    counts = outcome.counts
    return Counts(counts.read, counts.new, counts.changed, counts.same)
