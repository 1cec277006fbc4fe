"""The initiatives' lists."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from apps.core.tables import BaseTable
from apps.initiatives.presenters.register import RegisterRow

SHEET = "initiatives"


def lines(texts: tuple[str, ...]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((text,) for text in texts))


class InitiativeTable(BaseTable):
    """The register. Rows are ``RegisterRow``; money is £000 and says what it is in each cell."""

    caption = "Initiatives"
    empty_title = "No initiative matches"
    empty_advice = "Change or clear the filters."

    name = tables.Column(verbose_name="Initiative")
    category = tables.Column(verbose_name="Category")
    payer = tables.Column(verbose_name="Who pays", order_by=("payer", "name"))
    stage = tables.Column(verbose_name="Stage", order_by=("stage_order",))
    money = tables.Column(verbose_name="Money stated, £000", order_by=("money_order",))
    benefits = tables.Column(verbose_name="Reported benefit, £000, and basis", order_by=("benefit_order",))
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

    @property
    def records(self) -> list[RegisterRow]:
        """Every row of the filtered list in the order asked for."""
        return [row.record for row in self.rows]

    def export_links(self) -> list[tuple[str, str]]:
        """The page holds other tables beside the list, so the address says which one is meant."""
        return [(kind.upper(), self._address(_export=kind, _of=SHEET)) for kind in self.exports]
