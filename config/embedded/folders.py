"""Where everything of one copy lies, all of it derived from its data folder.

Two copies share nothing when their data folders differ, and any command can find a running copy by its folder alone.
"""

import contextlib
import hashlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.embedded.failures import StartError

# Unix sockets have a path of at most 107 bytes on Linux and 103 on macOS; PostgreSQL adds its own file name.
LONGEST_SOCKET_PATH = 103
DATABASE_SOCKET = ".s.PGSQL.5432"
BASE_DIR = Path(__file__).resolve().parents[2]
# Addresses are built from these paths, and not every client reads an escaped one.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.-]+")


@dataclass(frozen=True)
class Folders:
    data: Path

    @classmethod
    def named(cls, data: str | Path) -> "Folders":
        return cls(Path(data).expanduser().resolve())

    @classmethod
    def from_environment(cls) -> "Folders":
        return cls.named(os.environ.get("DATA_DIR") or BASE_DIR / ".data")

    @property
    def lock(self) -> Path:
        return self.data / "running.lock"

    @property
    def users(self) -> Path:
        """Held shared by every command that uses services which another process started."""
        return self.data / "users.lock"

    @property
    def ready(self) -> Path:
        return self.data / "ready"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @cached_property
    def sockets(self) -> Path:
        """In the data folder where its path is short, plain and open, else a folder named by the path's hash."""
        wanted = self.data / "sockets"
        longest = wanted / "postgres" / DATABASE_SOCKET
        fits = len(os.fsencode(longest)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(longest))
        if fits and (os.getuid() != 0 or lets_others_pass(self.data)):
            return wanted
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()).resolve() / f"deficit-{os.getuid()}-{name}"

    @property
    def database_socket(self) -> Path:
        return self.sockets / "postgres"

    @property
    def broker_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def make(self) -> None:
        try:
            new = not self.data.exists() or not any(self.data.iterdir())
            self.data.mkdir(parents=True, exist_ok=True)
            if new:
                self.data.chmod(private_mode())
            self.logs.mkdir(exist_ok=True, mode=0o700)
            self.lock.touch(mode=0o600)
            make_private(self.sockets)
        except OSError as error:
            raise StartError(
                f"The data folder {self.data} cannot be written ({error.strerror}): "
                "name another with DATA_DIR=… or make room for it."
            ) from error

    def tidy(self) -> None:
        """Nothing of a stopped copy stays outside its data folder."""
        if not self.sockets.is_relative_to(self.data):
            with contextlib.suppress(OSError):
                self.database_socket.rmdir()
                self.sockets.rmdir()

    def secret_key(self) -> str:
        """This copy's own secret, made once and readable by its owner alone."""
        path = self.data / "secret_key"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        return path.read_text()


def lets_others_pass(folder: Path) -> bool:
    """As root, PostgreSQL's own user must reach its socket through every folder above it."""
    existing = [path for path in (folder, *folder.parents) if path.exists()]
    return all(path.stat().st_mode & 0o001 for path in existing)


def private_mode() -> int:
    """Nobody else may look in; as root, PostgreSQL's own user must still pass through."""
    return 0o711 if os.getuid() == 0 else 0o700


def make_private(folder: Path) -> None:
    """Make a folder that is ours alone, and refuse one that somebody else laid out under the same name."""
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid():
        raise StartError(f"{folder} belongs to another user: remove it, or set TMPDIR to a folder of your own.")
    folder.chmod(private_mode())
