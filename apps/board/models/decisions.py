"""What a meeting decided on an item, why, and on what. Only ever added: a correction is a new decision."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from apps.board.models.fields import LINK, form_key_field, later_says_why, link_field, person_field, says
from apps.board.models.meetings import AgendaItem
from apps.board.vocabulary import Outcome

DECIDED_ON = ("claim", "request", "framework", "position", "run", "initiative")


def _exactly_one() -> Q:
    """One of the links, or the pack; never two, never none."""
    alone = [Q(pack="", **{f"{name}__isnull": name != given for name in DECIDED_ON}) for given in DECIDED_ON]
    pack = ~Q(pack="") & Q(**{f"{name}__isnull": True for name in DECIDED_ON})
    return reduce(or_, alone, pack)


class FrameworkVersion(models.Model):
    """One version of the benefits-measurement framework, as text or by the hash of its file.

    Whether it is approved follows from the decisions that name it; it is stored nowhere else.
    """

    version = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    prepared_by = person_field()
    prepared_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-version"]
        constraints = [
            later_says_why(),
            models.CheckConstraint(
                name="framework_text_or_file",
                condition=(~Q(text="") & Q(file_sha256="")) | Q(text="", file_sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message="Give the framework’s text, or the SHA-256 of its file.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class BoardDecision(models.Model):
    """``corrects`` names the decision that this one takes the place of: of an item one decision stands."""

    item = models.ForeignKey(AgendaItem, on_delete=LINK, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    words = models.TextField(help_text="What was decided, as the minutes say it.")
    reason = models.TextField()
    corrects = models.OneToOneField("self", on_delete=LINK, null=True, blank=True, related_name="corrected_by")
    recorded_by = person_field()
    recorded_at = models.DateTimeField()
    form_key = form_key_field()

    append_only = True

    class Meta:
        ordering = ["item", "recorded_at", "pk"]
        permissions = [("record_decision", "Can record what a meeting decided")]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(corrects__isnull=True),
                name="decision_once_per_item",
                violation_error_message="A decision on this item is recorded already. Correct that one.",
            ),
            says("reason", "Say why it was decided so.", "decision_says_why"),
            says("words", "Enter what was decided.", "decision_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.item.title}"


class DecidedOn(models.Model):
    """One thing that a decision was on. ``request`` is the funding line that is requested."""

    decision = models.ForeignKey(BoardDecision, on_delete=LINK, related_name="decided_on")
    claim = link_field("initiatives.BenefitClaim", related_name="decided_by_board")
    request = link_field("initiatives.FundingLine", related_name="decided_by_board")
    framework = link_field("board.FrameworkVersion", related_name="decided_by_board")
    position = link_field("deficit.Position")
    run = link_field("deficit.ProjectionRun")
    initiative = link_field("initiatives.Initiative")
    pack = models.CharField(max_length=80, blank=True, help_text="The slug of a pack.")

    append_only = True

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decided_on_exactly_one",
                condition=_exactly_one(),
                violation_error_message="A decision is on exactly one thing in each row.",
            ),
            models.UniqueConstraint(
                fields=["decision", *DECIDED_ON, "pack"], name="decided_on_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}, on {self.what}"

    @property
    def what(self) -> str:
        """The thing’s name."""
        return str(next((thing for name in DECIDED_ON if (thing := getattr(self, name))), self.pack))
