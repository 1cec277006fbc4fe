"""The same position as each source states it, and what explains a difference between two of them.

Both tables only grow: a corrected figure is a new version with a reason, a withdrawn explanation is a row of its own.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import FinancialYearField
from apps.core.vocabulary import Block
from apps.deficit.vocabulary import SourceKind, SourceMeasure

BLOCKS = (Block.SCHOOLS, Block.CENTRAL, Block.EARLY_YEARS, Block.HIGH_NEEDS, Block.ALL)


class SourceFigure(models.Model):
    """Pounds; deficits are positive, a closing surplus negative. Version 1 of nobody is a published figure, loaded."""

    financial_year = FinancialYearField()
    source = models.CharField(max_length=16, choices=SourceKind)
    block = models.CharField(max_length=16, choices=[(b.value, b.label) for b in BLOCKS])
    measure = models.CharField(max_length=10, choices=SourceMeasure)
    version = models.PositiveSmallIntegerField(default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reference = models.CharField("document", max_length=300)
    includes = models.TextField("what it includes", blank=True)
    reason = models.TextField("why it was changed", blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)

    append_only = True

    class Meta:
        ordering = ["financial_year", "source", "block", "measure", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["financial_year", "source", "block", "measure", "version"], name="source_figure_version"
            ),
            models.CheckConstraint(
                name="source_figure_by_and_at",
                condition=Q(entered_by__isnull=False, entered_at__isnull=False)
                | Q(entered_by__isnull=True, entered_at__isnull=True, version=1),
                violation_error_message="A figure names who entered it and when; a published first version does not.",
            ),
            models.CheckConstraint(
                name="source_figure_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="A figure that replaces an earlier one says why.",
            ),
            models.CheckConstraint(
                name="source_figure_reference",
                condition=~Q(reference=""),
                violation_error_message="A figure names the document that states it.",
            ),
            models.CheckConstraint(
                name="source_figure_not_negative",
                condition=Q(measure=SourceMeasure.CLOSING) | Q(amount__gte=0),
                violation_error_message="Spending and funding are not negative.",
            ),
            models.CheckConstraint(
                name="source_figure_block",
                condition=Q(block__in=[b.value for b in BLOCKS]),
                violation_error_message="A figure is of one of the four blocks, or of all of them.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_source_display()}, {self.financial_year}, {self.get_block_display()}: "
            f"{self.get_measure_display().lower()}, version {self.version}"
        )


class DifferenceExplanation(models.Model):
    """Part of what one source states above another: ``amount`` = ``higher`` less ``lower``, in pounds, above nought.

    ``withdraws`` names the explanation that this row takes back; ``key`` makes a form that is sent twice one row.
    """

    financial_year = FinancialYearField()
    block = models.CharField(max_length=16, choices=[(b.value, b.label) for b in BLOCKS])
    measure = models.CharField(max_length=10, choices=SourceMeasure)
    higher = models.CharField(max_length=16, choices=SourceKind)
    lower = models.CharField(max_length=16, choices=SourceKind)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    words = models.TextField("what explains it")
    line = models.CharField("the line that shows it", max_length=300)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    append_only = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="explanation_two_sources",
                condition=~Q(higher=F("lower")),
                violation_error_message="An explanation stands between two different sources.",
            ),
            models.CheckConstraint(
                name="explanation_above_nought",
                condition=Q(amount__gt=0),
                violation_error_message="An explanation is of an amount above nought.",
            ),
            models.CheckConstraint(
                name="explanation_in_words",
                condition=~Q(words="") & ~Q(line=""),
                violation_error_message="An explanation says what explains the difference and which line shows it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.financial_year} {self.get_higher_display()} over {self.get_lower_display()}"
