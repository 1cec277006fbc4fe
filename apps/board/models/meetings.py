"""Bodies, their terms of reference, their meetings and what each was asked. A pack belongs to a meeting."""

import datetime
from calendar import monthrange

from django.db import models
from django.db.models import Q

from apps.board.models.fields import LINK, Edited, Recorded, later_says_why, link_field, person_field, says
from apps.board.vocabulary import Asked, BodyKind, MeetingStatus


class Body(Recorded):
    """Who meets: the Board, the scrutiny committee, the Cabinet. Its name may change, by the file that states it."""

    append_only = False

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=8, choices=BodyKind)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [*Recorded.Meta.constraints, says("name", "Name the body.", "body_name")]

    def __str__(self) -> str:
        return self.name


class TermsOfReference(Recorded):
    """One version of a body's terms. ``agreed_by`` is the body or role that agreed them, as the council says it."""

    body = models.ForeignKey(Body, on_delete=LINK, related_name="terms")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    agreed_by = models.CharField(max_length=160)
    agreed_on = models.DateField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["body", "-version"]
        verbose_name_plural = "terms of reference"
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["body", "version"], name="terms_version"),
            later_says_why(),
            says("text", "Enter the terms of reference.", "terms_text"),
        ]

    def __str__(self) -> str:
        return f"Terms of reference of {self.body}, version {self.version}"


class Meeting(Edited):
    """Where only the month is known, ``date`` is its first day and ``day_known`` is false: no day is made up."""

    body = models.ForeignKey(Body, on_delete=LINK, related_name="meetings")
    slug = models.SlugField(unique=True, max_length=80)
    date = models.DateField()
    day_known = models.BooleanField(default=True)
    status = models.CharField(max_length=8, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    place = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["date", "body"]
        permissions = [
            ("prepare_meeting", "Can prepare meetings, agendas, terms of reference and the framework"),
            ("keep_actions", "Can keep the Board’s actions"),
        ]
        constraints = [
            *Edited.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "date"],
                name="meeting_once",
                violation_error_message="This body has a meeting on that date already.",
            ),
            models.CheckConstraint(
                name="meeting_month_as_first_day",
                condition=Q(day_known=True) | Q(date__day=1),
                violation_error_message="Of a meeting whose day is not known, the month is kept as its first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.when}"

    @property
    def when(self) -> str:
        """“27 January 2026”, or “January 2026” where no day is known."""
        return f"{self.date.day} {self.date:%B %Y}" if self.day_known else f"{self.date:%B %Y}"

    @property
    def last_day(self) -> datetime.date:
        """The meeting's day; of one whose month alone is known, the month's last."""
        if self.day_known:
            return self.date
        return self.date.replace(day=monthrange(self.date.year, self.date.month)[1])

    @property
    def is_held(self) -> bool:
        return self.status == MeetingStatus.HELD


class AgendaItem(Edited):
    """What a meeting is asked. Closed with its meeting; what was wrong then is an ``AgendaCorrection``."""

    meeting = models.ForeignKey(Meeting, on_delete=LINK, related_name="items")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=12, help_text="As the paper numbers it, such as “a” or “5”.")
    title = models.CharField(max_length=200)
    asked = models.CharField(max_length=8, choices=Asked)
    question = models.TextField(help_text="The decision asked for, in the words of the paper.")
    paper = models.TextField(blank=True, help_text="The paper’s text, or what it says in short.")
    address = models.URLField(blank=True, max_length=500)
    evidence = link_field("initiatives.EvidenceItem")

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [
            *Edited.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="agenda_item_order",
                violation_error_message="Another item stands at this place of the agenda.",
            ),
            says("question", "Enter the decision that is asked for.", "agenda_item_asks"),
        ]

    def __str__(self) -> str:
        return f"Item {self.label}: {self.title}"


class AgendaCorrection(models.Model):
    """What was wrong in an item of a meeting that has been held, and why it is corrected. The item stays as it was."""

    item = models.ForeignKey(AgendaItem, on_delete=LINK, related_name="corrections")
    words = models.TextField()
    reason = models.TextField()
    by = person_field()
    at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["item", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "words"],
                name="agenda_correction_once",
                violation_error_message="The item says so already.",
            ),
            models.CheckConstraint(
                name="agenda_correction_says_why",
                condition=~Q(words="") & ~Q(reason=""),
                violation_error_message="Say what is right, and why it is corrected.",
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.item}"
