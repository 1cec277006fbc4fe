"""A committee paper of a frozen pack: its text blocks, its finished versions, their files and their publication.

Nothing here changes once written. A text is corrected by a new version, a finished paper by another.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from apps.board.models.meetings import Meeting
from apps.board.models.packs import Pack
from apps.board.vocabulary import MakingState, PaperFormat

FINISH, PUBLISH, OVERRIDE = "finish_paper", "publish_paper", "override_disclosure"


class CommitteePaper(models.Model):
    """One paper of one meeting. ``slug`` is its public address for good. What stands in it are texts and a pack."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="paper")
    slug = models.SlugField(max_length=90, unique=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-begun_at"]
        permissions = [
            ("write_paper", "Can write the text of a committee paper"),
            ("agree_paper", "Can agree the text of a committee paper"),
            (FINISH, "Can finish a committee paper"),
            (PUBLISH, "Can publish a committee paper that another person finished"),
            (OVERRIDE, "Can decide that a small figure is shown in a publication"),
        ]

    def __str__(self) -> str:
        return f"Paper for {self.meeting}"


class PaperText(models.Model):
    """One version of one text block (``calculations.paper.blocks``), header rows included.

    ``quoted`` holds its figures that no pack has, each with its source.
    """

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="texts")
    block = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    quoted = models.JSONField(default=list, blank=True, help_text="Pairs: the figure as written, and its source.")
    role = models.CharField(max_length=80, help_text="As whom it is written.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["paper", "block", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "block", "version"],
                name="paper_text_version_once",
                violation_error_message="Somebody else has saved this text meanwhile.",
            ),
            models.CheckConstraint(
                name="paper_text_not_empty",
                condition=~Q(words="") & ~Q(role=""),
                violation_error_message="Write the text, and as whom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block}, version {self.version}"


class TextAgreement(models.Model):
    """Another person agrees one version of a text, in a named role."""

    text = models.OneToOneField(PaperText, on_delete=models.PROTECT, related_name="agreement")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=80)
    agreed_at = models.DateTimeField()

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="text_agreed_by_another",
                condition=~Q(written_by=models.F("agreed_by")),
                violation_error_message="Nobody agrees a text that they wrote.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} agreed"


class DisclosureOverride(models.Model):
    """A named role's decision that one figure, small or given away by others, is shown in what is published."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="overrides")
    cell = models.CharField(max_length=160)
    label = models.CharField(max_length=300)
    value = models.CharField(max_length=60)
    role = models.CharField(max_length=80)
    reason = models.CharField(max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "cell", "value"],
                name="override_once",
                violation_error_message="This figure is shown by a decision already.",
            ),
            models.CheckConstraint(
                name="override_says_why",
                condition=~Q(reason="") & ~Q(role=""),
                violation_error_message="Say why the figure is shown, and in which role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class PaperTemplate(models.Model):
    """The council's own DOCX, whose styles, header and footer papers take; the newest is used."""

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="template_says_why", condition=~Q(reason=""), violation_error_message="Say why it is used."
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.content_hash[:12]}"


class PaperVersion(models.Model):
    """A finished paper: its whole content, and what the content says in one hash."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="paper_versions")
    template = models.ForeignKey(PaperTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField()
    drawings = models.JSONField(
        default=dict, blank=True, help_text="Figures by the slug of their picture, for the worker to draw."
    )
    shown_cells = models.JSONField(
        default=list, blank=True, help_text="Pairs: each figure under disclosure control, as shown."
    )
    exact_cells = models.JSONField(
        default=list, blank=True, help_text="Pairs: each figure under disclosure control, exact, shown or not."
    )
    content_hash = models.CharField(max_length=64)
    notice = models.CharField(max_length=500, blank=True, help_text="What a later version corrects.")
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
            models.CheckConstraint(
                name="paper_version_says_what_it_corrects",
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(notice="")),
                violation_error_message="Say what this version corrects.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"


class PaperMaking(models.Model):
    """The worker's progress with the files of one version; the only thing about a paper that moves."""

    version = models.OneToOneField(PaperVersion, on_delete=models.PROTECT, related_name="making")
    state = models.CharField(max_length=10, choices=MakingState, default=MakingState.QUEUED)
    done = ArrayField(models.CharField(max_length=10), default=list)
    message = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    lease_expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.version}: {self.get_state_display()}"


class PaperDrawing(models.Model):
    """A drawing of one version, as the worker made it; none where nothing could draw it."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="drawn")
    slug = models.CharField(max_length=60)
    svg = models.BinaryField()
    png = models.BinaryField()
    content_hash = models.CharField(max_length=64, help_text="SHA-256 over those of the SVG and of the PNG.")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "slug"], name="paper_drawing_once")]

    def __str__(self) -> str:
        return f"{self.version}, {self.slug}"


class PaperFile(models.Model):
    """One version in one format, byte for byte as it is downloaded."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10, choices=PaperFormat)
    content = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["version", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "format"], name="paper_file_once")]

    def __str__(self) -> str:
        return f"{self.version}, {self.get_format_display()}"


class Publication(models.Model):
    """A finished version made public by a second person. The newest of a paper is what its address shows."""

    version = models.OneToOneField(PaperVersion, on_delete=models.PROTECT, related_name="publication")
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    licence = models.CharField(max_length=200)
    trail_head = models.CharField(max_length=200, blank=True, help_text="The head of the trail as it was published.")

    append_only = True

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.CheckConstraint(
                name="published_by_another",
                condition=Q(finished_by__isnull=False) & ~Q(finished_by=models.F("published_by")),
                violation_error_message="Nobody publishes a paper that they finished.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}, published"
