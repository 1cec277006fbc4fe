"""The same form sent by many at one moment: clients of one person, each with a session and a connection of its own."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from django.db import connections
from django.test import Client

from tests.fixtures import person
from tests.often import often

AT_ONCE = 20
ROUNDS = often(200)  # as promises R2 and R4 ask


@dataclass(frozen=True)
class Sent:
    path: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Senders:
    pool: ThreadPoolExecutor
    clients: Sequence[Client]

    def send(self, forms: Sequence[Sent]) -> list[tuple[int, str]]:
        """Status and address of each answer, in order; all are sent at the same moment."""
        gate = Barrier(AT_ONCE)

        def one(client: Client, form: Sent) -> tuple[int, str]:
            gate.wait()
            answer = client.post(form.path, form.body)
            return answer.status_code, answer.headers.get("location", "")

        return list(self.pool.map(one, self.clients, forms))


@contextmanager
def senders(*people: str) -> Iterator[dict[str, Senders]]:
    """Twenty clients for each of these people, who take turns in the same threads."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {who: Senders(pool, [signed_in(who) for _ in range(AT_ONCE)]) for who in people}
        gate = Barrier(AT_ONCE)
        list(pool.map(lambda _: (gate.wait(), connections.close_all()), range(AT_ONCE)))


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(person(who))
    return client
