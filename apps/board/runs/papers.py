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
from apps.board.models import PaperDrawing, PaperFile, PaperMaking
from apps.board.renderers.formats import FORMATS, not_offered, render
from apps.board.renderers.pictures import Drawn, svg_and_png
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
        paper = drawn(making)
        template = bytes(making.version.template.content) if making.version.template else None
        reasons = not_offered()
        for slug in FORMATS:
            if slug not in making.done and slug not in reasons:
                _store(making, slug, render(paper, slug, template))
        _end(making, MakingState.DONE, "; ".join(reasons.values()))
    except Exception as error:
        _end(making, MakingState.FAILED, f"{type(error).__name__}: {error}")


def drawn(making: PaperMaking) -> Paper:
    """The version's paper with its drawings; they are made once, and none where nothing can draw."""
    version = making.version
    stored = stored_drawings(version)
    for slug, figure in version.drawings.items():
        if slug not in stored and (made := svg_and_png(figure, PICTURE_WIDTH, PICTURE_HEIGHT)):
            stored[slug] = _store_drawing(making, slug, made)
    return with_drawings(paper_of(version.content), stored)


@transaction.atomic
def _store_drawing(making: PaperMaking, slug: str, made: Drawn) -> PaperDrawing:
    """As what another worker has stored meanwhile, where one has: every format holds the same drawing."""
    _keep_lease(making)
    if known := PaperDrawing.objects.filter(version=making.version, slug=slug).first():
        return known
    svg, png = base64.b64decode(made.svg), base64.b64decode(made.png)
    return PaperDrawing.objects.create(
        version=making.version, slug=slug, svg=svg, png=png, width=made.width, height=made.height,
        content_hash=hashlib.sha256(hashlib.sha256(svg).digest() + hashlib.sha256(png).digest()).hexdigest(),
    )  # fmt: skip


@transaction.atomic
def _store(making: PaperMaking, slug: str, content: bytes) -> None:
    """The file and the progress together."""
    row = _keep_lease(making)
    PaperFile.objects.create(
        version=making.version, format=slug, content=content, content_hash=hashlib.sha256(content).hexdigest(),
        made_at=timezone.now(),
    )  # fmt: skip
    row.done = [*row.done, slug]
    row.save()
    making.done = row.done


def _keep_lease(making: PaperMaking) -> PaperMaking:
    """The making, locked, and the lease anew. A worker whose lease was taken over stores nothing."""
    row = PaperMaking.objects.select_for_update().get(pk=making.pk)
    if row.attempts != making.attempts:
        raise LostLease(f"Another worker makes version {making.version_id}.")
    row.lease_expires_at = timezone.now() + LEASE
    row.save()
    return row


def _end(making: PaperMaking, state: MakingState, message: str) -> None:
    PaperMaking.objects.filter(pk=making.pk, attempts=making.attempts).update(
        state=state, message=message[:500], ended_at=timezone.now()
    )


class LostLease(Exception):
    """This worker was slow, and another has taken its work up."""
