"""What ``make`` says on a machine that lacks something, and when it builds again."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from config.embedded.folders import BASE_DIR

SCRIPT = BASE_DIR / "config" / "bootstrap.py"
# The machine's Python as Debian leaves it without its venv package.
WITHOUT_VENV = """
import importlib.util, runpy, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "ensurepip" else found(name, *rest)
sys.argv = ["bootstrap.py", "run"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
TOO_OLD = """
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = ["bootstrap.py", "run"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing built."""
    (tmp_path / "config").mkdir()
    shutil.copy(SCRIPT, tmp_path / "config")
    shutil.copytree(BASE_DIR / "requirements", tmp_path / "requirements")
    return tmp_path


@pytest.fixture
def bootstrap(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", checkout / "config" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(checkout: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=checkout / "config",
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


@pytest.mark.parametrize(
    ("program", "sentence"),
    [(WITHOUT_VENV, "lacks the venv module: install it"), (TOO_OLD, "Python 3.11 is needed and")],
)
def test_python_that_will_not_do_is_named_with_its_remedy(checkout: Path, program: str, sentence: str) -> None:
    done = run(checkout, "-c", program, PORT="0")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "PYTHON=" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_network_on_the_first_run_is_said(checkout: Path) -> None:
    done = run(
        checkout,
        "bootstrap.py",
        "run",
        PORT="0",
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(checkout),
        PIP_CONFIG_FILE=os.devnull,
    )
    assert done.returncode == 1
    assert "Check this machine's network" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("npm error code EAI_AGAIN", "Check this machine's network"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was locked"),
        ("one\nError: no such mixin\n", "failed: Error: no such mixin"),
    ],
)
def test_what_went_wrong_is_told_apart(bootstrap: ModuleType, output: str, said: str) -> None:
    assert said in bootstrap.explain("Installing", output, "Check this machine's network.")


def test_taken_port_is_said_before_the_long_build(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with bootstrap.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(bootstrap.StartError, match="is taken or not allowed"):
            bootstrap.check_port_early()


def test_full_disk_is_said_before_the_long_build(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    with pytest.raises(bootstrap.StartError, match="make room"):
        bootstrap.check_machine()


def test_hash_follows_names_and_contents(bootstrap: ModuleType, checkout: Path) -> None:
    folder = checkout / "static"
    folder.mkdir()
    (folder / "a.js").write_text("1")
    seen = [bootstrap.hash_of(folder)]
    (folder / "a.js").write_text("2")
    seen.append(bootstrap.hash_of(folder))
    (folder / "a.js").rename(folder / "b.js")
    seen.append(bootstrap.hash_of(folder))
    assert len(set(seen)) == 3
    assert bootstrap.hash_of(folder) == seen[-1]


def locked(name: str) -> set[str]:
    """``package==version`` of a lock file."""
    lines = (BASE_DIR / "requirements" / f"{name}.txt").read_text().splitlines()
    return {line.split()[0] for line in lines if "==" in line.split(" ")[0]}


@pytest.mark.parametrize(("below", "above"), [("base", "embedded"), ("embedded", "dev")])
def test_each_lock_holds_what_it_rests_on(below: str, above: str):
    """So that what the tests run with is what ``make run`` and a deployment install."""
    assert len(locked(below)) > 20
    assert locked(below) - locked(above) == set()
