"""Keeps the parts of one copy running: started in order, started again when they end, stopped in order."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from config.embedded.failures import StartError

# Seconds before each further attempt; a part that ran for a while starts again at once.
PAUSES = (0, 1, 2, 5, 10, 30)
RAN_FOR_A_WHILE = 30


class Part(Protocol):
    name: str

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def ended(self) -> int | None: ...


@dataclass
class Watched:
    part: Part
    started_at: float = 0
    attempts: int = 0
    due_at: float | None = None


class Supervisor:
    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self.say = say
        self.clock = clock
        self.watched: list[Watched] = []

    def adopt(self, parts: Sequence[Part]) -> None:
        """Watch parts that already run."""
        self.watched += [Watched(part, started_at=self.clock()) for part in parts]

    def start(self, part: Part) -> None:
        """Watched before it starts, so that a stop in between finds it."""
        self.adopt([part])
        part.start()

    def look(self) -> None:
        """One round: notice what has ended, start what is due."""
        for watched in self.watched:
            if watched.due_at is None and (code := watched.part.ended()) is not None:
                self.plan(watched, code)
            if watched.due_at is not None and self.clock() >= watched.due_at:
                self.start_again(watched)

    def plan(self, watched: Watched, code: int) -> None:
        if self.clock() - watched.started_at > RAN_FOR_A_WHILE:
            watched.attempts = 0
        pause = PAUSES[min(watched.attempts, len(PAUSES) - 1)]
        watched.attempts += 1
        watched.due_at = self.clock() + pause
        cause = f"signal {-code}" if code < 0 else f"exit code {code}"
        when = "now" if pause == 0 else f"in {pause} s"
        self.say(f"The {watched.part.name} ended ({cause}); it is started again {when}.")

    def start_again(self, watched: Watched) -> None:
        watched.due_at = None
        # What the part itself had started goes with it.
        watched.part.stop()
        watched.started_at = self.clock()
        try:
            watched.part.start()
        except StartError as failure:
            self.say(str(failure))
            self.plan(watched, 1)

    def stop(self, order: Sequence[str], said: Callable[[str], None]) -> None:
        """In the order given; one part's trouble does not keep the next from being stopped."""
        by_name = {watched.part.name: watched.part for watched in self.watched}
        for name in order:
            if part := by_name.get(name):
                said(name)
                part.stop()
        self.watched.clear()
