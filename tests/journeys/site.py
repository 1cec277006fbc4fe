"""The product as each role is served it: every page once, kept for the tests that look at it.

Rendered inside one transaction that is rolled back, so that the tests need no database of their own.
"""

import fcntl
import pickle
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.fixtures import person, reads_remembered
from tests.journeys.audited import trail_addresses
from tests.journeys.boarded import board_addresses, board_refused
from tests.journeys.compared import compare_something, compared_addresses, compared_refused
from tests.journeys.making import making_addresses, making_refused
from tests.journeys.packed import pack_addresses, pack_refused, public_addresses
from tests.journeys.positioned import position_addresses, position_refused
from tests.journeys.projected import projection_addresses
from tests.journeys.reconciled import PAIR, explain_something, sources_refused
from tests.journeys.schemed import scheme_addresses, scheme_refused
from tests.journeys.what_ifs import what_if_addresses, what_if_refused
from tests.markup import Element, read

ROLES = ("board", "manager", "finance", "admin", "adviser")
FULLEST = "admin"  # sees every page that there is
ANONYMOUS = "anonymous"
EXPORT = re.compile(r'href="([^"]*\b_export=[^"]*)"')
SECRET = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass(frozen=True)
class Served:
    role: str
    name: str
    path: str
    status: int
    html: str
    policy: str
    charts: tuple[Any, ...] = ()

    @cached_property
    def tree(self) -> Element:
        return read(self.html)

    @property
    def main(self) -> str:
        """What differs between pages: the same for two roles that may do the same here."""
        return SECRET.sub("", self.html.partition("<main")[2].partition("</main>")[0])


@dataclass
class Site:
    pages: dict[tuple[str, str], Served] = field(default_factory=dict)
    exported: dict[str, int] = field(default_factory=dict)  # what each link to a file answered

    def of(self, role: str) -> dict[str, Served]:
        return {name: page for (who, name), page in self.pages.items() if who == role}

    def fullest(self) -> dict[str, Served]:
        return self.of(FULLEST) | self.of(ANONYMOUS)

    def different(self) -> list[Served]:
        """Pages of other roles whose body is not the fullest role's, each difference once."""
        seen = {page.main for page in self.fullest().values()}
        found = []
        for (role, _), page in self.pages.items():
            if role not in (FULLEST, ANONYMOUS) and page.main not in seen:
                seen.add(page.main)
                found.append(page)
        return found


