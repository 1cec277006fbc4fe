"""The Board at work in each of its states, invented for the pages' tests, and its pages."""

from datetime import date
from typing import Any

KINDS = (
    "board", "meeting", "meeting planned", "meeting of the committee", "meeting of a month", "meeting add",
    "body add", "meeting change", "item add", "item change", "item correct", "item decide", "item decided", "terms",
    "no terms", "terms add", "framework", "framework add", "actions", "actions overdue", "no action",
    "actions bad filter", "action", "action add", "action report", "risks", "no risk", "risk", "risk add",
    "risk change", "enquiry", "enquiry write", "enquiry agree", "guardrails", "target add", "measure of fewer",
    "maturity", "area add", "assess", "meeting refused", "item refused", "decide refused", "decide stale",
    "correct refused", "terms refused", "framework refused", "action refused", "report stale", "risk refused",
    "enquiry refused", "agree refused", "target refused", "measure of fewer refused", "assess refused",
)  # fmt: skip


def board_something() -> None:
    """A meeting that was held with a decision, its correction and an item without one, a planned one after it, actions
    of each state, a scored risk, terms, a framework, answers, a target, and an assessed area."""
    from apps.board.models import EnquiryQuestion
    from apps.board.selectors.decided_on import Thing
    from apps.board.services.actions import update_action
    from apps.board.services.decisions import add_framework
    from apps.board.services.enquiry import agree_text, write_text
    from apps.board.services.meetings import add_terms, correct_item
    from apps.board.vocabulary import ActionState
    from apps.initiatives.models import Initiative
    from tests.board.at_work.made import AT, WHY, action, board_meeting, decide, hold, item_on
    from tests.fixtures import person

    manager, finance = person("manager"), person("finance")
    meeting = board_meeting()
    item = item_on(meeting)
    item_on(meeting, "Progress of the initiatives", "note")
    board = meeting.body
    framework = add_framework(
        title="How benefits are measured", text="Each benefit has a baseline.", file_sha256="", reason="", version=0,
        by=manager, at=AT,
    )  # fmt: skip
    hold(meeting)
    portage = Initiative.objects.get(slug="portage")
    on = [
        Thing("framework", str(framework.pk), f"Framework: {framework}"),
        Thing("initiative", str(portage.pk), "Initiative: Portage"),
    ]
    first = decide(item, *on, outcome="deferred", words="Deferred.")
    decision = decide(
        item, *on, corrects=first.pk, outcome="approved", words="Approved.", reason="The minutes were misread."
    )
    correct_item(item_id=item.pk, words="The second draft was meant.", reason="Misnamed in it.", by=manager, at=AT)
    late = action(meeting, due=date(2026, 3, 20), decision=decision)
    done = action(meeting, words="Publish the terms", owner="Head of SEND")
    update_action(
        action_id=done.pk, version=0, words="They are published.", state=ActionState.DONE, due=date(2026, 4, 1),
        by=manager, at=AT,
    )  # fmt: skip
    update_action(
        action_id=late.pk, version=0, words="A draft is there.", state=ActionState.OPEN, due=date(2026, 1, 15),
        by=manager, at=AT,
    )  # fmt: skip
    item_on(board_meeting(date(2026, 6, 8)), "What comes next", "discuss")
    board_meeting(date(2026, 9, 1), known=False)
    for version, reason in ((0, ""), (1, "Membership was widened.")):
        add_terms(
            body=board, version=version, text="The Board oversees the plan.", agreed_by="Cabinet", reason=reason,
            agreed_on=date(2026, 1, 14), source_reference="Minute 9", by=manager, at=AT,
        )  # fmt: skip
    score_a_risk()
    question = EnquiryQuestion.objects.get(number=1)
    said = {"question_id": question.pk, "role": "Director of Education and Skills", "by": manager, "at": AT}
    text = write_text(words="Places opened.", reason="", version=0, **said)
    agree_text(text_id=text.pk, reason=WHY, by=finance, at=AT)
    write_text(words="Places opened on time.", reason="A clearer sentence.", version=1, **said)
    set_a_target()
    assess_an_area()


def score_a_risk() -> None:
    from apps.board.models import RiskVersion
    from apps.board.services.risks import VALUES, add_risk, change_risk
    from tests.board.at_work.made import AT
    from tests.fixtures import person

    printed = RiskVersion.objects.get(risk__slug="dsg-deficit", version=1)
    given = {name: getattr(printed, name) for name in VALUES} | {"likelihood": 4, "impact": 5, "owner": "Finance"}
    change_risk(
        slug="dsg-deficit", version=1, reason="Scored for the first time.", by=person("manager"), at=AT, **given
    )
    new = {**given, "title": "Places open late", "description": "Places open later than planned.", "impact": None}
    from uuid import UUID

    add_risk(form_key=UUID(int=7), by=person("manager"), at=AT, **{**new, "likelihood": None})


