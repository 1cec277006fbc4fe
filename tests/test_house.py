"""The house as ``pyproject.toml`` draws it: each import contract holds, and each is proved once by breaking it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NAMES = [contract["name"] for contract in CONTRACTS]

# Contract by the beginning of its name; a module, and the import that it may not have.
BREACHES = [
    ("Every arrow falls", "apps/core/breach.py", "import apps.board.urls"),
    ("Every arrow falls", "apps/core/breach.py", "from apps.deficit import models"),
    ("Every arrow falls", "apps/initiatives/breach.py", "from apps.deficit.models import ProjectionRun"),
    ("Every arrow falls", "apps/deficit/breach.py", "from apps.board import facts"),
    ("Every arrow falls", "apps/board/breach.py", "import config.settings"),
    ("Every arrow falls", "apps/initiatives/breach.py", "from apps.benchmarking import models"),
    ("Every arrow falls", "apps/benchmarking/breach.py", "from apps.initiatives import models"),
    ("Calculations are pure", "apps/deficit/calculations/breach.py", "from django.db import models"),
    ("Calculations are pure", "apps/initiatives/calculations/breach.py", "from django.conf import settings"),
    ("Calculations are pure", "apps/benchmarking/calculations/breach.py", "import apps.benchmarking.models"),
    ("Calculations are pure", "apps/deficit/calculations/breach.py", "from apps.core.models import User"),
    ("Inside an app", "apps/deficit/models/breach.py", "from apps.deficit.selectors import runs"),
    ("Inside an app", "apps/initiatives/models/breach.py", "from apps.initiatives.services import rates"),
    ("Inside an app", "apps/initiatives/selectors/breach.py", "from apps.initiatives.services import rates"),
    ("Inside an app", "apps/initiatives/services/breach.py", "from apps.initiatives.views import register"),
    ("Inside an app", "apps/deficit/services/breach.py", "from apps.deficit import charts"),
    ("Inside the board", "apps/board/selectors/breach.py", "from apps.board.views import places"),
    ("Inside an app", "apps/benchmarking/calculations/breach.py", "from apps.benchmarking import vocabulary"),
    ("No app reaches into another", "apps/board/breach.py", "from apps.initiatives.views import register"),
    ("No app reaches into another", "apps/board/breach.py", "from apps.deficit.tasks import take_up_requests"),
    ("The projection reaches", "apps/deficit/breach.py", "from apps.initiatives.services import rates"),
    ("The projection reaches", "apps/deficit/breach.py", "from apps.benchmarking.services import load"),
]


def lint(folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for name in ("apps", "config"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_contracts_hold(copy: Path):
    code, said = lint(copy)
    assert code == 0, said[-3000:]
    assert f"Contracts: {len(NAMES)} kept, 0 broken." in said


def test_every_contract_is_broken_once():
    assert {name for name in NAMES if not any(name.startswith(begins) for begins, _, _ in BREACHES)} == set()
    assert {b for b, _, _ in BREACHES if not any(name.startswith(b) for name in NAMES)} == set()


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_breach_is_found(contract: str, module: str, line: str, copy: Path):
    file = copy / module
    file.write_text(f'"""A breach."""\n\n{line}\n')
    try:
        code, said = lint(copy)
    finally:
        file.unlink()
    assert code == 1
    broken = [text for text in said.splitlines() if text.endswith(" BROKEN")]
    assert any(text.startswith(contract) for text in broken), said[-3000:]
