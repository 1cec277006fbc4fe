"""Two equal what-ifs whose workers end at the same moment: both finish, and the second points to the first."""

import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from apps.deficit.models import ProjectionRun
from apps.deficit.runs import claim, execute, work
from apps.deficit.selectors.runs import with_inputs
from tests.deficit.what_ifs_made import saved


@pytest.mark.usefixtures("reloaded_report")
def test_equal_runs_at_once_both_finish(monkeypatch, settings):
    settings.DRAWS = 100

    def slowly(input_hash):
        found = with_inputs(input_hash)
        time.sleep(0.5)
        return found

    def worked(run):
        try:
            execute(run)
        finally:
            connection.close()

    work()
    saved("One", 1)
    saved("Two", 2)
    claimed = [claim(at=timezone.now()) for _ in range(2)]
    monkeypatch.setattr(import_module("apps.deficit.runs.work"), "with_inputs", slowly)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(worked, claimed))
    ended = list(ProjectionRun.objects.filter(scenario__isnull=False).order_by("finished_at"))
    assert [(run.state, run.error) for run in ended] == [("finished", "")] * 2
    assert [run.same_as_id for run in ended] == [None, ended[0].pk]
