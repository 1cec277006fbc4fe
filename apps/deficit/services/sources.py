"""Enters what sources state of a position, explains differences, and takes explanations back. Rows only grow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import User
from apps.core.money import pounds
from apps.core.services.audit import record_change
from apps.core.turns import take_turn
from apps.deficit.models import DifferenceExplanation, SourceFigure
from apps.deficit.selectors.reconciliation import Key, comparison

USED = "This form was sent already, with other words. Open the page anew, and enter it again."
TURN = "deficit.sources"
NOTHING_NEW = "Nothing was changed: the amount, the document and what it includes are as they were."
MOVED = "This figure was entered while you were writing. Nothing was saved."


@dataclass(frozen=True, slots=True)
class Content:
    """What a source states, in pounds; ``reason`` where it replaces an earlier version."""

    key: Key
    amount: Decimal
    reference: str
    includes: str
    reason: str = ""

    def equals(self, figure: SourceFigure) -> bool:
        return (self.amount, self.reference, self.includes) == (figure.amount, figure.reference, figure.includes)


@transaction.atomic
def enter_figure(*, content: Content, read_version: int, by: User, at: datetime) -> SourceFigure:
    """A new version of the figure. Sent twice it is one. Raises ``NotAllowed``, ``Stale`` or ``Refused``."""
    take_turn(TURN)
    check_can_enter(by)
    newest = _newest(content.key)
    if newest and newest.version != read_version:
        if newest.entered_by_id == by.pk and content.equals(newest):
            return newest
        raise Stale(MOVED, _moved(newest, content))
    if newest and content.equals(newest):
        raise Refused(NOTHING_NEW)
    if newest and not content.reason:
        raise Refused(f"Version {newest.version} of this figure stands already. Say why it is replaced.")
    figure = _row(content, (newest.version if newest else 0) + 1, by, at)
    figure.full_clean()
    try:
        with transaction.atomic():
            figure.save()
    except IntegrityError as error:
        raise Stale(
            MOVED, ["Somebody entered the same figure at the same moment. Read it, and enter yours again."]
        ) from error
    record_change(
        by=by, at=at, action="Entered a source’s figure", subject=figure, before=_kept(newest), after=_kept(figure),
        reason=content.reason,
    )  # fmt: skip
    return figure


@transaction.atomic
def enter_figures(*, contents: Sequence[tuple[Content, int]], by: User, at: datetime) -> int:
    """All or none, each with the version that was read. How many were entered."""
    for content, read_version in contents:
        enter_figure(content=content, read_version=read_version, by=by, at=at)
    return len(contents)


@dataclass(frozen=True, slots=True)
class Explained:
    """Part of a difference, in pounds, in words, and the line of either source that shows it."""

    higher: Key
    lower: Key
    amount: Decimal
    words: str
    line: str


@transaction.atomic
def explain_difference(*, explained: Explained, key: UUID, by: User, at: datetime) -> DifferenceExplanation:
    """Never more than is unexplained. Sent twice it is one. Raises ``NotAllowed`` or ``Refused``."""
    take_turn(TURN)
    check_can_enter(by)
    higher = explained.higher
    if earlier := DifferenceExplanation.objects.filter(key=key).first():
        if earlier.entered_by_id == by.pk and (earlier.amount, earlier.words) == (explained.amount, explained.words):
            return earlier
        raise Refused(USED)
    found = comparison(higher.year, higher.block, higher.measure)
    gap = found.between(higher.source, explained.lower.source) if found else None
    if gap is None:
        raise Refused("These two sources do not differ in that order any more, so there is nothing to explain.")
    if explained.amount > gap.unexplained:
        raise Refused(
            f"{pounds(explained.amount, 2)} is more than is unexplained, {pounds(gap.unexplained, 2)}. Enter that much "
            "at most."
        )
    row = DifferenceExplanation(
        financial_year=higher.year, block=higher.block, measure=higher.measure, higher=higher.source,
        lower=explained.lower.source, amount=explained.amount, words=explained.words, line=explained.line,
        entered_by=by, entered_at=at, key=key,
    )  # fmt: skip
    row.full_clean()
    row.save()
    record_change(by=by, at=at, action="Explained a difference", subject=row, after=_told(row))
    return row


@transaction.atomic
def withdraw_explanation(*, pk: int, reason: str, key: UUID, by: User, at: datetime) -> DifferenceExplanation:
    """A row of its own that takes the explanation back; the explanation is kept. Sent twice it is one."""
    take_turn(TURN)
    check_can_enter(by)
    old = DifferenceExplanation.objects.get(pk=pk)
    later = DifferenceExplanation.objects.filter(withdraws=old).first()
    if later and later.key == key:
        return later
    if DifferenceExplanation.objects.filter(key=key).exists():
        raise Refused(USED)
    if later or old.withdraws_id:
        raise Refused("This explanation is withdrawn already.")
    row = DifferenceExplanation(
        financial_year=old.financial_year, block=old.block, measure=old.measure, higher=old.higher, lower=old.lower,
        amount=old.amount, words=reason, line=old.line, withdraws=old, entered_by=by, entered_at=at, key=key,
    )  # fmt: skip
    row.full_clean()
    row.save()
    record_change(
        by=by, at=at, action="Withdrew an explanation", subject=old, before=_told(old), after={}, reason=reason
    )
    return row


def check_can_enter(by: User) -> None:
    if not by.has_perm("deficit.add_sourcefigure"):
        raise NotAllowed("What sources state is entered and explained by finance officers.")


def _newest(key: Key) -> SourceFigure | None:
    rows = SourceFigure.objects.filter(
        financial_year=key.year.start, source=key.source, block=key.block, measure=key.measure
    )
    return rows.order_by("-version").first()


def _row(content: Content, version: int, by: User, at: datetime) -> SourceFigure:
    key = content.key
    return SourceFigure(
        financial_year=key.year, source=key.source, block=key.block, measure=key.measure, version=version,
        amount=content.amount, reference=content.reference, includes=content.includes, reason=content.reason,
        entered_by=by, entered_at=at,
    )  # fmt: skip


def _moved(newest: SourceFigure, content: Content) -> list[str]:
    return [
        f"Amount: now {pounds(newest.amount, 2)} (version {newest.version}); you entered {pounds(content.amount, 2)}.",
        f"Document: now “{newest.reference}”; you entered “{content.reference}”.",
    ]


def _kept(figure: SourceFigure | None) -> dict[str, str]:
    if figure is None:
        return {}
    return {
        "version": str(figure.version),
        "amount": f"{figure.amount:.2f}",
        "reference": figure.reference,
        "includes": figure.includes,
    }


def _told(row: DifferenceExplanation) -> dict[str, str]:
    return {"amount": f"{row.amount:.2f}", "words": row.words, "line": row.line}
