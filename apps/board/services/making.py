"""Tells the worker that a paper's files are to be made."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

MAKE = "board.make_papers"
logger = logging.getLogger(__name__)


def nudge_worker() -> None:
    """Without a broker nothing is lost: beat takes up what waits."""
    try:
        current_app.send_task(MAKE, retry=False)
    except OperationalError:
        logger.warning("The broker does not answer; the paper's files wait for the next sweep.")
