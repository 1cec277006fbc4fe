"""A run of the named scenarios, worked out and published by finance."""

from django.utils import timezone

from apps.deficit.models import ProjectionRun
from apps.deficit.runs import recompute
from apps.deficit.services.runs import publish_run
from tests.fixtures import person


def publish_a_run() -> ProjectionRun:
    now = timezone.now()
    run, _ = recompute(by=None, at=now, cause="The report was loaded")
    publish_run(run_id=run.pk, reason="Read and agreed.", by=person("finance"), at=now)
    return run
