"""The audit page, an entry and histories: found, filtered, exported, in words, and closed where they should be."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import AuditCheck, AuditEntry, Change
from apps.core.services import verify_audit as verifying
from apps.core.trail import listing
from apps.core.trail.kinds import kinds, model_of
from apps.core.trail.values import HIDDEN, plain
from apps.initiatives.models import BenefitClaim, Initiative, RateCard
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.services.cohorts import draw_on_new_cohort
from apps.initiatives.services.rates import draft_rate_card
from apps.initiatives.vocabulary import PlacementType, UnitKind
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import text_of
from tests.journeys.audited import HISTORIES
from tests.journeys.making import Maker

SECRET, COHORT = "A claim in the making", "Children of a later year"
HASHED = re.compile(r"child:[0-9a-f]|[0-9a-f]{40}")


def page(role: str, address: str, status: int = 200) -> str:
    client = Client()
    client.force_login(person(role))
    answer = client.get(address)
    assert answer.status_code == status, address
    return text_of(answer) if status == 200 else ""


def rows(role: str, address: str) -> list[dict[str, str]]:
    client = Client()
    client.force_login(person(role))
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def entry(at: datetime | None = None, by: str | None = "finance", **more: object) -> AuditEntry:
    given = {"subject_type": "initiatives.ratecard", "subject_id": "1", "subject_label": "Rate card version 1",
             "action": "Tried"} | more  # fmt: skip
    return AuditEntry.objects.create(at=at or timezone.now(), by=person(by) if by else None, **given)


def card() -> RateCard:
    return draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(65_000)}, source_reference="Ledger", reason="Dearer since spring",
        read_version=1, by=person("manager"), at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def draft(report: None) -> BenefitClaim:
    """A claim that nobody submitted, on a cohort that no other claim draws on."""
    agree_all()
    maker = Maker("dingleys-promise", UUID(int=9))
    maker.begin(UnitKind.COHORT)
    maker.save(draw_on_new_cohort, name=COHORT, size=20, source_reference="Register", units=9)
    return maker.claim


# The list


def test_list_is_newest_first_and_says_who_what_when_and_why(report: None):
    now = timezone.now()
    entry(now - timedelta(days=1), action="Second", reason="Because of the audit")
    entry(now, by=None, action="First")
    entry(now - timedelta(days=2), action="Third")
    shown = page("finance", "/audit/")
    table = shown.partition("Audit entries Sort by When")[2]
    assert table.index("The service First") < table.index("Finance officer Second") < table.index("Third")
    assert "Second Rate card version 1 Rate card Because of the audit" in table
    assert "3 results" in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("search=ORANGE", {"Orange"}),
        ("search=fruit+red", {"Apple"}),
        ("search=version+9", {"Plum"}),
        ("person=manager", {"Apple"}),
        ("person=~", {"Plum"}),
        ("kind=initiatives.quarter", {"Orange"}),
        ("first_day=2026-02-02", {"Apple", "Plum"}),
        ("last_day=2026-02-02", {"Orange", "Apple"}),
        ("first_day=2026-02-02&last_day=2026-02-02", {"Apple"}),
        ("search=zzz", set()),
    ],
)
def test_filters(asked: str, found: set[str], report: None):
    """Days are London's: an entry just after midnight is of the new day."""
    first, second, third = (datetime(2026, 2, day, 0, 5, tzinfo=UTC) for day in (1, 2, 3))
    entry(first, action="Orange", subject_type="initiatives.quarter")
    entry(second, action="Apple", by="manager", reason="A red fruit")
    entry(third, action="Plum", by=None, subject_label="Rate card version 9")
    listed = rows("finance", f"/audit/?{asked}&_export=csv&_of=audit")
    assert {row["What"] for row in listed} == found
    shown = page("finance", f"/audit/?{asked}")
    assert ("No entry matches" in shown) == (not found)


