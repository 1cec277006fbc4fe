"""The initiatives' lists."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from apps.core.tables import BaseTable, FigureColumn
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.claim_register import TAGS, UNTITLED, basis_words, grade_words, whose_turn
from apps.initiatives.presenters.register import RegisterRow
from apps.initiatives.presenters.register_amounts import APPROVED, CLAIMED
from apps.initiatives.presenters.schemes import TAGS as SCHEME_TAGS
from apps.initiatives.presenters.schemes import SchemeRow
from apps.initiatives.presenters.words import day
from apps.initiatives.selectors.claim_totals import is_noting_due
from apps.initiatives.selectors.claims import grade_of
from apps.initiatives.workflow.claims import ClaimStatus

SHEET = "initiatives"
CLAIMS_SHEET = "claims"
SCHEMES_SHEET = "schemes"


def lines(texts: tuple[str, ...]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((text,) for text in texts))


class InitiativeTable(BaseTable):
    """The register. Rows are ``RegisterRow``; money is £000 and says what it is in each cell."""

    caption = "Initiatives"
    sheet = SHEET
    empty_title = "No initiative matches"
    empty_advice = "Change or clear the filters."

    name = tables.Column(verbose_name="Initiative")
    category = tables.Column(verbose_name="Category")
    payer = tables.Column(verbose_name="Who pays", order_by=("payer", "name"))
    stage = tables.Column(verbose_name="Stage", order_by=("stage_order",))
    money = tables.Column(verbose_name="Money stated, £000", order_by=("money_order",))
    benefits = tables.Column(verbose_name="Reported benefit, £000, and basis", order_by=("benefit_order",))
    claimed = tables.Column(verbose_name=CLAIMED, order_by=("claimed_order",))
    approved = tables.Column(verbose_name=APPROVED, order_by=("approved_order",))
    evidence = tables.Column(verbose_name="Evidence", order_by=("evidence_order",))
    owner = tables.Column(verbose_name="Owner")
    milestone = tables.Column(verbose_name="Next milestone", order_by=("milestone_order",))

    def render_name(self, record: RegisterRow) -> SafeString:
        url = reverse("initiatives:detail", args=[record.initiative.slug])
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, record.name)

    def render_payer(self, record: RegisterRow) -> SafeString | str:
        return lines(record.funds) if record.funds else record.payer.label

    def render_money(self, record: RegisterRow) -> SafeString:
        return lines(record.money)

    def render_benefits(self, record: RegisterRow) -> SafeString:
        return lines(tuple(text.replace(" ", "\u00a0", 1).replace("-", "\u2011") for text in record.benefits))

    def render_claimed(self, record: RegisterRow) -> SafeString:
        return lines(record.claimed)

    def render_approved(self, record: RegisterRow) -> SafeString:
        return lines(record.approved)

    @property
    def records(self) -> list[RegisterRow]:
        """Every row of the filtered list in the order asked for."""
        return [row.record for row in self.rows]


class ClaimTable(BaseTable):
    """Claims as ``selectors.claims.listed`` reads them: SQL sorts and pages. Money is pounds."""

    caption = "Benefit claims"
    sheet = CLAIMS_SHEET
    empty_title = "No claim matches"
    empty_advice = "Change or clear the filters."

    reference = tables.Column(verbose_name="Claim", accessor="pk")
    title = tables.Column(verbose_name="Title", empty_values=(None,))
    initiative = tables.Column(verbose_name="Initiative", accessor="initiative__name")
    status = tables.Column(verbose_name="Status", order_by=("stage_order", "-pk"))
    turn = tables.Column(verbose_name="Whose turn", accessor="status", orderable=False)
    claimed = FigureColumn(verbose_name="Claimed", kind="money")
    approved = FigureColumn(verbose_name="Approved", kind="money")
    basis = tables.Column(verbose_name="Basis", accessor="recurrence")
    graded = tables.Column(verbose_name="Evidence", empty_values=())
    submitted = tables.Column(verbose_name="Submitted", accessor="submitted_at")

    def render_reference(self, record: BenefitClaim) -> SafeString:
        url = reverse("initiatives:claim", args=[record.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, record.reference.replace("-", "\u2011"))

    def render_title(self, record: BenefitClaim) -> str:
        return record.title or UNTITLED

    def render_status(self, record: BenefitClaim) -> SafeString:
        status = ClaimStatus(record.status)
        return format_html('<strong class="app-tag app-tag--{}">{}</strong>', TAGS[status], status.label)

    def render_turn(self, record: BenefitClaim) -> str:
        noted = getattr(record, "noting", None)
        return whose_turn(record.status, noting_due=is_noting_due(record.status, record.approved, noted))

    def render_basis(self, record: BenefitClaim) -> str:
        return basis_words(record.recurrence, record.plan.values_state)

    def render_graded(self, record: BenefitClaim) -> str:
        return grade_words(grade_of(record))

    def render_submitted(self, record: BenefitClaim) -> str:
        return day(localdate(record.submitted_at)).replace(" ", "\u00a0") if record.submitted_at else ""


class SchemeTable(BaseTable):
    """The register of schemes. Rows are ``SchemeRow``; money is pounds."""

    caption = "Schemes"
    sheet = SCHEMES_SHEET
    empty_title = "No scheme matches"
    empty_advice = "Change or clear the filters."

    name = tables.Column(verbose_name="Scheme, and school or site", order_by=("name", "setting"))
    provision = tables.Column(verbose_name="Type of provision")
    phase = tables.Column(verbose_name="Phase")
    need = tables.Column(verbose_name="Primary need")
    places = FigureColumn(verbose_name="Places")
    filled = FigureColumn(verbose_name="Filled, newest census")
    status = tables.Column(verbose_name="Status, and counted in Table 2 as", order_by=("status", "year"))
    opening_date = tables.Column(verbose_name="Opens on")
    slipped = FigureColumn(verbose_name="Slippage", unit="months")
    per_place = FigureColumn(verbose_name="Capital a place", kind="money")

    def render_name(self, record: SchemeRow) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a><br>{}',
            reverse("initiatives:scheme", args=[record.id]),
            record.name,
            record.setting,
        )

    def render_status(self, record: SchemeRow) -> SafeString:
        kind, word = SCHEME_TAGS[record.status], record.status.label
        return format_html('<strong class="app-tag app-tag--{}">{}</strong><br>{}', kind, word, record.year)

    def render_opening_date(self, record: SchemeRow) -> str:
        return day(record.opening_date).replace(" ", "\u00a0")

    @property
    def records(self) -> list[SchemeRow]:
        """Every row of the filtered list in the order asked for."""
        return [row.record for row in self.rows]
