"""Each rule of the database by name, with a row that breaks it: both, neither, half.

A row is told as what it changes in a sound one, so that the same row can be tried through the models, by the owner's
SQL and by the application's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils.timezone import localdate

from tests.fixtures import person

NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)
DAY = date(2026, 1, 27)


@dataclass(frozen=True)
class Case:
    """``row`` makes an unsaved row of ``rule``'s table that nothing but that rule refuses.

    ``database_only``: the application's role may not write the table at all. ``refused_later_by``: the rule that comes
    first where the row's parent is committed already."""

    rule: str
    how: str
    row: Callable[[], models.Model]
    database_only: bool = False
    refused_later_by: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.how}"


def like(model: str, /, *, where: dict[str, Any] | None = None, **changes: Any) -> Callable[[], models.Model]:
    """An unsaved copy of the first row of a model, changed. A text that starts with @ names a person; what can
    be called gives the value."""

    def row() -> models.Model:
        from django.apps import apps

        made = apps.get_model(model)._default_manager.filter(**(where or {})).order_by("pk")[0]
        made.pk = None
        made._state.adding = True
        for name, value in changes.items():
            is_person = isinstance(value, str) and value.startswith("@")
            setattr(made, name, person(value[1:]) if is_person else value() if callable(value) else value)
        return made

    return row


def card(**changes: Any) -> Callable[[], models.Model]:
    draft = {"version": 9, "status": "draft", "as_reported": False, "prepared_by": "@manager", "reason": "x"}
    return like("initiatives.RateCard", **{**draft, **changes})


def approved(**changes: Any) -> Callable[[], models.Model]:
    whole = {"status": "approved", "approved_by": "@finance", "approved_at": NOW, "in_force_from": localdate(NOW)}
    return card(**{**whole, **changes})


def run(**changes: Any) -> Callable[[], models.Model]:
    """Like the finished run; the hashes are another's unless the case says otherwise."""
    return like("deficit.ProjectionRun", where={"state": "finished"}, **{"input_hash": "f" * 64, **changes})


