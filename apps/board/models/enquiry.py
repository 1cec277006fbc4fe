"""Key lines of enquiry: a committee's questions, and what a named role says to each beside the data."""

from django.db import models
from django.db.models import F, Q

from apps.board.models.fields import LINK, later_says_why, person_field, says, some_person_field
from apps.board.models.meetings import Body
from apps.board.vocabulary import Answers
from apps.core.models import Sourced


class EnquiryQuestion(Sourced):
    body = models.ForeignKey(Body, on_delete=LINK, related_name="questions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    note = models.TextField(blank=True, help_text="What members asked of the answer, as the source puts it.")
    answers = models.CharField(max_length=12, choices=Answers)

    class Meta:
        ordering = ["body", "number"]
        permissions = [("write_enquiry", "Can write and agree answers to the committee’s questions")]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="enquiry_question_once")]

    def __str__(self) -> str:
        return f"Question {self.number}: {self.words}"


class EnquiryText(models.Model):
    """One version of the words of a role. Nothing in it changes but that another person agrees it, once."""

    question = models.ForeignKey(EnquiryQuestion, on_delete=LINK, related_name="texts")
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    role = models.CharField(max_length=120, help_text="In whose name it is said.")
    reason = models.TextField(blank=True)
    prepared_by = person_field()
    prepared_at = models.DateTimeField()
    agreed_by = some_person_field()
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["question", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "version"],
                name="enquiry_text_version",
                violation_error_message="Somebody else wrote a version meanwhile.",
            ),
            later_says_why(),
            says("words", "Write the answer.", "enquiry_text_words"),
            models.CheckConstraint(
                name="enquiry_text_agreed_by_and_at",
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                violation_error_message="An agreed text names who agreed it and when.",
            ),
            models.CheckConstraint(
                name="enquiry_text_four_eyes",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("prepared_by")),
                violation_error_message="A text is agreed by somebody other than the person who wrote it.",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer to question {self.question.number}, version {self.version}"
