#!/usr/bin/env python3
"""Django's command line, beside the running product or alone.

Without ``DATABASE_URL`` a command uses the running copy's services, or starts them for as long as it takes. Commands
that change tables or rights work as the database's owner, all others with the application's rights.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if find_spec("django") is None:
        use_the_environment()
    from config.embedded.command_line import run

    run(sys.argv)


def use_the_environment() -> None:
    """Called with the machine's Python: go on with that of ``.venv``."""
    python = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    if not python.exists() or Path(sys.prefix).resolve() == python.parents[1]:
        sys.exit("The Python environment is not made yet: run make run (or make test) once.")
    os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the same command under another interpreter


if __name__ == "__main__":
    main()
