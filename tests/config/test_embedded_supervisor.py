"""The supervisor against parts that end as told, on a clock of the test's own."""

from config.embedded.failures import StartError
from config.embedded.supervisor import Supervisor, Watched


class Part:
    def __init__(self, name: str, done: list[str], fails: int = 0) -> None:
        self.name, self.done, self.fails = name, done, fails
        self.code: int | None = None

    def start(self) -> None:
        self.done.append(f"start {self.name}")
        self.code = None
        if self.fails:
            self.fails -= 1
            raise StartError(f"{self.name} cannot start.")

    def stop(self) -> None:
        self.done.append(f"stop {self.name}")

    def ended(self) -> int | None:
        return self.code


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def supervised(part: Part) -> tuple[Supervisor, Clock, list[str]]:
    clock, said = Clock(), []
    supervisor = Supervisor(said.append, clock)
    supervisor.start(part)
    return supervisor, clock, said


def test_part_that_ends_is_cleared_and_started_at_once() -> None:
    part = Part("worker", [])
    supervisor, _, said = supervised(part)
    part.code = -9
    supervisor.look()
    assert part.done == ["start worker", "stop worker", "start worker"]
    assert said == ["The worker ended (signal 9); it is started again now."]


def test_part_that_keeps_ending_is_started_ever_more_slowly() -> None:
    part = Part("web", [])
    supervisor, clock, said = supervised(part)
    for _ in range(8):
        part.code = 1
        supervisor.look()
        clock.now += 0.5
        supervisor.look()
        clock.now += 30
        supervisor.look()
        supervisor.watched[0].started_at = clock.now
    assert [text.rpartition("again ")[2] for text in said] == [
        "now.",
        "in 1 s.",
        "in 2 s.",
        "in 5 s.",
        "in 10 s.",
        "in 30 s.",
        "in 30 s.",
        "in 30 s.",
    ]


def test_part_that_ran_for_a_while_starts_at_once_again() -> None:
    part = Part("web", [])
    supervisor, clock, said = supervised(part)
    for _ in range(3):
        part.code = 1
        supervisor.look()
        clock.now += 31
    assert all(text.endswith("now.") for text in said)


def test_part_that_cannot_start_is_tried_again() -> None:
    part = Part("database", [])
    supervisor, clock, said = supervised(part)
    part.code, part.fails = -9, 1
    supervisor.look()
    clock.now += 1
    supervisor.look()
    assert part.done.count("start database") == 3
    assert said[1] == "database cannot start."


def test_parts_are_stopped_in_the_order_asked_for() -> None:
    done: list[str] = []
    supervisor = Supervisor(lambda _: None)
    for name in ("broker", "database", "web"):
        supervisor.start(Part(name, done))
    done.clear()
    supervisor.stop(("web", "worker", "broker", "database"), lambda _: None)
    assert done == ["stop web", "stop broker", "stop database"]
    assert supervisor.watched == list[Watched]()
