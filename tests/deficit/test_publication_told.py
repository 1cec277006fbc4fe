"""What pages say once something newer than the report is published: whose figures, whose assumptions, what moved."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit import runs
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.inputs import read_projection
from apps.deficit.models import Position
from apps.deficit.selectors.position_content import content_of
from apps.deficit.selectors.reconciliation import Key
from apps.deficit.services.assumptions import agree_assumption, draft_assumption
from apps.deficit.services.runs import publish_run
from apps.deficit.services.sources import Explained, explain_difference, withdraw_explanation
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BenefitKind, ReportingPoint, SourceKind, SourceMeasure
from tests.deficit.positions_made import begun, decided, published_with_parts
from tests.deficit.what_ifs_made import MAKE, client_of, fields, published
from tests.fixtures import person

pytestmark = pytest.mark.django_db
AGREED = "1 of the 24 assumptions behind these figures has been agreed by finance"


@pytest.fixture(autouse=True)
def few_draws(report, settings):
    settings.DRAWS = 100


def text(path, who="board"):
    return " ".join(client_of(who).get(path).content.decode().split())


def in_force_now():
    run, _ = runs.recompute(by=None, at=timezone.now(), cause="test")
    return run


def publish(run):
    publish_run(run_id=run.pk, reason="Checked", by=person("finance"), at=timezone.now())


def portage_beside():
    treat_benefits(
        initiative="portage", kind=BenefitKind.CHILDREN, in_forecast=False, reason="No budget moved",
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip


def test_as_reported_stays_on_the_list_of_scenarios_whatever_is_published():
    published()
    published_with_parts(2026)
    publish(in_force_now())
    rows = client_of("board").get("/deficit/what-ifs/").context["named"].rows
    at_march_2027 = {row["name"]: row["published"] for row in rows}
    assert at_march_2027["As reported"] == Decimal("279300000")
    assert at_march_2027["Approved only"] != Decimal("279300000")


@pytest.mark.parametrize("path", ["/deficit/trajectory/", "/deficit/bridge/", "/deficit/what-ifs/"])
def test_assumptions_are_counted_as_the_run_took_them(path):
    published()
    said = {"key": "slippage", "at": timezone.now(), "reason": "Counted from the ledger"}
    draft_assumption(low=Decimal(0), central=Decimal(3), high=Decimal(6), source_reference="Ledger", read_version=1,
                     by=person("finance"), **said)  # fmt: skip
    agree_assumption(version=2, by=person("admin"), **said)
    assert AGREED not in text(path)
    publish(in_force_now())
    assert AGREED in text(path)


def test_finance_sees_what_publishing_moves_and_everybody_what_it_moved():
    published()
    portage_beside()
    run = in_force_now()
    address = f"/deficit/runs/{run.pk}/"
    moves = client_of("finance").get(address).context["publishing"]
    assert any(s.startswith("Deficit at 31 March 2028, approved and pipeline: £") for s in moves)
    assert moves[0] in text(address, "finance")
    assert "publishing it moves" not in text(address, "board")
    assert "What the last publication changed" not in text("/")
    publish(run)
    page = client_of("board").get("/")
    assert list(page.context["publication_changed"]) == moves
    assert f"Finance officer published run {run.pk} in the place of run" in text("/")


def test_a_run_behind_is_said_where_the_deficit_is_shown():
    published()
    assert "Not the newest" not in text("/deficit/")
    portage_beside()
    run = in_force_now()
    assert f"Run {run.pk} is newer and not published" in text("/deficit/")


def test_a_correction_says_what_it_corrects_and_the_old_version_that_it_is_replaced():
    old = published_with_parts(2027)
    new = begun(2027, copy=old, reason="Found later in the ledger")
    page = client_of("finance").get(f"/deficit/positions/{new.pk}/")
    assert page.context["corrects"]["version"] == "1"
    assert client_of("finance").get(page.context["corrects"]["url"]).status_code == 200
    assert client_of("board").get(f"/deficit/positions/{old.pk}/").context["corrects"] is None
    assert "Replaced by version 2" not in text("/deficit/positions/")
    decided(new, "ready", "finance")
    decided(new, "approve", "admin", differences_seen="Read")
    decided(new, "publish", "finance")
    assert "Replaced by version 2" in text("/deficit/positions/")


def test_how_far_scenarios_are_from_each_other_is_said_at_the_overrides_end():
    published()
    page = client_of("board").get("/deficit/trajectory/?scenario=approved-only&scenario=unmitigated")
    (said,) = page.context["distances"]
    shown = page.context["compare"].table.rows
    row = next(r for r in shown if "2028" in str(r["date"]))
    apart = row["unmitigated"] - row["approved-only"]
    assert said == f"At 31 March 2028 Approved only is £{apart / 1_000_000:.1f}m lower than Unmitigated."


def test_policies_are_those_known_when_the_newest_position_was_stated():
    published()
    assert client_of("board").get("/deficit/trajectory/").context["known_on"].isoformat() == "2026-01-27"


def test_the_effect_shown_of_an_assumption_is_what_agreeing_it_does():
    """Agreed, the model is tied to the published gaps anew: the preview is tied so, too."""
    published()
    finance, said = client_of("finance"), {"version": "1", "source_reference": "SEN2", "reason": "Counted once more"}
    seen = finance.post("/deficit/assumptions/growth:inmss/", {**said, "low": "15", "central": "20", "high": "25",
                                                               "see": "yes"})  # fmt: skip
    rows = seen.context["effect"].rows
    given = {"key": "growth:inmss", "at": timezone.now(), "reason": "Counted once more"}
    draft_assumption(low=Decimal("0.15"), central=Decimal("0.2"), high=Decimal("0.25"), source_reference="SEN2",
                     read_version=1, by=person("finance"), **given)  # fmt: skip
    agree_assumption(version=2, by=person("admin"), **given)
    after = runs.preview()
    found = {p.band.central for p in after.points if p.measure == Measure.ACCUMULATED}
    assert rows
    assert all(any(value in found for value in row.values()) for row in rows)


def test_a_position_outside_the_chain_moves_no_benefit_into_the_forecast():
    """Stated in June, long after the outlook that is carried on: of another year, it holds nothing of it."""
    before = {s.benefit.key: s.benefit.in_forecast for s in read_projection().sources}
    published_with_parts(2035)
    assert {s.benefit.key: s.benefit.in_forecast for s in read_projection().sources} == before
    assert len(set(before.values())) == 2


def test_growth_fades_forwards_in_time():
    saved = client_of("finance").post(
        "/deficit/assumptions/fades_from/",
        {
            "low": "2045",
            "central": "2045",
            "high": "2045",
            "version": "1",
            "source_reference": "x",
            "reason": "Counted again",
        },
    )
    assert saved.status_code == 422
    assert "put the two years in order" in saved.content.decode()


def test_support_of_nothing_is_asked_about():
    published()
    answer = client_of("manager").post(MAKE, fields("see", central_support="on"))
    assert answer.status_code == 422
    assert "its central share is 0%" in answer.content.decode()


def test_less_funding_in_a_what_if_raises_the_deficit():
    published()
    answer = client_of("manager").post(MAKE, fields("see", **{"year--funding--2025-26": "60m"}))
    (first, *_) = answer.context["stock"].rows
    assert first["difference"] > 0


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("occupancy", "0.9", "reads as a fraction of one. Enter 90 for 90%"), ("displacement", "9,5", "is not a number"),
     ("slippage", "£1", "is not a number"), ("slippage", "2%", "is not a number"),
     ("unit_cost:mainstream", "17%", "is not a number")],
)  # fmt: skip
def test_a_value_in_another_unit_is_asked_about(key, value, said):
    given = {
        "low": value,
        "central": value,
        "high": value,
        "version": "1",
        "source_reference": "x",
        "reason": "Counted again",
    }
    answer = client_of("finance").post(f"/deficit/assumptions/{key}/", given)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["central"])


def test_the_way_to_the_overrides_end_begins_where_the_run_does():
    published()
    assert "Deficit at 31 March 2027, as published" in text("/how/deficit-override-end/")
    old = Position.objects.get(financial_year=2025, reporting_point="q3")
    outturn = begun(2025, ReportingPoint.OUTTURN, content=replace(content_of(old), closing=old.closing + 6_400_000,
                    lines=(*content_of(old).lines[:-1], replace(content_of(old).lines[-1],
                    amount=content_of(old).lines[-1].amount + 6_400_000))))  # fmt: skip
    decided(outturn, "ready", "finance")
    decided(outturn, "approve", "admin")
    decided(outturn, "publish", "finance")
    publish(in_force_now())
    assert "as the run adds up the published positions" in text("/how/deficit-override-end/")


def test_an_explanation_sent_again_with_other_words_is_refused():
    year, pair = FinancialYear(2024), (SourceKind.OUTTURN_REPORT, SourceKind.S251)
    keys = [Key(year, kind, Block.HIGH_NEEDS, SourceMeasure.SPEND) for kind in pair]
    one = Explained(*keys, amount=Decimal(1000), words="Recoupment is counted there", line="1.0.2")
    said = {"key": UUID(int=5), "at": timezone.now()}
    first = explain_difference(explained=one, by=person("finance"), **said)
    assert explain_difference(explained=one, by=person("finance"), **said) == first
    with pytest.raises(Refused, match="sent already, with other words"):
        explain_difference(explained=replace(one, amount=Decimal(2000)), by=person("finance"), **said)
    with pytest.raises(Refused, match="sent already, with other words"):
        explain_difference(explained=one, by=person("admin"), **said)
    with pytest.raises(Refused, match="sent already, with other words"):
        withdraw_explanation(pk=first.pk, reason="Counted twice", by=person("finance"), **said)
