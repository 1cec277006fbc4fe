"""Local authorities and whom each is compared with."""

from django.db import models
from django.db.models import Q

from apps.benchmarking.vocabulary import DeficitSize
from apps.core.models import Sourced


class Authority(models.Model):
    dfe_code = models.CharField("DfE code", max_length=3, unique=True)
    ons_code = models.CharField("ONS code", max_length=9, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40, blank=True, help_text="As printed in Appendix 3.")
    region = models.CharField(max_length=40)
    ended_on = models.DateField(null=True, blank=True, help_text="The day from which it is abolished or merged.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.short_name or self.name


class ComparatorSet(Sourced):
    """Authorities that one authority is compared with: the DfE's ten statistical neighbours of one model version."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="comparator_sets")
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    model_version = models.CharField(max_length=10, blank=True, help_text="Of the DfE's model, such as 2025-05.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "model_version"], condition=~Q(model_version=""), name="comparator_set_of_model"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Neighbour(models.Model):
    comparator_set = models.ForeignKey(ComparatorSet, on_delete=models.PROTECT, related_name="neighbours")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(help_text="1 is the nearest.")
    proximity = models.CharField(max_length=40, blank=True, help_text="The model's own word, such as “Close”.")
    national_import = models.ForeignKey(
        "benchmarking.NationalImport", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Blank where the report's own files state it.",
    )  # fmt: skip

    class Meta:
        ordering = ["comparator_set", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["comparator_set", "authority"], name="neighbour_once"),
            models.UniqueConstraint(fields=["comparator_set", "rank"], name="neighbour_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.authority}"


class DeficitLabel(Sourced):
    """An authority's DSG position at a date, in the source's word."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="deficit_labels")
    as_at_date = models.DateField()
    size = models.CharField(max_length=8, choices=DeficitSize)
    as_printed = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "as_at_date"], name="deficit_label_once")]

    def __str__(self) -> str:
        return f"{self.authority}: {self.as_printed}"
