"""Figures of national returns. Only an import writes them (trigger ``…_by_import``), so each knows its file."""

from typing import Any

from django.db import models
from django.db.models import Q

from apps.benchmarking.models.areas import Area
from apps.benchmarking.models.imports import NationalImport
from apps.benchmarking.models.spending import SpendLine
from apps.benchmarking.vocabulary import FigureMeasure, ReturnKind
from apps.core.fields import FinancialYearField

# The amounts of one row of the section 251 return, in the order of the file.
AMOUNTS = (
    "early_years", "primary", "secondary", "special", "alternative_provision", "post_16", "gross", "income", "net",
    "net_per_head",
)  # fmt: skip


def _amount(**options: Any) -> Any:
    return models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, **options)


class SpendRow(models.Model):
    """One line of the section 251 return of one area and year, £ of the year; ``net_per_head`` is the file's own rate.

    An amount that the file does not give is null, and ``marks`` holds the file's mark for it: one character an
    amount, a full stop where it is given (``........c.``); blank where all are given.
    """

    kind = models.CharField(max_length=8, choices=ReturnKind)
    financial_year = FinancialYearField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(SpendLine, on_delete=models.PROTECT, related_name="+")
    early_years = _amount()
    primary = _amount()
    secondary = _amount()
    special = _amount()
    alternative_provision = _amount()
    post_16 = _amount()
    gross = _amount()
    income = _amount()
    net = _amount()
    net_per_head = _amount()
    marks = models.CharField(max_length=len(AMOUNTS), blank=True)
    national_import = models.ForeignKey(NationalImport, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["national_import"], name="spend_row_import")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "financial_year", "line", "area"], name="spend_row_once"),
            models.CheckConstraint(
                name="spend_row_marks",
                condition=Q(marks="") | Q(marks__regex=rf"^[.:cxzu]{{{len(AMOUNTS)}}}$"),
                violation_error_message="Marks are one character an amount: a full stop, a colon, c, x, z or u.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.line} {self.financial_year} {self.kind}: {self.net}"


class Figure(models.Model):
    """One published number: of an area, in a year, of a measure (``FigureMeasure`` says unit and kind of year)."""

    measure = models.CharField(max_length=40, choices=FigureMeasure)
    year = models.PositiveSmallIntegerField(
        help_text="A January count's year, a calendar year, or the year in which a financial year starts."
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    value = _amount()
    mark = models.CharField(max_length=1, blank=True)
    national_import = models.ForeignKey(NationalImport, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["national_import"], name="figure_import"),
            models.Index(fields=["area", "measure"], name="figure_area"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year", "area"], name="figure_once"),
            models.CheckConstraint(
                name="figure_value_or_mark",
                condition=Q(value__isnull=False, mark="") | Q(value__isnull=True, mark__regex="^[:cxzu]$"),
                violation_error_message="A figure has a value, or the file's mark for one that is not given.",
            ),
            models.CheckConstraint(
                name="figure_year",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message="A figure's year lies between 2000 and 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.measure} {self.year}: {self.mark or self.value}"
