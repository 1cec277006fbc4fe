"""What the terminal shows: each step while it is done, with the seconds it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

STARTED_AT = time.monotonic()


def say(text: str) -> None:
    print(text, flush=True)


def say_aside(text: str) -> None:
    """For commands whose output others read."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """The step's name at once, its seconds when it is done."""
    started = time.monotonic()
    print(f"  {text} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)
