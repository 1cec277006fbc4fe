"""Rules of plans, readings, evidence and quarters, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.constraints.rules import Case, like, year
from tests.fixtures import person

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
DAY = date(2026, 2, 1)
PLAN, READING, QUARTER = "initiatives.MeasurementPlan", "initiatives.OutcomeReading", "initiatives.Quarter"
DRAFTED = {"plan__state": "drafted"}
CITED = {"kind": "cite"}


def agreed(**changes: Any) -> Any:
    return like(PLAN, where={"state": "agreed"}, **{"version": 9, "reason": "x", **changes})


def plan_cases() -> Iterator[Case]:
    yield from _of_plans()
    yield from _of_readings()
    yield from _of_evidence()
    yield from _of_quarters()
    for lack in ("reason", "source_reference"):
        yield Case("already_public_says_why", f"no {lack}", like("initiatives.AlreadyPublic", **{lack: ""}))
    yield Case("overlap_settlement_says_why", "no reason", like("initiatives.OverlapSettlement", reason=""))


def _of_plans() -> Iterator[Case]:
    yield Case("plan_version", "twice", agreed(version=1))
    yield Case("plan_one_draft", "a second", like(PLAN, where={"state": "drafted"}, version=9))
    both = "plan_agreed_by_and_at"
    yield Case(both, "agreed by nobody", agreed(agreed_by=None))
    yield Case(both, "agreed, nobody knows when", agreed(agreed_at=None))
    yield Case(both, "a draft that somebody agreed", agreed(state="drafted"))
    yield Case("plan_four_eyes", "one person", agreed(agreed_by="@manager"))
    for lack in ("baseline", "owner", "actual", "values_source"):
        yield Case("plan_agreed_is_whole", f"no {lack}", agreed(**{lack: ""}))
    yield Case("plan_agreed_is_whole", "no review date", agreed(review_date=None))
    yield Case("plan_later_version_says_why", "no reason", agreed(reason=""))
    for wrong in (
        {"occupancy_low": Decimal(-1)}, {"occupancy_high": Decimal(101)}, {"deadweight_low": Decimal(-1)},
        {"deadweight_high": Decimal(101)}, {"occupancy_low": Decimal(100), "occupancy": Decimal(50)},
        {"deadweight": Decimal(50), "deadweight_high": Decimal(49)},
    ):  # fmt: skip
        yield Case("plan_values_in_order", f"{wrong}", agreed(**wrong))
    yield Case("plan_measure_once", "twice", like("initiatives.PlanMeasure", where=DRAFTED))
    yield Case("plan_mix_once", "twice", like("initiatives.PlanCounterfactual", where=DRAFTED))
    for share in (Decimal(0), Decimal("100.001")):
        mixed = {"placement": "inmss", "share": share}
        yield Case("plan_mix_share", f"{share}", like("initiatives.PlanCounterfactual", where=DRAFTED, **mixed))
    yield Case("plan_contributor_once", "twice", like("initiatives.PlanContributor"), database_only=True)


def _of_readings() -> Iterator[Case]:
    who, printed = "reading_document_or_person", {"source__isnull": False}
    yield Case(who, "both", like(READING, where=printed, recorded_by="@manager", recorded_at=NOW))
    yield Case(who, "neither", like(READING, where=printed, source=None))
    yield Case(who, "half", like(READING, where=printed, source=None, recorded_by="@manager"))
    why, logged = "reading_restated_with_reason", {"source": None}
    yield Case(why, "a reason alone", like(READING, where=logged, restatement_reason="x"))
    yield Case(why, "no reason", _restating)


def _restating() -> Any:
    made = like(READING, where={"source": None})()
    made.restates = type(made).objects.filter(source__isnull=False)[0]
    return made


def _of_evidence() -> Iterator[Case]:
    item, one = "initiatives.EvidenceItem", "evidence_file_or_link"
    link = {"kind": "link", "address": "https://example.org/"}
    yield Case(one, "a link with a file", like(item, where=CITED, **link, sha256="a" * 64, file_name="x.pdf", size=1))
    yield Case(one, "a link to nowhere", like(item, where=CITED, kind="link"))
    yield Case(one, "a file that is not there", like(item, where=CITED, kind="file"))
    yield Case(one, "a cited paper with a link", like(item, where=CITED, address="https://example.org/"))
    ends = "evidence_period_in_order"
    yield Case(ends, "half", like(item, where=CITED, period_start=DAY))
    yield Case(ends, "the other half", like(item, where=CITED, period_end=DAY))
    yield Case(ends, "swapped", like(item, where=CITED, period_start=DAY, period_end=DAY))


def _of_quarters() -> Iterator[Case]:
    past = {"financial_year": year(2025), "number": 1}
    yield Case("quarter_once", "twice", like(QUARTER, where={"state": "open"}))
    for number in (0, 5):
        yield Case("quarter_number", f"{number}", like(QUARTER, where={"state": "open"}, number=number))
    both = "quarter_closed_by_and_at"
    yield Case(both, "closed by nobody", like(QUARTER, where={"state": "closed"}, **past, closed_by=None))
    yield Case(both, "closed, nobody knows when", like(QUARTER, where={"state": "closed"}, **past, closed_at=None))
    yield Case(
        both, "open, and closed by somebody", like(QUARTER, where={"state": "open"}, **past, closed_by="@finance")
    )
    late = "initiatives_quarterfigure_of_closed_quarter"
    yield Case("quarter_figure_once", "twice", like("initiatives.QuarterFigure"), refused_later_by=late)


def prepare_plans() -> None:
    """A draft beside the agreed plans, a logged reading, and a quarter that is closed."""
    from apps.initiatives.models import (
        MeasurementPlan,
        OutcomeMeasure,
        OutcomeReading,
        PlanCounterfactual,
        PlanMeasure,
        Quarter,
    )

    manager, agreed_one = person("manager"), MeasurementPlan.objects.get(initiative__slug="portage")
    draft = MeasurementPlan.objects.create(
        initiative=agreed_one.initiative, version=2, reason="x", baseline="x", owner="x", actual="mainstream_support",
        values_source="x", review_date=DAY, prepared_by=manager, prepared_at=NOW,
    )  # fmt: skip
    measure = OutcomeMeasure.objects.filter(initiative=agreed_one.initiative)[0]
    PlanMeasure.objects.create(plan=draft, measure=measure)
    PlanCounterfactual.objects.create(plan=draft, placement="specialist", share=60)
    OutcomeReading.objects.create(
        measure=measure, period_label="May 2025", period_start=date(2025, 5, 1), period_end=date(2025, 6, 1), value=1,
        source_reference="x", recorded_by=manager, recorded_at=NOW,
    )  # fmt: skip
    Quarter.objects.create(
        financial_year=year(2024), number=1, state="closed", closed_by=person("finance"), closed_at=NOW
    )
