"""Takes the council's own DOCX as the template of its papers."""

import hashlib
from datetime import datetime

from django.db import transaction

from apps.board.models import PaperTemplate
from apps.board.paper_permissions import check_can_finish
from apps.board.renderers import docx_template
from apps.board.renderers.docx_trial import tried
from apps.board.selectors.papers import newest_template
from apps.core.errors import Refused
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn


@transaction.atomic
def use_template(*, name: str, content: bytes, reason: str, by: User, at: datetime) -> PaperTemplate:
    """Versions that are finished from now on are written in it. The same file again makes nothing.

    A trial paper is written in it first. Raises ``NotAllowed``, and ``Refused`` for a file in which none can be.
    """
    check_can_finish(by)
    take_turn("the template of papers")
    content_hash = hashlib.sha256(content).hexdigest()
    standing = newest_template()
    if standing and standing.content_hash == content_hash:
        return standing
    try:
        tried(content)
    except docx_template.Refused as refusal:
        raise Refused(str(refusal)) from refusal
    made = PaperTemplate(
        name=name[:200], content=content, content_hash=content_hash, reason=reason, uploaded_by=by, uploaded_at=at
    )
    made.full_clean()
    made.save()
    record_change(by=by, at=at, action="Took a template for papers", subject=made, reason=reason)
    return made
