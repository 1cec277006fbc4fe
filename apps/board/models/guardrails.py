"""Money targets, and the duty or outcome that each must not be met at the cost of."""

from django.db import models
from django.db.models import F, Q

from apps.board.models.fields import LINK, form_key_field, link_field, person_field, says
from apps.board.vocabulary import Benchmark, Sense, TargetScope
from apps.core.fields import FinancialYearField
from apps.core.vocabulary import Basis

# What the ledger holds; a cumulative target would be a sum of in-year ones.
BASES = (Basis.RUN_RATE.value, Basis.ONE_OFF.value, Basis.IN_YEAR.value)


class Target(models.Model):
    """Pounds by the end of a financial year: approved benefits of at least ``amount`` on ``basis``, or an accumulated
    deficit of at most ``amount``. A deferred trigger refuses one without a guardrail."""

    scope = models.CharField(max_length=12, choices=TargetScope)
    initiative = link_field("initiatives.Initiative")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    basis = models.CharField(max_length=12, choices=Basis, blank=True)
    financial_year = FinancialYearField()
    set_by = models.CharField(max_length=160, help_text="The body or role that set it, and when, as the source says.")
    source_reference = models.CharField(max_length=200)
    replaces = models.OneToOneField("self", on_delete=LINK, null=True, blank=True, related_name="replaced_by")
    reason = models.TextField(blank=True)
    recorded_by = person_field()
    recorded_at = models.DateTimeField()
    form_key = form_key_field()

    append_only = True

    class Meta:
        ordering = ["financial_year", "scope", "pk"]
        permissions = [("set_target", "Can enter money targets and their guardrails")]
        constraints = [
            models.CheckConstraint(
                name="target_of_scope",
                condition=Q(scope=TargetScope.INITIATIVE, initiative__isnull=False, basis__in=BASES)
                | Q(scope=TargetScope.PROGRAMME, initiative__isnull=True, basis__in=BASES)
                | Q(scope=TargetScope.DEFICIT, initiative__isnull=True, basis=""),
                violation_error_message=(
                    "A target of benefits names its basis, of one initiative that too; one of the deficit has neither."
                ),
            ),
            models.CheckConstraint(
                name="target_amount",
                condition=Q(amount__gt=0) | Q(scope=TargetScope.DEFICIT, amount__gte=0),
                violation_error_message="A target of benefits is more than £0.",
            ),
            models.CheckConstraint(
                name="target_replaced_with_reason",
                condition=Q(replaces__isnull=True, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                violation_error_message="Say why the earlier target is replaced.",
            ),
        ]

    def __str__(self) -> str:
        who = str(self.initiative) if self.initiative else self.get_scope_display()
        return f"{who}: £{self.amount:,.0f} by the end of {self.financial_year}"


class Guardrail(models.Model):
    """``guards`` a target or a measure whose good direction is fewer; it watches a measure or a benchmark.

    It holds while the newest reading is on the ``sense`` side of ``threshold`` (in the measure's unit), not while there
    is none.
    """

    target = link_field("board.Target", related_name="guardrails")
    guarded = link_field("initiatives.OutcomeMeasure", related_name="guarded_by")
    measure = link_field("initiatives.OutcomeMeasure")
    benchmark = models.CharField(max_length=12, choices=Benchmark, blank=True)
    sense = models.CharField(max_length=8, choices=Sense)
    threshold = models.DecimalField(max_digits=12, decimal_places=3)
    source_reference = models.CharField(max_length=200, help_text="Where the threshold comes from.")
    replaces = models.OneToOneField("self", on_delete=LINK, null=True, blank=True, related_name="replaced_by")
    reason = models.TextField()
    recorded_by = person_field()
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["target", "guarded", "pk"]
        constraints = [
            models.CheckConstraint(
                name="guardrail_guards_one",
                condition=Q(target__isnull=False, guarded__isnull=True) | Q(target__isnull=True, guarded__isnull=False),
                violation_error_message="A guardrail guards a target or a measure, one of them.",
            ),
            models.CheckConstraint(
                name="guardrail_watches_one",
                condition=Q(measure__isnull=False, benchmark="") | (Q(measure__isnull=True) & ~Q(benchmark="")),
                violation_error_message="A guardrail watches an outcome measure or a benchmark, one of them.",
            ),
            models.CheckConstraint(
                name="guardrail_not_itself",
                condition=Q(guarded__isnull=True) | Q(measure__isnull=True) | ~Q(measure=F("guarded")),
                violation_error_message="A measure is not its own guardrail.",
            ),
            says("reason", "Say why this guardrail.", "guardrail_says_why"),
        ]

    def __str__(self) -> str:
        watched = str(self.measure) if self.measure else self.get_benchmark_display()
        return f"{watched}: {self.get_sense_display().lower()} {self.threshold:f}"
