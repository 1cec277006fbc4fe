"""Which initiatives share the effect, and what it costs to deliver."""

from decimal import Decimal
from typing import Any

from apps.core.form_fields import words_field
from apps.initiatives.forms.amounts import AmountField
from apps.initiatives.forms.claim_steps.base import StepForm
from apps.initiatives.forms.figures import percent_field
from apps.initiatives.selectors.claim_options import funds, may_share
from apps.initiatives.vocabulary import Recurrence

WHOLE = Decimal(100)


class SharesForm(StepForm):
    """A field for each initiative that may have claims, the claim's own first."""

    def build(self) -> None:
        self.subjects = may_share(self.claim)
        for subject in self.subjects:
            own = subject.pk == self.claim.initiative_id
            self.fields[_share(subject.slug)] = percent_field(
                f"{subject.name}, %", "The claim’s own initiative." if own else "", required=own
            )

    def as_it_stands(self) -> dict[str, Any]:
        return {_share(s.initiative.slug): s.share for s in self.claim.shares.all()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        own = _share(self.claim.initiative.slug)
        if own not in self.errors and not given.get(own):
            self.add_error(own, "The claim is its own. Enter a share above 0.")
        if not self.errors and (total := sum(self.answers()["shares"].values())) > WHOLE:
            said = f"The shares sum to {total.normalize():f}%. Together they are at most 100%. Enter lower ones."
            self.add_error(own, said)
        return given

    def answers(self) -> dict[str, Any]:
        return {"shares": {s.slug: share for s in self.subjects if (share := self.cleaned_data[_share(s.slug)])}}


class CostForm(StepForm):
    """Pounds a year from each fund, or once for a one-off; or why there is no cost."""

    no_cost_because = words_field("If it costs nothing, why", "Only where every amount is empty.", most=500, rows=3)

    def build(self) -> None:
        basis = "£ once" if self.claim.recurrence == Recurrence.ONE_OFF else "£ a year"
        self.funds = funds()
        for fund in self.funds:
            kind = fund.get_kind_display()
            self.fields[_amount(fund.slug)] = AmountField(
                label=f"{fund.name}, {basis}", help_text="" if kind == fund.name else kind, required=False
            )
        self.order_fields([*(_amount(f.slug) for f in self.funds), "no_cost_because", "version"])

    def as_it_stands(self) -> dict[str, Any]:
        amounts = {_amount(c.fund.slug): c.amount for c in self.claim.costs.all()}
        return {**amounts, "no_cost_because": self.claim.no_cost_because}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            costs, why = self.answers()["costs"], given.get("no_cost_because")
            if not costs and not why:
                self.add_error("no_cost_because", "Enter an amount beside who pays it, or say why it costs nothing.")
            elif costs and why:
                self.add_error("no_cost_because", "There is a cost above. Clear this, or clear the amounts.")
        return given

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        costs = {f.slug: amount for f in self.funds if (amount := given.get(_amount(f.slug)))}
        return {"costs": costs, "no_cost_because": given.get("no_cost_because", "")}


def _share(slug: str) -> str:
    return f"share_{slug}"


def _amount(slug: str) -> str:
    return f"amount_{slug}"
