"""Reads the committee's questions, what roles say to them, and the data that answers each."""

from dataclasses import dataclass

from django.db.models import Prefetch

from apps.board.models import EnquiryQuestion, EnquiryText
from apps.core.memory import remembered
from apps.initiatives.models import Initiative
from apps.initiatives.selectors.initiatives import everything
from apps.initiatives.selectors.outcome_readings import measures
from apps.initiatives.selectors.outcomes import Outcome, outcomes_of
from apps.initiatives.vocabulary import Stage

NEW_STAGES = (Stage.IDEA, Stage.DESIGN)
DEVELOPED_IN = "4.14"  # the paragraph that lists what is being developed, also what is in delivery already


@dataclass(frozen=True, slots=True)
class Asked:
    """``agreed`` is the newest text that a second person agreed, ``draft`` a newer one that nobody has agreed yet."""

    question: EnquiryQuestion
    agreed: EnquiryText | None
    draft: EnquiryText | None
    version: int


@remembered
def questions() -> list[Asked]:
    texts = Prefetch("texts", EnquiryText.objects.select_related("prepared_by", "agreed_by").order_by("-version"))
    rows = EnquiryQuestion.objects.select_related("body", "source").prefetch_related(texts)
    return [_asked(row) for row in rows.order_by("body", "number")]


def question(pk: int) -> Asked:
    """Raises ``EnquiryQuestion.DoesNotExist``."""
    found = next((one for one in questions() if one.question.pk == pk), None)
    if found is None:
        raise EnquiryQuestion.DoesNotExist(f"There is no question numbered {pk}.")
    return found


def text(pk: int) -> EnquiryText:
    """Raises ``EnquiryText.DoesNotExist``."""
    return EnquiryText.objects.select_related("question", "prepared_by", "agreed_by").get(pk=pk)


def in_place() -> list[Initiative]:
    return [one for one in everything() if not is_new(one)]


def being_developed() -> list[Initiative]:
    return [one for one in everything() if is_new(one)]


def is_new(subject: Initiative) -> bool:
    """Still an idea or in design, or named where the report lists what is being developed."""
    return subject.stage in NEW_STAGES or DEVELOPED_IN in subject.source_reference


@remembered
def measured() -> list[Outcome]:
    """Every outcome measure in the register's order, with baseline and latest reading."""
    known = measures()
    found = outcomes_of(measure.pk for measure in known)
    return [found[measure.pk] for measure in known]


def _asked(row: EnquiryQuestion) -> Asked:
    versions = list(row.texts.all())
    agreed = next((one for one in versions if one.agreed_by_id), None)
    newest = versions[0] if versions else None
    draft = newest if newest and not newest.agreed_by_id else None
    return Asked(row, agreed, draft, newest.version if newest else 0)
