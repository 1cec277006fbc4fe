"""A page asks the database a fixed number of questions, however many rows there are.

Counted twice: with nothing remembered (the first reader after a change), and as every later reader meets it, at most
fifteen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, models, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core import memory, middleware
from tests.fixtures import person, reads_remembered, standing
from tests.journeys.site import addresses, prepare

MOST = 15
MOST_AFTER_A_CHANGE = 32
# Claims, their queue, quarters and what a draft rate card would do to them are never remembered: a decision rests on
# what stands now.
MOST_OF_CLAIMS = 45
# Pages of the projection read all that a run rests on; the first reader after a change asks for it once, and once more
# for what the published run rests on.
MOST_OF_THE_PROJECTION = 70
# The report's own positions are read beside the newest ones wherever they are compared.
PROJECTION = (
    "deficit", "trajectory", "what-if", "assumption", "how index", "in the forecast", "overview", "bridge",
    "differences",
    "position draft", "position ready", "position approved", "initiative projected", "initiative of children",
    "initiative without benefit",
)  # fmt: skip
# An open position says which benefits change side once it is published, claims among them.
OF_CLAIMS = ("claim", "quarter", "position draft", "position ready", "position approved")
# A log of what has moved asks for every figure of today, and a paper is drafted from every table of its pack; what was
# frozen is asked for once.
OF_FIGURES, MOST_OF_FIGURES = ("pack restatements", "as at"), 85
OF_PAPERS, MOST_OF_PAPERS = ("paper",), 150
# Nor is the trail remembered, which names what each table's rows lead to: one question a table.
MOST_OF_THE_TRAIL = 25
# The feed's page counts the rows of each data set. Two authorities beside each other are read of every figure. A chosen
# set is looked for in each data set until one gives half of it.
MOST_OF_COUNTING, MOST_OF_COUNTING_LATER = 45, 20
COUNTING = ("data", "side by side", "benchmarking of a set")
SKIPPED = (
    "components",
    "not found",
    "export refused",
    "bad filter",
    "benchmarking bad choice",
    "claim supersede",
    "position compare bad",
    "displacement bad choice",
    "reconciliation bad choice",
    "requests bad choice",
    "trajectory bad choice",
    "bridge bad year",
    "benchmarking refused measure",
    "trend bad choice",
    "side by side with itself",
    "imports bad choice",
    "schemes bad filter",
    "as at none",
)
FILES = {"initiatives file": "/initiatives/?_export=csv&_of=initiatives", "places feed": "/data/places.csv",
         "initiatives feed": "/data/initiatives.json", "positions feed": "/data/positions.csv",
         "cost avoidance feed": "/data/cost_avoidance.csv", "scenarios feed": "/data/scenarios.csv",
         "runs feed": "/data/runs.json"}  # fmt: skip


def copied(row: models.Model, **changes: object) -> models.Model:
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def grow(times: int) -> None:
    """Each initiative again with all that hangs on it, places, positions' lines, runs, audit entries, tokens."""
    from apps.board.services.tokens import issue_data_token
    from apps.core.models import AuditEntry
    from apps.deficit.models import ProjectionRun
    from apps.deficit.runs import recompute
    from apps.initiatives.models import BenefitClaim, Initiative

    first = ProjectionRun.objects.order_by("pk").first() or recompute(by=None, at=timezone.now(), cause="test")[0]
    now, finance, admin = timezone.now(), person("finance"), person("admin")
    if BenefitClaim.objects.exists():
        more_claims(4 * times)
    more_positions(times)
    more_what_ifs(2 * times)
    more_schemes(5 * times)
    for turn in range(times):
        for old in list(Initiative.objects.order_by("pk")[:20]):
            parts = list(parts_of(old))
            new = copied(old, slug=f"{old.slug[:40]}-again-{turn}", name=f"{old.name} again {turn}", scales_up=None)
            for part, changes in parts:
                copied(part, initiative=new, **changes(turn))
        for number in range(20):
            subject = {"subject_type": "Rate card", "subject_id": str(number), "subject_label": f"Rate card {number}"}
            AuditEntry.objects.create(at=now, by=finance, action="Tried", **subject)
            run = ProjectionRun.objects.create(state="running", requested_at=now, requested_by=finance, cause="x")
            run.state, run.finished_at, run.same_as = "finished", now, first
            run.input_hash, run.result_hash = first.input_hash, first.result_hash
            run.save()
            issue_data_token(name=f"Report {turn} {number}", expires_at=now + timedelta(days=9), by=admin, at=now)


