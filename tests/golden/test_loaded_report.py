"""The loaded rows against the report, typed here a second time from the paper and not from the files."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import F, Sum

from apps.benchmarking.models import NationalImport
from apps.board.models import TermsOfReference
from apps.core.models import Document, Sourced
from apps.deficit.models import PolicyParameter, Position
from apps.initiatives.models import (
    PlaceCount,
    PlaceExclusion,
    PlaceFunding,
    PlacePhaseSplit,
    QuotedDifference,
    RateCard,
)

pytestmark = pytest.mark.usefixtures("report")


def test_places_table_2() -> None:
    counts = {
        (c.tranche.status, str(c.tranche.financial_year)): c.places
        for c in PlaceCount.objects.filter(version=1).select_related("tranche")
    }
    assert counts == {
        ("delivered", "2022/23"): 46, ("delivered", "2023/24"): 49, ("delivered", "2024/25"): 140,
        ("delivered", "2025/26"): 60, ("pipeline", "2025/26"): 96, ("pipeline", "2026/27"): 128,
    }  # fmt: skip
    delivered = sum(n for (status, _), n in counts.items() if status == "delivered")
    excluded = PlaceExclusion.objects.get()
    assert (delivered, delivered - excluded.places, sum(counts.values())) == (295, 264, 519)
    assert sum(counts.values()) - delivered == 224
    assert excluded.inferred
    assert str(excluded.tranche.financial_year) == "2023/24"
    assert excluded.places == 49 - 684 // 38 == 31
    assert set(PlaceCount.objects.values_list("opening_month", "as_reported")) == {(9, True)}


def test_places_by_phase() -> None:
    by_phase = PlacePhaseSplit.objects.order_by("phase").values_list("phase").annotate(Sum("places"))
    assert list(by_phase) == [("primary", 406), ("secondary", 113)]
    assert PlacePhaseSplit.objects.get(status="delivered", phase="primary").places == 182


def test_an_empty_place_is_funded_too() -> None:
    funding = PlaceFunding.objects.get()
    assert (str(funding.financial_year), funding.occupied_amount, funding.empty_amount) == ("2025/26", 6_000, 10_000)
    assert funding.source.title == "High needs funding: 2025 to 2026 operational guide"


def test_rate_card_version_1() -> None:
    card = RateCard.objects.get(version=1)
    assert (card.status, card.as_reported, card.prepared_by) == ("approved", True, None)
    assert dict(card.rates.values_list("placement_type", "amount")) == {"inmss": 64_000, "local_specialist": 26_000}
    quoted = QuotedDifference.objects.get(card=card)
    assert (quoted.dearer, quoted.cheaper, quoted.amount) == ("specialist", "mainstream_support", 47_000)


def test_positions_tie() -> None:
    q3, outlook = Position.objects.order_by("financial_year").prefetch_related("lines")
    assert [line.amount for line in q3.lines.all()] == [-1_900_000, 57_500_000, 500_000, 15_500_000, -1_300_000]
    for position in (q3, outlook):
        assert position.opening + sum(line.amount for line in position.lines.all()) == position.closing
        assert (position.status, position.published_date) == ("published", date(2026, 1, 27))
    assert (q3.opening, q3.closing) == (113_300_000, 183_600_000)
    assert (outlook.opening, outlook.closing) == (q3.closing, 279_300_000)
    gaps = [sum(x.amount for x in p.lines.all() if x.kind == "in_year_gap") for p in (q3, outlook)]
    assert gaps == [73_500_000, 95_700_000]
    assert {x.block for x in q3.lines.all() if x.kind == "in_year_gap"} == {"high_needs"}


def test_policy_parameters() -> None:
    dates = PolicyParameter.objects.values_list("slug", "announced_date", "effective_date")
    assert set(dates) == {
        ("statutory-override-end", date(2025, 11, 26), date(2028, 3, 31)),
        ("further-deficits-need-not-accrue", date(2025, 11, 26), date(2028, 4, 1)),
        ("high-needs-formula-2026-27", date(2025, 12, 17), date(2026, 4, 1)),
        ("high-needs-stability-grant", date(2026, 2, 9), date(2026, 3, 31)),
    }
    assert not PolicyParameter.objects.exclude(source__date__gte=F("announced_date")).exists()


def test_every_sourced_row_says_where_it_stands() -> None:
    assert Document.objects.filter(is_meeting_paper=True).values_list("slug", flat=True)[0] == "report-2026-01-27"
    beside = (NationalImport, TermsOfReference)  # no part of the report
    for model in (m for m in apps.get_models() if issubclass(m, Sourced)):
        assert model._default_manager.exists() or model in beside, model
        assert not model._default_manager.filter(source_reference="").exists(), model
