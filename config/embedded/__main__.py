"""``python -m config.embedded run``, which ``make run`` ends in, and its own ``prepare``."""

import sys

from config.embedded.failures import StartError
from config.embedded.run import run
from config.embedded.steps import say_aside


def main() -> int:
    if sys.argv[1:] == ["prepare"]:
        from config.embedded.prepare import prepare

        return prepare()
    if sys.argv[1:] != ["run"]:
        say_aside("Usage: python -m config.embedded run")
        return 2
    try:
        return run()
    except StartError as failure:
        say_aside(f"\n{failure}")
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        say_aside(f"\nThe machine refused: {error.strerror}{where}. Mend that or name another DATA_DIR.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
