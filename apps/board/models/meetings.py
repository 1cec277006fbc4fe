"""Meetings: the product is read for one, and “now” is its date."""

from django.db import models

from apps.core.models import Sourced


class Meeting(Sourced):
    body = models.CharField(max_length=160)
    date = models.DateField()
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["body", "date"], name="meeting_once")]

    def __str__(self) -> str:
        return f"{self.body}, {self.date:%-d %B %Y}"
