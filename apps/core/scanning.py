"""The virus scanner that a deployment names in ``EVIDENCE_SCANNER``: a command line, or a function by its path.

A command reads the file from standard input and ends with 0 where it is clean and 1 where it is not. A function takes
the bytes and gives its verdict, or raises ``Infected``. Whatever else happens is a refusal, never a pass.
"""

import subprocess
from pathlib import PurePath

from django.conf import settings
from django.utils.module_loading import import_string

NOT_SCANNED = "not scanned: no scanner is configured"
CLEAN, INFECTED = 0, 1
PATIENCE_SECONDS = 60
LONGEST = 120


class Infected(Exception):
    """The scanner found something."""


class ScanFailed(Exception):
    """The scanner gave no verdict."""


def scan(content: bytes) -> str:
    """The verdict, to be stored. Raises ``Infected`` or ``ScanFailed``."""
    scanner = settings.EVIDENCE_SCANNER
    if not scanner:
        return NOT_SCANNED
    try:
        return (_by_function(scanner, content) if isinstance(scanner, str) else _by_command(scanner, content))[:LONGEST]
    except Infected:
        raise
    except Exception as error:  # whatever a scanner does but say “clean”
        raise ScanFailed(str(error)) from error


def _by_function(path: str, content: bytes) -> str:
    return str(import_string(path)(content) or "clean")


def _by_command(command: list[str], content: bytes) -> str:
    run = subprocess.run(  # noqa: S603 - the deployment's own command, by list and never through a shell
        command, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=False
    )
    if run.returncode == INFECTED:
        raise Infected
    if run.returncode != CLEAN:
        raise ScanFailed(f"ended with {run.returncode}")
    return f"clean ({PurePath(command[0]).name})"
