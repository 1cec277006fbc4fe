"""A deployment does not start with accounts whose password everybody can read."""

import pytest
from celery import signals
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, models

from apps.core.deployment import refuse_demonstration_accounts


@pytest.fixture
def demonstration_account(db: None) -> None:
    get_user_model().objects.create(username="board", is_demonstration=True)


def test_deployment_with_demonstration_accounts(demonstration_account: None, settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    with pytest.raises(ImproperlyConfigured, match=r"demonstration's accounts \(board\)"):
        refuse_demonstration_accounts()


@pytest.mark.parametrize("started", [signals.worker_init, signals.beat_init])
def test_worker_and_beat_leave_with_the_sentence(
    demonstration_account: None, settings: object, started: signals.Signal
) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    with pytest.raises(SystemExit, match="whose password is public"):
        started.send(sender=None)


def test_demonstration_keeps_its_accounts(demonstration_account: None) -> None:
    refuse_demonstration_accounts()


def test_deployment_with_accounts_of_its_own(db: None, settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    get_user_model().objects.create(username="someone")
    refuse_demonstration_accounts()


def test_database_that_cannot_be_asked(db: None, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> models.QuerySet[models.Model]:
        raise DatabaseError("relation core_user does not exist")

    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    monkeypatch.setattr(get_user_model().objects, "filter", refuse)
    with pytest.raises(ImproperlyConfigured, match="not migrated"):
        refuse_demonstration_accounts()