def cases() -> Iterator[Case]:
    four = "rate_card_four_eyes"
    yield Case(four, "one person drafts and approves", approved(prepared_by="@finance"))
    yield Case(four, "nobody drafted it", card(status="withdrawn", prepared_by=None))
    yield Case(four, "approved, but nobody drafted it", approved(prepared_by=None))
    both = "rate_card_approved_by_and_at"
    yield Case(both, "approved by nobody", approved(approved_by=None, approved_at=None))
    yield Case(both, "approved, nobody knows when", approved(approved_at=None))
    yield Case(both, "approved at a time, by nobody", approved(approved_by=None))
    yield Case(both, "withdrawn, and yet approved", approved(status="withdrawn"))
    yield Case(both, "withdrawn, and approved at a time", card(status="withdrawn", approved_at=NOW))
    yield Case("rate_card_in_force_from", "approved, nobody knows from when", approved(in_force_from=None))
    yield Case("rate_card_one_draft", "a second draft", card())
    nobody = {"as_reported": True, "prepared_by": None, "approved_by": None, "approved_at": None}
    yield Case("rate_card_reported_by_nobody", "a later version", approved(**nobody))
    named = {**nobody, "prepared_by": "@manager"}
    yield Case("rate_card_reported_by_nobody", "a later version that names somebody", approved(**named))

    rate, quoted = "initiatives.Rate", "initiatives.QuotedDifference"
    draft = {"card__status": "draft"}
    yield Case("rate_once_per_card", "twice", like(rate, where=draft))
    for amount in (Decimal(0), Decimal("-0.01")):
        new = {"placement_type": "specialist", "amount": amount}
        yield Case("rate_positive", f"{amount}", like(rate, where=draft, **new))
        pair = {"dearer": "inmss", "cheaper": "specialist", "amount": amount}
        yield Case("quoted_difference_positive", f"{amount}", like(quoted, where=draft, **pair))
    yield Case("quoted_difference_once", "twice", like(quoted, where=draft))

    count, exclusion = "initiatives.PlaceCount", "initiatives.PlaceExclusion"
    for month in (0, 13):
        yield Case("place_count_month", f"month {month}", like(count, version=9, opening_month=month))
    yield Case("place_count_version", "the same version", like(count))
    yield Case("exclusion_has_reason", "no reason", like(exclusion, version=9, reason=""))
    yield Case("exclusion_version", "the same version", like(exclusion))
    yield Case("tranche_once", "twice", like("initiatives.PlaceTranche"))
    yield Case("phase_split_once", "twice", like("initiatives.PlacePhaseSplit"))

    milestone = "initiatives.Milestone"
    yield Case("milestone_once", "twice", like(milestone))
    swapped = {"label": "Another", "earliest_date": date(2026, 2, 2), "latest_date": date(2026, 2, 1)}
    yield Case("milestone_dates_in_order", "latest before earliest", like(milestone, **swapped))
    overlap = "initiatives.InitiativeOverlap"
    yield Case("overlap_once", "twice", like(overlap))
    yield Case("overlap_once", "twice, of a service", like(overlap, where={"second": None}))
    yield Case("overlap_names_one_other", "both", like(overlap, where={"second__isnull": False}, other="Early Help"))
    yield Case("overlap_names_one_other", "neither", like(overlap, second=None, other=""))
    yield Case("evidence_order", "twice", like("initiatives.Evidence"))

    funding, reading = "initiatives.FundingLine", "initiatives.OutcomeReading"
    yield Case("funding_line_once", "twice", like(funding))
    yield Case("funding_line_once", "twice, of no stated year", like(funding, where={"financial_year": None}))
    later, earlier = year(2029), year(2028)
    yield Case("funding_amount_not_negative", "negative", like(funding, financial_year=later, amount=Decimal("-0.01")))
    yield Case("funding_years_in_order", "swapped", like(funding, financial_year=later, last_year=earlier))
    half = like(funding, financial_year=None, last_year=later, state="requested")
    yield Case("funding_years_in_order", "a last year without a first", half)
    yield Case("reading_once_per_source", "twice", like(reading))
    for end in (DAY, date(2026, 1, 26)):
        yield Case("reading_period_in_order", f"to {end}", like(reading, period_start=DAY, period_end=end))

    from tests.constraints.position_rules import position_cases  # which takes ``Case`` from here

    yield from position_cases()

    yield Case("run_inputs_once", "equal inputs", like("deficit.ProjectionRun", where={"state": "finished"}))
    for state in ("queued", "running"):
        yield Case(f"run_one_{state}", "a second", like("deficit.ProjectionRun", where={"state": state}))
    for lack in ({"input_hash": ""}, {"result_hash": ""}, {"finished_at": None}):
        yield Case("run_finished_has_hashes", f"without {next(iter(lack))}", run(**lack))
    yield Case("run_progress_percent", "101%", run(progress=101))
    yield Case("avoidance_result_once", "twice", like("deficit.AvoidanceResult", where={"run__state": "running"}))

    from tests.constraints.chosen_rules import chosen_cases
    from tests.constraints.source_rules import source_cases

    yield from source_cases()
    yield from chosen_cases()
    token = {"token_hash": "e" * 64}
    revoked = "data_token_revoked_by_and_at"
    yield Case(revoked, "at a time, by nobody", like("board.DataToken", **token, revoked_at=NOW))
    yield Case(revoked, "by somebody, nobody knows when", like("board.DataToken", **token, revoked_by="@admin"))
    from tests.constraints.board_rules import board_cases

    yield from board_cases()
    from tests.constraints.pack_rules import pack_cases

    yield from pack_cases()
    yield Case("data_stamp_is_one_row", "a second", second_stamp)
    yield Case("seal_head_is_one_row", "a second", second_head, database_only=True)
    yield Case("seal_once", "twice", second_seal, database_only=True)
    yield from notifications()
    from tests.constraints.claim_rules import claim_cases  # which takes ``Case`` from here
    from tests.constraints.plan_rules import plan_cases
    from tests.constraints.projection_rules import projection_cases
    from tests.constraints.scheme_rules import scheme_cases

    yield from projection_cases()
    yield from claim_cases()
    yield from plan_cases()
    from tests.constraints.national_rules import national_cases

    yield from national_cases()
    yield from scheme_cases()
    for rule, model in (
        ("neighbour_once", "Neighbour"), ("deficit_label_once", "DeficitLabel"), ("denominator_once", "Denominator"),
        ("benchmark_value_once", "BenchmarkValue"), ("printed_statistic_once", "PrintedStatistic"),
        ("caseload_once", "Caseload"),
        ("narrative_once", "LineNarrative"),
    ):  # fmt: skip
        more = {"rank": 99} if model == "Neighbour" else {}
        yield Case(rule, "twice", like(f"benchmarking.{model}", **more))
    yield Case("neighbour_rank_once", "two of one rank", second_of_a_rank)
    for january in (2014, 2101):
        yield Case("caseload_year", f"{january}", like("benchmarking.Caseload", january=january))


