"""What a meeting asked somebody to do, by when, and what became of it."""

from django.db import models

from apps.board.models.fields import LINK, form_key_field, link_field, person_field, says
from apps.board.models.meetings import Meeting
from apps.board.vocabulary import ActionState


class Action(models.Model):
    """As it was set. ``owner`` is a role, never a person. State and due date as they are now: the newest update's."""

    meeting = models.ForeignKey(Meeting, on_delete=LINK, related_name="actions")
    decision = link_field("board.BoardDecision", related_name="actions")
    words = models.TextField()
    owner = models.CharField(max_length=120, help_text="The role that answers for it.")
    due = models.DateField()
    recorded_by = person_field()
    recorded_at = models.DateTimeField()
    form_key = form_key_field()

    append_only = True

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            says("words", "Say what is to be done.", "action_words"),
            says("owner", "Name the role that answers for it.", "action_owner"),
        ]

    def __str__(self) -> str:
        return f"Action {self.pk}: {self.words[:80]}"


class ActionUpdate(models.Model):
    """What was reported of an action, with its state and due date from then on. ``number`` counts from 1: what was read
    is the number before."""

    action = models.ForeignKey(Action, on_delete=LINK, related_name="updates")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    state = models.CharField(max_length=8, choices=ActionState)
    due = models.DateField()
    by = person_field()
    at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["action", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "number"],
                name="action_update_number",
                violation_error_message="Somebody else updated this action meanwhile.",
            ),
            says("words", "Say what became of it.", "action_update_words"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_state_display()}"