def more_positions(times: int) -> None:
    """Withdrawn ones with every part; and the draft, where there is one, has its lines once more."""
    from dataclasses import replace

    from apps.core.periods import FinancialYear
    from apps.deficit.models import Position
    from apps.deficit.selectors.position_content import content_of
    from tests.deficit.positions_made import WHY, decided, draft_with_parts, saved

    draft = Position.objects.filter(status="draft").first()
    first = 2040 + Position.objects.filter(financial_year__gte=FinancialYear(2040).start).count()
    for year in range(first, first + 5 * times):
        decided(draft_with_parts(year), "withdraw", "finance", reason=WHY)
    if draft:
        content = content_of(draft)
        saved(draft, replace(content, lines=content.lines * (times + 1), transfers=content.transfers * (times + 1)))


def more_schemes(number: int) -> None:
    """Each with a census day, on top of what its tranche counts; the first with as many more; and demand of years
    that nobody asked for."""
    from apps.initiatives.models import PlaceDemand, PlaceScheme
    from apps.initiatives.vocabulary import Counting
    from tests.board.schemes_made import demand
    from tests.initiatives.schemes.made import read, registered

    for turn in range(PlaceScheme.objects.count(), PlaceScheme.objects.count() + number):
        first = PlaceScheme.objects.order_by("pk").first()
        read(registered(f"Again {turn}", counting=Counting.ADDITION))
        if first:
            read(first, date(2025, 3, 1) + timedelta(days=turn))
    year = 2030 + PlaceDemand.objects.count()
    for later in range(number):
        demand("secondary", year + later, 120, 150, 200)


def more_what_ifs(number: int) -> None:
    """Each with its result; none before a run is published."""
    from apps.deficit.models import RunPublication, Scenario
    from tests.deficit.what_ifs_made import worked

    first = Scenario.objects.count() + 100
    for key in range(first, first + number) if RunPublication.objects.exists() else ():
        worked(f"What if number {key}", key=key)


def more_claims(number: int, first: int = 0) -> None:
    """Of Dingley’s Promise, one child each; every second one approved."""
    from tests.initiatives.claims.cases import decide
    from tests.initiatives.claims.sharing import children_claim

    for child in range(first, first + number):
        claim = children_claim("dingleys-promise", [child])
        if child % 2:
            decide(claim)


def parts_of(initiative: models.Model) -> Iterator[tuple[models.Model, object]]:
    """Rows below an initiative, each with what must differ in its copy."""
    for related in ("funding_lines", "milestones", "evidence"):
        for part in getattr(initiative, related).all():
            yield part, lambda _: {}
    for benefit in initiative.reported_benefits.all():  # type: ignore[attr-defined]  # an initiative's
        yield benefit, lambda turn, slug=benefit.slug: {"slug": f"{slug[:40]}-again-{turn}"}
    for measure in initiative.measures.all():  # type: ignore[attr-defined]  # an initiative's
        yield measure, lambda turn, slug=measure.slug: {"slug": f"{slug[:40]}-again-{turn}"}


@dataclass(frozen=True)
class Counted:
    """Questions by page: of the first reader after a change, and of every later one."""

    first: dict[str, int]
    later: dict[str, int]


def asked_once(pages: dict[str, str]) -> None:
    client = Client()
    client.force_login(person("admin"))
    for path in pages.values():
        client.get(path)


