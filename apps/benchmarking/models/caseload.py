"""How many children and young people have an education, health and care plan, by type of placement (SEN2)."""

from django.db import models
from django.db.models import Q

from apps.benchmarking.models.authorities import Authority
from apps.benchmarking.vocabulary import CaseloadPlacement
from apps.core.models import Sourced


class Caseload(Sourced):
    """Plans that an authority maintains in one type of placement, as counted in the January of a year."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="caseloads")
    january = models.PositiveSmallIntegerField(help_text="Calendar year: 2026 is the count of January 2026.")
    placement = models.CharField(max_length=20, choices=CaseloadPlacement)
    plans = models.PositiveIntegerField()
    national_import = models.ForeignKey(
        "benchmarking.NationalImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Blank where the files of the report state it.",
    )  # fmt: skip

    class Meta:
        ordering = ["authority", "january", "placement"]
        verbose_name_plural = "caseload counts"
        constraints = [
            models.UniqueConstraint(fields=["authority", "january", "placement"], name="caseload_once"),
            models.CheckConstraint(
                name="caseload_year",
                condition=Q(january__gte=2015, january__lte=2100),
                violation_error_message="A caseload is counted in a January of 2015 to 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} January {self.january} {self.get_placement_display()}: {self.plans}"