def set_a_target() -> None:
    from decimal import Decimal
    from uuid import UUID

    from apps.board.services.guardrails import AskedRail, add_target
    from apps.core.periods import FinancialYear
    from tests.board.at_work.made import AT
    from tests.fixtures import person

    rail = AskedRail(None, "timeliness", "at_least", Decimal(60), "SEND Regulations 2014", "Nobody waits longer.")
    add_target(
        rail=rail, form_key=UUID(int=8), by=person("finance"), at=AT, scope="programme", initiative_id=None,
        amount=Decimal(1_000_000), basis="run_rate", financial_year=FinancialYear(2027), set_by="Cabinet",
        source_reference="Minute 12",
    )  # fmt: skip


def assess_an_area() -> None:
    from uuid import UUID

    from apps.board.services.maturity import add_area, assess_area
    from tests.board.at_work.made import AT
    from tests.fixtures import person

    manager = person("manager")
    for name in ("Leadership", "Early years"):
        add_area(name=name, description="As the tool says.", by=manager, at=AT)
    assess_area(
        slug="leadership", version=0, reason="", form_key=UUID(int=9), by=manager, at=AT, level=2, role="Director",
        evidence="The Board meets.", address="https://example.org/", evidence_item_id=None,
    )  # fmt: skip


def board_addresses() -> dict[str, str]:
    from apps.board.models import Action, AgendaItem, EnquiryText

    held, planned = "2026-03-09-deficit-recovery-board", "2026-06-08-deficit-recovery-board"
    decided, free = (AgendaItem.objects.get(meeting__slug=held, order=n).pk for n in (1, 2))
    ahead = AgendaItem.objects.get(meeting__slug=planned).pk
    late = Action.objects.get(words="Bring the framework").pk
    draft = EnquiryText.objects.get(agreed_by__isnull=True).pk
    return {
        "board": "/board/",
        "meeting": f"/board/meetings/{held}/",
        "meeting planned": f"/board/meetings/{planned}/",
        "meeting of the committee": "/board/meetings/2026-01-27-overview-and-scrutiny/",
        "meeting of a month": "/board/meetings/2026-01-deficit-recovery-board/",
        "body add": "/board/bodies/add/",
        "meeting add": "/board/meetings/add/",
        "meeting change": f"/board/meetings/{held}/change/",
        "item add": f"/board/meetings/{planned}/items/add/",
        "item change": f"/board/items/{ahead}/change/",
        "item correct": f"/board/items/{decided}/correct/",
        "item decide": f"/board/items/{free}/decide/",
        "item decided": f"/board/items/{decided}/decide/",
        "terms": "/board/terms/deficit-recovery-board/",
        "no terms": "/board/terms/overview-and-scrutiny/",
        "terms add": "/board/terms/deficit-recovery-board/add/",
        "framework": "/board/framework/",
        "framework add": "/board/framework/add/",
        "actions": "/board/actions/",
        "actions overdue": "/board/actions/?state=overdue",
        "no action": "/board/actions/?search=zzz",
        "actions bad filter": "/board/actions/?state=zzz",
        "action": f"/board/actions/{late}/",
        "action add": f"/board/meetings/{held}/actions/add/",
        "action report": f"/board/actions/{late}/report/",
        "risks": "/board/risks/",
        "no risk": "/board/risks/?search=zzz",
        "risk": "/board/risks/dsg-deficit/",
        "risk add": "/board/risks/add/",
        "risk change": "/board/risks/dsg-deficit/change/",
        "enquiry": "/board/enquiry/",
        "enquiry write": f"/board/enquiry/{EnquiryText.objects.get(pk=draft).question_id}/write/",
        "enquiry agree": f"/board/enquiry/answers/{draft}/agree/",
        "guardrails": "/board/guardrails/",
        "target add": "/board/guardrails/add/",
        "measure of fewer": "/board/guardrails/measure/",
        "maturity": "/board/maturity/",
        "area add": "/board/maturity/add/",
        "assess": "/board/maturity/leadership/assess/",
    }


def board_refused() -> dict[str, tuple[str, dict[str, Any]]]:
    known = board_addresses()
    stale = {"words": "Done.", "state": "done", "due": "1 May 2026", "version": "0"}
    return {
        "meeting refused": (known["meeting add"], {"when": "soon", "status": "off"}),
        "item refused": (known["item add"], {"address": "nowhere"}),
        "decide refused": (known["item decide"], {"outcome": "x", "on": "nothing:1"}),
        "decide stale": (
            known["item decided"],
            {
                "outcome": "noted", "words": "Noted.", "reason": "The minutes say so.", "corrects": "",
                "form_key": "00000000-0000-0000-0000-000000000001",
            },
        ),
        "correct refused": (known["item correct"], {"reason": "short"}),
        "terms refused": (known["terms add"], {"agreed_on": "soon"}),
        "framework refused": (known["framework add"], {"file_sha256": "x"}),
        "action refused": (known["action add"], {"due": "soon"}),
        "report stale": (known["action report"], stale),
        "risk refused": (known["risk add"], {"likelihood": "9", "impact": ""}),
        "enquiry refused": (known["enquiry write"], {"version": "x"}),
        "agree refused": (known["enquiry agree"], {"reason": "short"}),
        "target refused": (known["target add"], {"amount": "lots", "threshold": "-1"}),
        "measure of fewer refused": (known["measure of fewer"], {"unit": "x"}),
        "assess refused": (known["assess"], {"level": "9", "address": "nowhere"}),
    }  # fmt: skip
