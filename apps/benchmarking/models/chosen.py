"""Comparators that people choose, and what a named person says of a line."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.benchmarking.models.authorities import Authority
from apps.benchmarking.models.spending import BenchmarkReturn, SpendLine


class ChosenSet(models.Model):
    """Authorities that somebody chose to compare with, under a name that all may use. Archived, never deleted."""

    name = models.CharField(max_length=80)
    reason = models.CharField(max_length=300, help_text="Why these authorities.")
    version = models.PositiveIntegerField(default=1)
    archived = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(archived=False), name="chosen_set_name_once",
                violation_error_message="There is a set of that name already. Choose another name, or change that set.",
            ),
            models.CheckConstraint(
                name="chosen_set_says_why",
                condition=~Q(reason="") & ~Q(name=""),
                violation_error_message="A chosen set has a name, and says why these authorities.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ChosenMember(models.Model):
    chosen_set = models.ForeignKey(ChosenSet, on_delete=models.PROTECT, related_name="members")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["chosen_set", "authority__name"]
        constraints = [models.UniqueConstraint(fields=["chosen_set", "authority"], name="chosen_member_once")]

    def __str__(self) -> str:
        return str(self.authority)


class LineComment(models.Model):
    """What a named person says of a line in place of the sentence that the rule makes. Append-only, by version; a blank
    text goes back to the rule's sentence.
    """

    benchmark_return = models.ForeignKey(BenchmarkReturn, on_delete=models.PROTECT, related_name="comments")
    line = models.ForeignKey(SpendLine, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    text = models.CharField(max_length=160, blank=True)
    generated = models.CharField(max_length=160, help_text="The rule's sentence that the writer saw.")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["benchmark_return", "line", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["benchmark_return", "line", "version"], name="line_comment_version")
        ]

    def __str__(self) -> str:
        return self.text or self.generated
