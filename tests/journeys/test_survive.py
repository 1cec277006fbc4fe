"""The drill of survival in its short form, and a control that shows that it finds what is broken.

The full form is ``python -m bench survive``; both start services of their own.
"""

import json
import os
import subprocess
import sys

from django.conf import settings

OWN = ("DATABASE_URL", "DATABASE_OWNER_URL", "APPLICATION_DATABASE_URL", "CELERY_BROKER_URL", "DATA_DIR")


def drill(*options: str) -> tuple[int, dict[str, object]]:
    kept = {name: value for name, value in os.environ.items() if name not in (*OWN, "TESTS_HAVE_SERVICES")}
    done = subprocess.run(
        [sys.executable, "-m", "bench", "survive", "--seed", "7", *options],
        cwd=settings.BASE_DIR, env=kept, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_nothing_is_lost_and_nothing_doubled():
    code, found = drill("--kills", "5", "--brokers", "2", "--databases", "2")
    assert (code, found["ok"]) == (0, True), found
    assert found["changes made"] > 0


def test_without_a_lease_that_runs_out_the_drill_fails():
    """The worker is killed in the middle of a run, and nobody may ever take that run up."""
    code, found = drill("--kills", "1", "--brokers", "0", "--databases", "0", "--break", "lease", "--patience", "15")
    assert (code, found["ok"], found["work that never came to rest"]) == (1, False, 1), found