def test_bad_filters_are_named_and_everything_else_stands(report: None):
    entry()
    shown = page("finance", "/audit/?first_day=soon&person=zzz&last_day=0001-01-01")
    assert "That is not a day. Enter it as year-month-day" in shown
    assert "“zzz” is not a person of this list" in shown
    assert "Enter a day from 2000 to 2199" in shown
    assert "Tried" in shown


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_export_holds_the_whole_filtered_list(kind: str, report: None, client: Client):
    for number in range(30):
        entry(action="Counted", reason=f"Number {number}")
    entry(action="Other")
    client.force_login(person("adviser"))
    answer = client.get(f"/audit/?search=counted&_export={kind}&_of=audit")
    assert answer.status_code == 200
    if kind == "csv":
        listed = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert {row["Why"] for row in listed} == {f"Number {n}" for n in range(30)}


def test_long_list_is_cut_and_says_so(report: None, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 30)
    for _ in range(40):
        entry()
    shown = page("finance", "/audit/?page=9")
    assert "More than 30 results, showing 26 to 30" in shown
    assert "reach back 30 entries" in shown
    assert len(rows("finance", "/audit/?_export=csv&_of=audit")) == 30


def test_count_stops_at_the_most(report: None, client: Client):
    """No question counts the whole table."""
    client.force_login(person("finance"))
    with CaptureQueriesContext(connection) as asked:
        client.get("/audit/")
    counts = [q["sql"] for q in asked if "COUNT(*)" in q["sql"] and "core_auditentry" in q["sql"]]
    assert counts
    assert all(f"LIMIT {listing.MOST + 1}" in sql for sql in counts)


# Verifying


def test_state_of_the_last_verification(report: None):
    assert "never verified yet" in page("finance", "/audit/")
    AuditCheck.objects.create(at=timezone.now(), seals=1234, seconds="0.5")
    assert "every one of 1,234 seals holds" in page("adviser", "/audit/")
    AuditCheck.objects.create(
        at=timezone.now(), seals=9, seconds="0.5", faults=2, found=["initiatives_rate 5: edited."]
    )
    shown = page("finance", "/audit/")
    assert "2 faults found" in shown
    assert "initiatives_rate 5: edited." in shown
    AuditCheck.objects.create(at=timezone.now(), seals=9, seconds="20", finished=False)
    assert "stopped before it had read everything" in page("finance", "/audit/")


def test_button_stands_for_those_who_may(report: None):
    assert "Verify the trail now" in page("finance", "/audit/")
    assert "Verify the trail now" not in page("adviser", "/audit/")
    assert "Verify the trail now" not in page("manager", "/audit/")


@pytest.mark.django_db(transaction=True)
def test_verifying_from_the_page(reloaded_report: None, settings, tmp_path, client: Client):
    settings.DATA_DIR = tmp_path
    client.force_login(person("finance"))
    shown = text_of(client.post("/audit/verify/", follow=True))
    check = AuditCheck.objects.get()
    assert (check.faults, check.finished, check.by) == (0, True, person("finance"))
    assert "The trail was verified: every one of" in shown


def test_verifying_is_bounded(report: None, monkeypatch, client: Client):
    given = {}
    check = AuditCheck(at=timezone.now(), seals=1, seconds="20", finished=False)
    monkeypatch.setattr(
        "apps.core.trail.views.verify_audit", lambda **asked: given.update(asked) or verifying.Verified(check, [], 0)
    )
    client.force_login(person("finance"))
    shown = text_of(client.post("/audit/verify/", follow=True))
    assert given["seconds"] == verifying.SECONDS_ON_A_PAGE
    assert "takes longer than a page may" in shown


# One entry


def test_entry_in_words(report: None):
    made = card()
    written = AuditEntry.objects.get(subject_type="initiatives.ratecard", subject_id=str(made.pk))
    shown = page("adviser", f"/audit/{written.pk}/")
    assert "Drafted a rate card: Rate card version 2" in shown
    assert "SEND manager (manager)" in shown
    assert "said why: “Dearer since spring”" in shown
    assert "£64,000 £65,000" in shown  # before and after, side by side
    assert "Prepared by – none given SEND manager" in shown
    assert "from the role" in shown


