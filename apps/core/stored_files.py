"""Files that people attach: kept under their SHA-256 in a folder that no web server reads, and checked when read."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class FileLost(Exception):
    """The stored file is not there, or is no longer what was kept."""


def keep(content: bytes) -> str:
    """Stores the content once and gives its SHA-256. Whole or not at all: written aside, then renamed."""
    name = hashlib.sha256(content).hexdigest()
    path = _path(name)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    return name


def read(name: str) -> bytes:
    """Raises ``FileLost``."""
    try:
        content = _path(name).read_bytes()
    except OSError as error:
        raise FileLost(name) from error
    if hashlib.sha256(content).hexdigest() != name:
        raise FileLost(name)
    return content


def _path(name: str) -> Path:
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise FileLost(name)
    return Path(settings.EVIDENCE_DIR) / name[:2] / name
