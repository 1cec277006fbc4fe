"""Asks for new projections, in the transaction of the change that calls for them."""

import logging
from datetime import datetime

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.core.models import RecomputeRequest, User

logger = logging.getLogger(__name__)
TAKE_UP = "deficit.take_up_requests"  # a task's address: imports never point up, addresses may


def request_recompute(*, by: User | None, at: datetime, cause: str) -> RecomputeRequest:
    """Stores the request with the change; once both are committed the worker is told."""
    request = RecomputeRequest.objects.create(requested_by=by, requested_at=at, cause=cause[:300])
    transaction.on_commit(nudge_worker)
    return request


def nudge_worker() -> None:
    """Without a broker nothing is lost: beat takes up what waits."""
    try:
        current_app.send_task(TAKE_UP, retry=False)
    except OperationalError:
        logger.warning("The broker does not answer; the recompute waits for the next sweep.")