def test_entry_shows_its_seal(report: None):
    written = entry()
    assert "None yet" in page("finance", f"/audit/{written.pk}/")
    connection.check_constraints()  # as at a commit
    shown = page("finance", f"/audit/{written.pk}/")
    assert re.search(r"Number [0-9,]+\. It stands: the entry is as it was sealed", shown)


@pytest.mark.django_db(transaction=True)
def test_edited_entry_shows_that_its_seal_does_not_fit(reloaded_report: None):
    written = entry()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE core_auditentry SET reason = 'Forged' WHERE id = %s", [written.pk])
        cursor.execute("ALTER TABLE core_auditentry ENABLE TRIGGER USER")
    assert "It does not fit" in page("finance", f"/audit/{written.pk}/")


@pytest.mark.parametrize("said", [{"status": ["x"], "version": "many", "approved_at": "soon", "price_base": 9**20},
                                  {"prepared_by": 10**30, "inmss": "NaN", "x": {"y": [1, {"z": None}]}}])  # fmt: skip
def test_entry_that_says_what_no_column_could(said: dict, report: None):
    first = RateCard.objects.get(version=1).pk
    written = entry(before=said, after=dict.fromkeys(said), subject_id=str(first))
    page("finance", f"/audit/{written.pk}/")
    assert "Tried" in page("finance", f"/history/rate-card/{first}/")
    rows("finance", "/audit/?_export=csv&_of=audit")


def test_entry_about_nothing_known(report: None):
    written = entry(subject_type="gone.thing", subject_id="x", subject_label="A thing")
    assert "Gone thing: A thing" in page("finance", f"/audit/{written.pk}/")


# Histories


@pytest.mark.parametrize("role", ["board", "manager", "finance", "admin", "adviser"])
def test_history_of_each_kind_for_each_role(role: str, site):
    """Every kind that the settings register has one, and each is rendered for each role."""
    assert {kind.slug for kind in kinds() if kind.slug} == set(HISTORIES)
    for kind in HISTORIES:
        served = site.pages[role, f"history: {kind}"]
        assert served.status == 200, kind
        assert "what happened to it, when and why?" in served.tree.text


def test_history_tells_entries_and_rows(report: None):
    made = card()
    shown = page("board", f"/history/rate-card/{made.pk}/")
    assert "Drafted a rate card SEND manager" in shown
    assert "Dearer since spring" in shown
    assert "£65,000 (before: £64,000)" in shown
    assert "Rate: 2 added" in shown
    assert "Entry" not in shown  # the board may not open entries


@pytest.mark.django_db(transaction=True)
def test_change_behind_the_applications_back_is_shown_as_such(
    reloaded_report: None, application_connection: psycopg.Connection
):
    application_connection.execute("UPDATE initiatives_initiative SET owner = 'Unasked' WHERE slug = 'portage'")
    portage = Initiative.objects.get(slug="portage")
    shown = page("board", f"/history/initiative/{portage.pk}/")
    assert "Changed No audit entry" in shown
    assert f"Database role {application_connection.info.user}" in shown
    assert "Owner – none given Unasked" in shown


@pytest.mark.django_db(transaction=True)
def test_each_transaction_is_one_event_newest_first(reloaded_report: None):
    portage = Initiative.objects.get(slug="portage")
    for number in range(30):
        Initiative.objects.filter(pk=portage.pk).update(owner=f"Owner {number}")
    first, second = (page("board", f"/history/initiative/{portage.pk}/?page={n}") for n in (1, 2))
    assert f"{30 + 1} changes of Portage are recorded" in first
    assert first.index("Owner 28 Owner 29") < first.index("Owner 27 Owner 28")
    assert "Owner 3 Owner 4" in second
    assert "Owner 29" not in second


def test_history_of_what_is_not_there(report: None):
    for address in ("/history/claim/987654321/", "/history/zzz/1/", f"/history/initiative/{10**40}/",
                    "/history/initiative/0/", "/audit/987654321/", f"/audit/{10**40}/"):  # fmt: skip
        page("admin", address, 404)


