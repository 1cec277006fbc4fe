"""An open claim as its maker meets it: what is done, what is missing, whose turn it is and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.money import pounds
from apps.initiatives.forms.claim_steps import form_of
from apps.initiatives.models import BenefitClaim, ClaimDecision, Initiative
from apps.initiatives.presenters.words import day
from apps.initiatives.selectors.claim_steps import missing
from apps.initiatives.selectors.claim_words import said
from apps.initiatives.workflow.claims import WHOSE_TURN, ClaimDecisionKind, ClaimStatus
from apps.initiatives.workflow.steps import ClaimStep

HINT_MOST = 160
Barred = tuple[str, list[tuple[Initiative, str]]]


def task_items(claim: BenefitClaim, lacks: Mapping[ClaimStep, Sequence[str]], may_change: bool) -> list[dict[str, str]]:
    """The ten steps, each with what it says or what it still lacks."""
    return [_item(claim, step, " ".join(lacks.get(step, ())), may_change) for step in ClaimStep]


def answer(claim: BenefitClaim, lacks: Mapping[ClaimStep, object]) -> str:
    """The page's heading: how far the claim is."""
    what = f"{claim}, {claim.initiative}"
    if claim.status == ClaimStatus.WITHDRAWN:
        return f"{what}: withdrawn"
    if claim.status == ClaimStatus.RETURNED:
        return f"{what}: finance has a question"
    done = len(ClaimStep) - len(lacks)
    return f"{what}: every step is done" if not lacks else f"{what}: {done} of {len(ClaimStep)} steps are done"


def message(claim: BenefitClaim) -> str:
    """Whose turn it is and what comes next."""
    turn = f"Whose turn: {_lower(WHOSE_TURN[ClaimStatus(claim.status)])}."
    if not claim.is_open_to_change:
        return turn
    most = pounds(settings.CLAIM_NOTING_THRESHOLD)
    return (
        f"{turn} Each step is saved as you go. After you submit it, a finance officer who neither made nor edited it "
        f"decides; above {most} a year the Board notes it as well."
    )


def question(claim: BenefitClaim, decisions: Sequence[ClaimDecision]) -> dict[str, str] | None:
    """What finance asked, where the claim is with its maker because of it."""
    last = decisions[-1] if decisions else None
    if claim.status != ClaimStatus.RETURNED or last is None:
        return None
    return {"title": f"Finance asks: {last.by}, {day(localdate(last.at))}", "text": last.reason}


def decision_items(decisions: Sequence[ClaimDecision]) -> list[dict[str, Any]]:
    """Newest first, for a timeline."""
    return [
        {
            "title": f"{ClaimDecisionKind(d.decision).done}, version {d.claim_version}",
            "date": localdate(d.at),
            "by": str(d.by),
            "text": d.reason,
        }
        for d in reversed(decisions)
    ]


def barred_by_reason(every: Iterable[tuple[Initiative, Sequence[str]]]) -> list[Barred]:
    """Initiatives that can have no claim, by what stands in the way last: mostly that there is no plan."""
    groups: dict[str, list[tuple[Initiative, str]]] = {}
    for subject, lacks in every:
        if lacks:
            groups.setdefault(lacks[-1], []).append((subject, " ".join(lacks[:-1])))
    return list(groups.items())


def started_text(claim: BenefitClaim) -> str:
    return f"{claim} of {claim.initiative} is started. Do its steps in any order; each is saved as you go."


def saved_text(claim: BenefitClaim, step: ClaimStep) -> str:
    return f"{claim}: “{step.label}” is saved (reference: {claim}, version {claim.version})."


def lacking_text(step: ClaimStep, sentences: Sequence[str]) -> str:
    return f"“{step.label}” is not complete yet. {' '.join(sentences)}"


def next_step(claim: BenefitClaim, done: ClaimStep, today: date) -> ClaimStep | None:
    """The next that lacks something, after ``done`` and then from the beginning; none where nothing does."""
    steps = list(ClaimStep)
    place = steps.index(done) + 1
    lacks = missing(claim, today)
    return next((s for s in (*steps[place:], *steps[: place - 1]) if s in lacks and form_of(claim, s)), None)


def _item(claim: BenefitClaim, step: ClaimStep, lack: str, may_change: bool) -> dict[str, str]:
    item = {"title": step.label, "hint": lack or _short(_answers(said(claim, step)))}
    if form_of(claim, step) is None:
        return {**item, "status": "Cannot start yet", "hint": "First choose what kind of benefit it is."}
    if may_change:
        item["url"] = reverse("initiatives:claim_step", args=[claim.pk, step.value])
    return {**item, "status": "To do", "kind": "waiting"} if lack else {**item, "status": "Done", "kind": "good"}


def _answers(given: Mapping[str, str]) -> str:
    """Named where there are several."""
    return "; ".join(given.values() if len(given) == 1 else (f"{key}: {text}" for key, text in given.items()))


def _short(text: str) -> str:
    """Cut between two words."""
    return text if len(text) <= HINT_MOST else f"{text[:HINT_MOST].rsplit(' ', 1)[0].rstrip(';,.')}…"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
