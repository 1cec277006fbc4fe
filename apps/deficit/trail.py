"""What the trail calls this app's things, who may read their histories, and where their pages are."""

from django.urls import reverse

from apps.core.trail.kinds import Kind
from apps.core.vocabulary import Block
from apps.deficit.selectors.position_content import positions_seen_by
from apps.deficit.vocabulary import PositionStatus

WORDS = {
    **{c.value: c.label for c in (*Block, *PositionStatus)},
    "edits": "Saves", "changed": "What changed", "differences_seen": "What the approver saw that does not tie",
}  # fmt: skip
KINDS = (
    Kind(
        "deficit.position", "Position", "position", ("deficit.view_position",), seen_by=positions_seen_by,
        page=lambda row: reverse("deficit:position_page", args=[row.pk]), words=WORDS,
    ),
    Kind(
        "deficit.assumption", "Assumption", "assumption", ("deficit.view_assumption",),
        page=lambda row: reverse("deficit:assumption", args=[row.key]),
    ),
    Kind(
        "deficit.scenario", "What-if", "what-if", ("deficit.view_scenario",),
        page=lambda row: reverse("deficit:what_if", args=[row.slug]),
    ),
    Kind("deficit.runpublication", "Publication of a run", related=("run",)),
    Kind("deficit.benefittreatment", "What the forecast holds", related=("initiative",)),
    Kind(
        "deficit.sourcefigure", "Source’s figure", "source-figure", ("deficit.view_position",),
        page=lambda _: reverse("deficit:reconciliation"), money=("amount",),
    ),
    Kind(
        "deficit.differenceexplanation", "Explanation of a difference", "source-explanation",
        ("deficit.view_position",), page=lambda _: reverse("deficit:reconciliation"), money=("amount",),
    ),
    Kind("deficit.recordedfigure", "Figure of the record"),
)  # fmt: skip