def notifications() -> Iterator[Case]:
    told = "core.Notification"
    yield Case("notification_once", "twice", like(told))
    new = {"once_key": "another"}
    for path in ("", "claims/1/", "//example.org/", "/\\example.org", "https://example.org/", "/a\n/"):
        yield Case("notification_within_the_product", repr(path), like(told, **new, subject_path=path))
    for name in ("text", "subject_label"):
        yield Case("notification_without_money", name, like(told, **new, **{name: "Worth £94k"}))
    yield Case("notification_attempts", "a sixth", like(told, **new, attempts=6))
    sent = {"mailing": "never", "sent_at": NOW}
    yield Case("notification_sent_if_mailed", "sent, though never to be", like(told, **new, **sent))
    yield Case("notification_included_if_daily", "sent at once, and included", included_at_once)
    choice = "core.MailPreference"
    yield Case("mail_preference_once", "twice", like(choice))
    yield Case("mail_preference_daily_not_at_once", "at once", like(choice, kind="digest", mailing="at_once"))


def included_at_once() -> models.Model:
    from apps.core.models import Notification

    return like("core.Notification", once_key="another", included_in=Notification.objects.all()[0])()


def second_head() -> models.Model:
    from apps.core.models import SealHead

    return SealHead(pk=2, number=0, hash="0" * 64)


def second_seal() -> models.Model:
    seal: models.Model = like("core.Seal")()
    seal.number = 999_999  # type: ignore[attr-defined]
    return seal


def second_stamp() -> models.Model:
    from apps.core.models.stamp import DataStamp

    return DataStamp(pk=2)


def second_of_a_rank() -> models.Model:
    from apps.benchmarking.models import Authority, Neighbour

    made = like("benchmarking.Neighbour")()
    taken = Neighbour.objects.values("authority")
    made.authority = Authority.objects.exclude(pk__in=taken)[0]  # type: ignore[attr-defined]
    return made


def year(start: int) -> Any:
    from apps.core.periods import FinancialYear

    return FinancialYear(start)


def prepare() -> None:
    """One row of every kind that a case changes: a draft card, runs in each state, a token, a notification."""
    from datetime import timedelta

    from apps.board.services.tokens import issue_data_token
    from apps.core.models import AuditCheck, MailPreference, Notification
    from apps.deficit.models import ProjectionRun
    from apps.deficit.runs import recompute
    from apps.initiatives.services.rates import draft_rate_card
    from apps.initiatives.vocabulary import PlacementType

    recompute(by=None, at=NOW, cause="test")
    for state in ("queued", "running"):
        ProjectionRun.objects.create(state=state, requested_at=NOW, cause="test")
    draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(65_000)}, source_reference="ledger", reason="dearer", read_version=1,
        by=person("manager"), at=NOW,
    )  # fmt: skip
    working = ProjectionRun.objects.get(state="running")
    result = like("deficit.AvoidanceResult")()
    result.run = working  # type: ignore[attr-defined]
    result.save()
    AuditCheck.objects.create(at=NOW, seals=0, seconds=0)
    from tests.constraints.position_rules import prepare_positions

    prepare_positions()
    issue_data_token(name="Report", expires_at=NOW + timedelta(days=9), by=person("admin"), at=NOW)
    Notification.objects.create(
        person=person("finance"), kind="due", subject_label="Claim 1", subject_path="/", text="Due.", once_key="due:1",
        created_at=NOW, mailing="at_once",
    )  # fmt: skip
    MailPreference.objects.create(person=person("finance"), kind="due", mailing="digest")
    from tests.constraints.chosen_rules import prepare_chosen
    from tests.constraints.claim_rules import prepare_claims
    from tests.constraints.plan_rules import prepare_plans
    from tests.constraints.projection_rules import prepare_projections
    from tests.constraints.scheme_rules import prepare_schemes

    prepare_projections(working)
    from tests.journeys.reconciled import explain_something

    explain_something(NOW)
    prepare_claims()
    prepare_plans()
    from tests.constraints.board_rules import prepare_board
    from tests.constraints.national_rules import prepare_national
    from tests.constraints.pack_rules import prepare_packs

    prepare_board()
    prepare_packs()
    prepare_national()
    prepare_schemes()
    prepare_chosen()
    connection.check_constraints()  # sealed once, as a commit would, and not again with every statement
