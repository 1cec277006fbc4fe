"""After rates, places and claims change, the past reads as it did and the log says what moved."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.figures.restatements import figures_of, moved_since
from apps.board.models import Meeting, Pack
from apps.board.services.packs import freeze_pack
from apps.initiatives.models import PlaceTranche
from apps.initiatives.services.places import change_place_count
from apps.initiatives.services.rates import approve_rate_card, draft_rate_card
from apps.initiatives.vocabulary import PlacementType, PlaceStatus
from tests.deficit.published import publish_a_run
from tests.fixtures import person, standing
from tests.initiatives.claims.cases import agree_all, decide
from tests.initiatives.claims.sharing import children_claim

AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def january() -> Pack:
    publish_a_run()
    meeting = Meeting.objects.get(slug="2026-01-27-overview-and-scrutiny")
    return freeze_pack(meeting=meeting, read_packs=0, reason="", by=None, at=AT)


@pytest.fixture(scope="module")
def pack(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pack]:
    with standing(django_db_blocker, january) as made:
        yield made


def test_nothing_has_moved_at_first(pack: Pack, db: None) -> None:
    moved = {m.figure.key for m in moved_since(pack.pk)}
    later = {key for key in moved if key.startswith("national_figures:")}  # SEN2 of January 2026 came out in June
    assert moved == later


def test_what_was_published_later_is_left_out(pack: Pack, db: None) -> None:
    keys = {f.key for f in figures_of(pack.pk)}
    assert not any("2026-06" in key for key in keys)


PAGES = ("/", "/places/", "/rate-card/", "/deficit/", "/initiatives/", "/claims/")


def read(pack: Pack) -> dict[str, str]:
    client = Client()
    client.force_login(person("board"))
    found = {path: client.get(f"/as-at/{pack.slug}{path}").content.decode() for path in PAGES}
    return {path: html.partition("<main")[2].partition("</main>")[0] for path, html in found.items()}


def test_the_past_reads_as_it_did_and_the_log_says_what_moved(pack: Pack, db: None) -> None:
    before = read(pack)
    known = {m.figure.key for m in moved_since(pack.pk)}
    tranche = PlaceTranche.objects.get(status=PlaceStatus.DELIVERED, financial_year="2024/25")
    change_place_count(
        tranche_id=tranche.pk, places=150, opening_month=9, reason="Ten more places were counted in May.",
        read_version=1, by=person("manager"), at=timezone.now(),
    )  # fmt: skip
    approve_a_rate_card()
    agree_all()
    decide(children_claim("portage", [1]))
    assert read(pack) == before
    moved = {m.figure.key: m for m in moved_since(pack.pk) if m.figure.key not in known}
    places = moved["places:current:send-sufficiency:delivered:2024/25:places"]
    assert (places.was.value, places.now.value, places.change) == (140, 150, 10)
    assert [e.reason for e in places.because] == ["Ten more places were counted in May."]
    rate = moved["rates:current:inmss"]
    assert (rate.was.value, rate.now.value) == (64_000, 70_000)
    assert any(key.startswith("claims:") and m.was is None for key, m in moved.items())
    assert "places:as_reported:send-sufficiency:delivered:2024/25:places" not in moved


def approve_a_rate_card() -> None:
    now = timezone.now()
    card = draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(70_000)}, source_reference="Contracts register", read_version=1,
        reason="Fees of September.", by=person("finance"), at=now,
    )  # fmt: skip
    approve_rate_card(version=card.version, reason="Checked against the invoices.", by=person("admin"), at=now)


def test_no_two_figures_of_a_pack_have_one_name(pack: Pack, db: None) -> None:
    """A log of changes tells a figure by its part, name, unit and basis alone."""
    names = Counter((f.group, f.label, f.unit, f.basis) for f in figures_of(pack.pk))
    assert len(names) > 2_000
    assert {name: many for name, many in names.items() if many > 1} == {}
