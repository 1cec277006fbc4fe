"""The deficit's lists."""

from datetime import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.tables import BaseTable
from apps.deficit.models import ProjectionRun


class RunTable(BaseTable):
    """``finished_at`` in local time; ``cause`` says what asked for the run."""

    caption = "Runs of the projection, newest first"
    id = tables.Column(verbose_name="Run")
    state = tables.Column(verbose_name="State")
    cause = tables.Column(verbose_name="Why", orderable=False)
    requested_by = tables.Column(verbose_name="Asked for by", default="The system")
    finished_at = tables.Column(verbose_name="Finished")

    class Meta(BaseTable.Meta):
        model = ProjectionRun
        fields = ("id", "state", "cause", "requested_by", "finished_at")

    def render_id(self, value: int) -> SafeString:
        return format_html('<a class="govuk-link" href="{}">Run {}</a>', reverse("deficit:run", args=[value]), value)

    def render_finished_at(self, value: datetime) -> str:
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y, %H:%M}"
