"""What was decided on claims, and what counts since. Rows are only ever added; some only by the database itself."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from apps.core.fields import FinancialYearField
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models.claim_parts import Cohort
from apps.initiatives.models.claims import BenefitClaim
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.vocabulary import EvidenceGrade, LedgerEntryKind
from apps.initiatives.workflow.claims import ClaimDecisionKind

APPROVALS = (ClaimDecisionKind.APPROVE, ClaimDecisionKind.APPROVE_LESS)


class ClaimContributor(models.Model):
    """Who made, edited or submitted a claim. Written by a trigger, so that nobody can leave themselves out."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="contributors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    database_written = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="claim_contributor_once")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.person}"


class ClaimDecision(models.Model):
    """One for each version of a claim. A trigger checks version, status and person, and moves the claim with it."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="decisions")
    claim_version = models.PositiveIntegerField()
    decision = models.CharField(max_length=12, choices=ClaimDecisionKind)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    grade = models.CharField(max_length=12, choices=EvidenceGrade, blank=True, help_text="As finance grades it.")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    append_only = True
    sealed = True

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "claim_version"],
                name="claim_decision_once",
                violation_error_message="This version of the claim is decided already.",
            ),
            models.CheckConstraint(
                name="claim_decision_amount",
                condition=Q(decision__in=APPROVALS, amount__isnull=False) & ~Q(grade="")
                | ~Q(decision__in=APPROVALS) & Q(amount__isnull=True, grade=""),
                violation_error_message="An approval has an amount and a grade; another decision has neither.",
            ),
            models.CheckConstraint(
                name="claim_decision_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_decision_display()}"


class CountedUnit(models.Model):
    """A place or child that an approved claim counts, for a period. No two claims may count one in the same period."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="counted_units")
    key = models.CharField(max_length=100)
    period = DateRangeField()

    database_written = True

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="unit_counted_once",
                expressions=[("key", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="An approved claim counts this place or child in that period already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.key}"


class CountedDraw(models.Model):
    """What an approved claim draws on a cohort, for a period."""

    claim = models.OneToOneField(BenefitClaim, on_delete=models.PROTECT, related_name="counted_draw")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="counted_draws")
    units = models.DecimalField(max_digits=10, decimal_places=3)
    period = DateRangeField()

    database_written = True

    def __str__(self) -> str:
        return f"{self.claim}: {self.units} of {self.cohort}"


class LedgerEntry(models.Model):
    """An approved amount (pounds) of one initiative on one basis, or its reversal. Totals are sums of these.

    ``financial_year`` is there for in-year amounts alone. ``decision`` is the one that wrote the entry: for a reversal,
    that of the claim which supersedes.
    """

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="ledger")
    decision = models.ForeignKey(ClaimDecision, on_delete=models.PROTECT, related_name="ledger")
    entry = models.CharField(max_length=8, choices=LedgerEntryKind)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="ledger")
    basis = models.CharField(max_length=12, choices=Basis)
    financial_year = FinancialYearField(null=True, blank=True)
    benefit_class = models.CharField(max_length=12, choices=BenefitClass)
    block = models.CharField(max_length=16, choices=Block)
    grade = models.CharField(max_length=12, choices=EvidenceGrade)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    at = models.DateTimeField()

    append_only = True
    sealed = True

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "entry", "initiative", "basis", "financial_year", "block"],
                name="ledger_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="ledger_year_where_in_year",
                condition=Q(basis=Basis.IN_YEAR, financial_year__isnull=False)
                | Q(basis__in=(Basis.RUN_RATE, Basis.ONE_OFF), financial_year__isnull=True),
                violation_error_message="In-year amounts name their year; run-rates and one-off amounts have none.",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "basis"], name="ledger_of_initiative")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.amount}"


class BoardNoting(models.Model):
    """The Board noted an approved claim at a meeting: needed above the threshold in settings."""

    claim = models.OneToOneField(BenefitClaim, on_delete=models.PROTECT, related_name="noting")
    meeting_date = models.DateField()
    reference = models.CharField(max_length=120, help_text="Where the minutes say so.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    append_only = True
    sealed = True

    def __str__(self) -> str:
        return f"{self.claim} noted on {self.meeting_date}"


class AlreadyPublic(models.Model):
    """A small figure that the council has printed already, so that hiding it protects nobody."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=14, decimal_places=3, help_text="The figure as printed: a count, or £.")
    source_reference = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    append_only = True
    sealed = True

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="already_public_says_why",
                condition=~Q(reason="") & ~Q(source_reference=""),
                violation_error_message="Say where it is printed, and why it may be shown.",
            )
        ]

    def __str__(self) -> str:
        return self.what
