"""Each form of the Board's work with answers that would do: who sends it, where, and what."""

from datetime import date
from uuid import uuid4

from apps.board.models import EnquiryQuestion
from apps.board.services.enquiry import write_text
from apps.board.services.maturity import add_area
from apps.initiatives.models import Initiative
from tests.board.at_work.made import AT, WHY, action, board_meeting, held_item, item_on
from tests.fixtures import person

Post = tuple[str, str, dict[str, str]]


def posts() -> dict[str, Post]:
    """Also makes what they are about. The version that is read stands in each."""
    held, ahead = held_item(), board_meeting(date(2026, 6, 8))
    item, row = item_on(ahead), action(held.meeting)
    add_area(name="Early years", description="", by=person("manager"), at=AT)
    question = EnquiryQuestion.objects.get(number=1)
    text = write_text(
        question_id=question.pk, words="x", role="x", reason="", version=0, by=person("finance"), at=AT
    )  # fmt: skip
    portage = str(Initiative.objects.get(slug="portage").pk)
    rail = {
        "watched": "benchmark:timeliness", "sense": "at_least", "threshold": "60", "threshold_source": "Regulations",
        "reason": WHY,
    }  # fmt: skip
    agenda = {
        "label": "5", "title": "Title", "asked": "note", "question": "Note it.", "paper": "", "address": "",
        "evidence": "",
    }  # fmt: skip
    risk = {
        "title": "Risk", "description": "It may.", "likelihood": "2", "impact": "3", "mitigation": "", "owner": "",
        "proximity": "", "status": "open", "source_reference": "",
    }  # fmt: skip
    key = {"form_key": str(uuid4())}
    made: dict[str, Post] = {
        "body add": ("manager", "/board/bodies/add/", {
            "name": "Schools Forum", "kind": "other", "source_reference": ""}),
        "meeting add": ("manager", "/board/meetings/add/", {
            "body": "cabinet", "when": "1 April 2026", "status": "planned", "place": "", "purpose": "",
            "version": "0"}),
        "meeting change": ("manager", f"/board/meetings/{ahead.slug}/change/", {
            "when": "9 June 2026", "status": "planned", "place": "Hall", "purpose": "", "version": "1"}),
        "item add": ("manager", f"/board/meetings/{ahead.slug}/items/add/", {**agenda, "version": "0"}),
        "item change": ("manager", f"/board/items/{item.pk}/change/", {**agenda, "version": "1"}),
        "item correct": ("manager", f"/board/items/{held.pk}/correct/", {"words": "That one.", "reason": WHY}),
        "decide": ("manager", f"/board/items/{held.pk}/decide/", {
            "outcome": "approved", "words": "Approved.", "reason": WHY, "on": f"initiative:{portage}", "corrects": "",
            **key}),
        "terms": ("manager", "/board/terms/cabinet/add/", {
            "text": "x", "agreed_by": "Council", "agreed_on": "1 May 2025", "source_reference": "Minute", "reason": "",
            "version": "0"}),
        "framework": ("manager", "/board/framework/add/", {
            "title": "How", "text": "x", "file_sha256": "", "reason": "", "version": "0"}),
        "action": ("manager", f"/board/meetings/{held.meeting.slug}/actions/add/", {
            "words": "Do it", "owner": "Head of SEND", "due": "1 May 2026", "decision": "", **key}),
        "report": ("manager", f"/board/actions/{row.pk}/report/", {
            "words": "Done.", "state": "done", "due": "1 May 2026", "version": "0"}),
        "risk": ("manager", "/board/risks/add/", {**risk, **key}),
        "risk change": ("manager", "/board/risks/dsg-deficit/change/", {**risk, "version": "1", "reason": WHY}),
        "answer": ("manager", f"/board/enquiry/{question.pk}/write/", {
            "words": "It works.", "role": "Director", "reason": WHY, "version": "1"}),
        "agree": ("manager", f"/board/enquiry/answers/{text.pk}/agree/", {"reason": WHY}),
        "target": ("finance", "/board/guardrails/add/", {
            "scope": "programme", "initiative": "", "amount": "100", "basis": "run_rate", "financial_year": "2027/28",
            "set_by": "Cabinet", "source_reference": "Minute", **rail, **key}),
        "measure": ("finance", "/board/guardrails/measure/", {
            "initiative": portage, "name": "New plans", "unit": "plans", **rail}),
        "area": ("manager", "/board/maturity/add/", {"name": "Leadership", "description": ""}),
        "assess": ("manager", "/board/maturity/early-years/assess/", {
            "level": "2", "evidence": "x", "address": "", "evidence_item": "", "role": "Director", "reason": "",
            "version": "0", **key}),
    }  # fmt: skip
    return made
