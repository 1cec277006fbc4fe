"""What a meeting saw: every figure as a row, and the rows beneath the dashboards, frozen for good.

A pack and its parts are made in one transaction and never change (append-only; parts are refused afterwards).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.board.models.meetings import Meeting


class Pack(models.Model):
    """``content_hash`` is a SHA-256 over the hashes of its tables and over its figures (``calculations.pack_hash``)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField(
        help_text="1, and one more for each time a meeting's pack is frozen anew."
    )
    slug = models.SlugField(max_length=90, unique=True, help_text="In the address of every dashboard as it was.")
    name = models.CharField(max_length=240, help_text="The meeting, as it was called when the pack was frozen.")
    known_by = models.DateField(help_text="What was published after this day is left out.")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True, help_text="Why it is frozen anew; blank for the first.")
    content_hash = models.CharField(max_length=64)
    renderer_version = models.CharField(max_length=20, help_text="Of what turns its rows into pages and papers.")

    append_only = True

    class Meta:
        ordering = ["-frozen_at"]
        permissions = [("freeze_pack", "Can freeze a meeting's pack")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="pack_number_once",
                violation_error_message="This meeting has a pack of that number already.",
            ),
            models.CheckConstraint(
                name="pack_says_why_anew",
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                violation_error_message="Say why the pack is frozen anew.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, pack {self.number}" if self.number > 1 else self.name


class FrozenRows(models.Model):
    """Rows of one table as JSON, kept by the hash of what they say: packs that hold the same rows share them."""

    table_name = models.CharField(max_length=63)
    content_hash = models.CharField(max_length=64)
    rows = models.JSONField()
    count = models.PositiveIntegerField()

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table_name", "content_hash"], name="frozen_rows_once")]

    def __str__(self) -> str:
        return f"{self.count} of {self.table_name}"


class PackTable(models.Model):
    """Rows that a pack holds of a table; a large table comes in several, in order."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="tables")
    table_name = models.CharField(max_length=63)
    order = models.PositiveSmallIntegerField()
    rows = models.ForeignKey(FrozenRows, on_delete=models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["table_name", "order"]
        constraints = [models.UniqueConstraint(fields=["pack", "table_name", "order"], name="pack_table_once")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.order}"


class PackFigure(models.Model):
    """One figure that the meeting saw. ``value`` is exact, in ``unit``; ``words`` where it is no number.

    ``subject`` is part of what the trail calls the thing it is a figure of, to find why it moved.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=200, help_text="Names the figure in every pack.")
    order = models.PositiveIntegerField()
    group = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    words = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=80, blank=True)

    append_only = True

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "key"], name="pack_figure_once"),
            models.CheckConstraint(
                name="pack_figure_is_number_or_words",
                condition=Q(value__isnull=False, words="") | Q(value__isnull=True) & ~Q(words=""),
                violation_error_message="A figure is a number or words.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Restatement(models.Model):
    """What somebody says of a figure that a pack holds: old, new and why. Beside what the product finds by itself."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="restatements")
    label = models.CharField(max_length=300)
    was = models.CharField(max_length=200)
    now_is = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000)
    source_reference = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True, null=True, blank=True, help_text="A form that is sent twice makes one.")

    append_only = True

    class Meta:
        ordering = ["entered_at", "pk"]
        permissions = [("restate_pack", "Can enter what has changed since a pack was frozen")]
        constraints = [
            models.CheckConstraint(
                name="restatement_says_all",
                condition=~Q(label="") & ~Q(was="") & ~Q(now_is="") & ~Q(reason=""),
                violation_error_message="Say what it was, what it is now and why.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.was} → {self.now_is}"
