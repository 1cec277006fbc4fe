"""Data folders that PostgreSQL's own user may enter, which pytest's are not when root runs the tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.folders import Folders


@pytest.fixture
def open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="deficit-try-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folders(open_folder: Path) -> Iterator[Folders]:
    found = Folders.named(open_folder / "data")
    yield found
    shutil.rmtree(found.sockets, ignore_errors=True)
