"""``/healthz``: whether database, broker and worker answer, for load balancers and people who are woken at night."""

import logging
import time
from collections.abc import Callable
from typing import Any

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SECONDS_TO_ANSWER = 1.0
# Anyone may ask, so an answer about the queue stands for a moment rather than being asked for each time.
SECONDS_THAT_STAND = {True: 5.0, False: 1.0}

logger = logging.getLogger(__name__)
_last: dict[str, Any] = {"until": 0.0}


@never_cache
@require_safe
@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    parts = {"database": database()} | queue()
    healthy = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": healthy, **parts}, status=200 if healthy else 503)


def database() -> dict[str, Any]:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    return answered(ask, "The database does not answer.")


def queue() -> dict[str, dict[str, Any]]:
    if time.monotonic() > _last["until"]:
        broker_part = answered(ask_broker, "The broker does not answer.")
        missing = "No worker answers." if broker_part["ok"] else "The broker does not answer, so no worker can."
        worker_part = answered(ask_worker, missing) if broker_part["ok"] else {"ok": False, "reason": missing}
        _last["parts"] = {"broker": broker_part, "worker": worker_part}
        _last["until"] = time.monotonic() + SECONDS_THAT_STAND[bool(worker_part["ok"])]
    return dict(_last["parts"])


def ask_broker() -> None:
    with current_app.connection_for_write(connect_timeout=SECONDS_TO_ANSWER) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDS_TO_ANSWER)


def ask_worker() -> None:
    """The first worker to answer is enough; one that is busy with a long task still does."""
    if not current_app.control.inspect(timeout=SECONDS_TO_ANSWER, limit=1).ping():
        raise LookupError


def answered(ask: Callable[[], None], reason: str) -> dict[str, Any]:
    """The reason is ours: what a library says may name hosts, which is for the log alone."""
    try:
        ask()
    except Exception as error:
        logger.warning("%s %s", reason, error)
        return {"ok": False, "reason": reason}
    return {"ok": True}
