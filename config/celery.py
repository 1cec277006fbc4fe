"""The Celery application: workers and beat start here."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("deficit")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_to_start(**_: Any) -> None:
    """Celery reports what a signal's receiver raises and goes on, so only leaving stops it."""
    from django.core.exceptions import ImproperlyConfigured

    from apps.core.deployment import refuse_demonstration_accounts

    try:
        refuse_demonstration_accounts()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error