def addresses() -> dict[str, str]:
    """One address for each kind of page, and for each state that a page can be in."""
    from apps.deficit.models import DifferenceExplanation, ProjectionRun
    from apps.initiatives.models import BenefitClaim, PlaceExclusion, PlaceTranche, RateCard

    approved, waiting = (BenefitClaim.objects.get(status=s).pk for s in ("approved", "submitted"))
    excluded = PlaceExclusion.objects.all()[0]
    tranche = PlaceTranche.objects.all()[0]
    draft = RateCard.objects.get(status="draft")
    return {
        "overview": "/",
        "places": "/places/",
        "places as reported": "/places/?convention=as_reported&month=9",
        "places occupancy": "/places/occupancy/",
        "places capital": "/places/capital/",
        "places demand": "/places/demand/",
        "demand add": "/places/demand/add/",
        "how index": "/how/",
        "how": "/how/total-run-rate/",
        "differences": "/differences/",
        "reconcile": "/board/reconcile/",
        "reconciled": "/board/reconcile/printed/",
        "data": "/data/",
        "tokens": "/data/tokens/",
        "deficit": "/deficit/",
        "assumptions": "/deficit/assumptions/",
        "assumption": "/deficit/assumptions/displacement/",
        "assumption drafted": "/deficit/assumptions/occupancy/",
        "displacement": "/deficit/displacement/",
        "displacement of years": "/deficit/displacement/?first=2020&second=2026&displacement=50%25",
        "displacement bad choice": "/deficit/displacement/?first=2026&second=2025",
        "forecasts": "/deficit/forecasts/",
        "reconciliation": "/deficit/reconciliation/",
        "reconciliation before the grant": "/deficit/reconciliation/?year=2024-25&as_at=2026-02-08",
        "reconciliation bad choice": "/deficit/reconciliation/?year=1999-00&as_at=soon",
        "source figure": f"/deficit/reconciliation/figure/?{PAIR}&source=s251",
        "source new": "/deficit/reconciliation/figure/",
        "source explain": f"/deficit/reconciliation/explain/?{PAIR}&higher=outturn_report&lower=s251",
        "source withdraw": f"/deficit/reconciliation/explain/{DifferenceExplanation.objects.all()[0].pk}/withdraw/",
        "source upload": "/deficit/reconciliation/upload/",
        "requests": "/deficit/requests/",
        "requests less sure": "/deficit/requests/?confidence=75",
        "requests bad choice": "/deficit/requests/?confidence=lots",
        "runs": "/deficit/runs/",
        "run": f"/deficit/runs/{ProjectionRun.objects.all()[0].pk}/",
        "initiatives": "/initiatives/",
        "initiatives filtered": "/initiatives/?category=grant_funding",
        "no initiative": "/initiatives/?search=zzz",
        "bad filter": "/initiatives/?stage=zzz",
        "initiative with shares": "/initiatives/portage/",
        "initiative with counts": "/initiatives/dingleys-promise/",
        "initiative": "/initiatives/pre-ehcp/",
        "no plan": "/initiatives/digitalisation/plan/",
        "plan agreed": "/initiatives/send-sufficiency/plan/",
        "plan drafted": "/initiatives/portage/plan/",
        "plan draft": "/initiatives/portage/plan/draft/",
        "public copy": "/claims/public/",
        "already public": "/claims/public/mark/",
        "place": f"/places/tranche/{tranche.pk}/",
        "exclusion": f"/places/tranche/{tranche.pk}/exclusion/",
        "exclusion change": f"/places/tranche/{excluded.tranche_id}/exclusion/{excluded.number}/",
        "claims": "/claims/",
        "claims filtered": "/claims/?status=approved&grade=sufficient&sort=-claimed",
        "no claim": "/claims/?search=zzz",
        "claim queue": "/claims/queue/",
        "claim submitted": f"/claims/{waiting}/",
        "claim approved": f"/claims/{approved}/",
        "claim decide": f"/claims/{waiting}/decide/",
        "claim decided": f"/claims/{approved}/decide/",
        "claim noting": f"/claims/{approved}/noting/",
        "claim supersede": f"/claims/{approved}/supersede/",
        **making_addresses(),
        **position_addresses(),
        **scheme_addresses(),
        **board_addresses(),
        **pack_addresses(),
        **what_if_addresses(),
        **projection_addresses(),
        "rate card": "/rate-card/",
        "rate card version": "/rate-card/1/",
        "rate card draft": f"/rate-card/{draft.version}/",
        "drafting": "/rate-card/draft/",
        "benchmarking": "/benchmarking/",
        "benchmarking own in": "/benchmarking/?own=in",
        "benchmarking bad choice": "/benchmarking/?own=zzz",
        "appendix 3": "/benchmarking/appendix-3/",
        **compared_addresses(),
        "line": "/benchmarking/top-up-independent/",
        "preferences": "/preferences/",
        "quarters": "/quarters/",
        "quarter closed": "/quarters/2025-26/4/",
        "quarter overdue": "/quarters/2026-27/1/",
        "restatements": "/quarters/restatements/",
        "overlaps": "/overlaps/",
        "overlap": "/overlaps/portage/dingleys-promise/",
        "overlap settled": "/overlaps/portage/health-visiting/",
        **trail_addresses(),
        "components": "/components/",
        "not found": "/nowhere/",
        "export refused": "/?_export=zzz",
    }


