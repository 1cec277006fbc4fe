"""DSG positions: the accumulated deficit, line by line, at a reporting point of a financial year.

Deficits are positive. Only a draft changes, and each save of it moves ``edits`` by one; a published position and its
parts never change (triggers refuse it), and a correction is a new version. The council's own published papers load as
published, with no preparer: the paper itself is the authority.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import FinancialYearField
from apps.core.models import Sourced
from apps.core.vocabulary import Block
from apps.deficit.vocabulary import (
    DSG_BLOCK_CHOICES,
    DSG_BLOCKS,
    LineKind,
    PositionDecisionKind,
    PositionStatus,
    ReportingPoint,
    TransferAgreement,
)
from apps.deficit.workflow.positions import DECIDED, OPEN, SAYS_WHY


def person_field(**more: Any) -> "models.ForeignKey":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def some_person_field() -> "models.ForeignKey":
    return person_field(null=True, blank=True)


def pounds_field(**more: Any) -> "models.DecimalField":
    return models.DecimalField(max_digits=14, decimal_places=2, **more)


class Position(Sourced):
    """Amounts in pounds. ``closing`` is as stated; whether opening plus lines reach it is shown, never forced.

    What finance enters by hand names its source in ``source_reference`` and has no document.
    """

    source = models.ForeignKey(  # type: ignore[assignment]  # a position by hand rests on no document
        "core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    financial_year = FinancialYearField()
    reporting_point = models.CharField(max_length=8, choices=ReportingPoint)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=PositionStatus, default=PositionStatus.DRAFT)
    as_reported = models.BooleanField(default=False, editable=False)
    opening = pounds_field()
    opening_label = models.CharField(max_length=160)
    closing = pounds_field()
    closing_label = models.CharField(max_length=160)
    stated_on = models.DateField(
        null=True, blank=True, help_text="By then a benefit had begun that its forecast holds already."
    )
    reason = models.TextField(blank=True, help_text="Why it corrects the version before.")
    start_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="Of the form that began it."
    )
    start_hash = models.CharField(
        max_length=64, blank=True, default="", db_default="", editable=False, help_text="Of what that form said."
    )
    edits = models.PositiveIntegerField(default=0, help_text="How often the draft was saved: what was read.")
    prepared_by = some_person_field()
    prepared_at = models.DateTimeField(null=True, blank=True)
    edited_by = some_person_field()
    approved_by = some_person_field()
    approved_at = models.DateTimeField(null=True, blank=True)
    differences_seen = models.TextField(blank=True, help_text="The approver's words on what does not tie.")
    published_by = some_person_field()
    published_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["financial_year", "reporting_point", "-version"]
        permissions = [
            ("approve_position", "Can approve a position prepared by another person"),
            ("publish_position", "Can publish an approved position"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["financial_year", "reporting_point", "version"], name="position_version"),
            models.UniqueConstraint(
                fields=["financial_year", "reporting_point"],
                condition=Q(status__in=OPEN),
                name="position_one_open",
                violation_error_message="There is already an unpublished version of this position. Change that one.",
            ),
            models.CheckConstraint(
                name="position_later_version_says_why",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="Say why this version corrects the one before.",
            ),
            models.CheckConstraint(
                name="position_edited_by_somebody",
                condition=Q(edits=0) | Q(edited_by__isnull=False),
                violation_error_message="A position that was edited names who edited it last.",
            ),
            models.CheckConstraint(
                name="position_four_eyes",
                condition=Q(as_reported=True)
                | Q(approved_by__isnull=True)
                | (Q(prepared_by__isnull=False) & ~Q(approved_by=F("prepared_by"))),
                violation_error_message="A position is approved by somebody other than the person who prepared it.",
            ),
            models.CheckConstraint(
                name="position_reported_by_nobody",
                condition=Q(as_reported=False) | Q(version=1, prepared_by__isnull=True, approved_by__isnull=True),
                violation_error_message="Only a first version is the report's own, and it names nobody.",
            ),
            models.CheckConstraint(
                name="position_published_dated",
                condition=Q(status=PositionStatus.PUBLISHED, published_date__isnull=False)
                | (~Q(status=PositionStatus.PUBLISHED) & Q(published_date__isnull=True)),
                violation_error_message="A published position says when it was published; others do not.",
            ),
            models.CheckConstraint(
                name="position_stated_by_publication",
                condition=Q(stated_on__isnull=True)
                | Q(published_date__isnull=True)
                | Q(stated_on__lte=F("published_date")),
                violation_error_message="A position is stated before it is published, or on the same day.",
            ),
            models.CheckConstraint(
                name="position_approved_by_somebody",
                condition=Q(as_reported=True)
                | Q(status__in=DECIDED, approved_by__isnull=False, approved_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(approved_by__isnull=True, approved_at__isnull=True)),
                violation_error_message=(
                    "An approved or published position names who approved it and when; another names nobody."
                ),
            ),
            models.CheckConstraint(
                name="position_published_by_somebody",
                condition=Q(as_reported=True)
                | Q(status=PositionStatus.PUBLISHED, published_by__isnull=False)
                | (~Q(status=PositionStatus.PUBLISHED) & Q(published_by__isnull=True)),
                violation_error_message="A published position names who published it; another names nobody.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.financial_year} {self.get_reporting_point_display()}, version {self.version}"


class PositionLine(models.Model):
    """A line between opening and closing, in the source's order and wording; what adds to the deficit is positive."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    short_label = models.CharField(max_length=60, help_text="For the chart.")
    block = models.CharField(max_length=16, choices=Block)
    kind = models.CharField(max_length=12, choices=LineKind)
    amount = pounds_field()

    class Meta:
        ordering = ["position", "order"]
        constraints = [
            models.UniqueConstraint(fields=["position", "order"], name="position_line_order"),
            models.CheckConstraint(
                name="position_line_gap_is_high_needs",
                condition=~Q(kind=LineKind.IN_YEAR_GAP) | Q(block=Block.HIGH_NEEDS),
                violation_error_message="Only a line of the High Needs Block is part of the high needs in-year gap.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PositionBlock(models.Model):
    """One block's own figures, in pounds, where known: the allocation before transfers, the spending of the year, and
    its accumulated deficit at the closing (positive)."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="blocks")
    block = models.CharField(max_length=16, choices=DSG_BLOCK_CHOICES)
    allocation = pounds_field(null=True, blank=True)
    spend = pounds_field(null=True, blank=True)
    balance = pounds_field(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["position", "block"], name="position_block_once"),
            models.CheckConstraint(
                name="position_block_of_the_grant",
                condition=Q(block__in=DSG_BLOCKS),
                violation_error_message="Choose Schools, Central School Services, Early Years or High Needs.",
            ),
            models.CheckConstraint(
                name="position_block_says_something",
                condition=Q(allocation__isnull=False) | Q(spend__isnull=False) | Q(balance__isnull=False),
                violation_error_message="Enter the block's allocation, spending or balance, or leave the block out.",
            ),
            models.CheckConstraint(
                name="position_block_not_negative",
                condition=(Q(allocation__isnull=True) | Q(allocation__gte=0))
                & (Q(spend__isnull=True) | Q(spend__gte=0)),
                violation_error_message="An allocation and spending are nought or more.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_block_display()


class BlockTransfer(models.Model):
    """Pounds moved from one block's allocation to another's within the year: no change of the total."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="transfers")
    order = models.PositiveSmallIntegerField()
    from_block = models.CharField(max_length=16, choices=DSG_BLOCK_CHOICES)
    to_block = models.CharField(max_length=16, choices=DSG_BLOCK_CHOICES)
    amount = pounds_field()
    agreed_by = models.CharField(max_length=20, choices=TransferAgreement)
    reference = models.CharField(max_length=160, help_text="The minute or letter that agrees it.")

    class Meta:
        ordering = ["position", "order"]
        constraints = [
            models.UniqueConstraint(fields=["position", "order"], name="block_transfer_order"),
            models.CheckConstraint(
                name="block_transfer_between_two",
                condition=Q(from_block__in=DSG_BLOCKS, to_block__in=DSG_BLOCKS) & ~Q(from_block=F("to_block")),
                violation_error_message="A transfer leads from one block of the grant to another.",
            ),
            models.CheckConstraint(
                name="block_transfer_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A transfer is more than nought: swap the blocks to go the other way.",
            ),
            models.CheckConstraint(
                name="block_transfer_agreed",
                condition=Q(agreed_by__in=TransferAgreement.values) & ~Q(reference=""),
                violation_error_message="Say who agreed the transfer, and where that is written.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_block_display()} to {self.get_to_block_display()}"


class PositionContributor(models.Model):
    """Who prepared or edited a position. Written by a trigger, so that nobody who did can approve it."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="contributors")
    person = person_field()

    database_written = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "person"], name="position_contributor_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.person}"


class PositionDecision(models.Model):
    """What moved a position on: who, when, on which edit, and why. Append-only."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=10, choices=PositionDecisionKind)
    edits = models.PositiveIntegerField(help_text="The edit that was read.")
    reason = models.TextField(blank=True)
    by = person_field()
    at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="position_decision_says_why",
                condition=~Q(decision__in=SAYS_WHY) | ~Q(reason=""),
                violation_error_message="Say why the position is returned or withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_decision_display()}"
