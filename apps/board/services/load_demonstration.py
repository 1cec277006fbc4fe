"""The demonstration: roles, accounts, the report and national data, ready to sign in to."""

from django.conf import settings
from django.utils import timezone

from apps.benchmarking.services.load_national import load_national
from apps.board.services.demonstration_paper import freeze_january, publish_january
from apps.board.services.load_report import load_report
from apps.core.errors import Refused
from apps.core.loading import Counts
from apps.core.roles import sync_roles
from apps.core.services.people import sync_demonstration_accounts
from apps.deficit import runs
from apps.deficit.selectors.projections import publication
from apps.deficit.services.runs import publish_run
from apps.initiatives.services.demonstration import load_demonstration_claims


def load_demonstration() -> dict[str, Counts]:
    """Rows by table. Raises ``Refused`` anywhere but in the demonstration."""
    if not settings.DEMONSTRATION:
        raise Refused(
            "This is not the demonstration, so its accounts and password are not made here. "
            "Use manage.py load_report, or set DEMONSTRATION=1 on a machine that holds nothing real."
        )
    sync_roles()
    people = {p.username: p for p in sync_demonstration_accounts(password=settings.DEMO_PASSWORD)}
    counts = load_report()
    finance, first = people["finance"], publication() is None
    if first:
        run, _ = runs.recompute(by=None, at=timezone.now(), cause="The report was loaded")
        publish_run(run_id=run.pk, reason="The demonstration’s first run", by=finance, at=timezone.now())
    freeze_january(by=finance, at=timezone.now())  # before what the meetings of January could not know
    counts |= load_national(at=timezone.now())
    load_demonstration_claims(manager=people["manager"], finance=finance, at=timezone.now())
    run, _ = runs.recompute(by=None, at=timezone.now(), cause="Claims and national returns were loaded")
    if first:
        publish_run(run_id=run.pk, reason="With the demonstration’s claims", by=finance, at=timezone.now())
    publish_january(people=people, at=timezone.now())
    return counts
