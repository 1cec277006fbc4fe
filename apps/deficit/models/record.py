"""The council's own record: past budgets, forecasts, plans and outturns, as its papers and the press stated them."""

from django.db import models
from django.db.models import Q

from apps.core.fields import FinancialYearField
from apps.deficit.vocabulary import RecordMeasure, RecordPoint


class RecordedFigure(models.Model):
    """One stated figure in pounds, as printed. ``stated_when`` is partly approximate, as printed.

    ``rule`` says by which rule the reporting point follows from the basis. ``from_note`` marks a figure that stands in
    the note of another row. Figures that conflict are all kept.
    """

    financial_year = FinancialYearField()
    measure = models.CharField(max_length=30, choices=RecordMeasure)
    basis = models.CharField("basis as printed", max_length=80)
    stated_when = models.CharField(max_length=12)
    point = models.CharField(max_length=10, choices=RecordPoint)
    rule = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    in_conflict = models.BooleanField(default=False)
    from_note = models.BooleanField(default=False)

    class Meta:
        ordering = ["financial_year", "measure", "stated_when", "basis"]
        constraints = [
            models.UniqueConstraint(
                fields=["financial_year", "measure", "basis", "stated_when"], name="recorded_figure_once"
            ),
            models.CheckConstraint(
                name="recorded_figure_has_rule",
                condition=~Q(rule=""),
                violation_error_message="A figure of the record says by which rule its reporting point follows.",
            ),
            models.CheckConstraint(
                name="recorded_figure_conflict_noted",
                condition=Q(in_conflict=False) | ~Q(note=""),
                violation_error_message="A figure in conflict says in its note with what.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.financial_year} {self.get_measure_display()}, {self.basis}, {self.stated_when}"