def test_each_object_leads_to_its_history(site):
    """From its own page, by a link that names it."""
    led = {kind: [] for kind in HISTORIES}
    for served in site.fullest().values():
        for link in served.tree.all("a", href=None):
            if found := re.fullmatch(r"/history/([a-z-]+)/[0-9]+/", link["href"]):
                led[found[1]].append(link.text)
    assert {kind for kind, texts in led.items() if not texts} == set()
    named = [text for texts in led.values() for text in texts if text != "See its history About"]
    assert all(text.startswith("History of ") and len(text) > 14 for text in named)


# What is closed


def test_nobody_reads_a_drafts_history_who_may_not_see_it(draft: BenefitClaim):
    kept = {f"/history/claim/{draft.pk}/": SECRET, f"/history/cohort/{draft.draw.cohort_id}/": COHORT}
    for address, said in kept.items():
        for role in ("board", "adviser"):
            page(role, address, 404)
        assert said in page("manager", address)
        assert said in page("finance", address)


def test_nothing_of_a_draft_is_on_the_audit_pages_of_who_may_not_see_it(draft: BenefitClaim, client: Client):
    page("board", "/audit/", 403)
    told = [page("adviser", "/audit/"), page("adviser", f"/audit/?search={draft.reference}"),
            str(rows("adviser", "/audit/?_export=csv&_of=audit"))]  # fmt: skip
    client.force_login(person("adviser"))
    hidden = {"initiatives.benefitclaim": draft.pk, "initiatives.cohort": draft.draw.cohort_id}
    for written in AuditEntry.objects.all():
        answer = client.get(f"/audit/{written.pk}/")
        about_draft = written.subject_id == str(hidden.get(written.subject_type))
        assert answer.status_code == (404 if about_draft else 200)
        told.append(answer.content.decode())
    assert [text for text in told if SECRET in text or COHORT in text] == []
    assert SECRET in page("finance", f"/audit/{AuditEntry.objects.filter(after__Title=SECRET).latest('pk').pk}/")


def test_a_returned_claim_closes_again(report: None):
    agree_all()
    claim = children_claim("dingleys-promise", [1, 2])
    page("adviser", f"/history/claim/{claim.pk}/")
    decide_claim(
        claim_id=claim.pk, read_version=claim.version, decision=ClaimDecisionKind.RETURN, amount=None, grade=None,
        reason="Which of them came?", by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    page("adviser", f"/history/claim/{claim.pk}/", 404)
    assert claim.reference not in page("adviser", "/audit/")
    page("finance", f"/history/claim/{claim.pk}/")


@pytest.mark.parametrize("role", ["manager", "finance", "adviser"])
def test_hashes_of_children_are_never_shown(role: str, report: None):
    agree_all()
    claim = children_claim("dingleys-promise", [1, 2, 3])
    key = claim.units.all()[0].key
    entry(subject_type="initiatives.benefitclaim", subject_id=str(claim.pk), subject_label=key, reason=f"About {key}.",
          after={"key": key, key: [key, {"unit": key}]})  # fmt: skip
    assert Change.objects.filter(after__key=key).exists()
    told = [page(role, f"/history/claim/{claim.pk}/"), page(role, "/audit/"),
            str(rows(role, "/audit/?_export=csv&_of=audit"))]  # fmt: skip
    told += [page(role, f"/audit/{pk}/") for pk in AuditEntry.objects.values_list("pk", flat=True)]
    assert HIDDEN in told[0]
    assert [text for text in told if HASHED.search(text)] == []


def test_other_hashes_are_shortened():
    assert plain("a" * 64) == "a" * 12 + "…"
    assert plain(f"child:12345678:{'b' * 64}; x") == f"{HIDDEN}; x"


def test_every_registered_kind_has_its_model():
    assert [kind.model for kind in kinds() if model_of(kind.model) is None] == []
