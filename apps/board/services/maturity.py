"""Keeps the self-assessment: areas from the DfE's tool, and each area's assessments in versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from apps.board.models import MaturityArea, MaturityAreaVersion, MaturityAssessment
from apps.board.permissions import MATURITY, check
from apps.board.services.keeping import differs, keep, made_by
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.turns import take_turn

VALUES = ("level", "evidence", "address", "evidence_item_id", "role")


@transaction.atomic
def add_area(*, name: str, description: str, by: User, at: datetime) -> MaturityAreaVersion:
    """As the tool names it. The same area sent twice by one person is one."""
    check(by, MATURITY)
    take_turn("board.maturity")
    slug = slugify(name)[:80].strip("-")
    if not slug or slug == "add":
        raise Refused("Name: use a name with letters, such as “Leadership and governance”.")
    found = MaturityAreaVersion.objects.filter(area__slug=slug).order_by("-version").first()
    if found and found.by_id == by.pk and (found.name, found.description) == (name, description):
        return found
    if found:
        raise Refused(f"Name: the area “{found.name}” is there already.")
    area = MaturityArea.objects.create(slug=slug)
    row = MaturityAreaVersion(area=area, version=1, name=name, description=description, by=by, at=at)
    keep(row, action="Added an area", subject=area, by=by, at=at, names=("name", "description"))
    return row


@transaction.atomic
def assess_area(
    *, slug: str, version: int, reason: str, form_key: UUID, by: User, at: datetime, **given: Any
) -> MaturityAssessment:
    """A new version; ``version`` is the newest that was read, 0 where there was none. ``given``: ``VALUES``."""
    check(by, MATURITY)
    area = MaturityArea.objects.get(slug=slug)
    take_turn(f"board.maturity {slug}")
    if found := made_by(MaturityAssessment, form_key):
        return found
    newest = area.assessments.select_related("by").order_by("-version").first()
    if (newest.version if newest else 0) != version:
        raise Stale(
            "Somebody assessed this area while you were writing. Nothing was saved.",
            [f"Level {newest.level}, by {newest.by} for {newest.role}: {newest.evidence[:300]}"] if newest else [],
        )
    if newest and not reason:
        raise Refused(f"Why it changes: version {newest.version} stands already. Say why this one differs.")
    if newest and not differs(newest, given):
        raise Refused("Nothing was changed: the assessment is as it was.")
    row = MaturityAssessment(
        area=area, version=version + 1, reason=reason, form_key=form_key, by=by, at=at, **given
    )  # fmt: skip
    keep(row, action="Assessed an area", subject=area, by=by, at=at, names=("version", *VALUES), reason=reason)
    return row