def more_addresses() -> dict[str, str]:
    """Every other page of a kind: looked at once, for the fullest role."""
    from apps.benchmarking.models import SpendLine
    from apps.board.workings import WORKINGS
    from apps.initiatives.models import Initiative

    hows = [f"/how/{slug}/" for slug in WORKINGS]
    initiatives = [f"/initiatives/{slug}/" for slug in Initiative.objects.values_list("slug", flat=True)]
    lines = [f"/benchmarking/{slug}/" for slug in SpendLine.objects.values_list("slug", flat=True)]
    return {path: path for path in (*hows, *initiatives, *lines)}


def refused_forms() -> dict[str, tuple[str, dict[str, Any]]]:
    """Forms sent with nothing in them, or nothing right."""
    from apps.initiatives.models import BenefitClaim, PlaceTranche

    waiting, approved = (BenefitClaim.objects.get(status=s).pk for s in ("submitted", "approved"))
    place = f"/places/tranche/{PlaceTranche.objects.all()[0].pk}/"
    return {
        "plan refused": ("/initiatives/portage/plan/draft/", {"version": "0", "number": "1", "mix_inmss": "x"}),
        "plan stale": ("/initiatives/portage/plan/agree/", {"version": "0", "number": "1", "reason": "Read, agreed."}),
        "already public refused": ("/claims/public/mark/", {"figure": "x", "reason": "short"}),
        "place refused": (place, {"places": "-1", "version": "1"}),
        "exclusion refused": (f"{place}exclusion/", {"version": "0"}),
        "decision refused": (f"/claims/{waiting}/decide/", {"version": "1", "decision": "approve_less", "amount": "x"}),
        "decision stale": (
            f"/claims/{waiting}/decide/",
            {"version": "1", "decision": "return", "reason": "Which children are these?"},
        ),
        **making_refused(),
        "assumption refused": ("/deficit/assumptions/displacement/", {"version": "1", "low": "x"}),
        **position_refused(),
        **scheme_refused(),
        **board_refused(),
        **pack_refused(),
        **what_if_refused(),
        **sources_refused(),
        **compared_refused(),
        "noting refused": (f"/claims/{approved}/noting/", {"meeting_date": "soon", "reference": ""}),
        "drafting refused": ("/rate-card/draft/", {"version": "1"}),
        "quarter refused": ("/quarters/2026-27/1/close/", {"missing": "x"}),
        "overlap refused": ("/overlaps/portage/dingleys-promise/", {"outcome": "both", "reason": "no"}),
        "token refused": ("/data/tokens/", {"name": ""}),
        "reconcile refused": ("/board/reconcile/", {"pasted": "", "day": "soon"}),
        "reconciled pasted": ("/board/reconcile/", {"pasted": "Line | £000\nA | 5\nB | 6\nTotal | 12"}),
        "preferences refused": ("/preferences/", {"submitted": "by pigeon"}),
    }


def prepare() -> None:
    """The report, a run, a draft rate card and a token."""
    from apps.board.services.tokens import issue_data_token
    from apps.core.models import Document
    from apps.deficit.runs import recompute
    from apps.deficit.services.assumptions import draft_assumption
    from apps.initiatives.services.rates import draft_rate_card
    from apps.initiatives.vocabulary import PlacementType
    from tests.fixtures import load_everything
    from tests.journeys.audited import verify_something
    from tests.journeys.boarded import board_something
    from tests.journeys.claimed import claim_something
    from tests.journeys.making import make_something
    from tests.journeys.measured import measure_something
    from tests.journeys.packed import pack_something
    from tests.journeys.positioned import position_something
    from tests.journeys.quartered import report_by_quarter
    from tests.journeys.schemed import scheme_something
    from tests.journeys.what_ifs import what_if_something

    if not Document.objects.exists():
        load_everything()
    now = timezone.now()
    compare_something(now)
    recompute(by=None, at=now, cause="The report was loaded")
    draft_assumption(
        key="occupancy", low=Decimal("0.8"), central=Decimal("0.9"), high=Decimal(1), source_reference="Census",
        reason="Counted in January", read_version=1, by=person("finance"), at=now,
    )  # fmt: skip
    draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(65_000)}, source_reference="Ledger", reason="New placements cost more",
        read_version=1, by=person("manager"), at=now,
    )  # fmt: skip
    issue_data_token(name="Finance’s workbook", expires_at=now + timedelta(days=30), by=person("admin"), at=now)
    measure_something()
    claim_something()
    make_something()
    report_by_quarter()
    position_something()
    what_if_something()
    scheme_something()
    board_something()
    pack_something()
    recompute(by=None, at=now, cause="Schemes were registered")  # no page looks as if one were still to come
    explain_something(now)
    verify_something(now)
    tell(now)


