"""``/healthz``: each part's own answer, in time, without a word about hosts."""

import time
from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from apps.core import health


@pytest.fixture(autouse=True)
def fresh_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(health, "_last", {"until": 0.0})
    return


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ask_worker", lambda: None)


def test_healthz_where_everything_answers(client: Client, db: None, worker: None) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, **{part: {"ok": True} for part in ("database", "broker", "worker")}}
    assert "no-store" in answer.headers["Cache-Control"]


def test_healthz_without_a_worker(client: Client, db: None) -> None:
    started = time.monotonic()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["worker"] == {"ok": False, "reason": "No worker answers."}
    assert time.monotonic() - started < 3


def test_healthz_without_a_database(client: Client, db: None, worker: None) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection to server at db.internal failed")

    with connection.execute_wrapper(refuse):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"ok": False, "reason": "The database does not answer."}


def test_healthz_without_a_broker(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis+socket:///nowhere/valkey.sock")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["broker"] == {"ok": False, "reason": "The broker does not answer."}
    assert answer.json()["worker"]["ok"] is False


def test_answer_about_the_queue_stands_for_a_moment(
    client: Client, db: None, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/healthz")
    monkeypatch.setattr(health, "ask_broker", lambda: 1 / 0)
    assert client.get("/healthz").status_code == 200
