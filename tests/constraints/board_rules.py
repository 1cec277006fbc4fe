"""Rules of the Board's work, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tests.constraints.rules import Case, like, year
from tests.fixtures import person

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = date(2026, 3, 9)
ENTERED = {"source": None}


def board_cases() -> Iterator[Case]:
    yield from _of_meetings()
    yield from _of_decisions()
    yield from _of_work()
    yield from _of_enquiry()
    yield from _of_guardrails()
    yield from _of_maturity()


def _recorded(model: str, **fresh: Any) -> Iterator[Case]:
    """Of a row that is only added."""
    rule = f"{model.split('.')[1].lower()}_document_or_person"
    by = {"recorded_by": "@manager", "recorded_at": NOW}
    yield Case(rule, "neither", like(model, source=None, recorded_by=None, recorded_at=None, **fresh))
    yield Case(rule, "nobody knows when", like(model, source=None, recorded_by="@manager", recorded_at=None, **fresh))
    yield Case(rule, "both", like(model, where={"source__isnull": False}, **by, **fresh))


def _edited(model: str, where: dict[str, Any], **fresh: Any) -> Iterator[Case]:
    rule = f"{model.split('.')[1].lower()}_document_or_person"
    for how, wrong in (
        ("neither", {"source": None, "edits": 0, "edited_by": None, "edited_at": None}),
        ("changed by nobody", {"edits": 2, "edited_by": None, "edited_at": NOW}),
        ("nobody knows when", {"edits": 2, "edited_by": "@manager", "edited_at": None}),
        ("by somebody, and not changed", {"edits": 0, "edited_by": "@manager", "edited_at": NOW}),
    ):
        yield Case(rule, how, like(model, where=where, **{**fresh, **wrong}))


def _of_meetings() -> Iterator[Case]:
    meeting, item, body = "board.Meeting", "board.AgendaItem", "board.Body"
    yield Case("body_name", "none", like(body, slug="other", name=""))
    yield from _recorded(body, slug="other", name="Other")
    yield Case("meeting_once", "twice", like(meeting, slug="other"))
    planned = {"status": "planned"}
    new = {"slug": "other", "date": date(2027, 1, 1)}
    yield from _edited(meeting, planned, **new)
    yield Case(
        "meeting_month_as_first_day",
        "the second",
        like(meeting, where=planned, slug="other", day_known=False, date=DAY),
    )
    open_item = {"meeting__status": "planned"}
    yield Case("agendaitem_document_or_person", "neither", like(item, where=open_item, order=9, edits=0))
    yield from _edited(item, open_item, order=9)
    yield Case("agenda_item_order", "two at one place", like(item, where=open_item))
    yield Case("agenda_item_asks", "nothing", like(item, where=open_item, order=9, question=""))
    correction = "board.AgendaCorrection"
    yield Case("agenda_correction_once", "twice", like(correction))
    for lack in ({"words": ""}, {"words": "other", "reason": ""}):
        yield Case("agenda_correction_says_why", f"without {[*lack][-1]}", like(correction, **lack))
    terms = "board.TermsOfReference"
    yield Case("terms_version", "twice", like(terms))
    yield Case("termsofreference_later_says_why", "no reason", like(terms, version=9, reason=""))
    yield Case("terms_text", "none", like(terms, version=9, reason="x", text=""))
    for how, wrong in (
        ("neither", {"recorded_by": None, "recorded_at": None}),
        ("nobody knows when", {"recorded_at": None}),
        ("by nobody", {"recorded_by": None}),
    ):
        yield Case("termsofreference_document_or_person", how, like(terms, version=9, reason="x", **wrong))


def _of_decisions() -> Iterator[Case]:
    decision, framework = "board.BoardDecision", "board.FrameworkVersion"
    yield Case("decision_once_per_item", "a second", like(decision, form_key=None))
    fresh = {"form_key": None, "corrects": None}
    yield Case("decision_says_why", "no reason", like(decision, **fresh, item=_free_item, reason=""))
    yield Case("decision_words", "nothing decided", like(decision, **fresh, item=_free_item, words=""))
    on = "board.DecidedOn"
    yield Case("decided_on_exactly_one", "nothing", like(on, initiative=None), refused_later_by=LATE)
    yield Case("decided_on_exactly_one", "two", like(on, pack="january"), refused_later_by=LATE)
    yield Case("decided_on_once", "twice", like(on), refused_later_by=LATE)
    yield Case("frameworkversion_later_says_why", "no reason", like(framework, version=9, reason=""))
    new = {"version": 9, "reason": "x"}
    yield Case("framework_text_or_file", "neither", like(framework, **new, text=""))
    yield Case("framework_text_or_file", "both", like(framework, **new, file_sha256="a" * 64))
    yield Case("framework_text_or_file", "no hash", like(framework, **new, text="", file_sha256="x"))


LATE = "decided_on_with_decision"


def _free_item() -> Any:
    from apps.board.models import AgendaItem

    return AgendaItem.objects.filter(meeting__status="held", decisions__isnull=True)[0]


def _of_work() -> Iterator[Case]:
    action, update, risk = "board.Action", "board.ActionUpdate", "board.RiskVersion"
    yield Case("action_words", "none", like(action, form_key=None, words=""))
    yield Case("action_owner", "nobody", like(action, form_key=None, owner=""))
    yield Case("action_update_number", "twice", like(update))
    yield Case("action_update_words", "none", like(update, number=9, words=""))
    yield Case("risk_version", "twice", like(risk))
    new = {"version": 9, "reason": "x"}
    yield Case("riskversion_later_says_why", "no reason", like(risk, version=9, reason=""))
    yield Case("risk_title", "none", like(risk, **new, title=""))
    for scores in ((3, None), (None, 3), (0, 3), (3, 6)):
        scored = dict(zip(("likelihood", "impact"), scores, strict=True))
        yield Case("risk_scores", f"{scores}", like(risk, **new, **scored))
    yield from _recorded(risk, **new)


def _of_enquiry() -> Iterator[Case]:
    question, text = "board.EnquiryQuestion", "board.EnquiryText"
    yield Case("enquiry_question_once", "twice", like(question))
    new = {"version": 9, "reason": "x"}
    yield Case("enquiry_text_version", "twice", like(text))
    yield Case("enquirytext_later_says_why", "no reason", like(text, version=9))
    yield Case("enquiry_text_words", "none", like(text, **new, words=""))
    both = "enquiry_text_agreed_by_and_at"
    yield Case(both, "nobody knows when", like(text, **new, agreed_by="@finance"))
    yield Case(both, "by nobody", like(text, **new, agreed_at=NOW))
    yield Case("enquiry_text_four_eyes", "one person", like(text, **new, agreed_by="@manager", agreed_at=NOW))


def _of_guardrails() -> Iterator[Case]:
    target, rail = "board.Target", "board.Guardrail"
    new = {"form_key": None, "financial_year": year(2029)}
    yield Case("target_of_scope", "no basis", like(target, **new, basis=""))
    yield Case("target_of_scope", "of no initiative", like(target, **new, scope="initiative"))
    yield Case("target_of_scope", "of the deficit, on a basis", like(target, **new, scope="deficit"))
    yield Case("target_amount", "nought", like(target, **new, amount=Decimal(0)))
    yield Case("target_amount", "less", like(target, **new, scope="deficit", basis="", amount=Decimal(-1)))
    yield Case("target_replaced_with_reason", "a reason alone", like(target, **new, reason="x"))
    yield Case("target_replaced_with_reason", "no reason", like(target, **new, replaces=_standing_target))
    yield Case("guardrail_guards_one", "nothing", like(rail, target=None))
    yield Case("guardrail_guards_one", "both", like(rail, guarded=_measure))
    yield Case("guardrail_watches_one", "nothing", like(rail, benchmark=""))
    yield Case("guardrail_watches_one", "both", like(rail, measure=_measure))
    own = {"target": None, "guarded": _measure, "measure": _measure, "benchmark": ""}
    yield Case("guardrail_not_itself", "its own", like(rail, **own))
    yield Case("guardrail_says_why", "no reason", like(rail, reason=""))


def _standing_target() -> Any:
    from apps.board.models import Target

    return Target.objects.order_by("pk")[0]


def _measure() -> Any:
    from apps.initiatives.models import OutcomeMeasure

    return OutcomeMeasure.objects.order_by("pk")[0]


def _of_maturity() -> Iterator[Case]:
    area, assessed = "board.MaturityAreaVersion", "board.MaturityAssessment"
    new = {"version": 9, "reason": "x"}
    yield Case("maturity_area_version", "twice", like(area))
    yield Case("maturityareaversion_later_says_why", "no reason", like(area, version=9))
    yield Case("maturity_area_name", "none", like(area, **new, name=""))
    yield Case("maturity_assessment_version", "twice", like(assessed, form_key=None))
    yield Case("maturityassessment_later_says_why", "no reason", like(assessed, form_key=None, version=9))
    for level in (0, 5):
        yield Case("maturity_level", f"{level}", like(assessed, form_key=None, **new, level=level))
    yield Case("maturity_evidence", "none", like(assessed, form_key=None, **new, evidence=""))


def prepare_board(held_on: date = date(2026, 3, 9), planned_on: date = date(2026, 6, 8)) -> None:
    """A meeting that was held with a decision, one that is planned, and one row of everything else."""
    from apps.board.models import (
        ActionUpdate,
        AgendaCorrection,
        Body,
        EnquiryQuestion,
        EnquiryText,
        FrameworkVersion,
        Guardrail,
        MaturityArea,
        MaturityAreaVersion,
        MaturityAssessment,
        Meeting,
        Target,
        TermsOfReference,
    )
    from apps.board.selectors.decided_on import Thing
    from apps.initiatives.models import Initiative
    from tests.board.at_work.made import action, board_meeting, decide, hold, item_on

    manager = person("manager")
    by, at = {"recorded_by": manager, "recorded_at": NOW}, {"by": manager, "at": NOW}
    portage = Initiative.objects.get(slug="portage")
    held = board_meeting(held_on)
    item = item_on(held)
    item_on(held, "Another")
    hold(held)
    decide(item, Thing("initiative", str(portage.pk), "Portage"))
    item_on(board_meeting(planned_on))
    AgendaCorrection.objects.create(item=item, words="x", reason="x", **at)
    board = Body.objects.get(slug="deficit-recovery-board")
    TermsOfReference.objects.create(body=board, version=1, text="x", agreed_by="x", agreed_on=DAY, **by)
    FrameworkVersion.objects.create(version=1, title="x", text="x", prepared_by=manager, prepared_at=NOW)
    set_one = action(Meeting.objects.get(pk=held.pk))
    ActionUpdate.objects.create(action=set_one, number=1, words="x", state="open", due=DAY, **at)
    question = EnquiryQuestion.objects.order_by("pk")[0]
    EnquiryText.objects.create(question=question, version=1, words="x", role="x", prepared_by=manager, prepared_at=NOW)
    with transaction.atomic():  # a target comes with its guardrail
        target = Target.objects.create(
            scope="programme",
            amount=1,
            basis="run_rate",
            financial_year=year(2027),
            set_by="x",
            source_reference="x",
            **by,
        )
        Guardrail.objects.create(
            target=target,
            benchmark="timeliness",
            sense="at_least",
            threshold=60,
            source_reference="x",
            reason="x",
            **by,
        )
    area = MaturityArea.objects.create(slug="x")
    MaturityAreaVersion.objects.create(area=area, version=1, name="x", **at)
    MaturityAssessment.objects.create(area=area, version=1, level=2, evidence="x", role="x", **at)