def counts(pages: dict[str, str]) -> Counted:
    """The session says once a minute that somebody reads: how slow this machine is does not count."""
    client = Client()
    client.force_login(person("admin"))
    found = Counted({}, {})
    with patch.object(middleware, "REMEMBER_EVERY", middleware.REMEMBER_EVERY * 60):
        for name, path in pages.items():
            memory._answers.clear()
            found.first[name] = asked_for(client, path)
            found.later[name] = asked_for(client, path)
    return found


def asked_for(client: Client, path: str) -> int:
    reset_queries()  # their log holds 9,000
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def prepared() -> dict[str, str]:
    prepare()
    asked = {n: p for n, p in addresses().items() if n not in SKIPPED and not n.startswith("making")}
    more_claims(2, first=500)  # nought against some is no growth
    more_schemes(2)
    rest_on_other_inputs()
    return asked | FILES


@pytest.fixture(scope="module")
def before_and_after(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Counted, Counted]]:
    """Each page counted, and again with many more rows. Counted once before, for what a process asks only once."""

    def counted() -> tuple[Counted, Counted]:
        pages = prepared()
        with reads_remembered():
            asked_once(pages)
            before = counts(pages)
            grow(2)
            return before, counts(pages)

    with standing(django_db_blocker, counted) as found:
        yield found


def rest_on_other_inputs() -> None:
    """What-ifs are worked out again and nothing is published, so that each is set beside its base worked out anew."""
    from apps.deficit import runs
    from apps.deficit.services.treatments import treat_benefits
    from apps.deficit.vocabulary import BenefitKind

    treat_benefits(
        initiative="portage", kind=BenefitKind.CHILDREN, in_forecast=False, reason="No budget moved",
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    runs.work()


def test_queries_do_not_grow_with_the_rows(before_and_after: tuple[Counted, Counted]):
    """Of the first reader after a change."""
    before, after = before_and_after
    show(before.first, after.first)
    assert after.first == before.first
    assert {name: n for name, n in after.first.items() if n > most(name, MOST_AFTER_A_CHANGE)} == {}


def test_later_readers_ask_little_and_no_more_with_more_rows(before_and_after: tuple[Counted, Counted]):
    before, after = before_and_after
    show(before.later, after.later)
    assert after.later == before.later
    assert {name: n for name, n in after.later.items() if n > most(name, MOST)} == {}


def most(page: str, usual: int) -> int:
    if page.startswith(("audit", "history")):
        return MOST_OF_THE_TRAIL
    if usual == MOST_AFTER_A_CHANGE and page.startswith(PROJECTION):
        return MOST_OF_THE_PROJECTION
    if usual == MOST_AFTER_A_CHANGE and page.startswith((*OF_FIGURES, *OF_PAPERS)):
        return MOST_OF_PAPERS if page.startswith(OF_PAPERS) else MOST_OF_FIGURES
    if page.startswith(COUNTING):
        return MOST_OF_COUNTING if usual == MOST_AFTER_A_CHANGE else MOST_OF_COUNTING_LATER
    return MOST_OF_CLAIMS if page.startswith(OF_CLAIMS) or page == "rate card draft" else usual


def show(before: dict[str, int], after: dict[str, int]) -> None:
    print("\n".join(f"{name:24}{before[name]:>4}{after[name]:>4}" for name in before))


def test_a_query_for_each_row_is_found(report: None):
    """The count itself is proved: one question for each initiative is seen as growth."""
    from apps.initiatives.models import Initiative

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            for initiative in Initiative.objects.all():
                list(initiative.milestones.all())
        return len(found)

    before = asked()
    grow(1)
    assert asked() > before + 10


def test_amounts_of_the_copies_are_not_nought(report: None):
    """The copies are whole: their funding is worth as much again."""
    from apps.initiatives.models import FundingLine

    def total() -> Decimal:
        return Decimal(FundingLine.objects.aggregate(s=models.Sum("amount"))["s"])

    before = total()
    grow(1)
    assert total() == before * 2 > Decimal(0)
