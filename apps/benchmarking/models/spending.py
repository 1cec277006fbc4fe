"""Section 251 high-needs lines and what each authority spends on them per head."""

from django.db import models

from apps.benchmarking.models.authorities import Authority
from apps.benchmarking.vocabulary import ReturnKind, Statistic
from apps.core.fields import FinancialYearField
from apps.core.models import Sourced


class SpendLine(models.Model):
    """A line of the return, matched on ``code``; titles differ by year. A derived line is the sum of others."""

    slug = models.SlugField(unique=True, max_length=40)
    code = models.CharField(max_length=40, help_text="Section 251 code, such as 1.2.3; of a derived line its formula.")
    title = models.CharField(max_length=160)
    short_title = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    parts = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="sums")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.code} {self.short_title}"


class Denominator(Sourced):
    """The population that a rate is per head of."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="denominators")
    name = models.CharField(max_length=80, help_text="Such as “Population aged 0 to 19”.")
    as_at = models.CharField(max_length=80, help_text="Year and kind of estimate.")
    value = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        ordering = ["authority", "name", "as_at"]
        constraints = [models.UniqueConstraint(fields=["authority", "name", "as_at"], name="denominator_once")]

    def __str__(self) -> str:
        return f"{self.authority}: {self.name}, {self.as_at}"


class BenchmarkReturn(Sourced):
    """One published table of rates: its year, kind, unit and the denominator that it names."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=160)
    financial_year = FinancialYearField()
    kind = models.CharField(max_length=8, choices=ReturnKind)
    unit = models.CharField(max_length=80)
    denominator_name = models.CharField(max_length=120)
    comparator_set = models.ForeignKey("benchmarking.ComparatorSet", on_delete=models.PROTECT, related_name="returns")

    class Meta:
        ordering = ["-financial_year", "kind"]

    def __str__(self) -> str:
        return self.name


class BenchmarkValue(models.Model):
    """£ per head, whole pounds as printed; may be negative."""

    benchmark_return = models.ForeignKey(BenchmarkReturn, on_delete=models.PROTECT, related_name="values")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(SpendLine, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=10, decimal_places=2)
    national_import = models.ForeignKey(
        "benchmarking.NationalImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Blank where the report's own files state it.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["benchmark_return", "authority", "line"], name="benchmark_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.line}: {self.value}"


class PrintedStatistic(models.Model):
    """England's mean, median, maximum or minimum of a line, as printed. ``of_neighbours`` marks the report's own
    statistics of the statistical neighbours, kept to be checked against.
    """

    benchmark_return = models.ForeignKey(BenchmarkReturn, on_delete=models.PROTECT, related_name="printed_statistics")
    line = models.ForeignKey(SpendLine, on_delete=models.PROTECT, related_name="+")
    statistic = models.CharField(max_length=8, choices=Statistic)
    of_neighbours = models.BooleanField(default=False)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    national_import = models.ForeignKey(
        "benchmarking.NationalImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Blank where the report's own files state it.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benchmark_return", "line", "statistic", "of_neighbours"],
                name="printed_statistic_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_statistic_display()} {self.line}: {self.value}"


class LineNarrative(Sourced):
    """The report's narrative row of Appendix 3, in brief."""

    benchmark_return = models.ForeignKey(BenchmarkReturn, on_delete=models.PROTECT, related_name="narratives")
    line = models.ForeignKey(SpendLine, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["benchmark_return", "line"], name="narrative_once")]

    def __str__(self) -> str:
        return self.text
