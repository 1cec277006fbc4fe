from pathlib import Path

import pytest

from tests.board.editing import Edit, editor


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    return editor(tmp_path)
