"""Drafting a measurement plan, and agreeing one. A draft may be incomplete; agreement says what is missing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from apps.core.form_fields import DayField, reason_field, version_field, words_field
from apps.initiatives.forms.figures import percent_field
from apps.initiatives.models import OutcomeMeasure
from apps.initiatives.selectors.plans import PlanContent, Range, plain
from apps.initiatives.vocabulary import CounterfactualPlacement, PlacementType, ValuesState

BASELINE_MOST, SOURCE_MOST, OWNER_MOST, TARGET_MOST = 2_000, 300, 120, 120
WHOLE = Decimal(100)
NOT_CHOSEN = "It has a target and is not chosen. Choose it, or clear the target."
AS_THEY_ARE = ("baseline", "actual", "values_state", "values_source", "owner", "review_date")
BOUNDS = (("low", "low"), ("", "central"), ("high", "high"))


class PlanForm(forms.Form):
    """``version`` is how often the draft had been saved when it was read; ``number`` which version is written."""

    baseline = words_field(
        "Baseline",
        "What stood before the initiative, with its date and its source.",
        most=BASELINE_MOST,
        rows=4,
    )
    actual = forms.ChoiceField(
        label="Placement now",
        help_text="Where the children or places of this initiative are.",
        required=False,
        choices=[("", "Not said yet"), *PlacementType.choices],
        error_messages={"invalid_choice": "“%(value)s” is not a placement of the list. Choose one from it."},
    )
    values_state = forms.ChoiceField(
        label="Have these values been agreed?",
        help_text="Only a finance officer says so. Until then a claim shows them as illustrative.",
        choices=ValuesState.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether the values are illustrative or agreed.",
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one below.",
        },
    )
    values_source = words_field(
        "Where the values come from", "A document or a return, with its date.", most=SOURCE_MOST
    )
    owner = words_field("Owner", "The role that answers for the plan, such as “Head of SEND”.", most=OWNER_MOST)
    review_date = DayField(
        label="Review date", help_text="The day by which it is read again, such as 31 March 2027.", required=False
    )
    version = version_field()
    number = version_field()

    def __init__(self, measures: list[OutcomeMeasure], number: int, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.measures, self.of_version = measures, number
        for placement in CounterfactualPlacement:
            self.fields[f"mix_{placement.value}"] = percent_field(f"{placement.label}, %")
        for name, said in (("occupancy", "Places that are filled"), ("deadweight", "Would have happened anyway")):
            for bound, word in BOUNDS:
                self.fields[_bound(name, bound)] = percent_field(f"{said}: {word}, %", required=True)
        for measure in measures:
            self.fields[f"measure_{measure.pk}"] = forms.BooleanField(label=measure.name, required=False)
            self.fields[f"target_{measure.pk}"] = words_field(
                f"Target of “{measure.name}”", "Such as “45% by March 2027”. It may be left empty.", most=TARGET_MOST
            )
        if number > 1:
            self.fields["reason"] = reason_field(
                "Why it changes", "The finance officer who agrees this version reads it, and so does the Board."
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mix = [f"mix_{p.value}" for p in CounterfactualPlacement]
        if not any(name in self.errors for name in mix):
            total = sum((given.get(name) or Decimal(0) for name in mix), Decimal(0))
            if any(given.get(name) for name in mix) and total != WHOLE:
                self.add_error(
                    next(name for name in mix if given.get(name)),
                    f"The shares sum to {total.normalize():f}%. Change them so that they sum to 100%.",
                )
        for name in ("occupancy", "deadweight"):
            values = [v for bound, _ in BOUNDS if (v := given.get(_bound(name, bound))) is not None]
            if len(values) == len(BOUNDS) and values != sorted(values):
                said = ", ".join(plain(v) for v in values)
                self.add_error(
                    _bound(name, "low"), f"{said} are not in order. Enter low, central and high, each at least as high."
                )
        for measure in self.measures:
            if given.get(f"target_{measure.pk}") and not given.get(f"measure_{measure.pk}"):
                self.add_error(f"measure_{measure.pk}", NOT_CHOSEN)
        return given

    def content(self) -> PlanContent:
        """Of a valid form."""
        given = self.cleaned_data
        return PlanContent(
            baseline=given["baseline"],
            actual=given["actual"],
            mix=tuple((p, s) for p in CounterfactualPlacement if (s := given[f"mix_{p.value}"])),
            occupancy=Range(*(given[_bound("occupancy", bound)] for bound, _ in BOUNDS)),
            deadweight=Range(*(given[_bound("deadweight", bound)] for bound, _ in BOUNDS)),
            values_state=ValuesState(given["values_state"]),
            values_source=given["values_source"],
            measures=tuple((m.pk, given[f"target_{m.pk}"]) for m in self.measures if given[f"measure_{m.pk}"]),
            owner=given["owner"],
            review_date=given["review_date"],
        )

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """Heading, what it asks, and its fields."""
        yield "What stood before", "", [self["baseline"]]
        if self.measures:
            chosen = [self[f"{part}_{m.pk}"] for m in self.measures for part in ("measure", "target")]
            yield "Measures", "Choose those by which the initiative is judged.", chosen
        yield "Where the children are, and would have been", MIX_HINT, [
            self["actual"], *(self[f"mix_{p.value}"] for p in CounterfactualPlacement),
        ]  # fmt: skip
        yield (
            "Occupancy and deadweight",
            RANGE_HINT,
            [self[_bound(name, bound)] for name in ("occupancy", "deadweight") for bound, _ in BOUNDS],
        )
        yield "How sure the values are", "", [self["values_state"], self["values_source"]]
        yield "Who answers for it", "", [self["owner"], self["review_date"]]
        if "reason" in self.fields:
            yield "Why there is a new version", "", [self["reason"]]


MIX_HINT = (
    "The counterfactual says where the children would be without the initiative, in shares that sum to 100%. "
    "Leave out what does not apply."
)
RANGE_HINT = (
    "Three values each: the least that is plausible, the one that is used, and the most. 100% filled and 0% "
    "deadweight are the report’s own convention. Where the counterfactual already holds what would have happened "
    "anyway, deadweight stays 0: it is never taken off twice."
)


class AgreeForm(forms.Form):
    """``number`` is the version agreed, ``version`` how often it had been saved when it was read."""

    reason = reason_field("Why you agree it", "Kept with the agreement, with your name and the time.")
    version = version_field()
    number = version_field()


def plan_initial(content: PlanContent | None, reason: str = "") -> dict[str, Any]:
    """What the form starts from: the draft or the agreed version; the report's convention where there is neither."""
    if content is None:
        whole = {_bound("occupancy", bound): WHOLE for bound, _ in BOUNDS}
        return {**whole, **{_bound("deadweight", b): Decimal(0) for b, _ in BOUNDS}, "values_state": "illustrative"}
    ranges = {
        _bound(name, bound): getattr(getattr(content, name), word)
        for name in ("occupancy", "deadweight")
        for bound, word in BOUNDS
    }
    chosen = {f"measure_{key}": True for key, _ in content.measures}
    targets = {f"target_{key}": target for key, target in content.measures}
    mix = {f"mix_{placement.value}": share for placement, share in content.mix}
    as_they_are = {name: getattr(content, name) for name in AS_THEY_ARE}
    return {**ranges, **chosen, **targets, **mix, **as_they_are, "reason": reason}


def _bound(name: str, bound: str) -> str:
    return f"{name}_{bound}" if bound else name
