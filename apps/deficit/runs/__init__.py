"""Recompute: load → calculate → store one immutable run.

Each scenario (the named ones together, and every saved what-if) has at most one run that waits and one that works, so
that workers take different scenarios at once. A working run holds a lease; when its worker dies the lease runs out and
the next worker takes the run up again. ``attempts`` fences: a worker that lost its lease cannot store.
"""

from apps.deficit.runs.preview import Held, base_now, benefits_held, check_projectable, preview, previewed
from apps.deficit.runs.queue import MOST_ATTEMPTS, claim, queue_run, queued_what_ifs, take_up_requests
from apps.deficit.runs.recompute import recompute
from apps.deficit.runs.results import calculate, hash_of_results
from apps.deficit.runs.work import execute, work, work_one

__all__ = [
    "MOST_ATTEMPTS",
    "Held",
    "base_now",
    "benefits_held",
    "calculate",
    "check_projectable",
    "claim",
    "execute",
    "hash_of_results",
    "preview",
    "previewed",
    "queue_run",
    "queued_what_ifs",
    "recompute",
    "take_up_requests",
    "work",
    "work_one",
]
