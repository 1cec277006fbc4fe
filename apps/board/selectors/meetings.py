"""Reads bodies, meetings with their agenda and decisions, terms of reference and the framework."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from apps.board.models import (
    AgendaItem,
    BoardDecision,
    Body,
    DecidedOn,
    FrameworkVersion,
    Meeting,
    TermsOfReference,
)
from apps.board.models.decisions import DECIDED_ON
from apps.board.vocabulary import AGREEING, MeetingStatus
from apps.core.memory import remembered
from apps.initiatives.models import EvidenceItem

LINKS = (*DECIDED_ON, "request__initiative", "request__fund", "claim__initiative")


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that stands on an item, what it was on, and those it took the place of, newest first."""

    standing: BoardDecision
    on: list[DecidedOn]
    earlier: list[BoardDecision]


@dataclass(frozen=True, slots=True)
class OnAgenda:
    item: AgendaItem
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class MeetingRead:
    """``previous``: the meeting of the same body before it; ``next``: the one after it."""

    meeting: Meeting
    agenda: list[OnAgenda]
    previous: Meeting | None
    next: Meeting | None


@remembered
def bodies() -> list[Body]:
    return list(Body.objects.order_by("kind", "name"))


@remembered
def body_called(slug: str) -> Body:
    """Raises ``Body.DoesNotExist``."""
    return Body.objects.get(slug=slug)


@remembered
def meetings() -> list[Meeting]:
    """Newest first, with how many items and standing decisions each has."""
    rows = Meeting.objects.select_related("body", "source").order_by("-date", "body__name")
    standing = Count("items__decisions", filter=Q(items__decisions__corrected_by__isnull=True), distinct=True)
    return list(rows.annotate(item_count=Count("items", distinct=True), decision_count=standing))


def meeting_called(slug: str) -> Meeting:
    """Raises ``Meeting.DoesNotExist``."""
    return Meeting.objects.select_related("body", "source", "edited_by").get(slug=slug)


@remembered
def meeting_read(slug: str) -> MeetingRead:
    meeting = meeting_called(slug)
    near = Meeting.objects.filter(body=meeting.body).select_related("body")
    return MeetingRead(
        meeting,
        [OnAgenda(item, _decided(item)) for item in _items(meeting)],
        near.filter(date__lt=meeting.date).order_by("-date").first(),
        near.filter(date__gt=meeting.date).order_by("date").first(),
    )


def item_numbered(pk: int) -> AgendaItem:
    """Raises ``AgendaItem.DoesNotExist``."""
    return AgendaItem.objects.select_related("meeting__body", "edited_by", "evidence").get(pk=pk)


def decided_on(item: AgendaItem) -> Decided | None:
    return _decided(_with_decisions(AgendaItem.objects.filter(pk=item.pk))[0])


@remembered
def standing_decisions(most: int | None = None) -> list[BoardDecision]:
    """Newest meeting first, in the order of each agenda."""
    rows = BoardDecision.objects.filter(corrected_by__isnull=True).select_related("item__meeting__body", "recorded_by")
    return list(rows.order_by("-item__meeting__date", "item__meeting", "item__order")[:most])


@remembered
def terms_of(body: Body) -> list[TermsOfReference]:
    """Newest first."""
    return list(TermsOfReference.objects.filter(body=body).select_related("source", "recorded_by"))


@remembered
def framework_versions() -> list[tuple[FrameworkVersion, BoardDecision | None]]:
    """Newest first, each with the standing decision that approved or endorsed it, where there is one."""
    agreed = DecidedOn.objects.filter(
        framework__isnull=False, decision__corrected_by__isnull=True, decision__outcome__in=AGREEING
    ).select_related("decision__item__meeting__body")
    by = {row.framework_id: row.decision for row in agreed}
    rows = FrameworkVersion.objects.select_related("prepared_by")
    return [(row, by.get(row.pk)) for row in rows]


def evidence_choices() -> list[tuple[int, str]]:
    rows = EvidenceItem.objects.filter(replaced_by__isnull=True).select_related("initiative").order_by("-added_at")
    return [(row.pk, f"{row.title} ({row.initiative})") for row in rows[:200]]


def last_held(on: date) -> Meeting | None:
    """The newest meeting that was held by the day, of any body."""
    rows = Meeting.objects.filter(status=MeetingStatus.HELD, date__lte=on).select_related("body")
    return rows.order_by("-date", "pk").first()


def _items(meeting: Meeting) -> list[AgendaItem]:
    return _with_decisions(AgendaItem.objects.filter(meeting=meeting))


def _with_decisions(items: "object") -> list[AgendaItem]:
    on = Prefetch("decided_on", DecidedOn.objects.select_related(*LINKS))
    decisions = BoardDecision.objects.select_related("recorded_by", "corrected_by").prefetch_related(on)
    rows = items.select_related("meeting__body", "source", "evidence")  # type: ignore[attr-defined]  # a query of items
    return list(
        rows.prefetch_related(Prefetch("decisions", decisions.order_by("-recorded_at", "-pk")), "corrections__by")
    )


def _decided(item: AgendaItem) -> Decided | None:
    rows = list(item.decisions.all())
    standing = next((row for row in rows if getattr(row, "corrected_by", None) is None), None)
    if standing is None:
        return None
    return Decided(standing, list(standing.decided_on.all()), [row for row in rows if row.pk != standing.pk])
