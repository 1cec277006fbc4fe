"""What would have happened otherwise, and at which unit costs. Starts from the agreed measurement plan."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from apps.core.form_fields import words_field
from apps.core.money import pounds
from apps.initiatives.forms.claim_steps.base import Group, StepForm, radios
from apps.initiatives.forms.figures import percent_field
from apps.initiatives.models import RateCard
from apps.initiatives.selectors.claim_options import approved_cards
from apps.initiatives.selectors.claim_rates import no_rate_words, quote_misfit, without_rate
from apps.initiatives.selectors.plans import agreed_plan
from apps.initiatives.vocabulary import CounterfactualPlacement, PlacementType, UnitKind

REASON_MOST = 500
WHOLE = Decimal(100)
UNIT_COSTS = "none"
QUOTED_HINT = (
    "A quoted difference is for a placement of which the source gives no unit cost. It values the share that would "
    "have been in its dearer placement; units are now in its cheaper one."
)
MIX_HINT = "Where the children or places would be without the initiative, in shares that sum to 100%."
BOTH = (
    "The counterfactual already holds what would have happened anyway, and deadweight takes it off again. Set the "
    "deadweight to 0, or say which other effect it covers."
)


class CounterfactualForm(StepForm):
    """Occupancy is asked of places alone; the plan's own stands for children."""

    actual = forms.ChoiceField(
        label="Where they are now",
        choices=PlacementType.choices,
        error_messages={
            "required": "Choose where the children or places are now.",
            "invalid_choice": "“%(value)s” is not a placement of the list. Choose one from it.",
        },
    )
    occupancy = percent_field("Places that are filled, %", required=True)
    deadweight = percent_field("Would have happened anyway, %", required=True)
    differs_because = words_field(
        "Why it differs from the agreed plan", "Only where you changed one of the plan’s values.", most=REASON_MOST,
        rows=3,
    )  # fmt: skip
    both_because = words_field(
        "What the deadweight covers that the counterfactual does not",
        "Only where there is deadweight and more than one placement, or one at no cost.",
        most=REASON_MOST,
        rows=3,
    )

    def build(self) -> None:
        self.plan = agreed_plan(self.claim.initiative)
        for placement in CounterfactualPlacement:
            self.fields[f"mix_{placement.value}"] = percent_field(f"{placement.label}, %")
        if self.claim.kind != UnitKind.PLACES:
            del self.fields["occupancy"]

    def as_it_stands(self) -> dict[str, Any]:
        claim, plan = self.claim, self.plan
        source = claim if claim.mix.all() or plan is None else plan
        return {
            **{f"mix_{m.placement}": m.share for m in source.mix.all()},
            "actual": source.actual,
            "occupancy": source.occupancy,
            "deadweight": source.deadweight,
            "differs_because": claim.differs_because,
            "both_because": claim.both_because,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mix = self.mix()
        if not any(name.startswith("mix_") for name in self.errors) and (total := sum(mix.values())) != WHOLE:
            first = f"mix_{next(iter(mix), CounterfactualPlacement.INMSS.value)}"
            self.add_error(first, f"The shares sum to {_plain(total)}%. Change them so that they sum to 100%.")
        if not self.errors:
            holds = len(mix) > 1 or CounterfactualPlacement.NO_COST.value in mix
            if holds and given["deadweight"] and not given.get("both_because"):
                self.add_error("both_because", BOTH)
            if self._differs() and not given.get("differs_because"):
                self.add_error(
                    "differs_because", "It differs from the agreed plan. Say why, or take the plan’s values."
                )
        return given

    def mix(self) -> dict[str, Decimal]:
        return {p.value: s for p in CounterfactualPlacement if (s := self.cleaned_data.get(f"mix_{p.value}"))}

    def _differs(self) -> bool:
        plan, asked = self.plan, self.answers()
        agreed = {m.placement: m.share for m in plan.mix.all()} if plan else {}
        stands = (agreed, plan.actual, plan.occupancy, plan.deadweight) if plan else ()
        return stands != (asked["mix"], asked["actual"], asked["occupancy"], asked["deadweight"])

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        occupancy = given.get("occupancy")
        if occupancy is None:
            occupancy = self.plan.occupancy if self.plan else WHOLE
        return {
            "mix": self.mix(),
            "actual": given["actual"],
            "occupancy": occupancy,
            "deadweight": given["deadweight"],
            "differs_because": given.get("differs_because", ""),
            "both_because": given.get("both_because", ""),
        }

    def groups(self) -> Iterator[Group]:
        yield "Otherwise", MIX_HINT, [self[f"mix_{p.value}"] for p in CounterfactualPlacement]
        shares = [self[name] for name in ("occupancy", "deadweight") if name in self.fields]
        yield "Now, and how much of it counts", "", [self["actual"], *shares]
        yield "If you changed something", "", [self["differs_because"], self["both_because"]]


class RatesForm(StepForm):
    """A version of the rate card, never a typed rate; a quoted difference where the source gives no unit cost."""

    def build(self) -> None:
        self.cards = approved_cards()
        self.fields["card"] = radios(
            "Version of the rate card", [(str(c.version), _card_words(c, c is self.cards[0])) for c in self.cards],
            needed="Choose a version of the rate card.",
        )  # fmt: skip
        self.quoted = [(card, q) for card in self.cards for q in card.quoted_differences.all()]
        choices = [
            (str(q.pk), f"{q.get_dearer_display()} less {q.get_cheaper_display()}: {pounds(q.amount)}, quoted in "
                        f"{q.source_reference} (version {card.version})")
            for card, q in self.quoted
        ]  # fmt: skip
        self.fields["quoted"] = radios(
            "What a unit is worth",
            [(UNIT_COSTS, "The difference of the card’s own unit costs"), *choices],
            needed="Choose the unit costs or a quoted difference.",
            hint=QUOTED_HINT,
        )
        self.order_fields(["card", "quoted", "version"])

    def as_it_stands(self) -> dict[str, Any]:
        claim = self.claim
        quoted = str(claim.quoted_difference_id) if claim.quoted_difference_id else ""
        if claim.rate_card:
            return {"card": str(claim.rate_card.version), "quoted": quoted or UNIT_COSTS}
        return {"card": str(self.cards[0].version) if self.cards else "", "quoted": ""}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        card = next(c for c in self.cards if str(c.version) == given["card"])
        if said := self._does_not_fit(card, given["quoted"]):
            self.add_error("quoted", said)
        return given

    def _does_not_fit(self, card: RateCard, chosen: str) -> str:
        mix = [m.placement for m in self.claim.mix.all()]
        lacks = without_rate(mix, self.claim.actual, [rate.placement_type for rate in card.rates.all()])
        if chosen == UNIT_COSTS:
            return no_rate_words(card.version, lacks) if lacks else ""
        of, quoted = next((c, q) for c, q in self.quoted if str(q.pk) == chosen)
        if of != card:
            return f"That difference is quoted in version {of.version}. Choose one of version {card.version}."
        if mix and self.claim.actual and not lacks:
            return f"Version {card.version} has unit costs for the whole counterfactual. Use them."
        return quote_misfit(quoted, mix, self.claim.actual)

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        quoted = None if given["quoted"] == UNIT_COSTS else int(given["quoted"])
        return {"card_version": int(given["card"]), "quoted_difference": quoted}


def _card_words(card: RateCard, in_force: bool) -> str:
    state = " (in force)" if in_force else ""
    rates = "; ".join(f"{r.get_placement_type_display()} {pounds(r.amount)}" for r in card.rates.all())
    return f"Version {card.version}{state}, prices of {card.price_base}: {rates}"


def _plain(value: Decimal | int) -> str:
    return f"{Decimal(value).normalize():f}"
