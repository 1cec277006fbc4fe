"""What the trail calls this app's things, who may read their histories, and where their pages are."""

from django.urls import reverse

from apps.core.trail.kinds import Kind

KINDS = (
    Kind(
        "deficit.position", "Position", "position", ("deficit.view_position",),
        page=lambda _: reverse("deficit:position"),
    ),
)  # fmt: skip
