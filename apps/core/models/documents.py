"""Where a figure comes from: a document and the place in it."""

from django.db import models


class Document(models.Model):
    """A published paper whose figures the product carries."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    body = models.CharField("published by", max_length=200)
    date = models.DateField()
    status = models.CharField(max_length=60, blank=True)
    is_meeting_paper = models.BooleanField(
        default=False, help_text="Read at a meeting: the newest such paper's date is the “now” of every page."
    )
    licence = models.CharField(max_length=200, blank=True)
    address = models.URLField(blank=True)

    class Meta:
        ordering = ["date", "slug"]

    def __str__(self) -> str:
        return self.title


class Sourced(models.Model):
    """A row that says which document states it, and in which paragraph or table."""

    source = models.ForeignKey("core.Document", on_delete=models.PROTECT, related_name="+")
    source_reference = models.CharField(
        max_length=120, help_text="Paragraph or table of the source, such as “para 4.5, Table 3”."
    )

    class Meta:
        abstract = True
