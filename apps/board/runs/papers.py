"""Makes the files of finished papers, format by format: each is stored as it is done, so that a lost worker loses one.

A making is claimed with a lease, as a run of the projection is; what a dead worker leaves is taken up when it runs out.
"""

import base64
import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.board.calculations.paper.document import Paper
from apps.board.calculations.paper.stored import paper_of
from apps.board.content.drawings import stored_drawings, with_drawings
from apps.board.models import PaperDrawing, PaperFile, PaperMaking, PaperVersion
from apps.board.renderers.formats import FORMATS, not_offered, render
from apps.board.renderers.pictures import svg_and_png
from apps.board.vocabulary import MakingState

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=120)
PICTURE_WIDTH, PICTURE_HEIGHT = 900, 420


def work() -> int:
    """Makes everything that waits; how many papers were worked on."""
    done = 0
    while making := claim(timezone.now()):
        _make(making)
        done += 1
    return done


@transaction.atomic
def claim(at: datetime) -> PaperMaking | None:
    """The oldest that waits, or that a lost worker left. Rows that another worker holds are passed over."""
    waits = Q(state=MakingState.QUEUED) | Q(state=MakingState.RUNNING, lease_expires_at__lt=at)
    rows = PaperMaking.objects.select_for_update(skip_locked=True, of=("self",)).filter(waits)
    making = rows.select_related("version__template").order_by("asked_at").first()
    if making is None:
        return None
    making.attempts += 1
    making.state, making.lease_expires_at = MakingState.RUNNING, at + LEASE
    if making.attempts > MOST_ATTEMPTS:
        making.state, making.ended_at = MakingState.FAILED, at
        making.message = "The worker was lost each time that it made these files. Finish the paper again."
    making.save()
    return making


def _make(making: PaperMaking) -> None:
    if making.state == MakingState.FAILED:
        return
    try:
        paper = drawn(making.version)
        template = bytes(making.version.template.content) if making.version.template else None
        reasons = not_offered()
        for slug in FORMATS:
            if slug not in making.done and slug not in reasons:
                _store(making, slug, render(paper, slug, template))
        _end(making, MakingState.DONE, "; ".join(reasons.values()))
    except Exception as error:
        _end(making, MakingState.FAILED, f"{type(error).__name__}: {error}")


def drawn(version: PaperVersion) -> Paper:
    """The version's paper with its drawings; they are made once, and none where nothing can draw."""
    paper = paper_of(version.content)
    stored = stored_drawings(version)
    for slug, figure in version.drawings.items():
        if slug not in stored and (made := svg_and_png(figure, PICTURE_WIDTH, PICTURE_HEIGHT)):
            stored[slug] = PaperDrawing.objects.create(
                version=version, slug=slug, svg=base64.b64decode(made.svg), png=base64.b64decode(made.png),
                width=made.width, height=made.height,
            )  # fmt: skip
    return with_drawings(paper, stored)


@transaction.atomic
def _store(making: PaperMaking, slug: str, content: bytes) -> None:
    """The file and the progress together. A worker whose lease was taken over stores nothing."""
    row = PaperMaking.objects.select_for_update().get(pk=making.pk)
    if row.attempts != making.attempts:
        raise LostLease(f"Another worker makes version {making.version_id}.")
    PaperFile.objects.create(
        version=making.version, format=slug, content=content, content_hash=hashlib.sha256(content).hexdigest(),
        made_at=timezone.now(),
    )  # fmt: skip
    row.done = [*row.done, slug]
    row.lease_expires_at = timezone.now() + LEASE
    row.save()
    making.done = row.done


def _end(making: PaperMaking, state: MakingState, message: str) -> None:
    PaperMaking.objects.filter(pk=making.pk, attempts=making.attempts).update(
        state=state, message=message[:500], ended_at=timezone.now()
    )


class LostLease(Exception):
    """This worker was slow, and another has taken its work up."""