def tell(now: datetime) -> None:
    """The fullest role was told of something of each kind that a change may tell."""
    from apps.core.services.notify import notify
    from apps.core.vocabulary import NotificationKind

    for number, kind in enumerate(NotificationKind.told()):
        said, about = f"A sample of what {kind.label.lower()} says.", f"Sample {number}"
        notify(people=[person(FULLEST)], kind=kind, text=said, subject_label=about, path=f"/#{number}", at=now)


def charts_in(response: Any) -> tuple[Any, ...]:
    """The charts that a view gave to its template."""
    from apps.core.charts import Chart

    found: dict[str, Any] = {}
    for layer in response.context or ():
        for values in getattr(layer, "dicts", [layer]):
            for value in values.values():
                for one in value if isinstance(value, list | tuple) else [value]:
                    if isinstance(one, Chart):
                        found[one.slug] = one
    return tuple(found.values())


def rendered() -> Site:
    prepare()
    with reads_remembered():  # as readers are served; a form that is refused changes nothing
        return looked_at()


def looked_at() -> Site:
    site, kinds = Site(), addresses()
    for role in ROLES:
        client = Client()
        client.force_login(person(role))
        for name, path in (kinds | (more_addresses() if role == FULLEST else {})).items():
            keep(site, role, name, path, client.get(path))
        for name, (path, fields) in refused_forms().items():
            keep(site, role, name, path, client.post(path, fields))
    follow_exports(site)
    stranger = Client()
    keep(site, ANONYMOUS, "sign-in", "/sign-in/", stranger.get("/sign-in/"))
    wrong = stranger.post("/sign-in/", {"username": "board", "password": "wrong"})
    keep(site, ANONYMOUS, "sign-in refused", "/sign-in/", wrong)
    for name, path in public_addresses().items():
        keep(site, ANONYMOUS, name, path, stranger.get(path))
    keep(site, ANONYMOUS, "accessibility", "/accessibility/", stranger.get("/accessibility/"))
    return site


def follow_exports(site: Site) -> None:
    """Each table of each address once, as CSV: what a link names is found or not in every format alike."""
    client, seen = Client(), set()
    client.force_login(person(FULLEST))
    for page in site.of(FULLEST).values():
        for link in EXPORT.findall(page.html) if page.status == 200 else ():
            address = urljoin(page.path, unescape(link))
            asked = parse_qs(urlsplit(address).query)
            which = urlsplit(address).path, *asked.get("_of", [])
            if asked["_export"] == ["csv"] and which not in seen:
                seen.add(which)
                site.exported[address] = client.get(address).status_code


def keep(site: Site, role: str, name: str, path: str, response: Any) -> None:
    if response.headers["content-type"].startswith("text/html") and response.status_code != 302:
        policy = response.headers.get("content-security-policy", "")
        html = response.content.decode()
        site.pages[role, name] = Served(role, name, path, response.status_code, html, policy, charts_in(response))


@pytest.fixture(scope="session")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Site:
    """Every page for every role, rendered once, rolled back, and kept in a file for the other workers."""
    from django.db import transaction

    folder = tmp_path_factory.getbasetemp()
    kept = (folder if worker_id == "master" else folder.parent) / "site"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            return pickle.loads(kept.read_bytes())  # noqa: S301  # a worker of this run wrote it
        with django_db_blocker.unblock(), transaction.atomic():
            site = rendered()
            transaction.set_rollback(True)
        kept.write_bytes(pickle.dumps(site))
        return site
